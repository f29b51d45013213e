"""GitHub workflow commands: annotations on the lines of a pull request.

Source: GitHub Docs, "Workflow commands for GitHub Actions". GitHub shows ten errors, ten warnings and ten notices
of a step; the log has them all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repair.report.annotation import Annotation, Region, annotated, worst_first
from repair.report.standing import Standing
from repair.rules.model import Severity

if TYPE_CHECKING:
    from repair.engine.result import Repair

_COMMANDS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "notice",
}


def part_of(result: Repair, root: str = "") -> list[Annotation]:
    """What is told of one file; absolute paths are given relative to `root`."""
    return annotated(result, root)


def joined(parts: Iterable[list[Annotation]]) -> str:
    """One command a line for each place of each finding; empty when there is none.

    The worst stand first, and the first place of each finding before its others: GitHub shows the ten that come first.
    """
    every = [
        (one.standing is Standing.MENDED, one.finding.severity.rank, number > 0, line)
        for one in worst_first(parts)
        for number, line in enumerate(_lines(one))
    ]
    return "".join(f"{line}\n" for *_, line in sorted(every, key=lambda told: told[:3]))


def _lines(one: Annotation) -> Iterable[str]:
    command = "notice" if one.standing is Standing.MENDED else _COMMANDS[one.finding.severity]
    title = f"{one.finding.title} ({one.finding.id})"
    for region, message in zip(one.regions, one.messages, strict=True):
        values = {"file": one.file, **_position(region), "title": title}
        properties = ",".join(f"{name}={_property(str(value))}" for name, value in values.items())
        yield f"::{command} {properties}::{_data(f'{message} {one.next}')}"


def _position(region: Region) -> dict[str, int]:
    """GitHub knows columns only within one line."""
    if region.start_line != region.end_line:
        return {"line": region.start_line, "endLine": region.end_line}
    return {
        "line": region.start_line,
        "endLine": region.end_line,
        "col": region.start_column,
        "endColumn": region.end_column,
    }


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
