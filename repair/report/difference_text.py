"""`repair diff` for a terminal: a tree of sections, entries and changes; signs and words say all, colour helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from repair.diff.delta import Kind
from repair.report.colour import BOLD, DIM, paint
from repair.report.difference_values import Cut, Row, Shown
from repair.report.difference_view import Change, Entry, View
from repair.report.difference_words import Note, plural

SIGNS: dict[Kind, str] = {"renamed": "=", "changed": "~", "moved": ">", "added": "+", "removed": "-"}
WIDTH = 100
"""Columns where there is no terminal to ask."""
MAX_ROWS = 16
"""Lines shown of one value."""

#: Blue and orange (yellow in the palette of 16 colours, which the user's theme knows to show) are told apart with
#: any colour vision; the signs say the same.
_NEW, _OLD, _ELSE = "94", "33", "95"
_COLOURS: dict[Kind, str] = {
    "renamed": _ELSE,
    "changed": BOLD,
    "moved": _ELSE,
    "added": _NEW,
    "removed": _OLD,
}


def text(view: View, *, colour: bool = False, width: int = 0) -> str:
    """The lines.

    Args:
        view: What to show.
        colour: Whether ANSI codes are understood. Nothing is said by colour alone.
        width: Columns of the terminal; 0 means `WIDTH`.
    """
    if not view.total and not view.remarks:
        return view.verdict + "\n"
    return "\n".join(_Writer(colour, width or WIDTH).lines(view)) + "\n"


class _Writer:
    def __init__(self, colour: bool, width: int) -> None:
        self.colour = colour
        self.width = max(width, 40)

    def lines(self, view: View) -> Iterator[str]:
        yield self.painted(f"{view.names[0]} → {view.names[1]}", BOLD)
        for section, entries in view.sections:
            yield ""
            yield self.painted(section or "Template", BOLD)
            for entry in entries:
                yield from self.entry(entry)
        yield ""
        for sentence in (*view.remarks, view.permissions):
            yield from wrap(sentence, self.width, break_long_words=False, break_on_hyphens=False)
        closing = f"{view.verdict} {view.stack}" if view.total else view.verdict
        for line in wrap(closing, self.width, break_long_words=False, break_on_hyphens=False):
            yield self.painted(line, BOLD)

    # -- entries -----------------------------------------------------------------------------

    def entry(self, entry: Entry) -> Iterator[str]:
        own, sign = entry.own, SIGNS[entry.kind]
        name = f"{entry.name} → {entry.new_name}" if entry.new_name else entry.name
        kind = f"{entry.type} → {entry.new_type}" if entry.new_type else entry.type
        detail = "  ".join(part for part in (kind, _lines_of(entry.line, entry.new_line)) if part)
        line = f"  {self.painted(sign, _COLOURS[entry.kind])} {self.painted(name, BOLD)}"
        line += f"  {self.painted(detail, DIM)}" if detail else ""
        plain = f"  {sign} {name}  {detail}"
        own_notes = own.notes if own is not None else ()
        heading = [note for note in (*entry.notes, *own_notes) if note.kind != "impact"]
        yield from self.noted(line, len(plain), _unique([*entry.notes, *heading]), 6)
        if entry.new_name:
            count = entry.references
            follow = (
                f"{count} {plural(count, 'reference')} {plural(count, 'follows', 'follow')}" if count else ""
            )
            remark = "; ".join(part for part in (entry.matched, follow) if part)
            yield from self.remark(remark, 6)
        elif entry.matched:
            yield from self.remark(entry.matched, 6)
        if own is not None and entry.kind in ("added", "removed"):
            yield from self.whole(entry, own)
        for change in own.parts if own is not None else ():
            yield from self.change(change, 4)
        for change in entry.changes:
            yield from self.change(change, 4)

    def whole(self, entry: Entry, own: Change) -> Iterator[str]:
        """What an entry holds that is on one side only: all of it if it is short, else the names in it."""
        cut = own.shown.old or own.shown.new
        if cut is not None:
            yield from self.wrapped(cut.text, 6, DIM)
        elif entry.contents:
            yield from self.remark(f"with {', '.join(entry.contents)}", 6)

    # -- changes -----------------------------------------------------------------------------

    def change(self, change: Change, indent: int) -> Iterator[str]:
        sign = SIGNS[change.kind]
        path = change.path or "the whole"
        if change.kind == "moved" and change.new_path:
            path += f" → {change.new_path}"
        elif change.kind == "moved":
            path += ": in another order"
        blanks = " " * indent
        start = f"{blanks}{self.painted(sign, _COLOURS[change.kind])} {path}"
        plain = f"{blanks}{sign} {path}"
        shown = change.shown
        value = _one_line(shown)
        if value and len(plain) + 2 + len(value) <= self.width:
            line = f"{start}: {self.values(shown)}"
            yield from self.noted(line, len(plain) + 2 + len(value), change.notes, indent + 2)
        else:
            colon = ":" if value or shown.rows else ""
            yield from self.noted(start + colon, len(plain) + len(colon), change.notes, indent + 2)
            yield from self.below(change, shown, indent + 4)
        for part in change.parts:
            yield from self.change(part, indent + 4)

    def below(self, change: Change, shown: Shown, indent: int) -> Iterator[str]:
        """The values on lines of their own."""
        two = shown.old is not None and shown.new is not None
        for cut, sign, code in ((shown.old, "-", _OLD), (shown.new, "+", _NEW)):
            if cut is not None:
                yield from self.wrapped(f"{sign} {cut.text}" if two else cut.text, indent, code)
        signed = change.kind not in ("added", "removed", "moved")
        shown_rows = 0
        for kind, group in groupby(shown.rows, key=lambda row: row.kind):
            rows = list(group)
            left = MAX_ROWS - shown_rows
            if left <= 0:
                break
            shown_rows += len(rows)
            if kind == "changed":
                yield from self.changed_rows(rows[:left], indent, signed=signed)
            else:
                for row in rows[:left]:
                    yield from self.context(row, indent)
        more = sum(row.kind == "changed" for row in shown.rows[MAX_ROWS:])
        if more:
            yield self.painted(f"{' ' * indent}… {more} more {plural(more, 'line')}", DIM)

    def changed_rows(self, rows: Sequence[Row], indent: int, *, signed: bool) -> Iterator[str]:
        for side, sign, code in (("old", "- ", _OLD), ("new", "+ ", _NEW)):
            for row in rows:
                line = getattr(row, side)
                if line is not None:
                    yield from self.wrapped((sign if signed else "") + line, indent, code)

    def context(self, row: Row, indent: int) -> Iterator[str]:
        gap = f"  … {row.count} equal {plural(row.count, 'line')}"
        return self.wrapped(gap if row.kind == "gap" else f"  {row.old}".rstrip(), indent, DIM)

    def values(self, shown: Shown) -> str:
        if shown.old is None or shown.new is None:
            cut, code = (shown.old, _OLD) if shown.old is not None else (shown.new, _NEW)
            return self.painted(cut.text, code) if cut is not None else ""
        return f"{self.cut(shown.old, _OLD)} → {self.cut(shown.new, _NEW)}"

    def cut(self, cut: Cut, code: str) -> str:
        return cut.head + self.painted(cut.middle, code) + cut.tail

    # -- lines -------------------------------------------------------------------------------

    def noted(self, line: str, length: int, notes: Sequence[Note], indent: int) -> Iterator[str]:
        """A line and its notes: behind it when there is room, else under it."""
        words = f"[{'; '.join(note.text for note in notes)}]" if notes else ""
        if words and length + 2 + len(words) <= self.width:
            yield f"{line}  {self.painted(words, BOLD)}"
            return
        yield line
        if words:
            yield from self.wrapped(words, indent, BOLD)

    def remark(self, words: str, indent: int) -> Iterator[str]:
        if words:
            yield from self.wrapped(words, indent, DIM)

    def wrapped(self, words: str, indent: int, code: str) -> Iterator[str]:
        """Words on lines that keep every character; they go on two columns further in than a sign before them."""
        blanks = " " * indent
        room = max(self.width - indent, 30)
        signed = words[:2] in ("+ ", "- ", "  ")
        while len(words) > room:
            cut = words.rfind(" ", room // 2, room) + 1 or room
            yield blanks + self.painted(words[:cut].rstrip(), code)
            words = ("  " if signed else "") + words[cut:]
        yield blanks + self.painted(words, code) if words else ""

    def painted(self, words: str, code: str) -> str:
        return paint(words, code, self.colour)


def _one_line(shown: Shown) -> str:
    if shown.rows:
        return ""
    return " → ".join(cut.text for cut in (shown.old, shown.new) if cut is not None)


def _lines_of(line: int | None, new_line: int | None) -> str:
    if line is None or new_line is None:
        only = line if new_line is None else new_line
        return f"line {only}" if only is not None else ""
    return f"line {line} → {new_line}" if line != new_line else f"line {line}"


def _unique(notes: Iterable[Note]) -> list[Note]:
    return list(dict.fromkeys(notes))
