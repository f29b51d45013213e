"""Alarms that no person and no resource hears of."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure, RefusalCode, Refused
from repair.rules.alarms import notified_topic
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_ACTIONS = frozenset({"AlarmActions", "OKActions", "InsufficientDataActions"})


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for an alarm without actions of any kind that nothing else refers to."""
    properties = resource.properties
    if not _ACTIONS.isdisjoint(properties) or "Fn::Transform" in properties:
        return
    if properties.get("ActionsEnabled") in (False, "false"):
        return
    if any(ref.section == "Resources" for ref in context.template.references.to(resource.id)):
        return
    path = (*resource.path, "Properties", "AlarmActions")
    message = f"{resource.id} tells nobody."
    topic = notified_topic(context) or _only_topic(context)
    if topic is None or topic.condition not in (None, resource.condition):
        reason = "nothing says whom it is to tell"
        yield Detection(path, message, refusal=Refused(RefusalCode.NEEDS_VALUE, reason))
    else:
        yield Detection(path, message, (Ensure(path, [{"Ref": topic.id}]),))


def _only_topic(context: Context) -> Resource | None:
    topics = context.template.of_type("AWS::SNS::Topic")
    return topics[0] if len(topics) == 1 else None
