"""Resources of one type that have the same identity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair import knowledge
from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.data import value_at
from repair.template.template import Resource
from repair.template.values import normal

_ONE_IN_A_REGION = (
    "AWS::Config::ConfigurationRecorder",
    "AWS::Config::DeliveryChannel",
    "AWS::GuardDuty::Detector",
    "AWS::SecurityHub::Hub",
)
"""Of these an account has one in each region: nobody can have meant a second one."""


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each resource that repeats the identity of one before it."""
    groups: dict[str, list[Resource]] = {}
    for resource in context.template.resources.values():
        groups.setdefault(resource.type, []).append(resource)
    reason = Refused(RefusalCode.NEEDS_VALUE, "which of them keeps the name is for a person to say")
    for type_name, group in groups.items():
        names = _given_names(type_name) if len(group) > 1 else ()
        first: dict[str, Resource] = {}
        for resource in group if names else ():
            identity = _identity(resource, names)
            other = first.setdefault(identity, resource) if identity is not None else resource
            if other is not resource and other.condition == resource.condition:
                path = (*resource.path, "Properties", *names[0].split("."))
                message = (
                    f"{resource.id} and {other.id} are both {type_name} and have the same {', '.join(names)}."
                )
                from repair.rules.resource_types import said_again  # few templates have any

                again = said_again(context.template, resource, other)
                if again is None:
                    yield Detection(path, message, (), Safety.DISPLAY_ONLY, reason)
                else:
                    safety = Safety.SAFE if type_name in _ONE_IN_A_REGION else Safety.UNSAFE
                    yield Detection(path, f"{message[:-1]}; {again.why}.", again.operations, safety)


def _given_names(type_name: str) -> tuple[str, ...]:
    """The properties that identify a resource, where the template gives them all."""
    kind = knowledge.resource_type(type_name)
    if kind is None or any(tuple(name.split(".")) in kind.read_only for name in kind.primary_identifier):
        return ()
    return kind.primary_identifier


def _identity(resource: Resource, names: tuple[str, ...]) -> str | None:
    values: list[Any] = [value_at(resource.properties, name.split("."), None) for name in names]
    return None if any(value is None for value in values) else repr([normal(value) for value in values])
