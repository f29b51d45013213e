"""Alarms on the number of a function's errors, where the profile or the requirements ask for their rate.

Source: Amazon CloudWatch User Guide, "Using math expressions with CloudWatch metrics".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Ensure, Remove, Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_METRIC = ("Namespace", "MetricName", "Dimensions", "Statistic", "Period", "Unit")
"""What says which metric an alarm looks at when it is a single one."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for an alarm of one function on its errors."""
    percent = context.settings.asked("error-rate-percent")
    properties = resource.properties
    if percent is None or (properties.get("Namespace"), properties.get("MetricName")) != (
        "AWS/Lambda",
        "Errors",
    ):
        return
    dimensions = properties.get("Dimensions")
    if not isinstance(dimensions, list) or "Fn::Transform" in properties:
        return
    minutes = context.settings.asked("error-rate-minutes")
    period = properties.get("Period", 300) if minutes is None else minutes * 60
    base = (*resource.path, "Properties")
    yield Detection(
        (*base, "MetricName"),
        f"{resource.id} counts errors; an alarm on more than {percent} % of the calls was asked for.",
        (
            *(Remove((*base, name)) for name in _METRIC),
            Ensure((*base, "Metrics"), _rate(dimensions, period)),
            Set((*base, "Threshold"), percent),
            Set((*base, "ComparisonOperator"), "GreaterThanThreshold"),
            *((Set((*base, "EvaluationPeriods"), 1),) if minutes is not None else ()),
        ),
    )


def _rate(dimensions: list[Any], period: Any) -> list[dict[str, Any]]:
    """The metrics of an alarm on errors per hundred calls."""
    metrics: list[dict[str, Any]] = [
        {"Id": "rate", "Label": "Errors in percent", "Expression": "100 * errors / calls", "ReturnData": True}
    ]
    for name, metric in (("errors", "Errors"), ("calls", "Invocations")):
        source = {"Namespace": "AWS/Lambda", "MetricName": metric, "Dimensions": dimensions}
        metrics.append(
            {
                "Id": name,
                "MetricStat": {"Metric": source, "Period": period, "Stat": "Sum"},
                "ReturnData": False,
            }
        )
    return metrics
