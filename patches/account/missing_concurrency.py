"""Functions without the reserved concurrency that was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure, RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_NAME = "ReservedConcurrentExecutions"


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a function without it: the number asked for, or the one that its neighbours agree on."""
    asked = context.settings.asked("reserved-concurrency")
    if asked in (None, "none") or _NAME in resource.properties:
        return
    path = (*resource.path, "Properties", _NAME)
    message = f"{resource.id} reserves no concurrency, which was asked for."
    number = asked if isinstance(asked, int) else _neighbours(context, resource)
    if number is None:
        reason = "nothing says how much to reserve"
        yield Detection(path, message, refusal=Refused(RefusalCode.NEEDS_VALUE, reason))
    else:
        yield Detection(path, message, (Ensure(path, number),))


def _neighbours(context: Context, resource: Resource) -> int | None:
    """The number that all functions with a reservation have."""
    numbers = {
        value
        for other in context.template.resources.values()
        if other.type == resource.type and isinstance(value := other.properties.get(_NAME), int) and value > 0
    }
    return numbers.pop() if len(numbers) == 1 else None
