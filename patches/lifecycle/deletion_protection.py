"""Deletion protection in an environment that is meant to be taken down."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_OFF = {
    "DeletionProtection": (("true", True, "ACTIVE"), {"ACTIVE": "INACTIVE"}),
    "DeletionProtectionEnabled": (("true", True), {}),
    "DisableApiTermination": (("true", True), {}),
}


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each property that keeps the resource from being deleted."""
    for name, (protecting, opposite) in _OFF.items():
        value = resource.properties.get(name)
        if isinstance(value, (str, bool)) and value in protecting:
            path = (*resource.path, "Properties", name)
            off = opposite.get(value, False) if isinstance(value, str) else False
            yield Detection(
                path, f"{resource.id} cannot be deleted while {name} is {value}.", (Set(path, off),)
            )
