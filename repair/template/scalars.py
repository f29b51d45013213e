"""How CloudFormation reads scalars: "true" as a boolean, "5" as a number, 5 as text.

Source: measured by cfn-lint's default (`strict: false`) reading of types, rule E3012. Text is read as a
number only when it is one digit for digit; nothing is coerced back and forth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from repair.template.data import MISSING, Data, scalar_text
from repair.template.intrinsics import is_intrinsic

_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[+-]?[0-9]{1,300}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,300}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")


def read_as(value: Data, wanted: str) -> Data:
    """A scalar read as a JSON Schema type that it is not written as; MISSING when it cannot be read so."""
    if wanted == "string":
        return scalar_text(value) if isinstance(value, (bool, int, float)) else MISSING
    if not isinstance(value, str):
        return MISSING
    if wanted == "boolean":
        return _TRUTH.get(value, MISSING)
    if wanted == "integer":
        return int(value) if _INTEGER.fullmatch(value) else MISSING
    if wanted == "number":
        return _number(value)
    return MISSING


def _number(text: str) -> Data:
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else MISSING


def equal(value: Data, expected: Data, *, lenient: bool) -> bool | None:
    """Whether a value is what a schema names (JSON equality: 1 is 1.0, true is not 1).

    None when only deployment tells. With `lenient` a scalar also equals what CloudFormation reads alike.
    """
    if isinstance(value, dict):
        if is_intrinsic(value):
            return None
        if not isinstance(expected, dict):
            return False
        if value.keys() != expected.keys():
            return None if any(map(is_intrinsic, value.values())) else False
        return _all(equal(item, expected[key], lenient=lenient) for key, item in value.items())
    if isinstance(value, list):
        if not isinstance(expected, list):
            return False
        if len(value) != len(expected):
            return None if any(map(is_intrinsic, value)) else False
        return _all(equal(item, other, lenient=lenient) for item, other in zip(value, expected, strict=True))
    if isinstance(value, str) and "{{resolve:" in value:
        return None
    if isinstance(value, bool) or isinstance(expected, bool):
        if value is expected:
            return True
    elif value == expected:
        return True
    return lenient and _read_alike(value, expected)


def _read_alike(value: Data, expected: Data) -> bool:
    if isinstance(expected, str):
        return bool(read_as(value, "string") == expected)
    if isinstance(expected, bool):
        return read_as(value, "boolean") is expected
    return isinstance(expected, (int, float)) and bool(read_as(value, "number") == expected)


def _all(results: Iterable[bool | None]) -> bool | None:
    outcome: bool | None = True
    for result in results:
        if result is False:
            return False
        if result is None:
            outcome = None
    return outcome


def unique_key(value: Data) -> object:
    """A hashable value that two pieces of data share exactly when JSON Schema calls them equal."""
    if isinstance(value, bool):
        return (bool, value)
    if isinstance(value, list):
        return (list, tuple(map(unique_key, value)))
    if isinstance(value, dict):
        return (dict, frozenset((key, unique_key(item)) for key, item in value.items()))
    return value
