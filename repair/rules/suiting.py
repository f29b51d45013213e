"""Fits a value to a property that wants a list where it is none, or one value where it is a list of one."""

from __future__ import annotations

from typing import Any

from repair import knowledge
from repair.knowledge import ResourceType
from repair.rules.property_path import Pattern
from repair.template.intrinsics import branches, intrinsic, result_types
from repair.template.template import Template

_LIST_PARAMETERS = (
    "List<",
    "CommaDelimitedList",
    "AWS::SSM::Parameter::Value<List<",
    "AWS::SSM::Parameter::Value<Comma",
)


def suited(template: Template, kind: ResourceType, pattern: Pattern, value: Any) -> Any:
    """`value` as the property at `pattern` wants it, or `value` itself when nothing plain makes it so."""
    wanted = wanted_types(kind, pattern)
    if wanted == {"array"} and is_list(template, value) is False:
        return [value]
    if "array" not in wanted and wanted and isinstance(value, list) and len(value) == 1:
        return value[0]
    return value


def wanted_types(kind: ResourceType, pattern: Pattern) -> set[str]:
    """The JSON types that the schema allows at `pattern`; empty when it does not say."""
    schema = kind.resolve(pattern) or {}
    types = schema.get("type", ())
    return {types} if isinstance(types, str) else set(types)


def is_list(template: Template, value: Any) -> bool | None:
    """Whether a value is a list once it is deployed; None when the template does not tell."""
    if isinstance(value, list):
        return True
    choice = branches(value)
    if choice is not None:
        sides = {is_list(template, choice[1]), is_list(template, choice[2])}
        return sides.pop() if len(sides) == 1 else None
    function = intrinsic(value)
    if function is None:
        return False
    name, argument = function
    if name == "Ref" and isinstance(argument, str):
        return _is_list_reference(template, argument)
    if name == "Fn::GetAtt":
        return _is_list_attribute(template, argument)
    types = result_types(name, argument)
    return None if types is None else "array" in types


def _is_list_reference(template: Template, name: str) -> bool | None:
    if name in template.resources:
        return False
    parameter = template.section("Parameters").get(name)
    if isinstance(parameter, dict) and isinstance(parameter.get("Type"), str):
        return bool(parameter["Type"].startswith(_LIST_PARAMETERS))
    types = result_types("Ref", name)
    return None if types is None else "array" in types


def _is_list_attribute(template: Template, argument: Any) -> bool | None:
    if not (
        isinstance(argument, list) and len(argument) == 2 and all(isinstance(part, str) for part in argument)
    ):
        return None
    resource = template.resources.get(argument[0])
    kind = knowledge.resource_type(resource.type) if resource else None
    schema = kind.attribute_schema(argument[1]) if kind else None
    return schema["type"] == "array" if schema and "type" in schema else None
