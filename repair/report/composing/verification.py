"""What was verified of each template: nothing stands here that was not really looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repair.report.composing.sources import Sources
from repair.report.composing.words import counted, listed, quoted
from repair.report.document import Check, File, Verdict
from repair.rules.context import Context, Settings
from repair.rules.detect import Detected, detect
from repair.rules.load import library

if TYPE_CHECKING:
    from repair.report.referee import Judgement
    from repair.template.template import Template

_KEEPING = ("lifecycle-kept-after-delete", "lifecycle-deletion-protection")
"""Rules that speak when something outlives the stack or keeps it from being deleted."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """A template with what the rules say of it."""

    file: File
    template: Template
    found: Sequence[Detected]
    judgement: Judgement | None

    def broken(self, ids: Iterable[str]) -> list[str]:
        """The entries in which one of these rules is broken, each once."""
        wanted = frozenset(ids)
        names = (
            one.detection.path[1]
            for one in self.found
            if one.rule.id in wanted and len(one.detection.path) > 1
        )
        return list(dict.fromkeys(str(name) for name in names))


def verification_of(
    sources: Sources, settings: Settings, judgements: Sequence[Judgement] = ()
) -> tuple[Check, ...]:
    """Every check with its verdicts: of the generated template, then of the ideal one.

    Args:
        sources: The two templates.
        settings: What to judge by.
        judgements: cfn-lint's, of the same templates in the same order; empty when it was not asked.
    """
    both = [(sources.generated, sources.result.template)]
    if sources.ideal is not None and sources.result.ideal is not None:
        both.append((sources.ideal, sources.result.ideal))
    rules = [
        rule for rule in library() if rule.validity or rule.id in _KEEPING or rule.category == "encryption"
    ]
    judged = [
        _Judged(
            file,
            template,
            detect(rules, Context(template, settings))[0],
            judgements[index] if index < len(judgements) else None,
        )
        for index, (file, template) in enumerate(both)
    ]
    checks = [
        ("parses", "The file can be read", _parses),
        ("references", "Every reference resolves", _references),
        ("cycles", "No resource needs itself", _cycles),
        ("valid", "Nothing in it keeps it from deploying", _valid),
        ("destroyable", "Nothing outlives the stack or keeps it from being deleted", _destroyable),
        ("encrypted", "The rules of encryption are kept", _encrypted),
    ]
    if any(one.judgement is not None for one in judged):
        checks.append(("cfn-lint", "cfn-lint finds no error", _refereed))
    return tuple(Check(name, title, tuple(verdict(one) for one in judged)) for name, title, verdict in checks)


def _parses(one: _Judged) -> Verdict:
    document = one.template.document
    size = f"{one.file.format.upper()}, {counted(one.file.lines, 'line')}, {counted(one.file.resources, 'resource')}"
    if document is not None and document.recovery is not None:
        return Verdict(one.file.name, False, f"broken {one.file.format.upper()}, read as far as it could be")
    return Verdict(one.file.name, True, size)


def _references(one: _Judged) -> Verdict:
    graph = one.template.references
    missing = list(dict.fromkeys(ref.target for ref in graph.undefined()))
    if missing:
        return Verdict(one.file.name, False, f"not defined: {listed(map(quoted, missing))}")
    return Verdict(one.file.name, True, counted(len(graph.references), "reference"))


def _cycles(one: _Judged) -> Verdict:
    cycles = one.template.references.cycles()
    if cycles:
        names = "; ".join(listed(map(quoted, group)) for group in cycles)
        return Verdict(one.file.name, False, f"need each other: {names}")
    return Verdict(one.file.name, True, counted(one.file.resources, "resource"))


def _valid(one: _Judged) -> Verdict:
    rules = [rule for rule in library() if rule.validity]
    ids = list(dict.fromkeys(found.rule.id for found in one.found if found.rule.validity))
    if ids:
        count = sum(found.rule.validity for found in one.found)
        return Verdict(one.file.name, False, f"{counted(count, 'fault')}: {listed(map(quoted, ids))}")
    return Verdict(one.file.name, True, f"{counted(len(rules), 'rule')} of validity hold")


def _destroyable(one: _Judged) -> Verdict:
    names = one.broken(_KEEPING)
    if names:
        return Verdict(one.file.name, False, f"kept or protected: {listed(map(quoted, names))}")
    return Verdict(one.file.name, True, "no `Retain` or `Snapshot` policy, no deletion protection")


def _encrypted(one: _Judged) -> Verdict:
    rules = [rule for rule in library() if rule.category == "encryption" and rule.detect_resource is not None]
    looked_at = [
        resource
        for resource in one.template.resources.values()
        if any(rule.looks_at(resource.type) for rule in rules)
    ]
    broken = {rule.id: one.broken([rule.id]) for rule in rules}
    said = [
        f"{quoted(rule_id)} at {listed(map(quoted, names))}" for rule_id, names in broken.items() if names
    ]
    if said:
        return Verdict(one.file.name, False, f"broken: {'; '.join(said)}")
    if not looked_at:
        return Verdict(one.file.name, None, "no resource that a rule of encryption speaks about")
    return Verdict(one.file.name, True, f"{counted(len(looked_at), 'resource')} looked at")


def _refereed(one: _Judged) -> Verdict:
    if one.judgement is None:
        return Verdict(one.file.name, None, "not asked")
    version = f"cfn-lint {one.judgement.version}"
    said = [f"{quoted(name)} ({count})" for name, count in one.judgement.errors]
    if said:
        return Verdict(one.file.name, False, f"{version}: {', '.join(said)}")
    warnings = sum(count for _, count in one.judgement.warnings)
    return Verdict(one.file.name, True, f"{version}: no error, {counted(warnings, 'warning')}")
