"""Resources that are no mappings, have no type, or whose properties are no mapping."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.model import Detection
from repair.template.intrinsics import is_intrinsic, is_section_function

_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "only a person can know")


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each resource that does not have the shape of one."""
    if is_rewritten(context.template):
        return
    for name, body in context.template.section("Resources").items():
        if is_section_function(name):
            continue
        path: Path = ("Resources", name)
        if not isinstance(body, dict):
            if body is not None:
                yield Detection(
                    path, f"{name} must be a mapping with Type and Properties.", refusal=_NEEDS_VALUE
                )
            continue
        if "Fn::Transform" in body:
            continue
        if not isinstance(body.get("Type"), str) or not body["Type"]:
            yield Detection(path, f"{name} has no Type that is text.", refusal=_NEEDS_VALUE)
        properties = body.get("Properties")
        if properties is not None and (not isinstance(properties, dict) or is_intrinsic(properties)):
            yield _properties(name, (*path, "Properties"), properties)


def _properties(name: str, path: Path, properties: Any) -> Detection:
    message = f"{name}: Properties must be a mapping."
    merged = _merged(properties)
    if merged is None:
        return Detection(path, message, refusal=_NEEDS_VALUE)
    return Detection(path, message, (Set(path, merged),))


def _merged(properties: Any) -> dict[str, Any] | None:
    """A list of mappings that have no key in common, as one mapping."""
    if not isinstance(properties, list) or not properties:
        return None
    merged: dict[str, Any] = {}
    for item in properties:
        if not isinstance(item, dict) or is_intrinsic(item) or merged.keys() & item.keys():
            return None
        merged.update(item)
    return merged
