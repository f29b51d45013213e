"""From deltas to findings: rules claim the deltas that they explain, structural kinds take the rest.

A rule explains what it finds in the generated template and does not find in the ideal one: then the deltas at
its place are one finding with the rule's name, cause and impact. Every delta ends in exactly one finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from repair.diff.delta import Delta, worst
from repair.diff.difference import Diff
from repair.document.pointer import Path
from repair.engine.assemble import grouped, ordered, place, rule_finding
from repair.engine.finding import Finding, Fix, FixStatus
from repair.rules.detect import Detected
from repair.rules.model import Safety
from repair.rules.structural import STRUCTURE, structural_kind
from repair.template.template import Template


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding and the deltas that it is made of."""

    finding: Finding
    deltas: tuple[Delta, ...]


def explain(
    diff: Diff, generated: Template, ideal: Template, mine: Iterable[Detected], theirs: Iterable[Detected]
) -> list[Explained]:
    """Every delta of `diff` in exactly one finding. The findings' fixes are `available`.

    Args:
        diff: What tells the two templates apart.
        generated: The one to be mended.
        ideal: The one that it should become.
        mine: What the rules find in the generated template.
        theirs: What they find in the ideal one.
    """
    entries: dict[Path, list[int]] = {}
    for index, delta in enumerate(diff.deltas):
        entries.setdefault(_place_path(delta)[:2], []).append(index)
    claims = _claims(diff, mine, theirs)
    taken: dict[int, Detected] = {}
    for detected in sorted(claims, key=lambda one: (one.rule.severity.rank, not one.rule.validity)):
        for index in entries.get(detected.detection.path[:2], ()):
            if index not in taken and _explains(detected.detection.path, diff.deltas[index]):
                taken[index] = detected
    return [
        *_by_rule(diff, taken, generated),
        *(
            Explained(_structural(delta, generated, ideal), (delta,))
            for index, delta in enumerate(diff.deltas)
            if index not in taken
        ),
    ]


def merged(explained: Iterable[Explained]) -> tuple[Finding, ...]:
    """The findings, those that say the same joined, in the order of reports."""
    return ordered(grouped(one.finding for one in explained))


def _claims(diff: Diff, mine: Iterable[Detected], theirs: Iterable[Detected]) -> list[Detected]:
    """What the rules find in the generated template and not in the ideal one."""
    partner = {pair.generated: pair.ideal for pair in diff.alignment if pair.generated is not None}
    kept = {(one.rule.id, one.detection.path[:2]) for one in theirs}
    return [one for one in mine if (one.rule.id, _in_ideal(one.detection.path, partner)) not in kept]


def _in_ideal(path: Path, partner: dict[str, str | None]) -> Path:
    if len(path) > 1 and path[0] == "Resources":
        return "Resources", partner.get(str(path[1])) or path[1]
    return path[:2]


def _explains(place: Path, delta: Delta) -> bool:
    """Whether the delta stands at, above or below the place; a whole resource is never explained by one property."""
    path = _place_path(delta)
    if len(path) <= 2:
        return path == place
    shared = min(len(path), len(place))
    return len(place) > 2 and path[:shared] == place[:shared]


def _by_rule(diff: Diff, taken: dict[int, Detected], template: Template) -> list[Explained]:
    groups: dict[int, tuple[Detected, list[Delta]]] = {}
    for index in sorted(taken):
        detected = taken[index]
        groups.setdefault(id(detected), (detected, []))[1].append(diff.deltas[index])
    return [
        Explained(_claimed(detected, deltas, template), tuple(deltas)) for detected, deltas in groups.values()
    ]


def _claimed(detected: Detected, deltas: Sequence[Delta], template: Template) -> Finding:
    message = detected.detection.message
    return rule_finding(
        detected.rule,
        tuple(place(template, _place_path(one), message, one.before, one.after) for one in deltas),
        Fix(FixStatus.AVAILABLE, Safety.SAFE),
        worst(delta.deployment for delta in deltas),
        tuple(delta.ideal_path for delta in deltas),
    )


def _structural(delta: Delta, generated: Template, ideal: Template) -> Finding:
    kind = structural_kind(delta)
    path = _place_path(delta)
    name = ".".join(str(step) for step in path[1:]) or str(path[0])
    where = place(generated, path, f"{name}: {kind.title.lower()}.", delta.before, delta.after)
    if where.resource_type is None and where.resource is not None and where.resource in ideal.resources:
        where = replace(where, resource_type=ideal.resources[where.resource].type)
    return Finding(
        id=kind.id,
        title=kind.title,
        category=STRUCTURE,
        severity=kind.severity,
        places=(where,),
        root_cause=kind.root_cause,
        impact=kind.impact,
        references=(kind.reference,),
        aliases={},
        fix=Fix(FixStatus.AVAILABLE, Safety.SAFE),
        deployment=delta.deployment,
        ideal_paths=(delta.ideal_path,),
    )


def _place_path(delta: Delta) -> Path:
    return delta.path or delta.ideal_path or ()
