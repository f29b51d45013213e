"""Tasks of state machines that are given up after one failure, where the profile or the requirements ask for retries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.document.pointer import to_pointer
from repair.patch.operations import Set
from repair.patch.rfc6902 import apply
from repair.rules.context import Context
from repair.rules.definition_text import written
from repair.rules.model import Detection
from repair.rules.state_machines import states
from repair.template.template import Resource

_FAILURES = frozenset({"States.ALL", "States.TaskFailed"})
"""Errors that stand for any failure of a task."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a state machine with such tasks."""
    attempts = context.settings.asked("task-retries")
    found = written(resource) if attempts is not None else None
    if found is None:
        return
    lacking = [
        (path, state)
        for path, state in states(found.data)
        if state.get("Type") == "Task" and _gives_up(state.get("Retry", []))
    ]
    if not lacking:
        return
    retrier = {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": attempts, "BackoffRate": 2}
    data = found.data
    for path, state in lacking:
        value = [*state.get("Retry", []), retrier]
        data = apply([{"op": "add", "path": to_pointer((*path, "Retry")), "value": value}], data)
    names = " and ".join(str(path[-1]) for path, _ in lacking[:2])
    more = f" and {len(lacking) - 2} others" if len(lacking) > 2 else ""
    message = (
        f"{names}{more} of {resource.id} are given up after a failure; {attempts} retries were asked for."
    )
    yield Detection(found.path, message, (Set(found.path, found.say(data)),))


def _gives_up(retry: Any) -> bool:
    """Whether no retrier is for failures of any kind; what is computed is believed."""
    return isinstance(retry, list) and not any(
        not isinstance(one, dict) or not _FAILURES.isdisjoint(one.get("ErrorEquals") or ()) for one in retry
    )
