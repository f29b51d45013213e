"""The containers of an ECS task definition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.document.pointer import Path
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource


def containers(resource: Resource) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Path, name and settings of each container that stands in the template."""
    definitions = resource.properties.get("ContainerDefinitions")
    for index, container in enumerate(definitions if isinstance(definitions, list) else ()):
        if isinstance(container, dict) and not is_intrinsic(container):
            name = container.get("Name")
            path = (*resource.path, "Properties", "ContainerDefinitions", index)
            yield path, name if isinstance(name, str) else f"number {index + 1}", container
