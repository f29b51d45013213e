"""A change of the document as the rows of a table with two sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from repair.report.difference_values import Cut, Row, aligned, cut_pair, visible
from repair.report.document import Change, Snippet

_CUT = re.compile(r"the first \d+ of \d+ lines")
"""What the note of a snippet says that was cut short."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the text of each side, what differs in the middle of it; None where the side has no such line.

    Attributes:
        kind: "same", "changed", "gap" for equal lines that are left out, or "rest" for lines of one side whose
            partners the other side was cut before.
        old: The generated template's line.
        new: The other one.
        count: How many lines a gap stands for; 0 when nobody counted.
    """

    kind: str
    old: Cut | None = None
    new: Cut | None = None
    count: int = 0

    @property
    def both(self) -> bool:
        """Whether the line changed from one text to another."""
        return self.kind == "changed" and self.old is not None and self.new is not None


def lines_of(change: Change) -> tuple[Line, ...]:
    """The rows of a change; none when it has nothing to show but words."""
    if change.difference is not None:
        return tuple(map(_line, _unified(change.difference.text.split("\n"))))
    lines = list(map(_line, aligned(_texts(change.generated), _texts(change.ideal))))
    return tuple(_without_false_ends(lines, cut=(_is_cut(change.generated), _is_cut(change.ideal))))


def _is_cut(snippet: Snippet | None) -> bool:
    return snippet is not None and _CUT.search(snippet.note) is not None


def _without_false_ends(lines: list[Line], *, cut: tuple[bool, bool]) -> list[Line]:
    """Where one side was cut short, the other's last lines have no partner to show, and nothing tells that they differ."""
    end = len(lines)
    while end and lines[end - 1].kind == "changed":
        last = lines[end - 1]
        if not ((cut[0] and last.old is None) or (cut[1] and last.new is None)):
            break
        end -= 1
    if end == 0:  # only one side has anything
        return lines
    return [*lines[:end], *(replace(line, kind="rest") for line in lines[end:])]


def _texts(snippet: Snippet | None) -> list[str]:
    return [visible(line) for line in snippet.text.split("\n")] if snippet is not None else []


def _line(row: Row) -> Line:
    if row.old is not None and row.new is not None:
        old, new = cut_pair(row.old, row.new) if row.kind == "changed" else (_whole(row.old), _whole(row.new))
        return Line(row.kind, old, new)
    return Line(
        row.kind,
        None if row.old is None else _whole(row.old),
        None if row.new is None else _whole(row.new),
        row.count,
    )


def _whole(text: str) -> Cut:
    return Cut("", text, "")


def _unified(lines: Iterable[str]) -> Iterator[Row]:
    """The hunks of a unified diff, side by side."""
    old: list[str] = []
    new: list[str] = []
    for line in [*lines, "@@"]:
        sign, text = line[:1], visible(line[1:])
        if sign == "-":
            old.append(text)
        elif sign == "+":
            new.append(text)
        else:
            yield from (
                Row("changed", old[at] if at < len(old) else None, new[at] if at < len(new) else None)
                for at in range(max(len(old), len(new)))
            )
            old, new = [], []
            if sign == "@":
                yield Row("gap")
            elif sign == " ":
                yield Row("same", text, text)
