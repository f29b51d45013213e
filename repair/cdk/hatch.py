"""The escape hatch: overrides on the resource below a construct, for what no property of the construct says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from repair.cdk.edit import Edit, after_statement
from repair.cdk.filling import NoSpellingError
from repair.cdk.imports import core_name
from repair.cdk.source import Call, SourceFile
from repair.cdk.words import written

_ATTRIBUTES = frozenset({"DeletionPolicy", "UpdateReplacePolicy"})
_NAMED = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")
_REFERENCES = frozenset({"Ref", "Fn::GetAtt", "Fn::Sub", "Fn::ImportValue"})


def overrides(file: SourceFile, call: Call, resource: str, ops: Sequence[Mapping[str, Any]]) -> list[Edit]:
    """The edits that write overrides after the statement of a call.

    Raises:
        NoSpellingError: An override cannot say it, or there is no place for one.
    """
    given = []
    for op in ops:
        steps = str(op["path"]).split("/")[3:]
        if op["op"] not in ("add", "replace", "remove") or not steps or "-" in steps:
            raise NoSpellingError(f"what {resource} needs cannot be said as an override")
        if steps[0] != "Properties" and steps[0] not in _ATTRIBUTES:
            raise NoSpellingError(f"{steps[0]} of {resource} is written by the CDK")
        if _refers(op.get("value")):
            raise NoSpellingError("what it sets refers to other resources")
        given.append((steps, op))
    node, imports = _node(file, call)
    if not given or call.statement == (0, 0):
        raise NoSpellingError("there is no statement to add it to")
    lines = [_override(file, node, steps, op) for steps, op in given]
    return [*imports, after_statement(file, call.statement, "\n".join(lines))]


def _node(file: SourceFile, call: Call) -> tuple[str, list[Edit]]:
    """How the resource is reached."""
    low = call.name.startswith("Cfn")
    if call.target and _NAMED.fullmatch(call.target):
        found = call.target
    else:
        if (
            call.id is None
            or ".*" in call.id.pattern.pattern
            or call.id.name
            or not _NAMED.fullmatch(call.scope)
        ):
            raise NoSpellingError("several constructs are made by this call")
        name = call.id.pattern.pattern.replace("\\", "")
        found = (
            f'{call.scope}.node.find_child("{name}")'
            if file.language == "python"
            else f"{call.scope}.node.findChild('{name}')"
        )
    if low and call.target == found:
        return found, []
    if file.language == "python":
        return (found if low else f"{found}.node.default_child"), []
    core, imports = core_name(file, "CfnResource")
    return f"({found if low else f'{found}.node.defaultChild'} as {core}CfnResource)", imports


def _override(file: SourceFile, node: str, steps: Sequence[str], op: Mapping[str, Any]) -> str:
    python, property_ = file.language == "python", steps[0] == "Properties"
    key = ".".join(steps[1:] if property_ else steps)
    gone = op["op"] == "remove"
    kind = ("PropertyDeletion" if gone else "Property") if property_ else ("Deletion" if gone else "")
    name = f"add{kind}Override"
    if python:
        name = {"addOverride": "add_override", "addDeletionOverride": "add_deletion_override"}.get(
            name, "add_property_deletion_override" if gone else "add_property_override"
        )
        return f'{node}.{name}("{key}")' if gone else f'{node}.{name}("{key}", {written(file, op["value"])})'
    if gone:
        return f"{node}.{name}('{key}');"
    return f"{node}.{name}('{key}', {written(file, op['value'])});"


def _refers(value: Any) -> bool:
    if isinstance(value, dict):
        return any(key in _REFERENCES or _refers(inner) for key, inner in value.items())
    return isinstance(value, list) and any(_refers(item) for item in value)
