"""The failure-analysis document: what the generated template gets wrong, why it matters, and what mends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from repair.diff.delta import Deployment
from repair.document.pointer import Path, to_pointer
from repair.engine.finding import Finding, FixStatus, Place
from repair.patch.same import same
from repair.report.json_report import shown_name
from repair.report.markdown_text import code, fence, link, plain, prose
from repair.report.redaction import Redaction
from repair.report.snippet import NOTHING, Snippet, Snippets
from repair.report.standing import Standing, refusal_words, standing
from repair.rules.model import Severity
from repair.template.data import value_at

if TYPE_CHECKING:
    from repair.engine.result import Repair

MAX_NAMES = 4
"""Resources that a heading names."""
MAX_CHANGES = 4
"""Different changes of one finding that are shown; the JSON report has them all."""

_COLUMNS = (
    (Standing.MENDED, "mended"),
    (Standing.FIXABLE, "fix available"),
    (Standing.UNSAFE, "needs `--unsafe-fixes`"),
    (Standing.PERSON, "needs a person"),
)


def as_markdown(result: Repair) -> str:
    """The document. The same result gives the same text on every machine and day; secrets are redacted."""
    return "\n\n".join(block for block in _Writer(result).blocks() if block) + "\n"


class _Writer:
    """What the parts of one document share."""

    def __init__(self, result: Repair) -> None:
        self.result = result
        self.redaction = Redaction.of(result)
        self.snippets = Snippets(result.template.document)
        self.name = shown_name(result.template)
        self.ideal_name = shown_name(result.ideal) if result.ideal is not None else None
        self.anchors: dict[str, int] = {}

    def blocks(self) -> Iterator[str]:
        yield f"# Failure analysis of {plain(self.name)}"
        yield self.summary()
        findings = self.result.findings
        if findings:
            yield _table(findings)
        number = 0
        for severity in Severity:
            group = [finding for finding in findings if finding.severity is severity]
            if group:
                yield f"## {severity.value.capitalize()}"
            for finding in group:
                number += 1
                yield from self.finding(number, finding)
        if self.result.failures:
            yield "## Rules that failed"
            yield "These rules raised an error and judged nothing. It is a defect of theirs, not of the template."
            yield "\n".join(
                f"- {code(failure.rule_id)}: {plain(self.redaction.text(failure.error))}"
                for failure in self.result.failures
            )

    def summary(self) -> str:
        count = len(self.result.template.resources)
        size = f"{code(self.name)} ({self.snippets.language.upper()}, {count} {_plural(count, 'resource')})"
        found = self.result.findings
        against = f" when compared with {code(self.ideal_name)}" if self.ideal_name else ""
        if not found:
            verdict = f"means the same as {code(self.ideal_name)}" if self.ideal_name else "has no findings"
            return f"{size} {verdict}."
        places = sum(len(finding.places) for finding in found)
        where = f"{len(found)} {_plural(len(found), 'finding')} at {places} {_plural(places, 'place')}"
        return f"{size} has {where}{against}."

    def finding(self, number: int, finding: Finding) -> Iterator[str]:
        places = list(zip(finding.places, finding.ideal_paths or (None,) * len(finding.places), strict=False))
        yield f'<a id="{self.anchor(finding)}"></a>'
        yield f"### {number}. {prose(finding.title)}: {_names(finding.places)}"
        yield f"**{finding.severity.value}** · {plain(finding.category)} · {code(finding.id)}"
        yield "\n".join(f"- {self.place(place, ideal_path)}" for place, ideal_path in places)
        yield from self.changes(places, finding)
        yield f"**Root cause.** {prose(finding.root_cause)}"
        yield f"**Impact.** {prose(finding.impact)}"
        yield f"**Fix.** {self.fix(finding)}"
        yield _deployment(finding.deployment)
        if finding.references:
            yield "**References.** " + " · ".join(map(link, finding.references))
        if finding.aliases:
            yield "**Also known as.** " + "; ".join(
                f"{plain(tool)} {', '.join(map(code, ids))}" for tool, ids in sorted(finding.aliases.items())
            )

    def anchor(self, finding: Finding) -> str:
        """Stays the same while the rule and the places do; a second finding with both gets a number."""
        anchor = f"{finding.id}-{finding.fingerprint}"
        count = self.anchors[anchor] = self.anchors.get(anchor, 0) + 1
        return anchor if count == 1 else f"{anchor}-{count}"

    def place(self, place: Place, ideal_path: Path | None) -> str:
        what = code(place.resource or str(place.path[-1] if place.path else "template"))
        kind = f" ({code(place.resource_type)})" if place.resource_type else ""
        at = code(f"{self.name}:{place.line}:{place.column}")
        pointer = f", {code(to_pointer(place.path))}" if place.path else ""
        message = prose(self.redaction.message(place, ideal_path))
        return f"{what}{kind} at {at}{pointer}" + (f": {message}" if message else "")

    def changes(self, places: Iterable[tuple[Place, Path | None]], finding: Finding) -> Iterator[str]:
        """What stands there and what should, once for places where it is the same."""
        shown: list[tuple[str, Any, Any]] = []
        more = 0
        for place, ideal_path in places:
            name, before, after = self.values(place, ideal_path, finding)
            if any(name == n and _alike(before, b) and _alike(after, a) for n, b, a in shown):
                continue
            if len(shown) == MAX_CHANGES:
                more += 1
                continue
            shown.append((name, before, after))
            yield from self.change(name, before, after, finding)
        if more:
            yield f"{more} more {_plural(more, 'change')} of this kind {_plural(more, 'is', 'are')} in the JSON report."

    def values(self, place: Place, ideal_path: Path | None, finding: Finding) -> tuple[str, Any, Any]:
        """The name to show the values under, and the values, `NOTHING` where nothing stands."""
        before, after = self.redaction.place(place, ideal_path)
        missing = value_at(self.result.template.data, place.path, NOTHING) is NOTHING
        if before is None and missing:
            before = NOTHING
        gone = not finding.fix.ops and self.result.ideal is None
        if after is None and (gone or before is not NOTHING or missing):
            after = NOTHING
        path = place.path
        if path and isinstance(path[-1], int):
            before, after = ([value] if value is not NOTHING else value for value in (before, after))
        return next((step for step in reversed(path) if isinstance(step, str)), ""), before, after

    def change(self, name: str, before: Any, after: Any, finding: Finding) -> Iterator[str]:
        if not finding.fix.ops and self.result.ideal is None:
            yield from _snippet("The template has", self.snippets.one(name, before))
            return
        if finding.id.endswith("-renamed") and isinstance(before, str) and isinstance(after, str):
            yield f"{code(before)} is called {code(after)} in the ideal template."
            return
        if before is not NOTHING and after is not NOTHING and same(before, after):
            yield from _snippet("It stands in another place", self.snippets.one(name, before))
            return
        old, new = self.snippets.pair(name, before, after)
        if old.language == "diff":
            yield from _snippet("The text differs", old)
            return
        makes = "makes" if standing(finding) is Standing.MENDED else "would make"
        goal = "The ideal template has" if self.result.ideal is not None else f"The fix {makes} it"
        if old.text:
            yield from _snippet("The generated template has", old)
        else:
            yield "The generated template has nothing of this."
        if new.text:
            yield from _snippet(goal, new)
        else:
            yield f"{goal.replace('makes it', 'leaves').replace('make it', 'leave')} nothing of this."

    def fix(self, finding: Finding) -> str:
        where = standing(finding)
        reason = plain(self.redaction.text(finding.fix.reason or ""))
        if where is Standing.MENDED:
            return "Applied."
        if where is Standing.FIXABLE:
            ideal = f" --ideal {self.ideal_name}" if self.ideal_name else ""
            return f"Available: {code(f'repair {self.name}{ideal}')} applies it."
        if where is Standing.UNSAFE:
            return f"Available with `--unsafe-fixes`{f': {reason}' if reason else ''}."
        words = plain(self.redaction.text(refusal_words(finding)))
        if not words:
            return "None is known: a person has to decide."
        verb = "Available, but not applied" if finding.fix.status is FixStatus.AVAILABLE else "Refused"
        return f"{verb} because it {words}." if finding.fix.refusal else f"{verb}: {words}."


def _table(findings: Iterable[Finding]) -> str:
    """Findings by severity and standing; rows and columns add up."""
    rows = {severity: dict.fromkeys(Standing, 0) for severity in Severity}
    for finding in findings:
        rows[finding.severity][standing(finding)] += 1
    columns = [column for column in _COLUMNS if any(row[column[0]] for row in rows.values())]
    lines = [["severity", *(words for _, words in columns), "total"], ["---", *["---:"] * (len(columns) + 1)]]
    for severity, row in rows.items():
        if any(row.values()):
            lines.append([severity.value, *(str(row[one]) for one, _ in columns), str(sum(row.values()))])
    totals = [sum(row[one] for row in rows.values()) for one, _ in columns]
    lines.append(["**total**", *map(str, totals), str(sum(totals))])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _names(places: Iterable[Place]) -> str:
    """The resources, or other entries, that a finding is about."""
    names = list(dict.fromkeys(place.resource or _entry(place.path) for place in places))
    shown = ", ".join(plain(name) for name in names[:MAX_NAMES])
    return shown if len(names) <= MAX_NAMES else f"{shown} and {len(names) - MAX_NAMES} more"


def _entry(path: Path) -> str:
    return str(path[1] if len(path) > 1 else path[0] if path else "the template")


def _snippet(label: str, snippet: Snippet) -> Iterator[str]:
    if snippet.text:
        yield f"{label}{f' ({snippet.note})' if snippet.note else ''}:"
        yield fence(snippet.text, snippet.language)


def _deployment(deployment: Deployment) -> str:
    loss = "its data may be lost"
    if deployment.replacement == "never":
        return f"**Deployment.** In a running stack {loss}." if deployment.data_loss else ""
    verb = "is replaced" if deployment.replacement == "will" else "may be replaced"
    return f"**Deployment.** In a running stack the resource {verb}{f', and {loss}' if deployment.data_loss else ''}."


def _alike(a: Any, b: Any) -> bool:
    return a is b or (a is not NOTHING and b is not NOTHING and same(a, b))


def _plural(count: int, one: str, many: str = "") -> str:
    return one if count == 1 else many or f"{one}s"
