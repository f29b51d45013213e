"""Policy documents with names or values that IAM does not know."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.policy_grammar import faults
from repair.rules.policy_places import documents
from repair.template.template import Resource


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each such name or value."""
    for path, document, _kind in documents(resource):
        yield from faults(resource.id, document, path)
