"""Stateful resources of a test environment that do not say that they go with the stack."""

from __future__ import annotations

from collections.abc import Iterator

from repair import knowledge
from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.deletion_policies import SNAPSHOT_TYPES
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a stateful resource with neither policy."""
    body = resource.body
    if "DeletionPolicy" in body or "UpdateReplacePolicy" in body:
        return
    if resource.type not in knowledge.stateful_types() | SNAPSHOT_TYPES:
        return
    yield Detection(
        (*resource.path, "DeletionPolicy"),
        f"{resource.id} ({resource.type}) does not say that it is deleted with the stack.",
        tuple(Ensure((*resource.path, name), "Delete") for name in ("DeletionPolicy", "UpdateReplacePolicy")),
    )
