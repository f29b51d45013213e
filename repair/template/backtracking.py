"""How long a text a regular expression may be tried on before Python's engine could take for ever.

A repeated group whose rounds can be cut in several ways costs time exponential in the text's length.
Eight of the 3 202 patterns in the provider schemas do; a template must not be able to hang on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_UNLIMITED = 1 << 30
_POLYNOMIAL = 1_000
_EXPONENTIAL = 12
_LATIN = frozenset(map(chr, range(256)))
_REPEATED = re.compile(r"[*+]|\{(?:\d*,|[2-9]\d|\d{3,})\d*\}|\{\d*,(?:[2-9]\d|\d{3,})\}")
_ELEMENT = re.compile(
    r"(\[\^?\]?(?:\\.|[^\]\\])*\]|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|[^\\])([*+?]|\{\d*,?\d*\})?",
    re.DOTALL,
)
_SET = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_OPENING = re.compile(r"\?(?:[:=!]|<[=!]|P<\w+>|[a-z]+:)")


def longest_safe(pattern: str) -> int:
    """The number of characters up to which a search with `pattern` is quick."""
    if not all(_is_unambiguous(body) for body in _repeated_groups(pattern)):
        return _EXPONENTIAL
    return _UNLIMITED if len(_REPEATED.findall(pattern)) < 2 else _POLYNOMIAL


def _repeated_groups(pattern: str) -> Iterator[str]:
    """Bodies of the groups that may repeat without a small bound."""
    # Sets and escapes are covered first, so that the brackets left are those of groups.
    covered = _SET.sub(lambda match: "\0" * len(match[0]), pattern)
    starts: list[int] = []
    for at, sign in enumerate(covered):
        if sign == "(":
            starts.append(at + 1)
        elif sign == ")" and starts:
            start = starts.pop()
            if _REPEATED.match(covered, at + 1):
                opening = _OPENING.match(covered, start)
                yield pattern[opening.end() if opening else start : at]


def _is_unambiguous(body: str) -> bool:
    """Whether a text can be cut into rounds of the group in one way only, as far as is easy to see."""
    covered = _SET.sub(lambda match: "\0" * len(match[0]), body)
    if "(" in covered:
        return _REPEATED.search(covered) is None and "|" not in covered
    if "|" in covered:
        elements = [_ELEMENT.fullmatch(body[start:end]) for start, end in _alternatives(covered)]
        sets = [_members(found[1]) for found in elements if found is not None and not found[2]]
        return len(sets) == len(elements) and sum(map(len, sets)) == len(frozenset().union(*sets))
    if _REPEATED.search(covered) is None:
        return True
    parts = [(_members(sign), quantifier) for sign, quantifier in _ELEMENT.findall(body)]
    return any(
        not parts[end][1]
        and all(parts[end][0].isdisjoint(chars) for chars, _ in parts[:end] + parts[end + 1 or None :])
        for end in (0, len(parts) - 1)
    )


def _alternatives(covered: str) -> Iterator[tuple[int, int]]:
    start = 0
    for at, sign in enumerate(covered + "|"):
        if sign == "|":
            yield start, at
            start = at + 1


@lru_cache(maxsize=1024)
def _members(sign: str) -> frozenset[str]:
    """The characters up to U+00FF that one set, escape or literal matches; all when it matches none of them or cannot be told."""
    try:
        expression = re.compile(sign if len(sign) > 1 or sign == "." else re.escape(sign))
    except re.error:
        return _LATIN
    return frozenset(filter(expression.fullmatch, _LATIN)) or _LATIN
