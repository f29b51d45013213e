"""What a value of the wrong JSON type is meant to be."""

from __future__ import annotations

import json
from typing import Any

from repair.document.pointer import Path
from repair.knowledge import ResourceType
from repair.patch.operations import Move, Operation, Set
from repair.rules.context import Context
from repair.rules.conversions import Unconvertible, converted
from repair.rules.property_names import settable
from repair.rules.property_path import ANY, Pattern, bare, inner
from repair.rules.reading import Reading
from repair.rules.suiting import is_list
from repair.rules.tags import as_list, as_map
from repair.template.intrinsics import intrinsic, is_intrinsic

_PAIR_NAMES = ("Key", "Name")

_STRAY: dict[tuple[str, Pattern], str] = {
    ("AWS::ApiGateway::Deployment", ("StageDescription",)): "Description",
    ("AWS::Lambda::Function", ("TracingConfig",)): "Mode",
    ("AWS::S3::Bucket", ("VersioningConfiguration",)): "Status",
    ("AWS::Kinesis::Stream", ("StreamModeDetails",)): "StreamMode",
    ("AWS::Lambda::Function", ("DeadLetterConfig",)): "TargetArn",
    ("AWS::EFS::FileSystem", ("BackupPolicy",)): "Status",
}
"""Properties that are mappings and are often given as the one value that matters in them."""


def type_reading(
    context: Context, kind: ResourceType, path: Path, value: Any, wanted: tuple[str, ...]
) -> Reading | None:
    """What the value at `path`, which is of none of the types `wanted`, is meant to be; None when nothing is clear."""
    pattern = bare(inner(path))
    if "array" in wanted:
        return _as_list(context, kind, path, value, pattern)
    if "object" in wanted:
        return _as_mapping(kind, path, value, pattern)
    return _as_scalar(kind, path, value, wanted, pattern)


def _set(path: Path, value: Any, why: str, *, sure: bool = True) -> Reading:
    operations: tuple[Operation, ...] = (Set(path, value),)
    return Reading(path, why, operations, sure, path)


def _as_list(
    context: Context, kind: ResourceType, path: Path, value: Any, pattern: Pattern
) -> Reading | None:
    if isinstance(value, dict) and not is_intrinsic(value):
        fields = settable(kind, (*pattern, ANY))
        for name in _PAIR_NAMES:
            if (
                {name, "Value"} <= fields
                and not {name, "Value"} & value.keys()
                and _holds_plain_values(value)
            ):
                return _set(path, as_list(value, name), f"it is a list of {name} and Value")
    if isinstance(value, str) and value[:1] == "[":
        parsed = _parsed(value)
        return _set(path, parsed, "it is a list, not the text of one") if isinstance(parsed, list) else None
    if is_list(context.template, value) is False:
        return _set(path, [value], "it is a list, here of one item")
    return None


def _holds_plain_values(value: dict[str, Any]) -> bool:
    return all(not isinstance(inside, (dict, list)) or is_intrinsic(inside) for inside in value.values())


def _as_mapping(kind: ResourceType, path: Path, value: Any, pattern: Pattern) -> Reading | None:
    if isinstance(value, list):
        if settable(kind, pattern):
            return _set(path, value[0], "it is one mapping, not a list") if len(value) == 1 else None
        try:
            return _set(path, as_map(value), "it is a map, not a list of pairs")
        except Unconvertible:
            return None
    if isinstance(value, str) and value.lstrip()[:1] == "{":
        parsed = _parsed(value)
        return (
            _set(path, parsed, "it is a mapping, not the text of one") if isinstance(parsed, dict) else None
        )
    field = _STRAY.get((kind.name, pattern))
    if field and (isinstance(value, str) or intrinsic(value)):
        return _set(path, {field: value}, f"the value belongs in its {field}")
    return None


def _as_scalar(
    kind: ResourceType, path: Path, value: Any, wanted: tuple[str, ...], pattern: Pattern
) -> Reading | None:
    if isinstance(value, list) and len(value) == 1 and not isinstance(value[0], list):
        return _set(path, value[0], "it is one value, not a list")
    if wanted == ("boolean",) and isinstance(value, str):
        try:
            return _set(path, converted("switch", value), "it is true or false")
        except Unconvertible:
            return None
    if wanted == ("string",) and isinstance(value, dict) and not is_intrinsic(value):
        return _as_text(kind, path, value, pattern)
    return None


def _as_text(kind: ResourceType, path: Path, value: dict[str, Any], pattern: Pattern) -> Reading | None:
    if (kind.name, pattern) == ("AWS::StepFunctions::StateMachine", ("DefinitionString",)):
        target = (*path[:-1], "Definition")
        return Reading(
            path, "a definition that is no text is Definition", (Move(path, target),), True, target
        )
    if _has_intrinsic(value):
        return None
    return _set(path, json.dumps(value, ensure_ascii=False), "it is JSON text")


def _has_intrinsic(value: Any) -> bool:
    if isinstance(value, dict):
        return is_intrinsic(value) or any(map(_has_intrinsic, value.values()))
    return isinstance(value, list) and any(map(_has_intrinsic, value))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
