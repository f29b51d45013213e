"""Rate expressions whose unit does not agree with the number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.template import Resource

_RATE = re.compile(r"rate\((\d+) (minute|hour|day|second)s?\)")
_MINUTE = 60


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for a rule with such a schedule."""
    text = resource.properties.get("ScheduleExpression")
    found = _RATE.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return
    path = (*resource.path, "Properties", "ScheduleExpression")
    number, unit = int(found[1]), found[2]
    if unit == "second":
        minutes = max(1, -(-number // _MINUTE))
        right = f"rate({minutes} minute{'' if minutes == 1 else 's'})"
        message = f"{resource.id} runs at {text}, and a rate has no seconds; {right} comes nearest."
        safety = Safety.SAFE if number <= _MINUTE else Safety.UNSAFE
        yield Detection(path, message, (Set(path, right),), safety)
        return
    right = f"rate({found[1]} {unit}{'' if number == 1 else 's'})"
    if right != text:
        yield Detection(
            path, f"{resource.id} runs at {text}, where the unit must be {right}.", (Set(path, right),)
        )
