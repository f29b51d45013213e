"""Outputs without a value."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure, RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.entry_keys import right_key
from repair.rules.model import Detection, Safety

_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "what it should tell only a person can say")


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each such output."""
    template = context.template
    if is_rewritten(template):
        return
    for name, body in template.section("Outputs").items():
        if not isinstance(body, dict) or "Value" in body or name.startswith("Fn::"):
            continue
        if any(right_key(key, ("Value",)) for key in body if isinstance(key, str)):
            continue  # misspelt
        path = ("Outputs", name)
        if name in template.resources:
            value = Ensure((*path, "Value"), {"Ref": name})
            yield Detection(path, f"{name} has no Value.", (value,), Safety.UNSAFE)
        else:
            yield Detection(path, f"{name} has no Value.", (), Safety.DISPLAY_ONLY, _NEEDS_VALUE)
