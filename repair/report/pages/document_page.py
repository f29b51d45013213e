"""The failure-analysis document as one page: both templates side by side, filters, contents, and it prints."""

from __future__ import annotations

from typing import get_args

from repair.report.document import Document, Item, Severity
from repair.report.pages.page import THEME, page
from repair.report.pages.templates import body

SHOWN_PLACES = 6
"""Places of a finding that show at once; the others unfold."""


def as_html(document: Document) -> str:
    """The page: the same document gives the same bytes, and it needs nothing from anywhere."""
    markup = body(
        "document.html.jinja",
        document=document,
        groups=_groups(document),
        theme=THEME,
        labels=_LABELS,
        shown_places=SHOWN_PLACES,
    )
    return page(
        document.title.replace("`", ""),
        [markup],
        styles=("document.css",),
        scripts=("document.js",),
    )


_LABELS = {"mended": "Mended", "fixable": "Fix available", "unsafe": "Unsafe fix", "person": "For a person"}
"""Standing to what a badge says."""


def _groups(document: Document) -> list[tuple[Severity, list[Item]]]:
    """The findings by severity, the worst first; severities without a finding are left out."""
    severities: tuple[Severity, ...] = get_args(Severity)
    groups = [
        (severity, [item for item in document.items if item.severity == severity]) for severity in severities
    ]
    return [(severity, items) for severity, items in groups if items]
