"""What is found in apps, as text for a terminal and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from repair.api import diff
from repair.cdk.cause import Cause
from repair.cdk.judge import Judged, Located, Spot
from repair.cdk.loading import Loaded, paired, unpaired
from repair.cdk.shown import redaction_of, shown
from repair.report.difference import render
from repair.report.json_report import json_text
from repair.report.redaction import Redaction

SCHEMA_VERSION = 1
SYNTHESIS = "cdk-synthesis"
"""The id of the finding that an app does not synthesise."""


def text_of(loaded: Loaded, judged: Judged) -> str:
    """The findings, one line a place, in the order of the source; then what is to be known of the run."""
    lines: list[str] = []
    if loaded.cause is not None:
        said = shown(redaction_of(()), loaded.cause.sentence)
        lines.append(f"{_cause_place(loaded, loaded.cause)}  critical  {SYNTHESIS}  {said}")
    rows = sorted(_rows(judged, redaction_of(loaded.stacks)))
    for _, where, severity, rule, path, message in rows:
        lines.append(f"{where}  {severity}  {rule}  {path}: {message}")
    lines.append(_closing(loaded, judged, len(rows)))
    lines.extend(sorted({sentence for stack in loaded.stacks for sentence in stack.missing}))
    lines.extend(loaded.app.unread)
    return "\n".join(lines) + "\n"


def where_of(spot: Spot) -> str:
    """File, line and column of a spot, and what of a library lies between: `lib/stack.ts:12:5`."""
    return "(not in the source)" if spot.site is None else str(spot.site)


def json_of(loaded: Loaded, judged: Judged) -> str:
    """The findings as JSON."""
    cause = loaded.cause
    redaction = redaction_of(loaded.stacks)
    return json_text(
        {
            "schema_version": SCHEMA_VERSION,
            "app": loaded.name,
            "synthesis": None
            if cause is None
            else {
                "id": SYNTHESIS,
                "message": shown(redaction, cause.message),
                "file": cause.file,
                "line": cause.line,
                "column": cause.column,
                "wrong": cause.wrong,
                "meant": cause.meant,
            },
            "findings": [_finding_json(one, redaction) for one in judged.found],
            "helpers": judged.helpers,
        }
    )


def differences_of(mine: Loaded, theirs: Loaded, kind: str, *, exact: bool) -> tuple[str, bool]:
    """How the stacks of two apps differ, and whether they mean the same."""
    parts: list[str] = []
    equal = True
    alone = unpaired(mine, theirs)
    for one, other in paired(mine, theirs):
        result = diff(one.template, other.template, exact=exact)
        equal = equal and result.equal
        if kind != "json" and not result.deltas:
            parts.append(f"{one.name}: the two templates mean the same.\n")
            continue
        parts.append(render(result, one.template, other.template, kind=kind, colour=False, width=0))
    if kind == "json":
        stacks = {
            one.name: json.loads(part) for (one, _), part in zip(paired(mine, theirs), parts, strict=True)
        }
        shape = {
            "schema_version": SCHEMA_VERSION,
            "equal": equal and not alone,
            "stacks": stacks,
            "alone": alone,
        }
        return json_text(shape), equal and not alone
    text = "\n".join([*parts, *(f"{sentence}." for sentence in alone)])
    return text if text.endswith("\n") else f"{text}\n", equal and not alone


def _rows(
    judged: Judged, redaction: Redaction
) -> Iterator[tuple[tuple[str, int, int], str, str, str, str, str]]:
    for one in judged.found:
        for spot in one.spots:
            call = spot.site.call if spot.site is not None else None
            key = (call.file, call.line, call.column) if call is not None else ("~", 0, 0)
            message = " ".join(redaction.message(spot.place).split()).removesuffix(".") or one.finding.title
            yield (key, where_of(spot), one.finding.severity.value, one.finding.id, spot.path, message)


def _closing(loaded: Loaded, judged: Judged, places: int) -> str:
    if loaded.cause is not None:
        return f"{loaded.name} does not synthesise: nothing else could be looked at."
    stacks = len(loaded.stacks)
    passed = f"; {judged.helpers} about helpers that the CDK makes are passed over" if judged.helpers else ""
    found = f"{len(judged.found)} found at {places} places" if judged.found else "nothing found"
    return f"{loaded.name}: {found} in {stacks} {'stack' if stacks == 1 else 'stacks'}{passed}."


def _cause_place(loaded: Loaded, cause: Cause) -> str:
    parts = [cause.file or loaded.name, *(str(one) for one in (cause.line, cause.column) if one)]
    return ":".join(parts)


def _finding_json(one: Located, redaction: Redaction) -> dict[str, Any]:
    finding = one.finding
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "title": finding.title,
        "stack": one.stack.name,
        "places": [
            {
                "construct": spot.path,
                "message": redaction.message(spot.place),
                "source": None
                if spot.site is None
                else {
                    "file": spot.site.call.file,
                    "line": spot.site.call.line,
                    "column": spot.site.call.column,
                    "inside": spot.site.inside,
                    "via": [f"{call.file}:{call.line}:{call.column}" for call in spot.site.via],
                },
            }
            for spot in one.spots
        ],
    }
