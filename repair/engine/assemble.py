"""From what the loop did and left to findings: same rule, same change, several places — one finding."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import Any

from repair.diff.delta import Deployment
from repair.document import Path, Position
from repair.engine.finding import Finding, Fix, FixStatus, Place
from repair.engine.loop import Applied, Left, Outcome
from repair.rules.detect import Detected
from repair.rules.model import Safety
from repair.template.template import Template


def findings(outcome: Outcome, template: Template) -> tuple[Finding, ...]:
    """The findings of an unguided run, the worst first, then in document order."""
    single = [
        *(_applied(one, template) for one in outcome.applied),
        *(_left(one, template) for one in outcome.left),
    ]
    return ordered(grouped(single))


def ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The worst first, then by place in the input, then by id."""
    return tuple(sorted(found, key=lambda f: (f.severity.rank, f.places[0].line, f.places[0].column, f.id)))


def grouped(found: Iterable[Finding]) -> list[Finding]:
    """Findings that say the same about several places become one."""
    groups: dict[Hashable, Finding] = {}
    for finding in found:
        key = _sameness(finding)
        known = groups.get(key)
        groups[key] = finding if known is None else _joined(known, finding)
    return list(groups.values())


def _sameness(finding: Finding) -> Hashable:
    place = finding.places[0]
    change = json.dumps([place.before, place.after], sort_keys=True)
    return finding.id, finding.fix.status, finding.fix.refusal, finding.fix.reason, finding.deployment, change


def _joined(known: Finding, more: Finding) -> Finding:
    fix = replace(known.fix, ops=known.fix.ops + more.fix.ops, safety=min(known.fix.safety, more.fix.safety))
    return replace(
        known, places=known.places + more.places, fix=fix, ideal_paths=known.ideal_paths + more.ideal_paths
    )


def _applied(applied: Applied, template: Template) -> Finding:
    fix = Fix(FixStatus.APPLIED, applied.safety, ops=applied.ops)
    return _finding(applied.detected, template, fix, applied.before, applied.after, applied.deployment)


def _left(left: Left, template: Template) -> Finding:
    if left.ops:
        status = FixStatus.AVAILABLE if left.safety is not Safety.DISPLAY_ONLY else FixStatus.REFUSED
    else:
        status = FixStatus.REFUSED if left.refusal is not None else FixStatus.NONE
    fix = Fix(status, left.safety, left.refusal, left.reason, left.ops)
    return _finding(left.detected, template, fix, left.before, left.after, left.deployment)


def _finding(
    detected: Detected, template: Template, fix: Fix, before: Any, after: Any, deployment: Deployment
) -> Finding:
    rule, detection = detected.rule, detected.detection
    return Finding(
        id=rule.id,
        title=rule.title,
        category=rule.category,
        severity=rule.severity,
        places=(place(template, detection.path, detection.message, before, after),),
        root_cause=rule.why,
        impact=rule.impact,
        references=rule.references,
        aliases=rule.aliases,
        fix=fix,
        deployment=deployment,
    )


def place(template: Template, path: Path, message: str, before: Any, after: Any) -> Place:
    """The place `path` of the input, or of the nearest thing around it that the input has."""
    resource = template.resources.get(str(path[1])) if len(path) > 1 and path[0] == "Resources" else None
    position = template.position(path) or Position(1, 1)
    return Place(
        path=path,
        message=message,
        resource=str(path[1]) if len(path) > 1 and path[0] == "Resources" else None,
        resource_type=resource.type if resource is not None else None,
        line=position.line,
        column=position.column,
        before=before,
        after=after,
    )
