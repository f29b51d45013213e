"""Resources that hold data and say neither DeletionPolicy nor UpdateReplacePolicy."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.deletion_policies import holds_data, protective
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a resource with data and without either policy; with one, the pair rule completes it."""
    body = resource.body
    if "DeletionPolicy" in body or "UpdateReplacePolicy" in body or not holds_data(resource):
        return
    policy = protective(resource.type)
    yield Detection(
        (*resource.path, "DeletionPolicy"),
        f"{resource.id} ({resource.type}) is deleted with its data when the stack is deleted or it is replaced.",
        tuple(Ensure((*resource.path, name), policy) for name in ("DeletionPolicy", "UpdateReplacePolicy")),
    )
