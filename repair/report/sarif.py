"""SARIF 2.1.0: one run with its rules and results, for code scanning and for editors.

Sources: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; GitHub Docs, "SARIF support for
code scanning", for `security-severity`, for `primaryLocationLineHash` and for the limits that a file is cut to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from repair.report.annotation import Annotation, Region, annotated, file_name
from repair.report.redaction import Redaction
from repair.report.standing import Standing
from repair.report.text_fix import text_edits
from repair.rules.model import Severity
from repair.version import __version__

if TYPE_CHECKING:
    from repair.document.spans import Edit
    from repair.engine.result import Repair

MAX_RESULTS = 25_000
"""Results of one run that code scanning takes."""
MAX_BYTES = 10_000_000
"""Size of the file, compressed by gzip, that code scanning takes."""

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "SRCROOT"
_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
}
_SECURITY = {Severity.CRITICAL: "9.5", Severity.HIGH: "8.0", Severity.MEDIUM: "5.5", Severity.LOW: "2.0"}
"""What code scanning turns back into critical, high, medium and low."""


@dataclass(frozen=True, slots=True)
class _Result:
    """A finding with the edits of its file that mend it; `reason` is why it is passed over, secrets hidden, if it is."""

    annotation: Annotation
    edits: tuple[tuple[Region, str], ...]
    reason: str = ""

    @property
    def suppressed(self) -> bool:
        """Whether it is passed over."""
        return self.annotation.finding.suppression is not None


@dataclass(frozen=True, slots=True)
class Part:
    """What the log tells of one file: its results, and the rules that failed with their errors; secrets are hidden."""

    file: str
    results: tuple[_Result, ...]
    failures: tuple[tuple[str, str], ...]


def part_of(result: Repair, root: str = "") -> Part:
    """What is told of one file; absolute paths are given relative to `root`."""
    redaction = Redaction.of(result)
    failures = tuple((one.rule_id, redaction.text(one.error)) for one in result.failures)
    return Part(file_name(result.template, root), tuple(_results(result, root, redaction)), failures)


def joined(parts: Sequence[Part], *, most: int = MAX_RESULTS, largest: int = MAX_BYTES) -> str:
    """The findings as one SARIF log, the worst first.

    Args:
        parts: What is told of each file.
        most: How many results the log may have.
        largest: How many bytes it may have once it is compressed.

    A log that would be larger loses the fixes first, then the least severe results; it says so in a notification.
    """
    every = [one for part in parts for one in part.results]
    every.sort(key=lambda one: (one.suppressed, one.annotation.finding.severity.rank))
    files = list(dict.fromkeys(part.file for part in parts))
    failures = [failure for part in parts for failure in part.failures]
    kept, cuts = every[:most], []
    if len(every) > most:
        cuts.append(_cut(len(every), most, f"the limit is {most} results a run"))
    text = _text(kept, files, [*failures, *cuts])
    if _fits(text, largest):
        return text
    kept = [replace(one, edits=()) for one in kept]
    cuts.append(f"The fixes are left out: the limit is {largest} bytes of compressed text.")
    text = _text(kept, files, [*failures, *cuts])
    while kept and not _fits(text, largest):
        kept = kept[: len(kept) * 3 // 4]
        cut = _cut(len(every), len(kept), f"the limit is {largest} bytes of compressed text")
        text = _text(kept, files, [*failures, cuts[-1], cut])
    return text


def _cut(total: int, kept: int, why: str) -> str:
    return f"The {kept} most severe of {total} results are listed: {why}. Run repair on fewer files to see the others."


def _fits(text: str, largest: int) -> bool:
    data = text.encode("utf-8", "backslashreplace")
    if len(data) <= largest:  # it never grows by more than a few bytes
        return True
    import gzip

    return len(gzip.compress(data, mtime=0)) <= largest


def _text(results: Sequence[_Result], files: Sequence[str], notices: Sequence[Any]) -> str:
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(results, files, notices)]}
    return json.dumps(log, indent=1, ensure_ascii=False) + "\n"


def _run(results: Sequence[_Result], files: Sequence[str], notices: Sequence[Any]) -> dict[str, Any]:
    rules: dict[str, Annotation] = {}
    for one in results:
        rules.setdefault(one.annotation.finding.id, one.annotation)
    index = {rule_id: number for number, rule_id in enumerate(rules)}
    at = {file: number for number, file in enumerate(files)}
    told = any(one.suppressed for one in results)
    return {
        "tool": {
            "driver": {
                "name": "repair",
                "semanticVersion": __version__,
                "rules": [_rule(one) for one in rules.values()],
            }
        },
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notification(notice) for notice in notices],
            }
        ],
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The folder that the command ran in, the root of a checkout."}}
        },
        "artifacts": [{"location": _artifact(file)} for file in files],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [
            {**_result(one, index, at), **({"suppressions": _suppressions(one)} if told else {})}
            for one in results
        ],
    }


def _suppressions(one: _Result) -> list[dict[str, str]]:
    """On whose word it is passed over. Where one result of a run says it, all do (section 3.27.23)."""
    by = one.annotation.finding.suppression
    if by is None:
        return []
    kind = "external" if by.source.value in ("configuration", "baseline") else "inSource"
    why = one.reason or ("It is in the baseline." if by.source.value == "baseline" else "")
    return [{"kind": kind, **({"justification": why} if why else {})}]


def _notification(notice: str | tuple[str, str]) -> dict[str, Any]:
    if isinstance(notice, str):
        return {"descriptor": {"id": "results-cut"}, "level": "warning", "message": {"text": notice}}
    rule_id, error = notice
    text = f"The rule {rule_id} raised an error and judged nothing: {error}"
    return {"descriptor": {"id": "rule-failed"}, "level": "error", "message": {"text": text}}


def _rule(one: Annotation) -> dict[str, Any]:
    """What there is to say of a rule or structural kind."""
    finding = one.finding
    links = [f"<{reference}>" for reference in finding.references]
    text = [finding.root_cause, finding.impact]
    properties: dict[str, Any] = {"tags": _tags(one), "precision": "high"}
    if one.harms_security:
        properties["security-severity"] = _SECURITY[finding.severity]
    else:
        properties["problem.severity"] = {"note": "recommendation"}.get(
            _LEVELS[finding.severity], _LEVELS[finding.severity]
        )
    rule = {
        "id": finding.id,
        "name": finding.id.replace("-", " ").title().replace(" ", ""),
        "shortDescription": {"text": finding.title},
        "fullDescription": {"text": finding.root_cause},
        "help": {
            "text": "\n".join([*text, *finding.references]),
            "markdown": "\n\n".join([*text, *links]),
        },
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": properties,
    }
    if finding.references:
        rule["helpUri"] = finding.references[0]
    return rule


def _tags(one: Annotation) -> list[str]:
    finding = one.finding
    also = [f"{tool}/{name}" for tool, names in sorted(finding.aliases.items()) for name in names]
    return list(
        dict.fromkeys([*(["security"] if one.harms_security else ()), finding.category, finding.kind, *also])
    )[:20]


def _results(result: Repair, root: str, redaction: Redaction) -> Iterable[_Result]:
    document = result.template.document

    def spelt(edit: Edit) -> tuple[Region, str]:
        assert document is not None
        first, last = document.lines.position(edit.start), document.lines.position(edit.end)
        return Region(first.line, first.column, last.line, last.column), edit.text

    for one in annotated(result, root, suppressed=True):
        by = one.finding.suppression
        edits = text_edits(result, one.finding, redaction) if by is None else ()
        yield _Result(one, tuple(map(spelt, edits)), "" if by is None else redaction.text(by.reason))


def _result(one: _Result, index: Mapping[str, int], at: Mapping[str, int]) -> dict[str, Any]:
    told = one.annotation
    finding = told.finding
    links = "".join(f" [{number}]({number})" for number in range(1, len(told.regions)))
    also = f" Also at:{links}." if links else ""
    result: dict[str, Any] = {
        "ruleId": finding.id,
        "ruleIndex": index[finding.id],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{_linkless(told.messages[0])} {_linkless(told.next)}{also}"},
        "locations": [_location(told, 0, at)],
        "partialFingerprints": {
            "repairFinding/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
        },
        "properties": {
            "severity": finding.severity.value,
            "category": finding.category,
            "kind": finding.kind,
            "standing": "suppressed" if finding.suppression is not None else told.standing.value,
        },
    }
    if links:
        result["relatedLocations"] = [
            {
                "id": number,
                **_location(told, number, at),
                "message": {"text": _linkless(told.messages[number])},
            }
            for number in range(1, len(told.regions))
        ]
    if one.edits:
        unsafe = (
            "It changes what the stack does, or has more than one reading: look at it before you take it. "
        )
        words = unsafe if told.standing not in (Standing.MENDED, Standing.FIXABLE) else ""
        result["fixes"] = [
            {
                "description": {"text": f"{words}Mend: {finding.title}."},
                "artifactChanges": [
                    {
                        "artifactLocation": _artifact(told.file),
                        "replacements": [_replacement(*edit) for edit in one.edits],
                    }
                ],
            }
        ]
    return result


def _location(told: Annotation, number: int, at: Mapping[str, int]) -> dict[str, Any]:
    place = told.finding.places[number]
    artifact = {**_artifact(told.file), "index": at[told.file]}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": artifact, "region": _region(told.regions[number])}
    }
    if place.path:
        name = str(place.path[1] if len(place.path) > 1 else place.path[0])
        location["logicalLocations"] = [
            {
                "name": name,
                "fullyQualifiedName": ".".join(str(step) for step in place.path),
                "kind": "member" if len(place.path) > 2 else "object",
            }
        ]
    return location


def _artifact(file: str) -> dict[str, Any]:
    return {"uri": quote(file.encode("utf-8", "surrogateescape")), "uriBaseId": _ROOT}


def _region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.start_line,
        "startColumn": region.start_column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _replacement(region: Region, text: str) -> dict[str, Any]:
    return {
        "deletedRegion": _region(region),
        **({"insertedContent": {"text": text}} if text else {}),
    }


def _linkless(text: str) -> str:
    """Text of a message: brackets would make links of it (section 3.11.6)."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
