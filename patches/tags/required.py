"""Taggable resources without the tags that were asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from repair import knowledge
from repair.patch.operations import Ensure, Merge, Operation, RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource

_PARAMETERS = {"environment": ("environment", "environmentname", "env", "environmentsuffix", "stage")}


def detect(context: Context) -> Iterator[Detection]:
    """One detection for each resource that lacks some of them."""
    tags: Mapping[str, Any] = context.settings.asked("tags") or {}
    keys: list[str] = context.settings.asked("required-tags") or []
    if not (tags or keys):
        return
    wanted = {**{key: _known_value(context, key) for key in keys}, **tags}
    parameters = context.template.section("Parameters")
    for resource in context.template.resources.values():
        shape = _shape(resource.type)
        if shape is None:
            continue
        name, listed = shape
        present = _keys(resource.properties.get(name), listed)
        if present is None:
            continue
        missing = {key: value for key, value in wanted.items() if key not in present}
        if missing:
            path = (*resource.path, "Properties", name)
            message = f"{resource.id} has no tag {', '.join(missing)}."
            unknown = [key for key, value in missing.items() if not _usable(value, parameters)]
            if unknown:
                reason = f"nothing says the value of {', '.join(unknown)}"
                yield Detection(path, message, refusal=Refused(RefusalCode.NEEDS_VALUE, reason))
            else:
                yield Detection(path, message, _operations(resource, path, missing, listed))


def _operations(
    resource: Resource, path: tuple[str | int, ...], missing: Mapping[str, Any], listed: bool
) -> tuple[Operation, ...]:
    if not listed:
        return tuple(Ensure((*path, key), value) for key, value in missing.items())
    more = {"PropagateAtLaunch": True} if resource.type == "AWS::AutoScaling::AutoScalingGroup" else {}
    return (
        Merge(path, tuple({"Key": key, "Value": value, **more} for key, value in missing.items()), ("Key",)),
    )


def _usable(value: Any, parameters: Mapping[str, Any]) -> bool:
    if isinstance(value, dict):
        return value.get("Ref") in parameters or str(value.get("Ref", "")).startswith("AWS::")
    return isinstance(value, str)


def _known_value(context: Context, key: str) -> Any:
    """The parameter that a tag of this key is usually filled from, None when there is none."""
    names = _PARAMETERS.get(key.lower(), (key.lower(),))
    parameters = context.template.section("Parameters")
    for name in names:
        for one, body in parameters.items():
            if one.lower() == name and isinstance(body, dict) and body.get("Type") == "String":
                return {"Ref": one}
    return None


def _keys(value: Any, listed: bool) -> frozenset[str] | None:
    """The keys that are there; None when they are known only at deployment."""
    if value is None:
        return frozenset()
    if listed and isinstance(value, list):
        keys = [item.get("Key") if isinstance(item, dict) else None for item in value]
        return frozenset(map(str, keys)) if all(isinstance(key, str) for key in keys) else None
    if not listed and isinstance(value, dict) and not is_intrinsic(value) and "Fn::Transform" not in value:
        return frozenset(value)
    return None


def _shape(type_name: str) -> tuple[str, bool] | None:
    """The property of a type that holds tags, and whether it is a list of Key and Value; None: it has none."""
    kind = knowledge.resource_type(type_name)
    if kind is None or kind.tag_property is None:
        return None
    schema = _resolved(kind.schema, kind.schema.get("properties", {}).get(kind.tag_property))
    if schema.get("type") == "object" or "patternProperties" in schema:
        return kind.tag_property, False
    item = _resolved(kind.schema, schema.get("items"))
    required = {"Key", "Value", "PropagateAtLaunch"}
    if {"Key", "Value"} <= item.get("properties", {}).keys() and required >= set(item.get("required", ())):
        return kind.tag_property, True
    return None


def _resolved(root: Any, schema: Any) -> Any:
    """A schema with its own reference followed; an empty one for anything else."""
    if isinstance(schema, dict) and isinstance(schema.get("$ref"), str):
        schema = root.get("definitions", {}).get(schema["$ref"].rsplit("/", 1)[-1])
    return schema if isinstance(schema, dict) else {}
