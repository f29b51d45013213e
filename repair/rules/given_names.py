"""Names of resources that parameters make up, read with the defaults of these parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from repair import knowledge
from repair.rules.context import Context
from repair.rules.known_names import name_text
from repair.template.backtracking import longest_safe
from repair.template.data import scalar_text
from repair.template.substitution import Variable, literal_text, parse_sub
from repair.template.template import Resource

_PSEUDO = {"AWS::AccountId": "123456789012", "AWS::Region": "us-east-1", "AWS::StackName": "stack",
           "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com"}  # fmt: skip
"""Values that stand for what every stack has; none of them makes a name illegal."""

_SPELLINGS: tuple[Callable[[str], str], ...] = (
    str.lower,
    lambda text: re.sub(r"\s+", "-", text.strip()),
    lambda text: re.sub(r"[\s_]+", "-", text.strip().lower()),
)
"""Other spellings of a default, the nearest first. A dot or a slash stays: what has one is more than a name."""


@dataclass(frozen=True, slots=True)
class IllegalName:
    """A name that is illegal with the defaults.

    Attributes:
        resource: The resource with the name.
        parameters: The parameters that make it up and have a default.
        mended: Other defaults with which the name is legal; empty when no spelling helps.
    """

    resource: str
    parameters: tuple[str, ...]
    mended: Mapping[str, str]


def illegal_names(context: Context) -> Iterator[IllegalName]:
    """The names of the template's resources that are illegal for nothing but the defaults of parameters."""
    defaults = {
        name: scalar_text(body["Default"])
        for name, body in context.template.section("Parameters").items()
        if isinstance(body, dict)
        and body.get("Type") == "String"
        and isinstance(body.get("Default"), str)
        and body["Default"]
    }
    if not any(text != spelling(text) for text in defaults.values() for spelling in _SPELLINGS):
        return
    for resource in context.template.resources.values():
        for _name, value, pattern in name_properties(resource):
            text = name_text(value, context.template.section("Parameters"))
            if text is None:
                continue
            parts = parse_sub(text)
            used = [part.name for part in parts if isinstance(part, Variable)]
            if any(name not in _PSEUDO and name not in defaults for name in used):
                continue
            given = tuple(dict.fromkeys(name for name in used if name in defaults))
            if not given or matches(pattern, _filled(parts, defaults)) is not False:
                continue
            yield IllegalName(resource.id, given, _mended(parts, given, defaults, pattern))


def name_properties(resource: Resource) -> Iterator[tuple[str, Any, str]]:
    """The properties that name a resource and for which its type has a pattern: property, value, pattern."""
    kind = knowledge.resource_type(resource.type)
    if kind is None:
        return
    for name, value in resource.properties.items():
        if name.endswith(("Name", "Identifier")) or (name,) == kind.primary_identifier:
            pattern = (kind.resolve((name,)) or {}).get("pattern")
            if isinstance(pattern, str):
                yield name, value, pattern


def matches(pattern: str, text: str) -> bool | None:
    """Whether the text has the pattern; None where Python cannot read it or may never end."""
    if len(text) > longest_safe(pattern):
        return None
    try:
        return re.search(pattern.replace("\\Z", "$"), text) is not None
    except re.error:
        return None


def _filled(parts: tuple[str | Variable, ...], values: Mapping[str, str]) -> str:
    return "".join(
        literal_text(part) if isinstance(part, str) else _PSEUDO.get(part.name) or values[part.name]
        for part in parts
    )


def _mended(
    parts: tuple[str | Variable, ...], given: tuple[str, ...], defaults: Mapping[str, str], pattern: str
) -> dict[str, str]:
    """New defaults, one parameter at a time where that does, else all of them in one spelling."""
    for names in [*((name,) for name in given), given]:
        for spelling in _SPELLINGS:
            values = {**defaults, **{name: spelling(defaults[name]) for name in names}}
            if matches(pattern, _filled(parts, values)):
                return {name: values[name] for name in names if values[name] != defaults[name]}
    return {}
