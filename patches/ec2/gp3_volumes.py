"""gp2 volumes for which gp3 is cheaper and no slower."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Set
from repair.rules.block_devices import new_volumes
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_MOST = 1000
"""Gigabytes up to which gp2 gives no more than the 3000 operations a second of gp3."""


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each volume."""
    for path, volume in _volumes(resource):
        size = volume.get("VolumeSize", volume.get("Size", 8))
        if volume.get("VolumeType") == "gp2" and "Iops" not in volume and _small(size):
            place = (*path, "VolumeType")
            yield Detection(place, f"A volume of {resource.id} is of the type gp2.", (Set(place, "gp3"),))


def _volumes(resource: Resource) -> Iterator[tuple[Path, dict[str, Any]]]:
    if resource.type == "AWS::EC2::Volume":
        yield (*resource.path, "Properties"), resource.properties
    else:
        yield from new_volumes(resource)


def _small(size: Any) -> bool:
    text = str(size)
    return type(size) is not bool and text.isdecimal() and len(text) < 6 and int(text) <= _MOST
