"""`repair diff` as a comment for a pull request: counts first, then an entry to unfold for whoever wants it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from repair.report.difference_text import SIGNS
from repair.report.difference_values import Cut, Row
from repair.report.difference_view import KINDS, Change, Entry, View
from repair.report.difference_words import Note, plural, points
from repair.report.markdown_text import code, fence, plain

LIMIT = 65_536
"""Characters that GitHub takes as one comment."""
OPEN = 12
"""Up to so many differences all entries are unfolded."""
MAX_ROWS = 40
"""Lines shown of one value."""

_RESERVE = 600
"""Characters kept for the sentences at the end."""


def markdown(view: View, *, limit: int = LIMIT) -> str:
    """The comment, at most `limit` characters: what does not fit is counted in its last sentence."""
    head = "\n\n".join(block for block in _head(view) if block)
    room = limit - len(head) - _RESERVE
    blocks: list[str] = []
    shown = 0
    for section, entries in view.sections:
        heading = f"### {plain(section or 'Template')}"
        for entry in entries:
            count, block = _fitting(entry, room - len(heading) - 4, unfolded=view.total <= OPEN)
            if heading and count:
                blocks.append(heading)
                room -= len(heading) + 2
                heading = ""
            if count:
                blocks.append(block)
                room -= len(block) + 2
            shown += count
            if count < entry.count:
                return _joined(head, blocks, _left_out(view.total - shown))
    return _joined(head, blocks, "")


def _joined(head: str, blocks: Sequence[str], tail: str) -> str:
    return "\n\n".join(block for block in (head, *blocks, tail) if block) + "\n"


def _left_out(count: int) -> str:
    noun = plural(count, "difference is", "differences are")
    return f"**{count} more {noun} left out here**: a comment has no more room. `repair diff -o diff.html` shows all."


def _head(view: View) -> Iterator[str]:
    yield f"## {code(view.names[0])} and {code(view.names[1])}"
    yield plain(view.verdict)
    if view.total:
        yield plain(view.stack)
    yield plain(view.permissions)
    yield "\n".join(f"- {plain(sentence)}" for sentence in view.remarks)
    yield _counts(view)
    yield _shares(view)


def _counts(view: View) -> str:
    kinds = [kind for kind in KINDS if view.counts[kind]]
    if not kinds:
        return ""
    lines = [["section", *(f"{SIGNS[kind]} {kind}" for kind in kinds), "total"]]
    lines.append(["---", *["---:"] * (len(kinds) + 1)])
    for section, entries in view.sections:
        every = [change.kind for entry in entries for change in entry.every]
        row = [every.count(kind) for kind in kinds]
        lines.append([plain(section or "Template"), *map(str, row), str(sum(row))])
    totals = [view.counts[kind] for kind in kinds]
    lines.append(["**total**", *map(str, totals), str(sum(totals))])
    return _table(lines)


def _shares(view: View) -> str:
    if not view.shares:
        return ""
    lines = [["what lowers the similarity", "points", "weight"], ["---", "---:", "---:"]]
    for share in view.shares:
        name = cell(share.name) if share.entry else plain(share.name)
        lines.append([name, f"-{points(share.part)}", str(share.weight)])
    return _table(lines)


def _table(lines: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _fitting(entry: Entry, room: int, *, unfolded: bool) -> tuple[int, str]:
    """As many of an entry's changes as fit, and their text."""
    whole = _entry(entry, entry.count, unfolded=unfolded)
    if len(whole) <= room:
        return entry.count, whole
    low, high = 0, entry.count - 1
    while low < high:
        middle = (low + high + 1) // 2
        if len(_entry(entry, middle, unfolded=unfolded)) <= room:
            low = middle
        else:
            high = middle - 1
    return low, _entry(entry, low, unfolded=unfolded) if low else ""


def _entry(entry: Entry, count: int, *, unfolded: bool) -> str:
    changes = entry.every[:count]
    name = " → ".join(f"<code>{escape(one)}</code>" for one in (entry.name, entry.new_name) if one)
    kind = " → ".join(escape(one) for one in (entry.type, entry.new_type) if one)
    words: list[str] = [entry.kind] if entry.own is not None and entry.kind != "changed" else []
    if entry.changes:
        words.append(f"{len(entry.changes)} {plural(len(entry.changes), 'difference')}")
    words += [f"<b>{escape(note.text)}</b>" for note in entry.notes]
    parts = [f"{SIGNS[entry.kind]} {name}", kind, ", ".join(words)]
    summary = " · ".join(part for part in parts if part)
    lead = f"<details{' open' if unfolded else ''}><summary>{summary}</summary>"
    remarks = [entry.matched] if entry.matched else []
    if entry.new_name:
        verb = plural(entry.references, "reference follows", "references follow")
        remarks.append(f"{entry.references} {verb}")
    body = [lead, plain("; ".join(remarks)), _changes(changes), *_blocks(changes), "</details>"]
    return "\n\n".join(block for block in body if block)


def _changes(changes: Sequence[Change]) -> str:
    lines = [["", "where", "line", "generated", "ideal", "effect"], ["---"] * 6]
    for change in changes:
        lines.extend(_row(change, ""))
    return _table(lines)


def _row(change: Change, lead: str) -> Iterator[list[str]]:
    where = cell(change.path) if change.path else "the whole"
    if change.new_path:
        where += f" → {cell(change.new_path)}"
    elif change.kind == "moved" and not change.parts:
        where += " (order)"
    lines = " → ".join(str(line) if line is not None else "-" for line in (change.line, change.new_line))
    shown = change.shown
    if change.parts:
        values = [f"{len(change.parts)} differences that are one, below", ""]
    elif shown.rows:
        values = ["below", ""] if change.kind == "removed" else ["", "below"]
        values = ["below", "below"] if change.kind in ("changed", "moved") else values
    else:
        values = [_value(shown.old), _value(shown.new)]
    yield [f"{lead}`{SIGNS[change.kind]}`", where, lines, *values, _notes(change.notes)]
    for part in change.parts:
        yield from _row(part, f"{lead}↳ ")


def _notes(notes: Sequence[Note]) -> str:
    return "; ".join(plain(note.text) for note in notes)


def _value(cut: Cut | None) -> str:
    return cell(cut.text) if cut is not None else ""


def _blocks(changes: Sequence[Change]) -> Iterator[str]:
    """The values that take several lines, each under its path."""
    for change in changes:
        if change.shown.rows:
            yield f"{cell(change.path) if change.path else 'The whole'}:"
            yield fence("\n".join(_diff_lines(change.shown.rows)), "diff")
        yield from _blocks(change.parts)


def _diff_lines(rows: Sequence[Row]) -> Iterator[str]:
    for kind, group in groupby(rows[:MAX_ROWS], key=lambda row: row.kind):
        found = list(group)
        if kind == "changed":
            yield from (f"- {row.old}" for row in found if row.old is not None)
            yield from (f"+ {row.new}" for row in found if row.new is not None)
        else:
            yield from (f"  {row.old}" if kind == "same" else f"@@ {row.count} equal @@" for row in found)
    more = sum(row.kind == "changed" for row in rows[MAX_ROWS:])
    if more:
        yield f"@@ {more} more {plural(more, 'line')} @@"


def cell(text: str) -> str:
    """A code span in a cell of a table, where a bar ends the cell even between backticks."""
    if not text.strip():
        return "(blank)" if text else "(empty)"
    if "\\|" in text:  # a backslash before the escaped bar would be escaped itself
        return f"<code>{''.join(c if c.isalnum() or c == ' ' else f'&#{ord(c)};' for c in text)}</code>"
    return code(text).replace("|", "\\|")
