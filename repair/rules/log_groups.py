"""Log groups of a template: which names they have, and what one that is added says.

Source: AWS Lambda Developer Guide, "Sending Lambda function logs to CloudWatch Logs".
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from repair.rules.context import Context
from repair.template.template import Resource
from repair.template.values import concatenated, normal

TYPE = "AWS::Logs::LogGroup"


def group_properties(context: Context, name: Any = None) -> Mapping[str, Any]:
    """The properties of an added log group."""
    properties = {} if name is None else {"LogGroupName": name}
    return {**properties, "RetentionInDays": context.settings.value("log-retention-days")}


@dataclass(frozen=True, slots=True)
class GroupNames:
    """The names of the log groups that a template defines.

    Attributes:
        spelt: Each name in normal form, as JSON.
        starts: What the names start with: text, or None where it is known only at deployment; by spelling.
    """

    spelt: frozenset[str]
    starts: Mapping[str, str | None]

    def unclear(self, prefix: str, known: Collection[str] = ()) -> bool:
        """Whether a group that is none of those `known` has a name that may start with `prefix`."""
        return any(
            start is None or start.startswith(prefix) or prefix.startswith(start)
            for spelling, start in self.starts.items()
            if spelling not in known
        )


def spelling(name: Any) -> str:
    """One text for all spellings of a name."""
    return json.dumps(normal(name), sort_keys=True, default=str)


def group_names(context: Context) -> GroupNames:
    """The names of the template's log groups."""
    starts: dict[str, str | None] = {}
    for group in context.template.of_type(TYPE):
        if "LogGroupName" in group.properties:
            name = group.properties["LogGroupName"]
            start = concatenated(normal(name))[0]
            starts[spelling(name)] = start if isinstance(start, str) else None
    return GroupNames(frozenset(starts), starts)


def function_names(function: Resource) -> list[Any]:
    """How the name of a function's own log group may be written."""
    names: list[Any] = [{"Fn::Sub": f"/aws/lambda/${{{function.id}}}"}]
    written = function.properties.get("FunctionName")
    if written is not None:
        names.append({"Fn::Join": ["", ["/aws/lambda/", written]]})
    return names


def is_in_the_way(context: Context) -> bool:
    """Whether a group with a known name may be there already: the stack is not known to be new."""
    return context.settings.stack != "new"
