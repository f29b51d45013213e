"""EventBridge rules without a description, described by what they take and where it goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Ensure, RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource
from repair.template.values import normal

_MOST = 3
"""Names of a kind that a description lists."""
_LONGEST = 512
"""Characters that EventBridge takes."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a rule that says nothing of itself."""
    properties = resource.properties
    if "Description" in properties or "Fn::Transform" in properties:
        return
    path = (*resource.path, "Properties", "Description")
    message = f"{resource.id} has no description."
    events = _events(properties)
    if events is None:
        reason = "the template does not say which events it is for"
        yield Detection(path, message, refusal=Refused(RefusalCode.NEEDS_VALUE, reason))
        return
    targets = _targets(context, properties.get("Targets"))
    text = f"{events} to {targets}" if targets else events
    yield Detection(path, message, (Ensure(path, text[:_LONGEST]),))


def _events(properties: dict[str, Any]) -> str | None:
    """What the rule takes; None when only deployment knows, or no field that tells is there."""
    schedule, pattern = properties.get("ScheduleExpression"), properties.get("EventPattern")
    if isinstance(schedule, str):
        return f"Schedule {schedule}"
    if schedule is not None or not isinstance(pattern, dict):
        return None
    sources, kinds = _listed(pattern.get("source")), _listed(pattern.get("detail-type"))
    if sources is None:
        return kinds
    return f"{kinds or 'Events'} of {sources}"


def _listed(values: Any) -> str | None:
    if not isinstance(values, list) or not values or not all(isinstance(one, str) for one in values):
        return None
    more = f" and {len(values) - _MOST} more" if len(values) > _MOST else ""
    return ", ".join(values[:_MOST]) + more


def _targets(context: Context, targets: Any) -> str | None:
    """The ids of the template's resources that the events go to."""
    names = []
    for target in targets if isinstance(targets, list) else ():
        arn = normal(target.get("Arn")) if isinstance(target, dict) else None
        argument = arn.get("Fn::GetAtt", [arn.get("Ref")]) if isinstance(arn, dict) else None
        name = argument[0] if isinstance(argument, list) and argument else None
        if not isinstance(name, str) or name not in context.template.resources:
            return None
        names.append(name)
    return _listed(names)
