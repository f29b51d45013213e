"""Runs rules over a template. A rule that fails is reported and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field

from repair.rules.context import Context
from repair.rules.model import Detection, ResourceDetector, Rule


@dataclass(frozen=True, slots=True)
class Detected:
    """A detection and the rule that made it."""

    rule: Rule
    detection: Detection


@dataclass(frozen=True, slots=True)
class RuleFailure:
    """A rule that raised: a defect of the rule, never of the template."""

    rule_id: str
    error: str


def detect(
    rules: Iterable[Rule], context: Context, *, only: Container[str] | None = None
) -> tuple[list[Detected], list[RuleFailure]]:
    """Everything that `rules` find, first in the template as a whole, then resource by resource; and what failed.

    What a rule found in a resource without a look at the template is kept for as long as the resource stays the
    same object: most of a second pass is done before it begins.

    With `only`, of the single resources no others are looked at than those with these logical ids.
    """
    run = _Run()
    rules = tuple(rules)
    for rule in rules:
        if rule.detect_template is not None:
            found = run.detections(rule, rule.detect_template, context)
            run.found.extend(Detected(rule, detection) for detection in found)
    per_resource = [(rule, rule.detect_resource) for rule in rules if rule.detect_resource is not None]
    by_type: dict[str, list[tuple[Rule, ResourceDetector]]] = {}
    for resource in context.template.resources.values():
        if only is not None and resource.id not in only:
            continue
        looking = by_type.get(resource.type)
        if looking is None:
            looking = by_type[resource.type] = [one for one in per_resource if one[0].looks_at(resource.type)]
        kept: dict[ResourceDetector, Sequence[Detection]] = context.of_body("detections", resource, dict)
        for rule, detector in looking:
            mine = kept.get(detector)
            if mine is None:
                context.asked = False
                mine = run.detections(rule, detector, context, resource)
                if not context.asked and rule.id not in run.failed:
                    kept[detector] = mine
            for detection in mine:
                run.found.append(Detected(rule, detection))
    return run.found, list(run.failed.values())


@dataclass(slots=True)
class _Run:
    """What a run has collected so far."""

    found: list[Detected] = field(default_factory=list)
    failed: dict[str, RuleFailure] = field(default_factory=dict)

    def detections(
        self, rule: Rule, detector: Callable[..., Iterable[Detection]], *arguments: object
    ) -> Sequence[Detection]:
        """What one rule finds; whatever it raises is the rule's failure."""
        try:
            return tuple(detector(*arguments))
        except Exception as error:
            self.failed.setdefault(rule.id, RuleFailure(rule.id, f"{type(error).__name__}: {error}"))
            return ()
