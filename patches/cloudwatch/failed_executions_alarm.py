"""State machines of whose failed executions nobody is told."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.alarms import Watch, unwatched
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_FAILED = Watch(
    "AWS/States",
    "ExecutionsFailed",
    "StateMachineArn",
    None,
    "StateMachineName",
    "Sum",
    "ExecutionsFailedAlarm",
)


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a state machine without an alarm on its failed executions."""
    yield from unwatched(context, resource, _FAILED)
