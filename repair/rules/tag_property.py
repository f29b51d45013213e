"""The property of a resource that holds its tags: which it is, what stands in it, and what adds to it.

Source: the provider's schema of each type; AWS CloudFormation template reference, "Tag".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from repair import knowledge
from repair.patch.operations import Ensure, Merge, Operation
from repair.rules.context import Context
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource

_ENVIRONMENT = ("environment", "environmentname", "env", "environmentsuffix", "stage")
"""Names, in lower case, of the parameter that says which environment a stack is."""


@dataclass(frozen=True, slots=True)
class TagProperty:
    """Where a type keeps tags: the property's name, and whether it is a list of Key and Value or a map."""

    name: str
    listed: bool

    def keys(self, resource: Resource) -> frozenset[str] | None:
        """The keys that are there; None when they are known only at deployment."""
        value = resource.properties.get(self.name)
        if value is None:
            return None if "Fn::Transform" in resource.properties else frozenset()
        if self.listed and isinstance(value, list):
            keys = [item.get("Key") if isinstance(item, dict) else None for item in value]
            return frozenset(map(str, keys)) if all(isinstance(key, str) for key in keys) else None
        if (
            not self.listed
            and isinstance(value, dict)
            and not is_intrinsic(value)
            and "Fn::Transform" not in value
        ):
            return frozenset(value)
        return None

    def adding(self, resource: Resource, tags: Mapping[str, Any]) -> tuple[Operation, ...]:
        """What gives the resource these tags besides those that it has."""
        path = (*resource.path, "Properties", self.name)
        if not self.listed:
            return tuple(Ensure((*path, key), value) for key, value in tags.items())
        more = {"PropagateAtLaunch": True} if resource.type == "AWS::AutoScaling::AutoScalingGroup" else {}
        return (
            Merge(path, tuple({"Key": key, "Value": value, **more} for key, value in tags.items()), ("Key",)),
        )


@cache
def tag_property(type_name: str) -> TagProperty | None:
    """Where a type keeps its tags; None: it has none, or they have a shape of their own."""
    kind = knowledge.resource_type(type_name)
    if kind is None or kind.tag_property is None:
        return None
    schema = _resolved(kind.schema, kind.schema.get("properties", {}).get(kind.tag_property))
    if schema.get("type") == "object" or "patternProperties" in schema:
        return TagProperty(kind.tag_property, False)
    item = _resolved(kind.schema, schema.get("items"))
    required = {"Key", "Value", "PropagateAtLaunch"}
    if {"Key", "Value"} <= item.get("properties", {}).keys() and required >= set(item.get("required", ())):
        return TagProperty(kind.tag_property, True)
    return None


def value_for(context: Context, key: str) -> Any:
    """A reference to the parameter that a tag of this key is usually filled from, None when there is none."""
    names = _ENVIRONMENT if key.lower() == "environment" else (key.lower(),)
    parameters = context.template.section("Parameters")
    for name in names:
        for one, body in parameters.items():
            if one.lower() == name and isinstance(body, dict) and body.get("Type") == "String":
                return {"Ref": one}
    return None


def _resolved(root: Any, schema: Any) -> Any:
    """A schema with its own reference followed; an empty one for anything else."""
    if isinstance(schema, dict) and isinstance(schema.get("$ref"), str):
        schema = root.get("definitions", {}).get(schema["$ref"].rsplit("/", 1)[-1])
    return schema if isinstance(schema, dict) else {}
