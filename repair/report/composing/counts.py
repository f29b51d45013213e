"""The counts of a document: made from its items, so that they add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from repair.report.composing.kinds import category_order
from repair.report.document import Count, Item, Summary
from repair.report.standing import Standing
from repair.rules.model import Severity

STANDINGS = {
    Standing.MENDED: "mended",
    Standing.FIXABLE: "mendable",
    Standing.UNSAFE: "mendable with `--unsafe-fixes`",
    Standing.PERSON: "for a person",
}
"""What has to happen, as the heading of a column."""


def summary_of(items: Sequence[Item]) -> Summary:
    """How many findings there are, at how many places, by severity, category and standing."""
    rank = category_order()
    categories = {item.category: item.category_title for item in items}
    ordered = sorted(categories, key=lambda name: (rank.get(name, len(rank)), name))
    return Summary(
        items=len(items),
        places=sum(len(item.places) for item in items),
        by_severity=_counts(items, lambda item: item.severity, ((one.value, one.value) for one in Severity)),
        by_category=_counts(
            items, lambda item: item.category, ((name, categories[name]) for name in ordered)
        ),
        by_standing=tuple(
            count
            for count in _counts(
                items, lambda item: item.standing, ((one.value, words) for one, words in STANDINGS.items())
            )
            if count.items
        ),
    )


def _counts(
    items: Sequence[Item], key: Callable[[Item], str], names: Iterable[tuple[str, str]]
) -> tuple[Count, ...]:
    counted = []
    for name, title in names:
        mine = [item for item in items if key(item) == name]
        by_severity = tuple(sum(item.severity == one.value for item in mine) for one in Severity)
        counted.append(Count(name, title, len(mine), sum(len(item.places) for item in mine), by_severity))
    return tuple(counted)
