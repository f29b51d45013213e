"""What a plain YAML scalar means: YAML 1.1 as PyYAML's SafeLoader reads it, save dates and leading zeros.

Dates stay text, and so do numbers with leading zeros (`0123`, `012345678901`): an account id is no octal
number. The patterns are those of the YAML 1.1 type repository (https://yaml.org/type/).
"""

from __future__ import annotations

import re

from repair.document.number import written

_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
for _word, _meaning in (
    ("yes", True),
    ("no", False),
    ("true", True),
    ("false", False),
    ("on", True),
    ("off", False),
):
    for _form in (_word, _word.capitalize(), _word.upper()):
        _WORDS[_form] = _meaning

_INT = re.compile(r"[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0|[1-9][0-9_]*(?::[0-5]?[0-9])*)")
_FLOAT = re.compile(
    r"[-+]?(?:(?:0|[1-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?"
    r"|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
    r"|[1-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*"
    r"|\.(?:inf|Inf|INF))"
    r"|\.(?:nan|NaN|NAN)"
)
# What another YAML 1.1 or 1.2 reader may take for no text, beyond the above: octals, dates, `=`, `<<`.
_AMBIGUOUS = re.compile(
    r"[-+]?0o?[0-7_]+|[-+]?0[0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
    r"|[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?[eE][-+]?[0-9]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?|=|<<|[yYnN]"
)
_MAX_BITS = 14_000
"""Longer integers stay text: Python writes no more than 4 300 digits (`sys.set_int_max_str_digits`)."""
_MAYBE_NUMBER = frozenset("-+.0123456789")


def resolve(text: str) -> str | int | float | bool | None:
    """Return what a plain scalar with this text means."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _MAYBE_NUMBER:
        return text
    if _INT.fullmatch(text):
        return _integer(text)
    if _FLOAT.fullmatch(text):
        return _real(text)
    return text


def ambiguous(text: str) -> bool:
    """Tell whether a plain scalar with this text could be read as something other than this text."""
    return not isinstance(resolve(text) if text else None, str) or _AMBIGUOUS.fullmatch(text) is not None


def _integer(text: str) -> int | str:
    digits = text.replace("_", "")
    sign = -1 if digits[0] == "-" else 1
    digits = digits.lstrip("+-")
    try:
        if digits.startswith("0b"):
            value = int(digits[2:], 2)
        elif digits.startswith("0x"):
            value = int(digits[2:], 16)
        elif ":" in digits:
            value = 0
            for part in digits.split(":"):
                value = value * 60 + int(part)
        else:
            value = int(digits)
    except ValueError:  # no digits (`0x_`), or more than Python converts
        return text
    return sign * value if value.bit_length() <= _MAX_BITS else text


def _real(text: str) -> float:
    digits = text.replace("_", "").lower()
    sign = -1.0 if digits[0] == "-" else 1.0
    digits = digits.lstrip("+-")
    if digits == ".inf":
        return written(sign * float("inf"), text)
    if digits == ".nan":
        return written(float("nan"), text)
    if ":" in digits:
        value = 0.0
        for part in digits.split(":"):
            value = value * 60 + float(part)
        return written(sign * value, text)
    return written(sign * float(digits), text)
