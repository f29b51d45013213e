"""The JSON report: everything that a program may want to know about a run, in the published shape."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from repair.document.json_writer import JsonWriter
from repair.document.pointer import to_pointer
from repair.document.style import JsonStyle
from repair.engine.finding import Finding, FixStatus, Place
from repair.report.place_parts import parts_of
from repair.report.redaction import Redaction
from repair.rules.model import Severity
from repair.version import __version__

if TYPE_CHECKING:
    from repair.engine.result import Repair
    from repair.template.template import Template

SCHEMA_VERSION = 1


def as_json(result: Repair) -> dict[str, Any]:
    """The report as plain data: the same result gives the same report, on every machine and day.

    `before` and `after` are whole, but for their secrets.
    """
    redaction = Redaction.of(result)
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "repair", "version": __version__},
        "generated": _template(result.template),
        "ideal": _template(result.ideal) if result.ideal is not None else None,
        "summary": _summary(result, redaction),
        "findings": [
            _finding(result, finding, redaction) for finding in (*result.findings, *result.suppressed)
        ],
    }


def json_text(value: Any) -> str:
    """Plain data as the text of a JSON file. Numbers stay as the template wrote them (`5.10`)."""
    return JsonWriter(JsonStyle()).value(value, "") + "\n"


def shown_name(template: Template) -> str:
    """The file's name for a report: as the user gave it, without the directories of this machine."""
    name = template.document.name if template.document is not None else ""
    if name in ("", "-"):
        return "standard input" if name else "template"
    return PurePath(name).name if PurePath(name).is_absolute() else PurePath(name).as_posix()


def _template(template: Template) -> dict[str, Any]:
    return {
        "name": shown_name(template),
        "format": template.document.format if template.document is not None else "json",
        "resources": len(template.resources),
    }


def _summary(result: Repair, redaction: Redaction) -> dict[str, Any]:
    found = (*result.findings, *result.suppressed)
    return {
        "findings": len(found),
        "places": sum(len(finding.places) for finding in found),
        "severity": _counts((finding.severity.value for finding in found), [one.value for one in Severity]),
        "category": _counts(
            (finding.category for finding in found), sorted({finding.category for finding in found})
        ),
        "status": _counts((finding.fix.status.value for finding in found), [one.value for one in FixStatus]),
        "suppressed": len(result.suppressed),
        "failed_rules": [
            {"id": failure.rule_id, "error": redaction.text(failure.error)} for failure in result.failures
        ],
    }


def _counts(words: Iterable[str], names: Iterable[str]) -> dict[str, int]:
    counts = Counter(words)
    return {name: counts[name] for name in names}


def _finding(result: Repair, finding: Finding, redaction: Redaction) -> dict[str, Any]:
    fix = finding.fix
    return {
        "id": finding.id,
        "kind": finding.kind,
        "kinds": list(finding.kinds),
        "rules": list(finding.rules),
        "title": finding.title,
        "category": finding.category,
        "severity": finding.severity.value,
        "places": [shown for place in finding.places for shown in _places(result, place, redaction)],
        "root_cause": finding.root_cause,
        "impact": finding.impact,
        "references": list(finding.references),
        "aliases": {tool: list(ids) for tool, ids in sorted(finding.aliases.items())},
        "fix": {
            "status": fix.status.value,
            "safety": fix.safety.label,
            "refusal": None if fix.refusal is None else str(fix.refusal),
            "operations": [finite(op) for op in redaction.operations(fix.ops)],
        },
        "deployment": {
            "replacement": finding.deployment.replacement,
            "data_loss": finding.deployment.data_loss,
        },
        "fingerprint": finding.fingerprint,
        "suppression": _suppression(finding, redaction),
    }


def _suppression(finding: Finding, redaction: Redaction) -> dict[str, str] | None:
    by = finding.suppression
    return None if by is None else {"source": by.source.value, "reason": redaction.text(by.reason)}


def _places(result: Repair, place: Place, redaction: Redaction) -> Iterator[dict[str, Any]]:
    """The place, and after it the places of its parts."""
    before, after = redaction.place(place)
    shown = replace(place, before=before, after=after)
    yield _place(shown, part=False)
    yield from (_place(one, part=True) for one in parts_of(result, shown))


def _place(place: Place, *, part: bool) -> dict[str, Any]:
    return {
        "path": to_pointer(place.path),
        "part": part,
        "resource": place.resource,
        "resource_type": place.resource_type,
        "line": place.line,
        "column": place.column,
        "ideal_path": to_pointer(place.ideal_path) if place.ideal_path is not None else None,
        "ideal_line": place.ideal_line,
        "ideal_column": place.ideal_column,
        "before": finite(place.before),
        "after": finite(place.after),
    }


def finite(value: Any) -> Any:
    """`value` with YAML's `.inf` and `.nan`, which JSON cannot say, as text."""
    if isinstance(value, float) and not math.isfinite(value):
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [finite(item) for item in value]
    return value
