"""Defaults that are lists."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.data import scalar_text
from repair.template.intrinsics import is_intrinsic

_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "it cannot be written as one text")


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each such default."""
    for name, body in context.template.section("Parameters").items():
        default = body.get("Default") if isinstance(body, dict) else None
        if not isinstance(default, (list, dict)) or is_intrinsic(default):
            continue
        path = ("Parameters", name, "Default")
        message = (
            f"The default of {name} is a {'list' if isinstance(default, list) else 'mapping'}, not a text."
        )
        kind = str(body.get("Type"))
        flat = isinstance(default, list) and all(isinstance(item, (str, int, float)) for item in default)
        if flat and ("List" in kind) and not any("," in str(item) for item in default):
            yield Detection(path, message, (Set(path, ",".join(scalar_text(item) for item in default)),))
        else:
            yield Detection(path, message, refusal=_NEEDS_VALUE)
