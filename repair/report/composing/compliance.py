"""How the generated template meets the requirements, sentence by sentence, with what was checked for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from repair.engine.requirements import Requirements, Sentence, Understood
from repair.report.composing.sources import Sources
from repair.report.composing.words import counted, listed, quoted
from repair.report.document import Compliance, Item, Requirement, Status
from repair.rules.context import Context, Settings
from repair.rules.detect import Detected, detect
from repair.rules.load import library
from repair.rules.model import Rule
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Template

if TYPE_CHECKING:
    from repair.diff.difference import Diff

VALUE_RULES: Mapping[str, tuple[str, ...]] = {
    "environment-suffix": ("suffix-physical-name",),
    "lambda-architecture": ("account-lambda-architecture",),
    "lambda-runtime": ("account-lambda-runtime",),
    "queue-retention-days": ("account-queue-retention",),
    "required-tags": ("tags-required",),
    "reserved-concurrency": ("account-missing-concurrency", "account-reserved-concurrency"),
    "tags": ("tags-required",),
}
"""Values of requirements to the rules that judge by them."""

_REMOVAL_RULES = {
    "destroy": ("lifecycle-kept-after-delete", "lifecycle-deletion-protection"),
    "protect": ("lifecycle-unprotected-data",),
}

VALUE_PROPERTIES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "log-retention-days": (("AWS::Logs::LogGroup", "RetentionInDays"),),
    "backup-retention-days": (
        ("AWS::RDS::DBInstance", "BackupRetentionPeriod"),
        ("AWS::RDS::DBCluster", "BackupRetentionPeriod"),
        ("AWS::DocDB::DBCluster", "BackupRetentionPeriod"),
        ("AWS::Neptune::DBCluster", "BackupRetentionPeriod"),
    ),
}
"""Values of requirements that no rule compares, to the properties that hold them."""

STATUSES: tuple[Status, ...] = ("not met", "partly checked", "met", "not checked", "not understood")
"""In the order of reports."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one wish came to."""

    status: Status
    words: str
    rules: frozenset[str] = frozenset()


def compliance_of(
    sources: Sources,
    requirements: Requirements | None,
    settings: Settings,
    items: Sequence[Item],
    difference: Diff | None,
) -> Compliance | None:
    """The requirements with what became of each; None when none were given.

    What the ideal template does not meet either is no failure of the generated one: whoever wrote the ideal read the
    sentence otherwise.
    """
    if requirements is None:
        return None
    judge = _Judge(sources, settings, requirements, difference)
    by_sentence: dict[Sentence, list[Understood]] = {}
    for one in requirements.understood:
        by_sentence.setdefault(one.sentence, []).append(one)
    found = [
        *(
            _requirement(sentence, list(map(judge.answer, wishes)), items)
            for sentence, wishes in by_sentence.items()
        ),
        *(Requirement(one.line, one.text, "not understood", "") for one in requirements.unknown),
    ]
    ordered = tuple(sorted(found, key=lambda one: one.line))
    return Compliance(
        requirements=ordered,
        by_status=tuple((status, sum(one.status == status for one in ordered)) for status in STATUSES),
        collisions=requirements.collisions,
    )


def _requirement(sentence: Sentence, answers: Sequence[_Answer], items: Sequence[Item]) -> Requirement:
    status = _together([answer.status for answer in answers])
    against = [answer for answer in answers if answer.status == "not met"]
    words = dict.fromkeys(answer.words for answer in against or answers)
    rules = frozenset(rule for answer in against for rule in answer.rules)
    numbers = tuple(item.number for item in items if item.id in rules)
    return Requirement(sentence.line, sentence.text, status, "; ".join(words), numbers)


def _together(statuses: Sequence[Status]) -> Status:
    """What several answers come to."""
    if "not met" in statuses:
        return "not met"
    if len(set(statuses)) == 1:
        return statuses[0]
    return "partly checked"


