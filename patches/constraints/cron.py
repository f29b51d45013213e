"""Cron expressions with the wrong fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.template import Resource

_CRON = re.compile(r"cron\(([^()]*)\)")
_UNIX = 5
_FIELDS = 6
_DAY, _WEEKDAY = 2, 4
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "when it should run only a person can say")


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for a schedule with such an expression."""
    text = resource.properties.get("ScheduleExpression")
    found = _CRON.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return
    path = (*resource.path, "Properties", "ScheduleExpression")
    fields = found[1].split()
    numbered = len(fields) == _UNIX and bool(re.search(r"\d", fields[_WEEKDAY]))
    right = _right(fields)
    if right == fields:
        return
    message = f"{resource.id}: {text} is no cron expression of EventBridge."
    if right is None:
        yield Detection(path, message, (), Safety.DISPLAY_ONLY, _NEEDS_VALUE)
    else:
        safety = Safety.UNSAFE if numbered else Safety.SAFE
        yield Detection(path, message, (Set(path, f"cron({' '.join(right)})"),), safety)


def _right(fields: list[str]) -> list[str] | None:
    """The fields as EventBridge reads them; None where that is not clear."""
    if len(fields) == _UNIX:
        weekday = _weekday(fields[_WEEKDAY])
        if weekday is None:
            return None
        fields = [*fields[:_WEEKDAY], weekday, "*"]
    if len(fields) != _FIELDS:
        return None
    day, weekday = fields[_DAY], fields[_WEEKDAY]
    if "?" in (day, weekday):
        if day != weekday:
            return fields
        day = "*"
    if weekday in ("*", "?"):
        return [*fields[:_DAY], day, fields[3], "?", fields[5]]
    if day in ("*", "?"):
        return [*fields[:_DAY], "?", fields[3], weekday, fields[5]]
    return None


def _weekday(field: str) -> str | None:
    """A field of the crontab for days of the week, with days counted from 1; None for steps."""
    if "/" in field:
        return None
    return re.sub(r"\d", lambda found: str(int(found[0]) % 7 + 1), field)
