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
from repair.rules.model import Rule, Safety
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


def rule_finding(
    rule: Rule,
    places: tuple[Place, ...],
    fix: Fix,
    deployment: Deployment,
    ideal_paths: tuple[Path | None, ...] = (),
) -> Finding:
    """What a rule says about some places, with what became of its fix there."""
    return Finding(
        id=rule.id,
        title=rule.title,
        category=rule.category,
        severity=rule.severity,
        places=places,
        root_cause=rule.why,
        impact=rule.impact,
        references=rule.references,
        aliases=rule.aliases,
        fix=fix,
        deployment=deployment,
        ideal_paths=ideal_paths,
    )


def place(template: Template, path: Path, message: str, before: Any, after: Any) -> Place:
    """The place `path` of the input, or of the nearest thing around it that the input has."""
    name = str(path[1]) if len(path) > 1 and path[0] == "Resources" else None
    resource = template.resources.get(name) if name is not None else None
    position = template.position(path) or Position(1, 1)
    return Place(
        path=path,
        message=message,
        resource=name,
        resource_type=resource.type if resource is not None else None,
        line=position.line,
        column=position.column,
        before=before,
        after=after,
    )


def _applied(applied: Applied, template: Template) -> Finding:
    return _single(applied, template, Fix(FixStatus.APPLIED, applied.safety, ops=applied.ops))


def _left(left: Left, template: Template) -> Finding:
    if left.ops:
        status = FixStatus.AVAILABLE if left.safety is not Safety.DISPLAY_ONLY else FixStatus.REFUSED
    else:
        status = FixStatus.REFUSED if left.refusal is not None else FixStatus.NONE
    return _single(left, template, Fix(status, left.safety, left.refusal, left.reason, left.ops))


def _single(one: Applied | Left, template: Template, fix: Fix) -> Finding:
    rule, detection = one.detected.rule, one.detected.detection
    where = place(template, detection.path, detection.message, one.before, one.after)
    return rule_finding(rule, (where,), fix, one.deployment)
