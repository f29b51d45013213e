"""Backup rules that delete too soon after cold storage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Remove
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.data import value_at
from repair.template.template import Resource

_COLD_DAYS = 90


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each lifecycle that is too short."""
    base = ("BackupPlan", "BackupPlanRule")
    rules = value_at(resource.properties, base)
    for index in range(len(rules) if isinstance(rules, list) else 0):
        lifecycle = value_at(rules, (index, "Lifecycle"), None)
        cold, gone = (_days(lifecycle, name) for name in ("MoveToColdStorageAfterDays", "DeleteAfterDays"))
        if cold is not None and gone is not None and gone < cold + _COLD_DAYS:
            path = (*resource.path, "Properties", *base, index, "Lifecycle", "DeleteAfterDays")
            message = f"{resource.id} deletes after {gone} days what goes to cold storage for {_COLD_DAYS} days after {cold}."
            warm = Remove((*path[:-1], "MoveToColdStorageAfterDays"))
            yield Detection(path, message, (warm,), Safety.UNSAFE)


def _days(lifecycle: Any, name: str) -> int | None:
    value = lifecycle.get(name) if isinstance(lifecycle, dict) else None
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    return int(value) if str(value).isdecimal() else None
