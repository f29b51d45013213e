"""Exports of one name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import RefusalCode, Refused, Remove
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.data import value_at
from repair.template.values import normal, same_value

_NEEDS_VALUE = Refused(
    RefusalCode.NEEDS_VALUE, "what the second export is to be called only a person can say"
)


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each export whose name an output before it exports."""
    first: dict[str, tuple[str, Any]] = {}
    for name, body in context.template.section("Outputs").items():
        exported = value_at(body, ("Export", "Name"), None)
        if exported is None or body.get("Condition") is not None:
            continue
        other, value = first.setdefault(repr(normal(exported)), (name, body.get("Value")))
        if other == name:
            continue
        path = ("Outputs", name, "Export")
        message = f"{name} and {other} export the same name."
        if same_value(value, body.get("Value")):
            yield Detection(path, message, (Remove(path),))
        else:
            yield Detection(path, message, refusal=_NEEDS_VALUE)
