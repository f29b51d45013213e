"""The overview as a table for a spreadsheet: a row for each value of each dimension, and for each pair."""

from __future__ import annotations

import csv
import io

from repair.report.overview.overview import Overview

COLUMNS = ("dimension", "id", "title", "findings", "places", "pairs", "findings_before")
"""`findings_before` is filled in rows of the dimension "change": kinds of which an earlier overview had more or fewer,
over the pairs that both have."""


def as_csv(overview: Overview) -> str:
    """The text of `overview.csv`: RFC 4180, but lines end with a line feed alone."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, tallies in (
        ("kind", overview.kinds),
        ("category", overview.categories),
        ("severity", overview.severities),
        ("service", overview.services),
        ("profile", overview.profiles),
    ):
        for tally in tallies:
            writer.writerow((name, tally.id, tally.title, tally.findings, tally.places, tally.pairs, ""))
    for pair in overview.pairs:
        writer.writerow(("pair", _text(pair.name), _text(pair.document), len(pair.facts), pair.places, 1, ""))
    for one in overview.unread:
        writer.writerow(("unread", _text(one.name), _text(one.reason), "", "", 1, ""))
    if overview.against is not None:
        for shift in overview.against.kinds:
            common = overview.against.pairs
            writer.writerow(("change", shift.id, shift.title, shift.now, "", common, shift.before))
    return stream.getvalue()


def _text(text: str) -> str:
    """A name that a spreadsheet would take for a formula, as text."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
