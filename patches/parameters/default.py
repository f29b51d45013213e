"""Defaults that their own parameters do not allow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from repair.patch.operations import Operation, RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.backtracking import longest_safe
from repair.template.data import scalar_text

_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "which default is meant only a person can say")
_SCALARS = (str, int, float)


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each such default, once."""
    for name, body in context.template.section("Parameters").items():
        if not isinstance(body, dict) or body.get("Type") not in ("String", "Number"):
            continue
        default = body.get("Default")
        if not isinstance(default, _SCALARS):
            continue
        found = _fault(body, scalar_text(default), ("Parameters", name))
        if found is None:
            continue
        clause, operation, safety = found
        path = ("Parameters", name, "Default")
        message = f"The default of {name} {clause}."
        if operation is None:
            yield Detection(path, message, (), Safety.DISPLAY_ONLY, _NEEDS_VALUE)
        else:
            yield Detection(path, message, (operation,), safety)


def _fault(
    body: Mapping[str, Any], text: str, path: tuple[str, str]
) -> tuple[str, Operation | None, Safety] | None:
    place = (*path, "Default")
    allowed = body.get("AllowedValues")
    if isinstance(allowed, list) and allowed and all(isinstance(one, _SCALARS) for one in allowed):
        texts = [scalar_text(one) for one in allowed]
        if text not in texts and not (body["Type"] == "Number" and _number(text) in map(_number, texts)):
            same = [one for one in allowed if scalar_text(one).lower() == text.strip().lower()]
            if len(same) == 1:
                return "is none of its AllowedValues but for its case", Set(place, same[0]), Safety.SAFE
            more = Set((*path, "AllowedValues"), [*allowed, body["Default"]])
            return "is none of its AllowedValues", more if text else None, Safety.UNSAFE
    pattern = body.get("AllowedPattern")
    if body["Type"] == "String" and isinstance(pattern, str) and _matches(pattern, text) is False:
        lower = text.lower()
        fits = _matches(pattern, lower) is True
        return "does not match its AllowedPattern", Set(place, lower) if fits else None, Safety.UNSAFE
    number = _number(text)
    if body["Type"] == "Number" and number is not None:
        for key, sign in (("MinValue", 1), ("MaxValue", -1)):
            bound = _number(str(body.get(key)))
            if bound is not None and number * sign < bound * sign:
                return f"is beyond its {key}", Set(place, body[key]), Safety.UNSAFE
    if body["Type"] == "String":
        for key, sign in (("MinLength", 1), ("MaxLength", -1)):
            bound = _number(str(body.get(key)))
            if bound is not None and len(text) * sign < bound * sign:
                return f"is beyond its {key}", None, Safety.DISPLAY_ONLY
    return None


def _matches(pattern: str, text: str) -> bool | None:
    """Whether the pattern holds for the whole text, as CloudFormation asks; None where Python cannot read it or may never end."""
    try:
        if len(text) > longest_safe(pattern):
            return None
        return re.fullmatch(pattern, text) is not None
    except re.error:
        return None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
