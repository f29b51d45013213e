"""Runs rules over a template. A rule that fails is reported and the others go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


def detect(rules: Iterable[Rule], context: Context) -> tuple[list[Detected], list[RuleFailure]]:
    """Everything that `rules` find, in document order within each rule, and the rules that failed."""
    found: list[Detected] = []
    failed: list[RuleFailure] = []
    by_type: dict[str, list[Rule]] = {}
    rules = tuple(rules)
    per_resource = [rule for rule in rules if rule.detect_resource is not None]
    for rule in rules:
        if rule.detect_template is not None:
            _run(rule, lambda rule=rule: rule.detect_template(context), found, failed)  # type: ignore[misc]
    for resource in context.template.resources.values():
        if resource.type not in by_type:
            by_type[resource.type] = [rule for rule in per_resource if rule.looks_at(resource.type)]
        for rule in by_type[resource.type]:
            _run(rule, lambda rule=rule, r=resource: rule.detect_resource(context, r), found, failed)  # type: ignore[misc]
    return found, failed


def _run(rule: Rule, detections, found: list[Detected], failed: list[RuleFailure]) -> None:  # type: ignore[no-untyped-def]
    """Collect what one rule finds; whatever it raises is the rule's failure."""
    try:
        mine: Sequence[Detection] = tuple(detections())
    except Exception as error:  # noqa: BLE001 - a rule's defect must not stop the others
        if not any(failure.rule_id == rule.id for failure in failed):
            failed.append(RuleFailure(rule.id, f"{type(error).__name__}: {error}"))
        return
    found.extend(Detected(rule, detection) for detection in mine)
