"""Taggable resources without the tags that were asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.tag_property import tag_property, value_for


def detect(context: Context) -> Iterator[Detection]:
    """One detection for each resource that lacks some of them, and one for those whose value nothing says."""
    tags: Mapping[str, Any] = context.settings.asked("tags") or {}
    keys: list[str] = context.settings.asked("required-tags") or []
    if not (tags or keys):
        return
    wanted = {**{key: value_for(context, key) for key in keys}, **tags}
    parameters = context.template.section("Parameters")
    for resource in context.template.resources.values():
        place = tag_property(resource.type)
        present = None if place is None else place.keys(resource)
        if place is None or present is None:
            continue
        missing = {key: value for key, value in wanted.items() if key not in present}
        if missing:
            path = (*resource.path, "Properties", place.name)
            known = {key: value for key, value in missing.items() if _usable(value, parameters)}
            unknown = ", ".join(key for key in missing if key not in known)
            if known:
                message = f"{resource.id} has no tag {', '.join(known)}."
                yield Detection(path, message, place.adding(resource, known))
            if unknown:
                refusal = Refused(RefusalCode.NEEDS_VALUE, f"nothing says the value of {unknown}")
                yield Detection(path, f"{resource.id} has no tag {unknown}.", refusal=refusal)


def _usable(value: Any, parameters: Mapping[str, Any]) -> bool:
    if isinstance(value, dict):
        return value.get("Ref") in parameters or str(value.get("Ref", "")).startswith("AWS::")
    return isinstance(value, str)
