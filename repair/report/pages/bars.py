"""Bar plots as inline SVG: readable without colour, without script and by a screen reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_ROW = 22
_LABEL = 300
_BARS = 420
_NUMBER = 130
_MAX_LABEL = 42
"""Characters of a label; the table beside the plot has it whole."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its value, and what it was before (None: nobody knows)."""

    label: str
    value: int
    before: int | None = None


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """A plot of horizontal bars; the value before stands as a thin bar of another colour under the one of now."""
    if not rows:
        return Markup("")
    top = max(max(row.value, row.before or 0) for row in rows) or 1
    words = "; ".join(f"{row.label} {_number(row)}" for row in rows)
    height = _ROW * len(rows) + 4
    parts = [
        Markup(
            '<div class="plot" tabindex="0" role="group" aria-label="Plot"><svg class="bars" role="img" viewBox="0 0 {} {}" aria-label="{}">'
        ).format(_LABEL + _BARS + _NUMBER, height, f"{title}: {words}")
    ]
    for number, row in enumerate(rows):
        y = _ROW * number + 2
        parts.append(
            Markup('<text class="label" x="{}" y="{}" text-anchor="end">{}</text>').format(
                _LABEL - 8, y + 15, _cut(row.label)
            )
        )
        parts.append(_rectangle("now", y + 3, _width(row.value, top), 9 if row.before is not None else 14))
        if row.before is not None:
            parts.append(_rectangle("before", y + 13, _width(row.before, top), 5))
        end = _LABEL + max(_width(row.value, top), _width(row.before or 0, top)) + 6
        parts.append(Markup('<text x="{}" y="{}">{}</text>').format(round(end, 1), y + 15, _number(row)))
    parts.append(Markup("</svg></div>"))
    return Markup("\n").join(parts)


def _rectangle(name: str, y: int, width: float, height: int) -> Markup:
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
        name, _LABEL, y, width, height
    )


def _width(value: int, top: int) -> float:
    return round(_BARS * value / top, 1)


def _number(row: Bar) -> str:
    return str(row.value) if row.before is None else f"{row.before} → {row.value}"


def _cut(label: str) -> Markup:
    return escape(label if len(label) <= _MAX_LABEL else f"{label[: _MAX_LABEL - 1]}…")
