"""`repair diff` as one page: both templates side by side, nothing loaded from anywhere.

Every text is escaped, and the page's own policy runs no script and no style but the two that it brings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from repair.report.difference_text import SIGNS
from repair.report.difference_values import Cut, Row
from repair.report.difference_view import KINDS, Change, Entry, View
from repair.report.difference_words import Note, plural, points
from repair.report.pages.page import THEME
from repair.report.pages.page import page as whole_page

MAX_ROWS = 400
"""Lines shown of one value."""


def page(view: View) -> str:
    """The page: the same view gives the same bytes."""
    title = f"{view.names[0]} → {view.names[1]}"
    body = (
        *_header(view, title),
        '<main id="differences">',
        *_sections(view),
        "</main>",
        "<footer>",
        f"<p>{escape(view.verdict)} {escape(view.stack if view.total else '')}</p>",
        "</footer>",
    )
    scripts = ("difference.js",) if view.total else ()
    return whole_page(title, body, styles=("difference.css",), scripts=scripts)


# -- the top of the page -------------------------------------------------------------------------


def _header(view: View, title: str) -> Iterator[str]:
    yield "<header>"
    yield '<a class="skip" href="#differences">Skip to the differences</a>'
    yield f'<div class="top"><h1>{escape(title)}</h1>{THEME if view.total else ""}</div>'
    yield f'<p class="verdict">{escape(view.verdict)}</p>'
    if view.total:
        yield f"<p>{escape(view.stack)}</p>"
    if view.permissions:
        yield f"<p>{escape(view.permissions)}</p>"
    if view.remarks:
        yield "<ul>"
        yield from (f"<li>{escape(sentence)}</li>" for sentence in view.remarks)
        yield "</ul>"
    if view.total:
        yield '<div class="tables">'
        yield from _counts(view)
        yield from _shares(view)
        yield "</div>"
        yield '<nav aria-label="Sections"><ul>'
        for index, (section, entries) in enumerate(view.sections):
            yield f'<li><a href="#s{index}">{escape(section or "Template")}</a> ({len(entries)})</li>'
        yield "</ul></nav>"
        yield from _controls(view)
    yield "</header>"


def _counts(view: View) -> Iterator[str]:
    kinds = [kind for kind in KINDS if view.counts[kind]]
    heads = "".join(f'<th scope="col">{SIGNS[kind]} {kind}</th>' for kind in kinds)
    yield '<table class="summary"><caption>Differences</caption>'
    yield f'<thead><tr><th scope="col">section</th>{heads}<th scope="col">total</th></tr></thead><tbody>'
    for section, entries in view.sections:
        every = [change.kind for entry in entries for change in entry.every]
        cells = "".join(f"<td>{every.count(kind)}</td>" for kind in kinds)
        yield f'<tr><th scope="row">{escape(section or "Template")}</th>{cells}<td>{len(every)}</td></tr>'
    cells = "".join(f"<td>{view.counts[kind]}</td>" for kind in kinds)
    yield f'<tr><th scope="row">total</th>{cells}<td>{view.total}</td></tr></tbody></table>'


def _shares(view: View) -> Iterator[str]:
    if not view.shares:
        return
    yield '<table class="summary"><caption>What lowers the similarity</caption><thead><tr>'
    yield '<th scope="col">entry</th><th scope="col">points</th><th scope="col">weight</th></tr></thead><tbody>'
    for share in view.shares:
        name = (
            f'<a href="#{_anchor(share.entry)}">{escape(share.name)}</a>'
            if share.entry
            else escape(share.name)
        )
        yield f'<tr><th scope="row">{name}</th><td>-{points(share.part)}</td><td>{share.weight}</td></tr>'
    yield "</tbody></table>"


def _controls(view: View) -> Iterator[str]:
    yield '<fieldset class="controls" hidden><legend>Show</legend>'
    for kind in KINDS:
        if view.counts[kind]:
            box = f'<input type="checkbox" value="{kind}" checked>'
            yield f"<label>{box} {SIGNS[kind]} {kind} ({view.counts[kind]})</label>"
    yield '<button type="button" data-open="yes">Unfold all</button>'
    yield '<button type="button" data-open="no">Fold all</button></fieldset>'


# -- entries -------------------------------------------------------------------------------------


def _sections(view: View) -> Iterator[str]:
    for index, (section, entries) in enumerate(view.sections):
        yield f'<section id="s{index}" aria-labelledby="h{index}">'
        yield f'<h2 id="h{index}">{escape(section or "Template")}</h2>'
        for entry in entries:
            yield from _entry(entry, view.names)
        yield "</section>"


def _anchor(entry: Entry) -> str:
    return f"d{entry.every[0].number}-entry"


def _entry(entry: Entry, names: tuple[str, str]) -> Iterator[str]:
    yield f'<details class="entry" id="{_anchor(entry)}" open>'
    name = " → ".join(escape(one) for one in (entry.name, entry.new_name) if one)
    kind = " → ".join(escape(one) for one in (entry.type, entry.new_type) if one)
    words = f"{entry.count} {plural(entry.count, 'difference')}"
    yield (
        f'<summary><span class="sign">{SIGNS[entry.kind]}</span> <span class="name">{name}</span> '
        f'<span class="muted">{" · ".join(part for part in (kind, entry.kind, words) if part)}</span> '
        f"{_notes(entry.notes)}</summary>"
    )
    remarks = [entry.matched] if entry.matched else []
    if entry.new_name:
        verb = plural(entry.references, "reference follows", "references follow")
        remarks.append(f"{entry.references} {verb}")
    if remarks:
        yield f'<p class="muted">{escape("; ".join(remarks))}</p>'
    yield from _changes(entry.every, names)
    yield "</details>"


def _changes(changes: Sequence[Change], names: tuple[str, str]) -> Iterator[str]:
    yield '<table class="changes"><thead><tr><th scope="col" class="where">where</th>'
    yield f'<th scope="col">{escape(names[0])}</th><th scope="col">{escape(names[1])}</th></tr></thead>'
    for change in changes:
        yield from _change(change, names)
    yield "</table>"


def _change(change: Change, names: tuple[str, str]) -> Iterator[str]:
    mark = f'data-delta="{change.number}"' if "." not in change.number else f'data-part="{change.number}"'
    yield f'<tbody {mark} data-kind="{change.kind}">'
    shown = change.shown
    both = shown.old is not None and shown.new is not None
    row = '<tr class="both">' if both else "<tr>"
    yield f'{row}<th scope="row" class="where">{_where(change)}</th>'
    if change.parts:
        count = len(change.parts)
        yield f'<td colspan="2"><details open><summary>{count} differences that are one change</summary>'
        yield '<div class="parts">'
        yield from _changes(change.parts, names)
        yield "</div></details></td>"
    elif shown.rows:
        yield '<td colspan="2" class="block">'
        yield from _lines(shown.rows)
        yield "</td>"
    else:
        yield f"{_value(shown.old, 'old', 'del')}{_value(shown.new, 'new', 'ins')}"
    yield "</tr></tbody>"


def _where(change: Change) -> str:
    path = _breakable(change.path or "the whole")
    if change.new_path:
        path += f" → {_breakable(change.new_path)}"
    elif change.kind == "moved" and not change.parts:
        path += " (order)"
    sides = [f"line {line}" if line is not None else "" for line in (change.line, change.new_line)]
    at = " → ".join(side for side in sides if side)
    return (
        f'<span class="sign" title="{change.kind}">{SIGNS[change.kind]}</span> <span class="path">{path}</span> '
        f'<span class="at">{change.kind}{", " if at else ""}{at}</span> {_notes(change.notes)}'
    )


def _breakable(path: str) -> str:
    """A path that may go on to the next line in front of each step."""
    return escape(path).replace(".", "<wbr>.").replace("[", "<wbr>[")


def _notes(notes: Sequence[Note]) -> str:
    return " ".join(f'<span class="note {note.kind}">{escape(note.text)}</span>' for note in notes)


def _value(cut: Cut | None, side: str, tag: str) -> str:
    if cut is None:
        return "<td></td>"
    middle = f"<{tag}>{escape(cut.middle)}</{tag}>" if cut.middle else ""
    return f'<td class="{side} value">{escape(cut.head)}{middle}{escape(cut.tail)}</td>'


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    """Lines of both sides next to each other."""
    yield '<table class="lines" role="presentation"><tbody>'
    for kind, group in groupby(rows[:MAX_ROWS], key=lambda row: row.kind):
        for row in group:
            if kind == "gap":
                equal = f"… {row.count} equal {plural(row.count, 'line')}"
                yield f'<tr><td colspan="2" class="muted">{equal}</td></tr>'
            elif kind == "same":
                yield f"<tr><td>{escape(row.old or '')}</td><td>{escape(row.new or '')}</td></tr>"
            else:
                yield f"<tr>{_line(row.old, 'old', 'del')}{_line(row.new, 'new', 'ins')}</tr>"
    more = sum(row.kind == "changed" for row in rows[MAX_ROWS:])
    if more:
        yield f'<tr><td colspan="2" class="muted">… {more} more {plural(more, "line")}</td></tr>'
    yield "</tbody></table>"


def _line(line: str | None, side: str, tag: str) -> str:
    return f'<td class="{side}"><{tag}>{escape(line)}</{tag}></td>' if line is not None else "<td></td>"
