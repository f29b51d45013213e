"""Availability zones that are written out, as subnets, instances, volumes and databases name them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_ZONE = re.compile(
    r"([a-z]{2}(?:-(?:gov|iso[a-z]?))?-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d)([a-f])"
)
"""Names of ordinary zones; those of local and Wavelength zones (us-west-2-lax-1a) are in no `Fn::GetAZs`."""

_ONE = ("AvailabilityZone", "PreferredAvailabilityZone")
_MANY = ("AvailabilityZones", "PreferredAvailabilityZones")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield one detection for each zone. The letter gives the place in the list: equal zones stay equal."""
    found = context.of_body("zones-hardcoded", resource, lambda: tuple(_zones(resource.properties, ())))
    for path, zone, index in found:
        full = (*resource.path, "Properties", *path)
        fix = (Set(full, {"Fn::Select": [index, {"Fn::GetAZs": ""}]}),)
        yield Detection(full, f"{resource.id} stands in the zone {zone}, whatever the stack's region.", fix)


def _zones(node: Any, path: Path) -> Iterator[tuple[Path, str, int]]:
    """Path below Properties, name and place of each zone."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            if isinstance(item, dict | list):
                yield from _zones(item, (*path, index))
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in _ONE:
                yield from _chosen(value, (*path, key))
            elif key in _MANY:
                yield from _chosen(value, (*path, key), many=True)
            elif isinstance(value, dict | list):
                yield from _zones(value, (*path, key))


def _chosen(value: Any, path: Path, *, many: bool = False) -> Iterator[tuple[Path, str, int]]:
    """The zones at a place for one, or for a list of them, also in the branches of an Fn::If."""
    if isinstance(value, str):
        found = _ZONE.fullmatch(value)
        if found is not None:
            yield path, value, ord(found[2]) - ord("a")
    elif isinstance(value, list) and many:
        for index, item in enumerate(value):
            yield from _chosen(item, (*path, index))
    elif isinstance(value, dict) and list(value) == ["Fn::If"]:
        branches = value["Fn::If"]
        for index in (1, 2) if isinstance(branches, list) and len(branches) == 3 else ():
            yield from _chosen(branches[index], (*path, "Fn::If", index), many=many)
