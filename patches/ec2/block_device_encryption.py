"""Volumes of new instances that are not encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.block_devices import new_volumes
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each volume."""
    for path, volume in new_volumes(resource):
        if volume.get("Encrypted", False) in (False, "false"):
            place = (*path, "Encrypted")
            yield Detection(place, f"A volume of {resource.id} is not encrypted.", (Ensure(place, True),))
