"""Functions whose errors nobody is told of."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.alarms import Watch, unwatched
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_ERRORS = Watch("AWS/Lambda", "Errors", "FunctionName", None, "FunctionName", "Sum", "ErrorsAlarm")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a function without an alarm on its errors."""
    yield from unwatched(context, resource, _ERRORS)