class _Judge:
    """Answers wishes about the generated template."""

    def __init__(
        self, sources: Sources, settings: Settings, requirements: Requirements, difference: Diff | None
    ) -> None:
        self.template: Template = sources.result.template
        self.ideal: Template | None = sources.result.ideal
        self.redacted: Callable[[str], str] = sources.redaction.text
        known = {rule.id: rule for rule in library()}
        self.rules: Mapping[str, Rule] = {
            rule_id: known[rule_id]
            for wish in requirements.understood
            for rule_id in _rules_of(wish)
            if rule_id in known
        }
        self.found: Sequence[Detected] = detect(self.rules.values(), Context(self.template, settings))[0]
        self.partners = _partners(difference)
        self.excused: frozenset[tuple[str, str]] = frozenset()
        if self.ideal is not None:
            theirs = detect(self.rules.values(), Context(self.ideal, settings))[0]
            self.excused = frozenset((one.rule.id, _entry(one)) for one in theirs)

    def answer(self, wish: Understood) -> _Answer:
        """What the template says to one wish."""
        answers = [*self._asked(wish), *self._values(wish), *self._by_rules(wish)]
        if not answers:
            return _Answer("not checked", f"{wish.name}: no rule can tell")
        status = _together([answer.status for answer in answers])
        said = [answer for answer in answers if answer.status == "not met"] or answers
        rules = frozenset(rule for answer in said for rule in answer.rules)
        return _Answer(status, f"{wish.name}: {', '.join(answer.words for answer in said)}", rules)

    def _asked(self, wish: Understood) -> Iterator[_Answer]:
        """Types of which there must be a resource."""
        for name in wish.values.get("asked-resources", ()):
            found = [one.id for one in self.template.resources.values() if one.type == name]
            if found:
                yield _Answer("met", f"{counted(len(found), 'resource')} of type {quoted(name)}")
            elif self.ideal is not None and all(one.type != name for one in self.ideal.resources.values()):
                yield _Answer("not checked", f"no resource of type {quoted(name)} in either template")
            else:
                yield _Answer(
                    "not met", f"no resource of type {quoted(name)}", frozenset({"account-asked-resource"})
                )

    def _values(self, wish: Understood) -> Iterator[_Answer]:
        """Numbers that properties must have."""
        for name, places in VALUE_PROPERTIES.items():
            if name not in wish.values:
                continue
            wanted = wish.values[name]
            right: list[tuple[str, str, Any]] = []
            wrong: list[tuple[str, str, Any]] = []
            for resource in self.template.resources.values():
                for kind, prop in places:
                    value = resource.properties.get(prop)
                    if resource.type == kind and not is_intrinsic(value):
                        (right if str(value) == str(wanted) else wrong).append((resource.id, prop, value))
            for resource_id, prop, value in wrong:
                has = f"sets {quoted(prop)} to {value}" if value is not None else f"has no {quoted(prop)}"
                yield _Answer("not met", f"{quoted(resource_id)} {has}, not {wanted}")
            if right:
                yield _Answer(
                    "met", f"{quoted(right[0][1])} is {wanted} at {listed(quoted(one[0]) for one in right)}"
                )

    def _by_rules(self, wish: Understood) -> Iterator[_Answer]:
        for rule_id in _rules_of(wish):
            rule = self.rules.get(rule_id)
            if rule is None or not self._speaks(rule):
                continue
            broken = [one for one in self.found if one.rule.id == rule_id]
            said = [one.detection.message for one in broken if not self._is_excused(one)]
            if said:
                more = f" and {counted(len(said) - 1, 'more place')}" if len(said) > 1 else ""
                words = f"{self.redacted(said[0]).rstrip('.')}{more} ({quoted(rule_id)})"
                yield _Answer("not met", words, frozenset({rule_id}))
            elif broken:
                yield _Answer("not checked", f"{quoted(rule_id)} speaks against both templates")
            else:
                yield _Answer("met", f"nothing against {quoted(rule_id)}")

    def _is_excused(self, one: Detected) -> bool:
        """Whether the ideal template breaks the rule at the same place."""
        name = _entry(one)
        return (one.rule.id, self.partners.get(name, name)) in self.excused

    def _speaks(self, rule: Rule) -> bool:
        """Whether the template has anything that the rule speaks about."""
        if not rule.types:
            return bool(self.template.resources)
        return any(rule.looks_at(one.type) for one in self.template.resources.values())


def _entry(one: Detected) -> str:
    path = one.detection.path
    return str(path[1]) if len(path) > 1 else ""


def _partners(difference: Diff | None) -> Mapping[str, str]:
    """Logical ids of the generated template to those of the ideal one."""
    pairs = difference.alignment if difference is not None else ()
    return {
        pair.generated: pair.ideal for pair in pairs if pair.generated is not None and pair.ideal is not None
    }


def _rules_of(wish: Understood) -> Iterable[str]:
    """The rules that tell whether a wish is met."""
    ids: list[str] = list(wish.safe)  # those in `on` are near to the wish, and were not asked for
    values: Mapping[str, Any] = wish.values
    for name in values:
        ids += VALUE_RULES.get(name, ())
    if "removal" in values:
        ids += _REMOVAL_RULES.get(str(values["removal"]), ())
    if values.get("reserved-concurrency") == "none":
        ids = [one for one in ids if one != "account-missing-concurrency"]
    # A rule that compares nothing with the number that was asked for cannot tell that it is met.
    if "log-retention-days" in values:
        ids = [one for one in ids if one != "logs-retention"]
    if "backup-retention-days" in values:
        ids = [one for one in ids if not one.endswith("-backups")]
    return dict.fromkeys(ids)
