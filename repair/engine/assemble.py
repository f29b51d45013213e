"""From what the loop did and left to findings: same rule, same change, several places — one finding."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from repair.diff.delta import Deployment
from repair.document import Path, Position
from repair.engine.finding import Finding, Fix, FixStatus, Place
from repair.engine.loop import Applied, Left, Outcome
from repair.rules.model import Rule, Safety
from repair.rules.rule_kinds import kind_id_of_rule
from repair.template.data import value_at
from repair.template.template import Template

if TYPE_CHECKING:
    from repair.engine.holding import Held


def findings(outcome: Outcome, template: Template, more: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """The findings of an unguided run and `more`, the worst first, then in document order.

    Those that are passed over are among them, with their suppressions.
    """
    single = [
        *(_applied(one, template) for one in outcome.applied),
        *(_left(one, template) for one in outcome.left),
        *(_held(one, outcome.data, template) for one in outcome.held),
    ]
    return ordered((*grouped(single), *more))


def ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The worst first, then by place in the input, then by id."""
    return counted(sorted(found, key=lambda f: (f.severity.rank, f.places[0].line, f.places[0].column, f.id)))


def counted(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in their order; those that look alike are numbered: each has a fingerprint of its own."""
    counts: Counter[tuple[str, ...]] = Counter()
    numbered = []
    for finding in found:
        marks = finding.marks
        counts[marks] += 1
        numbered.append(replace(finding, occurrence=counts[marks]) if counts[marks] > 1 else finding)
    return tuple(numbered)


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
    fix, by = finding.fix, finding.suppression
    word = (by.source, by.reason) if by is not None else None
    return finding.id, fix.status, fix.refusal, fix.reason, finding.deployment, change, word


def _joined(known: Finding, more: Finding) -> Finding:
    fix = replace(known.fix, ops=known.fix.ops + more.fix.ops, safety=min(known.fix.safety, more.fix.safety))
    return replace(known, places=known.places + more.places, fix=fix)


def rule_finding(rule: Rule, places: tuple[Place, ...], fix: Fix, deployment: Deployment) -> Finding:
    """What a rule says about some places, with what became of its fix there."""
    return Finding(
        id=rule.id,
        kind=kind_id_of_rule(rule.id) or rule.id,
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
        rules=(rule.id,),
    )


def place(
    template: Template,
    path: Path,
    message: str,
    before: Any,
    after: Any,
    ideal: Template | None = None,
    ideal_path: Path | None = None,
) -> Place:
    """The place `path` of the input, or of the nearest thing around it that the input has.

    `ideal_path` is where the ideal template has it; it is given together with `ideal`.
    """
    name = str(path[1]) if len(path) > 1 and path[0] == "Resources" else None
    resource = template.resources.get(name) if name is not None else None
    position = template.position(path) or Position(1, 1)
    ideal_position = ideal.position(ideal_path) if ideal is not None and ideal_path is not None else None
    return Place(
        path=path,
        message=message,
        resource=name,
        resource_type=resource.type if resource is not None else None,
        line=position.line,
        column=position.column,
        before=before,
        after=after,
        ideal_path=ideal_path,
        ideal_line=ideal_position.line if ideal_position is not None else None,
        ideal_column=ideal_position.column if ideal_position is not None else None,
    )


def _applied(applied: Applied, template: Template) -> Finding:
    return _single(applied, template, Fix(FixStatus.APPLIED, applied.safety, ops=applied.ops))


def _left(left: Left, template: Template) -> Finding:
    if left.ops:
        status = FixStatus.AVAILABLE if left.safety is not Safety.DISPLAY_ONLY else FixStatus.REFUSED
    else:
        status = FixStatus.REFUSED if left.refusal is not None else FixStatus.NONE
    return _single(left, template, Fix(status, left.safety, left.refusal, left.reason, left.ops))


def _held(held: Held, data: Any, template: Template) -> Finding:
    rule, detection = held.detected.rule, held.detected.detection
    value = value_at(data, detection.path, None)
    where = place(template, detection.path, detection.message, value, value)
    found = rule_finding(rule, (where,), Fix(FixStatus.NONE, Safety.DISPLAY_ONLY), Deployment())
    return replace(found, suppression=held.suppression)


def _single(one: Applied | Left, template: Template, fix: Fix) -> Finding:
    rule, detection = one.detected.rule, one.detected.detection
    where = place(template, detection.path, detection.message, one.before, one.after)
    return rule_finding(rule, (where,), fix, one.deployment)
