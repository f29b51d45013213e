"""A mend: one change to a text that does not parse, with what it means and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from repair.document.spans import Edit, Lines, Position, apply_edits


@dataclass(frozen=True, slots=True)
class Mend:
    """One change of syntax.

    Attributes:
        kind: What kind of mistake it mends; a key of `KINDS`.
        message: What stood there and what is done about it, one sentence.
        edits: The splices, sorted; offsets count in the text that the mend was made for.
        plain: Whether there is only one way to read what was meant.
        at: The offset that the message speaks of.
    """

    kind: str
    message: str
    edits: tuple[Edit, ...]
    plain: bool
    at: int


KINDS: dict[str, str] = {
    "syntax-wrapping": "The template stands in other text",
    "syntax-comment": "JSON has a comment",
    "syntax-comma": "A comma is missing or too many",
    "syntax-quotes": "Text is not quoted as it must be",
    "syntax-escape": "Text holds what must be escaped",
    "syntax-short-form": "YAML stands in JSON",
    "syntax-bracket": "Brackets do not match",
    "syntax-cut-off": "The text ends in the middle",
    "syntax-duplicate": "An entry is written twice",
    "syntax-indentation": "Indentation does not fit",
    "syntax-colon": "A colon is missing",
}
"""Title of each kind of mistake, by id."""


@dataclass(frozen=True, slots=True)
class Found:
    """A mend with its place in the text as it was given."""

    mend: Mend
    position: Position


@dataclass(frozen=True, slots=True)
class Recovery:
    """How a text was made to parse.

    Attributes:
        original: The text as it was given.
        text: The text that parses.
        found: What was mended, in the order of the text.
        steps: The splices of each round, each counted in the text that the round before left.
        lines: The lines of the original.
    """

    original: str
    text: str
    found: tuple[Found, ...]
    steps: tuple[tuple[Edit, ...], ...]
    lines: Lines

    @property
    def plain(self) -> bool:
        """Whether all of it has only one reading."""
        return all(one.mend.plain for one in self.found)

    def origin(self, offset: int) -> int:
        """The offset in the original text of an offset in the mended one."""
        return origin(offset, self.steps)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the original text that a part of the mended one stands for, changed ends and all."""
        return origin(start, self.steps), max(_end(end, self.steps), origin(start, self.steps))

    def position(self, offset: int) -> Position:
        """Line and column in the original text of an offset in the mended one."""
        return self.lines.position(self.origin(offset))


def in_order(mends: Iterable[Mend]) -> tuple[Edit, ...]:
    """The edits of one round's mends in the order of the text, as `apply_edits` takes them."""
    return tuple(sorted((e for mend in mends for e in mend.edits), key=lambda e: (e.start, e.end)))


def recovery(original: str, rounds: Iterable[Sequence[Mend]]) -> Recovery:
    """The rounds of mends put together; mends of one round do not overlap."""
    text = original
    lines = Lines(original)
    steps: list[tuple[Edit, ...]] = []
    found: list[Found] = []
    for mends in rounds:
        found += [Found(mend, lines.position(origin(mend.at, steps))) for mend in mends]
        edits = in_order(mends)
        text = apply_edits(text, edits)
        steps.append(edits)
    found.sort(key=lambda one: (one.position.line, one.position.column))
    return Recovery(original, text, tuple(found), tuple(steps), lines)


def origin(offset: int, steps: Sequence[Sequence[Edit]]) -> int:
    """Where an offset of the text after `steps` was before them; inside new text: where that was put."""
    for edits in reversed(steps):
        shift = 0
        for edit in edits:
            begin = edit.start + shift
            if begin > offset:
                break
            if offset < begin + len(edit.text):
                offset = edit.start + shift
                break
            shift += len(edit.text) - (edit.end - edit.start)
        offset -= shift
    return offset


def _end(end: int, steps: Sequence[Sequence[Edit]]) -> int:
    """Where what ends at `end` after `steps` ended before them; inside new text: where what it replaced ended."""
    for edits in reversed(steps):
        shift = 0
        for edit in edits:
            begin = edit.start + shift
            if begin >= end:
                break
            if end <= begin + len(edit.text):
                end = edit.end + shift
                break
            shift += len(edit.text) - (edit.end - edit.start)
        end -= shift
    return end
