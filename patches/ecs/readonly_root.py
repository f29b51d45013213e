"""Containers that may write to their own root file system."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.containers import containers
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each container; Windows has no such setting."""
    platform = resource.properties.get("RuntimePlatform", {})
    system = platform.get("OperatingSystemFamily", "LINUX") if isinstance(platform, dict) else None
    if system != "LINUX":
        return
    for path, name, container in containers(resource):
        if container.get("ReadonlyRootFilesystem", False) in (False, "false"):
            place = (*path, "ReadonlyRootFilesystem")
            message = f"Container {name} of {resource.id} may write to its root file system."
            yield Detection(place, message, (Ensure(place, True),))
