"""Parameters of type String that hold the id of a machine image."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.references import Reference

_IMAGE = re.compile(r"ami-(?:[0-9a-f]{8}|[0-9a-f]{17})")
_TYPE = "AWS::EC2::Image::Id"


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each parameter whose default is an image and that an ImageId refers to."""
    graph = context.template.references
    for name, parameter in context.template.section("Parameters").items():
        if not isinstance(parameter, dict) or parameter.get("Type") != "String":
            continue
        default = parameter.get("Default")
        uses = graph.to(name, "value") if isinstance(default, str) and _IMAGE.fullmatch(default) else ()
        uses = [one for one in uses if one.kind == "Ref" and one.path[-1:] == ("ImageId",)]
        if uses:
            message = f"{name} holds the id of a machine image and is declared as String."
            fix = (Set(("Parameters", name, "Type"), _TYPE),)
            needed = any(_is_unconditional(context, use) for use in uses)
            safety = Safety.SAFE if needed and context.settings.stack != "existing" else Safety.UNSAFE
            yield Detection(("Parameters", name, "Type"), message, fix, safety)


def _is_unconditional(context: Context, use: Reference) -> bool:
    """Whether an instance starts from the image in every deployment: then it must exist in any case."""
    resource = context.template.resources.get(use.entry)
    return resource is not None and resource.condition is None and "Fn::If" not in use.path
