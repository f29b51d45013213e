"""Outputs whose value is a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair import knowledge
from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.model import Detection
from repair.template.intrinsics import intrinsic
from repair.template.template import Template


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each such output."""
    if is_rewritten(context.template):
        return
    for name, body in context.template.section("Outputs").items():
        value = body.get("Value") if isinstance(body, dict) else None
        if _is_list(context.template, value):
            path = ("Outputs", name, "Value")
            yield Detection(
                path, f"{name} is a list, and outputs are texts.", (Set(path, {"Fn::Join": [",", value]}),)
            )


def _is_list(template: Template, value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, str) or intrinsic(item) is not None for item in value)
    found = intrinsic(value)
    if found is None:
        return False
    function, argument = found
    if function in ("Fn::GetAZs", "Fn::Split", "Fn::Cidr"):
        return True
    if function == "Ref" and isinstance(argument, str):
        parameter = template.section("Parameters").get(argument)
        kind = str(parameter.get("Type")) if isinstance(parameter, dict) else ""
        return kind.startswith(("List<", "CommaDelimitedList")) or "<List<" in kind or "<CommaDel" in kind
    if function == "Fn::GetAtt" and isinstance(argument, list) and len(argument) == 2:
        target, attribute = argument
        resource = template.resources.get(target) if isinstance(target, str) else None
        kind_of = knowledge.resource_type(resource.type) if resource is not None else None
        if kind_of is None or not isinstance(attribute, str):
            return False
        return (kind_of.attribute_schema(attribute) or {}).get("type") == "array"
    return False
