"""Regular expressions of schemas, written for ECMAScript or Java, searched with Python's engine."""

from __future__ import annotations

import re
import unicodedata
import warnings
from functools import lru_cache

from repair.template.backtracking import longest_safe

_PROPERTY = re.compile(r"\\([pP])\{([A-Za-z]+)\}|\\([pP])([A-Z])")
_TOKEN = re.compile(r"\\[pP]\{[A-Za-z]+\}|\\[pP][A-Z]|\\.|\[\^?\]?|\]|.", re.DOTALL)
_ASTRAL = re.compile(
    r"\\ud800\\udc00-\\udbff\\udfff"
    r"|\\ud800\\udbff-\\udc00\\udfff",
    re.IGNORECASE,
)
"""Surrogate pairs, the second way with its middle halves swapped as some schemas have it."""
_LATIN = tuple(map(chr, range(256)))
_IGNORE_CASE = re.compile(r"\(\?i\)([^()|]*)$")
_POSIX = {
    "ASCII": lambda c: ord(c) < 128,
    "Graph": lambda c: not c.isspace() and unicodedata.category(c)[0] != "C",
    "Print": lambda c: unicodedata.category(c)[0] != "C",
    "Alnum": str.isalnum,
    "Alpha": str.isalpha,
    "Digit": str.isdigit,
    "Upper": str.isupper,
    "Lower": str.islower,
    "Space": str.isspace,
}


def search(pattern: str, text: str) -> bool | None:
    """Whether `pattern` matches somewhere in `text`; None when that cannot be told.

    Unicode properties such as {L} are known exactly for characters up to U+00FF; a pattern that Python
    cannot read, or could take for ever on a text of this length, is undecided.
    """
    compiled = _compiled(pattern)
    if compiled is None:
        return None
    expression, narrow, longest = compiled
    if len(text) > longest or (narrow and not _is_latin(text)):
        return None
    return expression.search(text) is not None


def _is_latin(text: str) -> bool:
    return text.isascii() or max(text) <= "\u00ff"


@lru_cache(maxsize=8192)
def _compiled(pattern: str) -> tuple[re.Pattern[str], bool, int] | None:
    """Expression, whether it decides Latin-1 text only, and the longest text to try it on."""
    text = _ASTRAL.sub(r"\\U00010000-\\U0010FFFF", pattern)
    text = _IGNORE_CASE.sub(r"(?i:\1)", text)  # from here to the end: Python wants it said as a group
    narrow = _PROPERTY.search(text) is not None
    with warnings.catch_warnings():
        # Python warns where a set holds "[" or "&&": Java would read a nested set there.
        warnings.simplefilter("error", FutureWarning)
        try:
            expression = re.compile(text)
        except (re.error, FutureWarning, OverflowError, RecursionError):
            try:
                expression = re.compile(_translated(text))
            except (re.error, FutureWarning, OverflowError, RecursionError):
                return None
    return expression, narrow, longest_safe(pattern)


def _translated(pattern: str) -> str:
    """The pattern with Unicode properties spelled out for Latin-1, and signs that Python wants escaped."""
    out: list[str] = []
    inside = False
    tokens = _TOKEN.findall(pattern)
    for at, token in enumerate(tokens):
        if token[:2] in ("\\p", "\\P"):
            members = _members(token[2:].strip("{}"), negated=token[1] == "P")
            out.append(members if inside else f"[{members}]")
        elif token == "\\z":
            out.append("\\Z")
        elif not inside and token[0] == "[":
            inside = True
            out.append(token)
        elif inside and token == "]":
            inside = False
            out.append(token)
        elif inside and token[0] == "[":
            out.append(token.replace("[", "\\["))
        elif (
            inside
            and token == "-"
            and (tokens[at - 1] in _CLASSES or (tokens[at + 1 : at + 2] or [""])[0] in _CLASSES)
        ):
            out.append("\\-")
        else:
            out.append(token)
    return "".join(out)


_CLASSES = frozenset({"\\w", "\\W", "\\d", "\\D", "\\s", "\\S"})


@lru_cache(maxsize=64)
def _members(name: str, *, negated: bool) -> str:
    """The characters up to U+00FF of a Unicode category or POSIX class, as the inside of a set."""
    belongs = _POSIX.get(name)
    if belongs is None:
        if len(name) > 2:
            raise re.error(f"unknown property {name}")
        inside = [unicodedata.category(char).startswith(name) for char in _LATIN]
    else:
        inside = [belongs(char) for char in _LATIN]
    return "".join(
        f"\\x{ord(char):02x}" for char, there in zip(_LATIN, inside, strict=True) if there != negated
    )
