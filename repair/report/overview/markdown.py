"""The overview as Markdown: tables, each with bars that any font shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from repair.report.markdown_text import plain
from repair.report.overview.overview import Comparison, Overview, Shift, Tally

_BAR = 20
"""Blocks of the longest bar."""


def as_markdown(overview: Overview) -> str:
    """The text of `overview.md`."""
    return "\n\n".join(_blocks(overview)) + "\n"


def sentences(overview: Overview) -> Iterator[str]:
    """What there is to say in words."""
    pairs, findings = len(overview.pairs), overview.findings
    yield f"{_counted(pairs, 'pair')} compared, {_counted(findings, 'finding')} at {_counted(overview.places, 'place')}."
    if pairs:
        yield f"{findings / pairs:.1f} findings a pair; {_counted(overview.alike, 'pair')} without a finding."
    if overview.chosen_profiles:
        yield f"Judged by the profiles {', '.join(overview.chosen_profiles)}."
    if overview.unread:
        yield f"{_counted(len(overview.unread), 'pair')} could not be read."


def compared(against: Comparison) -> Iterator[str]:
    """What there is to say in words of a comparison."""
    total = against.total
    word = "fewer" if total.change < 0 else "more"
    amount = f"{abs(total.change)} {word}" if total.change else "as many"
    yield (
        f"Over the {_counted(against.pairs, 'pair')} that both overviews have: {total.before} findings then, "
        f"{total.now} now, {amount}."
    )
    better, worse = (sum(one.change * sign > 0 for one in against.changed) for sign in (-1, 1))
    yield f"{_counted(better, 'pair')} improved, {worse} got worse, {against.pairs - better - worse} stayed."
    if against.new:
        yield f"{_counted(len(against.new), 'pair')} only here."
    if against.gone:
        yield f"{_counted(len(against.gone), 'pair')} only in the earlier overview."


def _blocks(overview: Overview) -> Iterator[str]:
    yield "# Overview of failures"
    yield " ".join(sentences(overview))
    if overview.against is not None:
        yield "## Against the earlier overview"
        yield " ".join(compared(overview.against))
        if overview.against.kinds:
            yield _shift_table("kind", overview.against.kinds)
        if overview.against.changed:
            yield _shift_table("pair", overview.against.changed)
    for heading, head, tallies, note in (
        ("Severity", "severity", overview.severities, ""),
        ("Commonest failures", "kind", overview.kinds, ""),
        ("Categories", "category", overview.categories, ""),
        ("Services", "service", overview.services, SERVICES),
        ("Profiles", "profile", overview.profiles, PROFILES),
    ):
        if any(tally.findings for tally in tallies):
            yield f"## {heading}"
            if note:
                yield note
            yield _tally_table(head, tallies)
    if overview.pairs:
        yield "## Pairs"
        yield _table(
            ("pair", "findings", "critical", "high", "medium", "low", "similarity"),
            (
                (
                    f"[{plain(pair.name)}]({quote(pair.document)})",
                    str(len(pair.facts)),
                    *(str(pair.severity(one)) for one in ("critical", "high", "medium", "low")),
                    "" if pair.similarity is None else f"{pair.similarity:.3f}",
                )
                for pair in overview.pairs
            ),
        )
    if overview.unread:
        yield "## Pairs that could not be read"
        yield "\n".join(f"- {plain(one.name)}: {plain(one.reason)}" for one in overview.unread)


SERVICES = "A finding counts for each service that it has places in; the places add up."
PROFILES = (
    "The profile that asks for the rule; a rule of several profiles counts for each. "
    "`none`: no rule finds it, the comparison with the ideal template does."
)


def _tally_table(head: str, tallies: Sequence[Tally]) -> str:
    top = max(tally.findings for tally in tallies)
    return _table(
        (head, "findings", "places", "pairs", ""),
        (
            (
                plain(tally.title),
                str(tally.findings),
                str(tally.places),
                str(tally.pairs),
                "█" * max(round(_BAR * tally.findings / top), 1 if tally.findings else 0),
            )
            for tally in tallies
        ),
    )


def _shift_table(head: str, shifts: Iterable[Shift]) -> str:
    return _table(
        (head, "then", "now", "change"),
        ((plain(one.title), str(one.before), str(one.now), f"{one.change:+d}") for one in shifts),
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The first column is text, those after it are numbers, but for a last one without a name."""
    marks = ["---", *("---:" if head else "---" for head in heads[1:])]
    lines = [heads, marks, *rows]
    return "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |") for line in lines)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
