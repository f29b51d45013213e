"""The overview as a page: plots, tables and links to the documents."""

from __future__ import annotations

from urllib.parse import quote

from repair.report.overview.markdown import PROFILES, SERVICES, compared, sentences
from repair.report.overview.overview import Overview
from repair.report.pages.bars import Bar, bars
from repair.report.pages.page import THEME, page
from repair.report.pages.templates import body

MAX_BARS = 25
"""Bars of a plot; the table under it has all."""


def as_html(overview: Overview) -> str:
    """The text of `overview.html`."""
    against = overview.against
    sections = [
        {
            "id": head,
            "heading": heading,
            "head": head,
            "note": note,
            "tallies": tallies,
            "plot": bars(heading, [Bar(tally.title, tally.findings) for tally in tallies[:MAX_BARS]]),
            "left_out": max(len(tallies) - MAX_BARS, 0),
        }
        for heading, head, tallies, note in (
            ("Severity", "severity", overview.severities, ""),
            ("Commonest failures", "kind", overview.kinds, ""),
            ("Categories", "category", overview.categories, ""),
            ("Services", "service", overview.services, SERVICES),
            ("Profiles", "profile", overview.profiles, PROFILES),
        )
        if any(tally.findings for tally in tallies)
    ]
    shifts = []
    if against is not None:
        for head, rows in (("kind", against.kinds), ("pair", against.changed)):
            plotted = [*rows[:MAX_BARS], *rows[max(len(rows) - 5, MAX_BARS) :]]
            plot = bars(f"Change by {head}", [Bar(one.title, one.now, one.before) for one in plotted])
            shifts.append({"head": head, "rows": rows, "plot": plot})
    markup = body(
        "overview.html.jinja",
        overview=overview,
        sections=sections,
        shifts=[one for one in shifts if one["rows"]],
        sentences=list(sentences(overview)),
        compared=[] if against is None else list(compared(against)),
        address=quote,
        theme=THEME,
    )
    styles = ("document.css", "overview.css")
    return page("Overview of failures", [markup], styles=styles, scripts=("overview.js",))
