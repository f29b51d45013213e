"""Containers with the rights of their host."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.containers import containers
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each container."""
    for path, name, container in containers(resource):
        if container.get("Privileged") in (True, "true"):
            place = (*path, "Privileged")
            yield Detection(place, f"Container {name} of {resource.id} is privileged.", (Set(place, False),))
