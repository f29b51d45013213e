"""Target groups whose health check times out no sooner than the next one starts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """At most one detection, for target groups of an Application Load Balancer."""
    properties = resource.properties
    if properties.get("Protocol") not in ("HTTP", "HTTPS") or properties.get("TargetType") == "lambda":
        return
    interval = _seconds(properties.get("HealthCheckIntervalSeconds", 30))
    timeout = _seconds(properties.get("HealthCheckTimeoutSeconds"))
    if interval is None or timeout is None or timeout < interval or not 5 <= interval <= 300:
        return
    place = (*resource.path, "Properties", "HealthCheckTimeoutSeconds")
    message = f"Health checks of {resource.id} time out after {timeout} s but repeat every {interval} s."
    yield Detection(place, message, (Set(place, interval - 1 if interval <= 120 else 120),))


def _seconds(value: Any) -> int | None:
    text = str(value)
    return int(text) if type(value) in (int, str) and text.isdecimal() and len(text) < 6 else None
