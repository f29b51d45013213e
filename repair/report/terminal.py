"""What a person sees after a run: what was mended, what is left and why, and one line that adds it up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from repair.engine.finding import Finding
from repair.report.colour import BOLD, CYAN, DIM, GREEN, RED, YELLOW, paint
from repair.report.redaction import Redaction
from repair.report.standing import Standing, refusal_words, standing
from repair.rules.model import Severity

if TYPE_CHECKING:
    from repair.engine.result import Repair

_SIGNS = {Standing.MENDED: "+", Standing.FIXABLE: "*", Standing.UNSAFE: "~", Standing.PERSON: "!"}
_COLOURS = {Standing.MENDED: GREEN, Standing.FIXABLE: CYAN, Standing.UNSAFE: YELLOW, Standing.PERSON: RED}
_SEVERITY_COLOURS = {Severity.CRITICAL: RED, Severity.HIGH: RED, Severity.MEDIUM: YELLOW, Severity.LOW: CYAN}

LEAST_MESSAGE = 40
"""Columns that a message keeps, however narrow the terminal: a line may then be longer than it."""
_MOST_TAG = 56
_MOST_ID = 24
_CUT = "..."


def summary(result: Repair, *, colour: bool, width: int) -> str:
    """The lines for standard error; each finding is one line that begins with `file:line:column`.

    Args:
        result: What the run came to.
        colour: Whether ANSI codes are understood. Nothing is said by colour alone.
        width: Columns of the terminal; 0 or less cuts nothing.
    """
    name = result.template.document.name if result.template.document is not None else ""
    name = "<stdin>" if name == "-" else name or "template"
    if not result.findings and not result.failures:
        return f"{name}: nothing to mend.\n"
    redaction = Redaction.of(result)
    rows = [_Row(finding, name, redaction) for finding in result.findings]
    table = _Table(rows, colour, width)
    mended = [row for row in rows if row.standing is Standing.MENDED]
    left = [row for row in rows if row.standing is not Standing.MENDED]
    blocks = [list(table.lines(part)) for part in (mended, left) if part]
    if result.failures:
        blocks.append(
            [
                f"rule {one.rule_id} failed and was left out: {redaction.text(one.error)}"
                for one in result.failures
            ]
        )
    blocks.append([paint(closing(result.findings), BOLD, colour)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def closing(findings: Iterable[Finding]) -> str:
    """One sentence with counts that add up."""
    counts = dict.fromkeys(Standing, 0)
    for finding in findings:
        counts[standing(finding)] += 1
    parts = [
        f"{count} {words if count != 1 else singular}"
        for (count, singular, words) in (
            (counts[Standing.MENDED], "mended", "mended"),
            (counts[Standing.FIXABLE], "can be mended", "can be mended"),
            (counts[Standing.UNSAFE], "needs --unsafe-fixes", "need --unsafe-fixes"),
            (counts[Standing.PERSON], "needs a person", "need a person"),
        )
        if count
    ]
    total = sum(counts.values())
    return f"{total} found: {', '.join(parts)}." if parts else "Nothing to mend."


class _Row:
    """One finding as the columns of its line."""

    def __init__(self, finding: Finding, name: str, redaction: Redaction) -> None:
        place = finding.places[0]
        ideal_path = finding.ideal_paths[0] if finding.ideal_paths else None
        self.standing = standing(finding)
        self.severity = finding.severity
        self.id = finding.id
        self.where = f"{name}:{place.line}:{place.column}"
        message = " ".join(redaction.message(place, ideal_path).split()) or finding.title
        self.message = message.removesuffix(".")
        self.more = f" (+{len(finding.places) - 1} more)" if len(finding.places) > 1 else ""
        self.tag = f"[{_shortened(_tag(finding, self.standing, redaction), _MOST_TAG)}]"


class _Table:
    """Lines with the columns under each other."""

    def __init__(self, rows: Iterable[_Row], colour: bool, width: int) -> None:
        rows = list(rows)
        self.colour = colour
        self.width = width
        self.where = max((len(row.where) for row in rows), default=0)
        self.severity = max((len(row.severity.value) for row in rows), default=0)
        self.id = min(max((len(row.id) for row in rows), default=0), _MOST_ID)

    def lines(self, rows: Iterable[_Row]) -> Iterator[str]:
        for row in rows:
            head = [
                (f"{row.where:<{self.where}}", ""),
                (_SIGNS[row.standing], _COLOURS[row.standing]),
                (f"{row.severity.value:<{self.severity}}", _SEVERITY_COLOURS[row.severity]),
                (f"{row.id:<{self.id}}", DIM),
            ]
            message = row.message
            if self.width > 0:
                used = sum(len(text) + 2 for text, _ in head) + len(row.more) + 2 + len(row.tag)
                message = _shortened(message, max(self.width - used, LEAST_MESSAGE))
            columns = [paint(text, code, self.colour and bool(code)) for text, code in head]
            tag = paint(row.tag, _COLOURS[row.standing], self.colour)
            yield "  ".join([*columns, message + row.more, tag])


def _tag(finding: Finding, where: Standing, redaction: Redaction) -> str:
    if where is Standing.MENDED:
        return "fixed"
    if where is Standing.FIXABLE:
        return "fix available"
    if where is Standing.UNSAFE:
        replaces = finding.deployment.replacement == "will"
        return "unsafe fix available" + (": replaces the resource" if replaces else "")
    words = refusal_words(finding)
    return redaction.text(words) if words else "no fix known"


def _shortened(text: str, room: int) -> str:
    """`text`, cut at a word where one ends nearby, in at most `room` columns."""
    if len(text) <= room:
        return text
    cut = text[: max(room - len(_CUT), 1)]
    space = cut.rfind(" ")
    return (cut[:space] if space > len(cut) - 12 and space > 0 else cut).rstrip(" ,;:") + _CUT
