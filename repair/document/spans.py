"""Places in a text: spans, positions, and edits that replace a span."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` up to, not including, `end` of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Position:
    """A place as people count: line and column, both from 1, the column in characters."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters `start` up to `end` by `text`; an insertion when `start == end`."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with the edits applied; they must be sorted and must not overlap."""
    parts: list[str] = []
    position = 0
    for edit in edits:
        if edit.start < position:
            raise ValueError(f"edits overlap at offset {edit.start}")
        parts.append(text[position : edit.start])
        parts.append(edit.text)
        position = edit.end
    parts.append(text[position:])
    return "".join(parts)


class Lines:
    """Where the lines of a text begin and end. A byte-order mark counts as no column."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        first = 1 if text.startswith("\ufeff") else 0
        self._starts = [first]
        self._starts.extend(found.end() for found in _BREAK.finditer(text))

    def number(self, offset: int) -> int:
        """Return the 0-based number of the line that holds `offset`."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def start(self, offset: int) -> int:
        """Return where the line that holds `offset` begins."""
        return self._starts[self.number(offset)]

    def end(self, offset: int) -> int:
        """Return where the line that holds `offset` ends, before its line break."""
        number = self.number(offset)
        if number + 1 == len(self._starts):
            return len(self.text)
        end = self._starts[number + 1] - 1
        if self.text[end] == "\n" and end > self._starts[number] and self.text[end - 1] == "\r":
            end -= 1
        return end

    def next_start(self, offset: int) -> int:
        """Return where the line after that of `offset` begins, or the end of the text."""
        number = self.number(offset) + 1
        return self._starts[number] if number < len(self._starts) else len(self.text)

    def column(self, offset: int) -> int:
        """Return the 0-based column of `offset`."""
        return max(offset - self.start(offset), 0)

    def position(self, offset: int) -> Position:
        """Return line and column of `offset`, both from 1."""
        number = self.number(offset)
        return Position(number + 1, max(offset - self._starts[number], 0) + 1)
