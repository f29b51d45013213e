"""GitLab Code Quality: a JSON array of Code Climate issues.

Sources: GitLab Docs, "Code Quality", section "Code Quality report format", which names the fields that GitLab reads;
the Code Climate specification, section "Issues", for the rest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from repair.report.annotation import Annotation, Region, annotated, worst_first
from repair.rules.model import Severity

if TYPE_CHECKING:
    from repair.engine.result import Repair

_SEVERITIES = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
}


def part_of(result: Repair, root: str = "") -> list[Annotation]:
    """What is told of one file; absolute paths are given relative to `root`."""
    return annotated(result, root)


def joined(parts: Iterable[list[Annotation]]) -> str:
    """All findings as one array, the worst first; `[]` when there is none."""
    issues = [_issue(one) for one in worst_first(parts)]
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


def _issue(one: Annotation) -> dict[str, Any]:
    finding = one.finding
    issue: dict[str, Any] = {
        "type": "issue",
        "check_name": finding.id,
        "description": one.messages[0],
        "content": {"body": _body(one)},
        "categories": ["Security" if one.harms_security else "Bug Risk"],
        "location": _location(one.file, one.regions[0]),
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": _fingerprint(one),
    }
    if len(one.regions) > 1:
        issue["other_locations"] = [_location(one.file, region) for region in one.regions[1:]]
    return issue


def _location(file: str, region: Region) -> dict[str, Any]:
    return {"path": file, "lines": {"begin": region.start_line, "end": region.end_line}}


def _body(one: Annotation) -> str:
    """Markdown, as the specification asks for."""
    finding = one.finding
    paragraphs = [f"**{finding.title}** ({one.resources})", finding.root_cause, finding.impact, one.next]
    paragraphs += [f"<{reference}>" for reference in finding.references]
    return "\n\n".join(" ".join(text.split()) for text in paragraphs if text)


def _fingerprint(one: Annotation) -> str:
    """GitLab compares two runs by this alone, so the file is part of it."""
    return hashlib.sha256(
        f"{one.file}\n{one.finding.fingerprint}".encode("utf-8", "surrogatepass")
    ).hexdigest()
