"""Runs rules over a template. A rule that fails is reported and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field

from repair.rules.context import Context
from repair.rules.model import Detection, Rule


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

    With `only`, of the single resources no others are looked at than those with these logical ids.
    """
    run = _Run()
    rules = tuple(rules)
    for rule in rules:
        if rule.detect_template is not None:
            run.collect(rule, rule.detect_template, context)
    per_resource = [rule for rule in rules if rule.detect_resource is not None]
    by_type: dict[str, list[Rule]] = {}
    for resource in context.template.resources.values():
        if only is not None and resource.id not in only:
            continue
        if resource.type not in by_type:
            by_type[resource.type] = [rule for rule in per_resource if rule.looks_at(resource.type)]
        for rule in by_type[resource.type]:
            if rule.detect_resource is not None:
                run.collect(rule, rule.detect_resource, context, resource)
    return run.found, list(run.failed.values())


@dataclass(slots=True)
class _Run:
    """What a run has collected so far."""

    found: list[Detected] = field(default_factory=list)
    failed: dict[str, RuleFailure] = field(default_factory=dict)

    def collect(self, rule: Rule, detector: Callable[..., Iterable[Detection]], *arguments: object) -> None:
        """Collect what one rule finds; whatever it raises is the rule's failure."""
        try:
            mine = tuple(detector(*arguments))
        except Exception as error:
            self.failed.setdefault(rule.id, RuleFailure(rule.id, f"{type(error).__name__}: {error}"))
            return
        self.found.extend(Detected(rule, detection) for detection in mine)
