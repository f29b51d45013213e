"""EFS volumes of tasks that are mounted without TLS."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each volume."""
    volumes = resource.properties.get("Volumes")
    for index, volume in enumerate(volumes if isinstance(volumes, list) else ()):
        mount = volume.get("EFSVolumeConfiguration") if isinstance(volume, dict) else None
        if not isinstance(mount, dict) or is_intrinsic(mount):
            continue
        if mount.get("TransitEncryption", "DISABLED") == "DISABLED":
            place = (
                *resource.path, "Properties", "Volumes", index, "EFSVolumeConfiguration", "TransitEncryption"
            )  # fmt: skip
            message = f"{resource.id} mounts a file system without encryption in transit."
            yield Detection(place, message, (Ensure(place, "ENABLED"),))
