"""Definitions of state machines that stand in one long line of JSON text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from repair.patch.operations import Ensure, Remove
from repair.rules.context import Context
from repair.rules.function_tasks import substitutions
from repair.rules.logical_ids import camel
from repair.rules.model import Detection
from repair.rules.state_machines import definition
from repair.template.substitution import parse_sub
from repair.template.template import Resource

_LONG = 200
"""Characters; a shorter line can be read."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a text of this kind; `Fn::Sub` becomes substitutions."""
    found = context.of_body("definition", resource, lambda: definition(resource))
    if found is None or found.document is None or not isinstance(found.data, dict):
        return
    text = found.document.text.strip()
    if len(text) <= _LONG or "\n" in text or "${!" in text:
        return
    base = (*resource.path, "Properties")
    path = (*base, "DefinitionString")
    given = dict(substitutions(resource))
    is_sub = found.path != path
    data = _renamed(found.data, given) if is_sub else found.data
    operations: list[Any] = [Remove(path), Ensure((*base, "Definition"), data)]
    if is_sub:
        operations += [
            Ensure((*base, "DefinitionSubstitutions", name), value) for name, value in given.items()
        ]
    yield Detection(
        path, f"The definition of {resource.id} is one line of {len(text)} characters.", tuple(operations)
    )


def _renamed(node: Any, given: dict[str, Any]) -> Any:
    """The definition with a name in `given` for every variable that `Fn::Sub` looks up in the template."""
    if isinstance(node, dict):
        return {_text(key, given): _renamed(value, given) for key, value in node.items()}
    if isinstance(node, list):
        return [_renamed(item, given) for item in node]
    return _text(node, given) if isinstance(node, str) else node


def _text(text: str, given: dict[str, Any]) -> str:
    parts = []
    for part in parse_sub(text):
        if isinstance(part, str):
            parts.append(part)
            continue
        name = part.full_name
        if name not in given:
            value = {"Ref": name} if part.attribute is None else {"Fn::GetAtt": [part.name, part.attribute]}
            name = next(one for one in _names(camel(name)) if given.get(one, value) == value)
            given[name] = value
        parts.append(f"${{{name}}}")
    return "".join(parts)


def _names(wanted: str) -> Iterator[str]:
    yield wanted
    yield from (f"{wanted}{number}" for number in count(2))
