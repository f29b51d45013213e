"""From deltas to findings: the failures that a person would list, each with all its places.

Rules claim the deltas that they explain. What is left belongs to an area of failures, or follows what it depends on.
Every delta ends in exactly one finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from repair.diff.delta import Delta, Deployment, worst
from repair.diff.difference import Diff
from repair.engine.assemble import place, rule_finding
from repair.engine.causes import Cause, Failure, causes
from repair.engine.claims import claims, place_path
from repair.engine.finding import Finding, Fix, FixStatus, Place
from repair.engine.leftovers import summed_up
from repair.engine.trial import Trial
from repair.engine.wording import fact, severity, wording
from repair.rules.context import Settings
from repair.rules.detect import Detected
from repair.rules.model import Rule, Safety, Severity
from repair.rules.subjects import area_of
from repair.rules.taxonomy import kinds
from repair.template.template import Template

_AVAILABLE = Fix(FixStatus.AVAILABLE, Safety.SAFE)


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding and what it is made of.

    Attributes:
        finding: The finding.
        deltas: The differences, parallel to its places.
        rules: The rules that explain some of them.
    """

    finding: Finding
    deltas: tuple[Delta, ...]
    rules: tuple[Rule, ...] = ()


def explain(
    diff: Diff,
    generated: Template,
    ideal: Template,
    mine: Iterable[Detected],
    theirs: Iterable[Detected],
    profiles: Sequence[str] = (),
    settings: Settings | None = None,
) -> list[Explained]:
    """Every delta of `diff` in exactly one finding. The findings' fixes are `available`.

    Args:
        diff: What tells the two templates apart.
        generated: The one to be mended.
        ideal: The one that it should become.
        mine: What the rules find in the generated template.
        theirs: What they find in the ideal one.
        profiles: Those in force, the base first: they say how bad a sort of failure is.
        settings: What the rules were told of the user's choices.
    """
    deltas = diff.deltas
    claimed = claims(Trial(generated, ideal, settings or Settings()), diff, mine, theirs)
    found = causes(deltas, generated, ideal, {index: one.rule.id for index, one in claimed.items()})
    severities = [
        claimed[index].rule.severity if index in claimed else severity(cause.kind, deltas[index], profiles)
        for index, cause in enumerate(found)
    ]
    found = summed_up(found, deltas, severities)
    members: dict[Failure, list[int]] = {}
    for index, cause in enumerate(found):
        members.setdefault(cause.failure, []).append(index)
    rules = {one.rule.id: one.rule for one in claimed.values()}
    view = _View(deltas, generated, ideal, claimed)
    return [
        Explained(
            view.by_rule(rules[name], indices)
            if sort == "rule"
            else view.by_area(area_of(name) if sort == "kind" else name, indices, found, severities),
            tuple(deltas[index] for index in indices),
            tuple({one.rule.id: one.rule for index in indices if (one := claimed.get(index))}.values()),
        )
        for (sort, name), indices in members.items()
    ]


@dataclass(frozen=True, slots=True)
class _View:
    """Two templates, what tells them apart, and what the rules say about that."""

    deltas: Sequence[Delta]
    generated: Template
    ideal: Template
    claimed: Mapping[int, Detected]

    def by_rule(self, rule: Rule, indices: Sequence[int]) -> Finding:
        """What a rule says about the deltas that it explains, and about those that follow them."""
        finding = rule_finding(rule, self._places(indices), _AVAILABLE, self._deployment(indices))
        kind = kinds().get(finding.kind)
        return finding if kind is None else replace(finding, category=kind.category)

    def by_area(
        self, area: str, indices: Sequence[int], found: Sequence[Cause], severities: Sequence[Severity]
    ) -> Finding:
        """What the taxonomy says about deltas of one area."""
        leading = [one for one in indices if not found[one].follows] or indices
        words = wording(area, [found[one].kind for one in leading], [self.deltas[one] for one in leading])
        kind, *more = words.kinds
        return Finding(
            id=kind,
            kind=kind,
            title=words.title,
            category=words.category,
            severity=min((severities[one] for one in indices), key=lambda one: one.rank),
            places=self._places(indices),
            root_cause=words.root_cause,
            impact=words.impact,
            references=words.references,
            aliases={},
            fix=_AVAILABLE,
            deployment=self._deployment(indices),
            rules=tuple(dict.fromkeys(self.claimed[one].rule.id for one in indices if one in self.claimed)),
            more_kinds=tuple(more),
        )

    def _deployment(self, indices: Iterable[int]) -> Deployment:
        return worst(self.deltas[one].deployment for one in indices)

    def _places(self, indices: Iterable[int]) -> tuple[Place, ...]:
        return tuple(map(self._place, indices))

    def _place(self, index: int) -> Place:
        delta, detected = self.deltas[index], self.claimed.get(index)
        message = detected.detection.message if detected is not None else fact(delta)
        path = place_path(delta)
        where = place(self.generated, path, message, delta.before, delta.after, self.ideal, delta.ideal_path)
        if where.resource_type is None and delta.resource_type is not None:
            where = replace(where, resource_type=delta.resource_type)
        return where
