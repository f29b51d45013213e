"""The EBS volumes that instances, launch templates and launch configurations describe for new instances."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.document.pointer import Path
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource


def new_volumes(resource: Resource) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Path and settings of each `Ebs` whose volume is made empty or from the image, not from a named snapshot."""
    path: Path = (*resource.path, "Properties")
    holder: Any = resource.properties
    if resource.type == "AWS::EC2::LaunchTemplate":
        path = (*path, "LaunchTemplateData")
        holder = holder.get("LaunchTemplateData")
    devices = holder.get("BlockDeviceMappings") if isinstance(holder, dict) else None
    for index, device in enumerate(devices if isinstance(devices, list) else ()):
        volume = device.get("Ebs") if isinstance(device, dict) else None
        if isinstance(volume, dict) and not is_intrinsic(volume) and "SnapshotId" not in volume:
            yield (*path, "BlockDeviceMappings", index, "Ebs"), volume
