"""Values that are none of those that a property allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.decidable import sure_violations
from repair.rules.model import Detection
from repair.rules.property_path import dotted, inner
from repair.rules.wrong_values import alternatives, value_reading
from repair.template.data import value_at
from repair.template.schema import Violation
from repair.template.secrets import is_secret
from repair.template.template import Resource

_KEYWORDS = ("enum", "enumCaseInsensitive", "const")
_SHOWN = 6
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "none of the allowed values is near")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each value that its property does not allow."""
    for violation in sure_violations(context, resource):
        allowed = _allowed(violation)
        if not allowed:
            continue
        path = violation.path
        value = value_at(context.template.data, path, None)
        shown = "what it is set to" if is_secret(path, value, context.template.data) else _shown(value)
        what = f"{dotted(inner(path))} cannot be {shown}"
        reading = value_reading(context.template, resource, path, allowed)
        if reading is None:
            choices = ", ".join(str(choice) for choice in allowed[:_SHOWN])
            more = ", …" if len(allowed) > _SHOWN else ""
            yield Detection(path, f"{resource.id}: {what}, only {choices}{more}.", refusal=_NEEDS_VALUE)
        else:
            yield reading.detection(context.template, resource, what)


def _allowed(violation: Violation) -> tuple[Any, ...]:
    """The values that the schema lists, by a list or by a pattern that is one; none for any other violation."""
    if violation.keyword == "pattern":
        return alternatives(str(violation.expected))
    if violation.keyword not in _KEYWORDS:
        return ()
    return violation.expected if isinstance(violation.expected, tuple) else (violation.expected,)


def _shown(value: object) -> str:
    if isinstance(value, bool) or value is None or isinstance(value, (dict, list)):
        return "what it is set to" if isinstance(value, (dict, list)) else str(value).lower()
    return str(value)[:60]
