"""Functions that a rule or a topic of the template calls, and that no permission lets it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.function_callers import callers, permissions, source_arn
from repair.rules.model import Detection
from repair.rules.service_roles import service_text
from repair.template.template import Resource

_SERVICES = ("events.amazonaws.com", "sns.amazonaws.com")


def detect(context: Context, function: Resource) -> Iterator[Detection]:
    """One detection for each rule and topic."""
    template = context.template
    if is_rewritten(template):
        return
    allowed: set[str | None] = set()
    for permission in permissions(template, function.id):
        allowed.add(service_text(permission.properties.get("Principal")))
    name = function.properties.get("FunctionName")
    if name is not None and any(
        other.properties.get("FunctionName") == name for other in template.of_type("AWS::Lambda::Permission")
    ):
        return
    if None in allowed or "*" in allowed:
        return
    for caller in callers(template, function.id):
        if caller.service in _SERVICES and caller.service not in allowed:
            arn = source_arn(template, caller)
            condition = _condition(function, caller.resource)
            if arn is None or condition == "":
                continue
            body: dict[str, Any] = {"Type": "AWS::Lambda::Permission"}
            if condition:
                body["Condition"] = condition
            body["Properties"] = {
                "FunctionName": {"Ref": function.id},
                "Action": "lambda:InvokeFunction",
                "Principal": caller.service,
                "SourceArn": arn,
            }
            new = f"{caller.resource.id}Permission"
            while new in template.section("Resources") or new in template.section("Parameters"):
                new += "2"
            yield Detection(
                (*function.path, "Properties"),
                f"No permission lets {caller.service} call {function.id}, which {caller.resource.id} asks for.",
                (Ensure(("Resources", new), body),),
            )


def _condition(function: Resource, caller: Resource) -> str | None:
    """The condition under which both are there; "" when that takes two."""
    conditions = {one.condition for one in (function, caller)} - {None}
    return "" if len(conditions) > 1 else next(iter(conditions), None)
