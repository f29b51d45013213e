"""Fixed names without the suffix of the environment that was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Ensure, Operation, RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.physical_names import NAME_PROPERTIES
from repair.template.substitution import escaped_text, variables
from repair.template.template import Resource

_VARYING = re.compile(r"suffix|stage|^env|environment", re.IGNORECASE)
_FIFO = ".fifo"
_ROOM = 50
"""Characters of a name that leave room for a suffix in every service."""


def detect(context: Context) -> Iterator[Detection]:
    """One detection for each fixed name that two environments would share."""
    asked = context.settings.asked("environment-suffix")
    if not asked:
        return
    wanted = asked if isinstance(asked, str) else "EnvironmentSuffix"
    parameters = context.template.section("Parameters")
    name = next((one for one in parameters if one.lower() == wanted.lower()), wanted)
    if name not in parameters and name in context.template.resources:
        return
    texts = _Texts(context.template.data)
    for resource in context.template.resources.values():
        yield from _name(context, resource, name, texts)


def _name(context: Context, resource: Resource, parameter: str, texts: _Texts) -> Iterator[Detection]:
    prop = NAME_PROPERTIES.get(resource.type)
    value = resource.properties.get(prop) if prop is not None else None
    if prop is None or (text := _sub_text(value)) is None or text.startswith(("/aws/", "alias/aws/")):
        return
    if any(one.name == "AWS::StackName" or _VARYING.search(one.name) for one in variables(text)):
        return
    path = (*resource.path, "Properties", prop)
    message = f"{resource.id} has a fixed name, which two environments of one account cannot share."
    if isinstance(value, str) and texts.count(value) > 1:
        reason = f"the name {value} is written in other places too"
        yield Detection(path, message, refusal=Refused(RefusalCode.AMBIGUOUS, reason))
        return
    if len(text) > _ROOM:
        yield Detection(
            path, message, refusal=Refused(RefusalCode.NEEDS_VALUE, "the name leaves no room for a suffix")
        )
        return
    end = _FIFO if text.endswith(_FIFO) else ""
    separator = "_" if resource.type.startswith("AWS::Glue::") and "-" not in text else "-"
    suffixed = f"{text.removesuffix(end)}{separator}${{{parameter}}}{end}"
    operations: tuple[Operation, ...] = (Set(path, {"Fn::Sub": suffixed}),)
    if parameter not in context.template.section("Parameters"):
        operations = (Ensure(("Parameters", parameter), _PARAMETER), *operations)
    yield Detection(path, message, operations)


_PARAMETER = {
    "Type": "String",
    "Default": "dev",
    "AllowedPattern": "^[a-z0-9-]{1,12}$",
    "Description": "Tells the resources of this environment from those of others.",
}


def _sub_text(value: Any) -> str | None:
    """The name as the text of a Sub, None when it is made in another way."""
    if isinstance(value, str):
        return escaped_text(value) or None
    if isinstance(value, dict) and set(value) == {"Fn::Sub"} and isinstance(value["Fn::Sub"], str):
        text: str = value["Fn::Sub"]
        return text
    return None


class _Texts:
    """All texts of a template, to see whether a name is written elsewhere."""

    def __init__(self, data: Any) -> None:
        self._all: list[str] = []
        self._collect(data)

    def count(self, name: str) -> int:
        """In how many texts the name stands as a word."""
        word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        return sum(1 for text in self._all if name in text and word.search(text))

    def _collect(self, node: Any) -> None:
        if isinstance(node, str):
            self._all.append(node)
        elif isinstance(node, dict):
            for key, value in node.items():
                if key != "Description":
                    self._collect(value)
        elif isinstance(node, list):
            for value in node:
                self._collect(value)
