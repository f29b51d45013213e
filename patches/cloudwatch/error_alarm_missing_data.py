"""Alarms on a count of errors that do not say what missing data means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.template import Resource

_ERRORS = re.compile(
    r"[Ee]rror|Fault|[Ff]ail(ed|ure)|[Tt]hrottle|[45][Xx][Xx]|Time(d)?[Oo]ut|Unauthorized|Denied|Rejected|Dropped"
    r"|Aborted|Bounce|Complaint"
)
_ABOVE = ("GreaterThanThreshold", "GreaterThanOrEqualToThreshold")
_COUNTS = ("Sum", "SampleCount")


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for such an alarm; unsafe where it looks at several periods or acts on insufficient data."""
    properties = resource.properties
    name = properties.get("MetricName")
    if "TreatMissingData" in properties or not isinstance(name, str) or not _ERRORS.search(name):
        return
    if properties.get("ComparisonOperator") not in _ABOVE or properties.get("Statistic") not in _COUNTS:
        return
    one_period = properties.get("EvaluationPeriods") in (1, "1")
    sure = one_period and not properties.get("InsufficientDataActions")
    path = (*resource.path, "Properties", "TreatMissingData")
    yield Detection(
        path,
        f"{resource.id} watches {name} and does not say what missing data means.",
        (Ensure(path, "notBreaching"),),
        Safety.SAFE if sure else Safety.UNSAFE,
    )
