"""Equality of data, types and written numbers included: `True` is not `1`, `1` is not `1.0`."""

from __future__ import annotations

import json

from repair.document.number import WrittenFloat, number_text


def same(one: object, other: object, *, written: bool = True) -> bool:
    """Tell whether two pieces of data are the same in value and type; key order is no part of it.

    Args:
        one: Some data.
        other: Other data.
        written: Numbers must also be written the same: `5.1` is not `5.10`.
    """
    if one is other:
        return True
    if isinstance(one, dict):
        if not isinstance(other, dict) or len(one) != len(other):
            return False
        return all(key in other and same(value, other[key], written=written) for key, value in one.items())
    if isinstance(one, list):
        if not isinstance(other, list) or len(one) != len(other):
            return False
        return all(same(a, b, written=written) for a, b in zip(one, other, strict=True))
    if isinstance(one, str):
        return isinstance(other, str) and one == other
    if isinstance(one, float):
        if not isinstance(other, float):
            return False
        return number_text(one) == number_text(other) or (
            not written and (one == other or (one != one and other != other))
        )
    return type(one) is type(other) and one == other


def fingerprint(value: object) -> str:
    """Return a text that two pieces of data share exactly when they are `same`."""
    parts: list[str] = []
    _collect(value, parts)
    return "".join(parts)


def _collect(value: object, parts: list[str]) -> None:
    if isinstance(value, dict):
        parts.append("{")
        for key in sorted(value):
            parts.append(json.dumps(key))
            parts.append(":")
            _collect(value[key], parts)
        parts.append("}")
    elif isinstance(value, list):
        parts.append("[")
        for item in value:
            _collect(item, parts)
            parts.append(",")
        parts.append("]")
    elif isinstance(value, str):
        parts.append(json.dumps(value))
    elif isinstance(value, WrittenFloat):
        parts.append(value.text)
    else:
        parts.append(repr(value))
