"""Alarms on a metric of a resource: whether the template has one, and one to be added.

An alarm is added only where the template's alarms already tell somebody: the topic that they all notify.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from repair.patch.operations import RefusalCode, Refused
from repair.rules.additions import addition, may_add
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource
from repair.template.values import same_value

_ALARM = "AWS::CloudWatch::Alarm"


@dataclass(frozen=True, slots=True)
class Watch:
    """A metric that an alarm is to watch.

    Attributes:
        namespace: The metric's namespace.
        metric: Its name.
        dimension: The dimension that names the resource.
        attribute: The attribute that is the dimension's value; None: what `Ref` yields.
        name: The property that sets that name.
        statistic: How values within a period become one.
        suffix: What the alarm's id ends in.
    """

    namespace: str
    metric: str
    dimension: str
    attribute: str | None
    name: str
    statistic: str
    suffix: str


def notified_topic(context: Context) -> Resource | None:
    """The one topic of the template that all its alarms notify; None when there is none, or several."""
    resources, graph = context.template.resources, context.template.references
    found = [
        topic
        for topic in context.template.of_type("AWS::SNS::Topic")
        if any(
            "AlarmActions" in ref.path and ref.entry in resources and resources[ref.entry].type == _ALARM
            for ref in graph.to(topic.id)
        )
    ]
    return found[0] if len(found) == 1 else None


def unwatched(context: Context, resource: Resource, watch: Watch) -> Iterator[Detection]:
    """One detection for a resource without an alarm on the metric, where the template has a topic for alarms.

    Where the template has alarms, and none of them tells anybody, the detection says that too.
    """
    topic = notified_topic(context)
    silent = topic is None and _alarms_are_silent(context)
    if not silent and (topic is None or topic.condition not in (None, resource.condition)):
        return
    if not may_add(context, resource) or _is_watched(context, resource, watch):
        return
    message = f"No alarm watches the metric {watch.metric} of {resource.id}."
    if topic is None:
        reason = "the template's alarms notify nobody, so that nothing says whom this one is to tell"
        yield Detection(resource.path, message, refusal=Refused(RefusalCode.NEEDS_VALUE, reason))
        return
    value = (
        {"Ref": resource.id} if watch.attribute is None else {"Fn::GetAtt": [resource.id, watch.attribute]}
    )
    properties = {
        "AlarmDescription": f"{watch.metric} of {resource.id}",
        "Namespace": watch.namespace,
        "MetricName": watch.metric,
        "Dimensions": [{"Name": watch.dimension, "Value": value}],
        "Statistic": watch.statistic,
        "Period": 300,
        "EvaluationPeriods": 1,
        "Threshold": 1,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "TreatMissingData": "notBreaching",
        "AlarmActions": [{"Ref": topic.id}],
    }
    added = addition(context, resource, watch.suffix, _ALARM, properties)
    yield Detection(resource.path, message, (added.operation,))


def _alarms_are_silent(context: Context) -> bool:
    """Whether the template has alarms, and none has an action."""
    alarms = context.template.of_type(_ALARM)
    return bool(alarms) and not any("AlarmActions" in alarm.properties for alarm in alarms)


def _is_watched(context: Context, resource: Resource, watch: Watch) -> bool:
    """Whether an alarm of the template watches the metric, or may do so."""
    resources = context.template.resources
    for ref in context.template.references.to(resource.id):
        alarm = resources.get(ref.entry)
        if (
            alarm is not None
            and alarm.type == _ALARM
            and ("Metrics" in ref.path or alarm.properties.get("MetricName") in (watch.metric, None))
        ):
            return True
    name = resource.properties.get(watch.name)
    return any(_may_watch(alarm, watch, name) for alarm in context.template.of_type(_ALARM))


def _may_watch(alarm: Resource, watch: Watch, name: object) -> bool:
    """Whether an alarm that may not refer to the resource watches it by its name, or all of them together."""
    properties = alarm.properties
    if properties.get("MetricName", watch.metric) != watch.metric:
        return False
    dimensions = properties.get("Dimensions")
    if not isinstance(dimensions, list):
        return dimensions is not None or properties.get("Namespace") == watch.namespace
    return any(
        isinstance(one, dict) and name is not None and _is_name(one.get("Value"), name) for one in dimensions
    )


def _is_name(value: object, name: object) -> bool:
    if isinstance(value, dict) and ("Ref" in value or "Fn::GetAtt" in value) and value != name:
        return False  # the usual case, decided without a normal form
    return same_value(value, name)
