"""Tabs that indent YAML: what they may mean, and whether they can mean only one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from repair.document.recovery.mend import Mend
from repair.document.spans import Edit

_WIDTHS = (2, 4, 8)
"""Spaces that a tab may stand for."""
_DASHES = re.compile(r"(?:-[ ]+)+")
_OPENS_TEXT = re.compile(r"(?:^|[:\-]\s+)(?:![^\s]+\s+)?[|>][-+0-9]*\s*(?:#.*)?$")
"""The end of a line after which a block of text stands."""

_Line = tuple[int, str]
"""Where a line begins, and what it says."""


def tab_mends(lines: Sequence[_Line]) -> Iterator[Mend]:
    """Tabs in indentation become spaces, as many as leave the fewest keys without a value, the likeliest first.

    There is one reading when every width nests the lines in the same way, as where nothing but tabs indents. Tabs
    within a block of text are its own where spaces have indented it already.
    """
    spaces = [_leading(text) for _, text in lines]
    inside = _in_texts(lines)
    tabbed = [
        number
        for number, space in enumerate(spaces)
        if "\t" in space and not (number in inside and len(space) - len(space.lstrip(" ")) > inside[number])
    ]
    if not tabbed:
        return
    nestings = {width: _nesting(lines, inside, width) for width in _WIDTHS}
    one_reading = len({*nestings.values()}) == 1 and not any(number in inside for number in tabbed)
    before = next((number for number in range(tabbed[0] - 1, -1, -1) if not _blank(lines[number][1])), None)

    def unlikely(width: int) -> tuple[int, int]:
        apart = 0 if before is None else _column(spaces[tabbed[0]], width) - _column(spaces[before], width)
        return _without_value(lines, inside, width), abs(apart)

    for width in sorted(_WIDTHS, key=unlikely):
        yield Mend(
            "syntax-indentation",
            "tabs in indentation become spaces",
            tuple(
                Edit(start, start + len(space), space.replace("\t", " " * width))
                for start, space in ((lines[number][0], spaces[number]) for number in tabbed)
            ),
            one_reading,
            lines[tabbed[0]][0],
        )


def _leading(text: str) -> str:
    return text[: len(text) - len(text.lstrip(" \t"))]


def _blank(text: str) -> bool:
    return not text.strip() or text.lstrip().startswith("#")


def _column(space: str, width: int) -> int:
    return len(space) + space.count("\t") * (width - 1)


def _in_texts(lines: Sequence[_Line]) -> dict[int, int]:
    """The lines within blocks of text, each with the characters that indent the line that opens its block."""
    found: dict[int, int] = {}
    opened: int | None = None
    for number, (_, text) in enumerate(lines):
        own = len(_leading(text))
        if opened is not None and (not text.strip() or own > opened):
            found[number] = opened
            continue
        opened = own if not _blank(text) and _OPENS_TEXT.search(text) else None
    return found


def _columns(lines: Sequence[_Line], inside: dict[int, int], width: int) -> list[tuple[int, str]]:
    """Where each entry begins and what it says; an entry after dashes begins after them too."""
    found = []
    for number, (_, text) in enumerate(lines):
        if _blank(text) or number in inside:
            continue
        space = _leading(text)
        column, said = _column(space, width), text[len(space) :]
        dashes = _DASHES.match(said)
        if dashes:
            found.append((column, "-"))
            column, said = column + dashes.end(), said[dashes.end() :]
        found.append((column, said))
    return found


def _nesting(lines: Sequence[_Line], inside: dict[int, int], width: int) -> tuple[tuple[int, bool], ...]:
    """For each entry the one that it stands in, and whether it stands where its neighbours there do."""
    found: list[tuple[int, bool]] = []
    above: list[tuple[int, int]] = []  # columns and numbers of what is open
    for number, (column, _) in enumerate(_columns(lines, inside, width)):
        closed = None
        while above and above[-1][0] >= column:
            closed = above.pop()[0]
        found.append((above[-1][1] if above else -1, closed is None or closed == column))
        above.append((column, number))
    return tuple(found)


def _without_value(lines: Sequence[_Line], inside: dict[int, int], width: int) -> int:
    """How many keys have nothing after the colon and nothing below them."""
    entries = [*_columns(lines, inside, width), (0, "")]
    return sum(
        said.rstrip().endswith(":") and below <= column and not (below == column and next_said == "-")
        for (column, said), (below, next_said) in pairwise(entries)
    )
