"""Functions on another processor than the one asked for."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a function that is not built for it; an image or a layer is made for one processor."""
    asked = context.settings.asked("lambda-architecture")
    value = resource.properties.get("Architectures", ["x86_64"])
    if asked is None or value == [asked] or is_intrinsic(value) or not isinstance(value, list):
        return
    if any(not isinstance(item, str) for item in value):
        return
    code = resource.properties.get("Code")
    inline = isinstance(code, dict) and "ZipFile" in code and "Layers" not in resource.properties
    path = (*resource.path, "Properties", "Architectures")
    yield Detection(
        path,
        f"{resource.id} runs on {', '.join(value)}; {asked} was asked for.",
        (Set(path, [asked]),),
        Safety.SAFE if inline else Safety.UNSAFE,
    )
