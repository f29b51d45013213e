"""Numbers that are too small or too large."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.decidable import sure_violations
from repair.rules.model import Detection
from repair.rules.property_path import bare, dotted, inner
from repair.rules.reading import Reading
from repair.template.data import value_at
from repair.template.template import Resource

_BOUNDS = {"minimum": "less than", "maximum": "more than"}
_OTHERS = ("exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "only a person can choose another number")

_AS_FAR_AS_IT_GOES = frozenset(
    {"MaximumRetryAttempts", "MaximumEventAgeInSeconds", "MaximumRecordAgeInSeconds"}
)
"""Limits on how long a service keeps trying: to try as long as it can is what a larger number asks for."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each number outside what its property allows."""
    for violation in sure_violations(context, resource):
        path, bound = violation.path, violation.expected
        if violation.keyword in _BOUNDS:
            name = dotted(inner(path))
            what = f"{name} cannot be {_BOUNDS[violation.keyword]} {bound}"
            bound = _as_written(bound, value_at(context.template.data, path, None))
            sure = violation.keyword == "maximum" and bare(inner(path))[-1] in _AS_FAR_AS_IT_GOES
            reading = Reading(path, f"{bound} is the nearest", (Set(path, bound),), sure)
            yield reading.detection(context.template, resource, what)
        elif violation.keyword in _OTHERS:
            yield Detection(path, f"{resource.id}: {violation.message}.", refusal=_NEEDS_VALUE)


def _as_written(bound: Any, value: Any) -> Any:
    if isinstance(bound, float) and bound.is_integer():
        bound = int(bound)
    return str(bound) if isinstance(value, str) else bound
