"""A template inside other text: Markdown fences, prose before and after, a missing first bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from repair.document.recovery.mend import Mend
from repair.document.spans import Edit

_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})[ \t]*([\w+.-]*)[^\r\n]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)

_MOST_FENCES = 200
_LONG = 1_000
"""Characters of a line that is no sentence any more."""
_ENTRY = re.compile(
    r"""[\ufeff \t{,]*["'`\u201c\u2018][\w:]+["'`\u201d\u2019][ \t]*(?:[:={\["'`\u201c\u2018|]|$)"""
)
"""A line that begins as an entry of JSON does, its colon perhaps missing."""
_LEADING = ("#", "---", "%YAML", "//", "/*", "*")
"""What lines begin with that belong to a template though they stand before its first key."""


def wrapping_mends(text: str, roots: frozenset[str]) -> list[Mend]:
    """What frees the template from the text around it; [] when nothing stands around it.

    Args:
        text: The whole text.
        roots: The keys that a template has at its top level.
    """
    fenced = list(_fenced(text))
    holding = [(begin, end) for begin, end in fenced if _roots(text[begin:end], roots)]
    if holding:
        best = max(holding, key=lambda block: (_roots(text[block[0] : block[1]], roots), block[1] - block[0]))
        others = [block for block in holding if block != best]
        message = "the template is taken out of its code block; the text around it is dropped"
        if others:
            message = f"the fullest of {len(holding)} code blocks is taken; the rest is dropped"
        closed = best[1] < len(text)  # else the end may be lost
        return _cut(text, *best, message, plain=closed and not others)
    begin, end = _begin(text, roots), _end(text, roots)
    mends = _cut(text, begin, end, "the text around the template is dropped", plain=True)
    bare = re.compile(rf'[ \t\r\n]*"(?:{"|".join(sorted(roots))})"[ \t]*:')
    if bare.match(text, begin):
        mends.append(
            Mend(
                "syntax-bracket",
                "the '{' at the beginning is added",
                (Edit(begin, begin, "{\n"),),
                True,
                begin,
            )
        )
    return mends


def _fenced(text: str) -> Iterator[tuple[int, int]]:
    """The insides of fenced blocks; a fence that is never closed ends with the text."""
    marks = list(islice(_FENCE.finditer(text), _MOST_FENCES))
    position = 0
    while position < len(marks):
        opening = marks[position]
        closing = next(
            (
                number
                for number in range(position + 1, len(marks))
                if marks[number].group(1).startswith(opening.group(1)) and not marks[number].group(2)
            ),
            None,
        )
        yield opening.end(), len(text) if closing is None else marks[closing].start()
        position = len(marks) if closing is None else closing + 1


def _roots(text: str, roots: frozenset[str]) -> int:
    """How many top-level keys of a template the text has."""
    return sum(
        bool(re.search(rf"""^[ \t{{]*+["']?{root}["']?[ \t]*:""", text, re.MULTILINE)) for root in roots
    )


def _begin(text: str, roots: frozenset[str]) -> int:
    """Where the template begins: at the first top-level key, or the bracket, comments or `---` before it."""
    names = "|".join(sorted(roots))
    found = re.search(
        rf"""^\ufeff?(?:\{{[ \t\r\n]*+)?+[ \t]*+["']?(?:{names})["']?[ \t]*+:""", text, re.MULTILINE
    )
    if found is None:
        return 0
    begin = found.start()
    lines = text[:begin].splitlines(keepends=True)
    while lines and (not lines[-1].strip() or lines[-1].lstrip("\ufeff \t").startswith(_LEADING)):
        begin -= len(lines.pop())
    if not any(line.strip("\ufeff \t\r\n") for line in lines):
        return 0
    bare = re.compile(rf"(?:{names})[ \t]+['\"0-9{{\[]")
    if any(_ENTRY.match(line) or bare.match(line) for line in lines):
        return 0  # these belong to a template, and not to what is said about it
    before = text[:begin].rstrip()
    return len(before) - 1 if before.endswith("{") else begin


def _end(text: str, roots: frozenset[str]) -> int:
    """Where the template ends: before prose that begins at the left and has no key of a template after it."""
    if text[_begin(text, roots) :].lstrip("\ufeff \t\r\n")[:1] in ("{", '"'):
        close = re.search(r"^\}[ \t]*$", text, re.MULTILINE)
        if close is None:
            return len(text)
        rest = text[close.end() :]
        return close.end() if rest.strip() and not re.match(r"\s*[\]},\"]", rest) else len(text)
    end = len(text)
    position = 0
    prose: int | None = None
    for line in text.splitlines(keepends=True):
        if _is_key(line, roots):
            prose = None
        elif prose is None and position and _is_prose(line):
            prose = position
        position += len(line)
    return end if prose is None else prose


def _is_key(line: str, roots: frozenset[str]) -> bool:
    found = re.match(r"""["']?([A-Za-z]+)["']?[ \t]*:""", line)
    return found is not None and found.group(1) in roots


def _is_prose(line: str) -> bool:
    """Whether the line stands at the left and reads as a sentence or heading, not as YAML."""
    return (
        len(line) < _LONG
        and bool(re.match(r"(?:[A-Za-z0-9][^\r\n:]*|[^\r\n:]*\w[ \t]+\w[^\r\n]*):?[ \t]*(?:[\r\n]|\Z)", line))
        and (line[:1] not in " \t#-\"'[]{}&*!|>%@`" and len(line.split()) > 1)
    )


def _cut(text: str, begin: int, end: int, message: str, *, plain: bool) -> list[Mend]:
    edits = []
    if text[:begin].strip("\ufeff \t\r\n"):
        edits.append(Edit(0, begin, ""))
    if text[end:].strip():
        edits.append(Edit(end, len(text), ""))
    at = 0 if begin and edits and edits[0].start == 0 else end
    return [Mend("syntax-wrapping", message, tuple(edits), plain, at)] if edits else []
