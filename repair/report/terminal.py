"""What a person sees after a run: what was mended, what is left and why, and one line that adds it up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from repair.engine.finding import Finding
from repair.report.colour import BOLD, CYAN, DIM, GREEN, RED, YELLOW, paint
from repair.report.redaction import Redaction
from repair.report.standing import Standing, refusal_words, standing
from repair.rules.model import Severity

if TYPE_CHECKING:
    from repair.engine.result import Repair

_COLOURS = {Standing.MENDED: GREEN, Standing.FIXABLE: CYAN, Standing.UNSAFE: YELLOW, Standing.PERSON: RED}
_SEVERITY_COLOURS = {Severity.CRITICAL: RED, Severity.HIGH: RED, Severity.MEDIUM: YELLOW, Severity.LOW: CYAN}
_HEADINGS = {
    Standing.MENDED: "+ {}",
    Standing.FIXABLE: "* can be mended",
    Standing.UNSAFE: "~ left; --unsafe-fixes mends",
    Standing.PERSON: "! left for a person",
}

_WRITTEN, _PLANNED = "mended", "would be mended"

LEAST_MESSAGE = 40
"""Columns that a message keeps, however narrow the terminal: a line may then be longer than it."""


def summary(result: Repair, *, colour: bool, width: int, written: bool = True) -> str:
    """The lines for standard error: the file, its findings by what became of them, and the counts.

    Args:
        result: What the run came to.
        colour: Whether ANSI codes are understood. Nothing is said by colour alone.
        width: Columns of the terminal, at which messages wrap; 0 or less wraps nothing.
        written: Whether the result goes anywhere; else nothing is called mended that was only planned.
    """
    name = result.template.document.name if result.template.document is not None else ""
    name = "<stdin>" if name == "-" else name or "template"
    if not result.findings and not result.failures:
        passed = passed_over(result)
        return f"{name}: nothing to mend{f'; {passed}' if passed else ''}.\n"
    redaction = Redaction.of(result)
    words = _WRITTEN if written else _PLANNED
    table = _Table([_Row(finding, redaction) for finding in result.findings], colour, width)
    lines = [paint(name, BOLD, colour)]
    for where in Standing:
        lines.extend(table.group(where, words))
    for failure in result.failures:
        error = redaction.text(failure.error)
        lines += ["", f"  rule {failure.rule_id} failed and was left out: {error}"]
    passed = passed_over(result)
    counts = closing(result.findings, written=written) + (f" {passed}." if passed else "")
    lines += ["", paint(counts, BOLD, colour)]
    return "\n".join(lines) + "\n"


def closing(findings: Iterable[Finding], *, written: bool = True) -> str:
    """One sentence with counts that add up."""
    counts = dict.fromkeys(Standing, 0)
    for finding in findings:
        counts[standing(finding)] += 1
    mended = _WRITTEN if written else _PLANNED
    parts = [
        f"{count} {words if count != 1 else singular}"
        for (count, singular, words) in (
            (counts[Standing.MENDED], mended, mended),
            (counts[Standing.FIXABLE], "can be mended", "can be mended"),
            (counts[Standing.UNSAFE], "needs --unsafe-fixes", "need --unsafe-fixes"),
            (counts[Standing.PERSON], "needs a person", "need a person"),
        )
        if count
    ]
    total = sum(counts.values())
    return f"{total} found: {', '.join(parts)}." if parts else "Nothing to mend."


def passed_over(result: Repair) -> str:
    """How many findings are passed over: "2 suppressed, 1 in the baseline"; "" for none."""
    if not result.suppressed:
        return ""
    from repair.engine.suppression import Source

    old = sum(one.suppression.source is Source.BASELINE for one in result.suppressed if one.suppression)
    said = len(result.suppressed) - old
    parts = [f"{said} suppressed" if said else "", f"{old} in the baseline" if old else ""]
    return ", ".join(part for part in parts if part)


class _Row:
    """One finding as the columns of its line."""

    def __init__(self, finding: Finding, redaction: Redaction) -> None:
        place = finding.places[0]
        self.standing = standing(finding)
        self.severity = finding.severity
        self.id = finding.id
        self.where = f"{place.line}:{place.column}"
        message = " ".join(redaction.message(place).split()) or finding.title
        others = len(finding.places) - 1
        notes = [
            f"and {others} more {'place' if others == 1 else 'places'}" if others else "",
            _note(finding, self.standing, redaction),
        ]
        self.message = "; ".join([message.removesuffix("."), *(note for note in notes if note)])


class _Table:
    """Lines with the columns under each other."""

    def __init__(self, rows: Iterable[_Row], colour: bool, width: int) -> None:
        self.rows = list(rows)
        self.colour = colour
        self.where = max((len(row.where) for row in self.rows), default=0)
        self.severity = max((len(row.severity.value) for row in self.rows), default=0)
        self.id = max((len(row.id) for row in self.rows), default=0)
        self.indent = 4 + self.where + 2 + self.severity + 2 + self.id + 2
        self.room = max(width - self.indent, LEAST_MESSAGE) if width > 0 else 0

    def group(self, where: Standing, words: str) -> Iterator[str]:
        """The heading and the lines of the findings that stand at `where`; nothing when there are none.

        `words` is what to call what was mended: "mended", or "would be mended" when nothing is written.
        """
        rows = [row for row in self.rows if row.standing is where]
        if rows:
            yield ""
            yield paint(f"  {_HEADINGS[where].format(words)}", _COLOURS[where], self.colour)
        for row in rows:
            first, *more = (
                wrap(row.message, self.room, break_long_words=False) if self.room else [row.message]
            )
            severity = paint(
                f"{row.severity.value:<{self.severity}}", _SEVERITY_COLOURS[row.severity], self.colour
            )
            rule_id = paint(f"{row.id:<{self.id}}", DIM, self.colour)
            yield f"    {row.where:<{self.where}}  {severity}  {rule_id}  {first}"
            yield from (" " * self.indent + line for line in more)


def _note(finding: Finding, where: Standing, redaction: Redaction) -> str:
    if where is Standing.PERSON:
        return redaction.text(refusal_words(finding))
    if where is Standing.UNSAFE and finding.deployment.replacement == "will":
        return "it replaces the resource"
    return ""
