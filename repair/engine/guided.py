"""The main job with an ideal template: what tells the two apart is what is to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from repair.diff.difference import Diff, diff
from repair.diff.merge import apply_deltas
from repair.engine import gate
from repair.engine.assemble import counted
from repair.engine.explain import Explained, explain
from repair.engine.finding import Finding, FixStatus
from repair.engine.result import Options, Repair, result_of
from repair.engine.select import Selection
from repair.engine.syntax import syntax_findings
from repair.patch.between import between
from repair.rules.context import Context
from repair.rules.detect import Detected, detect
from repair.rules.load import library
from repair.rules.taxonomy import categories, kinds
from repair.template.template import Template

_SECURITY = frozenset({"access", "secrets", "encryption", "network"})
"""Categories of the taxonomy that come before others of the same severity."""


def repair_towards(template: Template, ideal: Template, options: Options) -> Repair:
    """Mend what differs from `ideal`: everything, or the findings that the selection picks.

    A picked finding brings along those that it cannot do without: what it refers to.

    Raises:
        GateError: The result did not pass; nothing may be written.
    """
    view = _compared(template, ideal, options)
    picked, data = _closed(template, ideal, view.explained, options)
    chosen = {id(one) for one in picked}
    found = _by_weight(_applied(one) if id(one) in chosen else one for one in view.explained)
    found = (*syntax_findings(template, applied=True), *found)
    result = result_of(template, data, found, ideal=ideal)
    if result.changed:
        gate.check_text(template, data, result.text)
        after, _ = detect(
            [rule for rule in library() if rule.validity],
            Context(template.with_data(data), options.settings),
            only=view.touched,
        )
        gate.check_validity(view.mine, after, allowed=view.theirs)
    return result


def compare_templates(template: Template, ideal: Template, options: Options) -> Repair:
    """What `repair_towards` would find; nothing is applied and the text stays."""
    explained = _compared(template, ideal, options).explained
    picked = [one for one in explained if _wanted(one, options.selection)]
    found = (*syntax_findings(template, applied=False), *_by_weight(picked))
    return result_of(template, template.data, found, ideal=ideal)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two templates compared.

    Attributes:
        explained: Every delta, in findings.
        touched: The resources that the rules were asked about, by their names in either template.
        mine: What the rules find in those of the generated template, and in it as a whole.
        theirs: The same of the ideal template.
    """

    explained: list[Explained]
    touched: frozenset[str]
    mine: list[Detected]
    theirs: list[Detected]


def _compared(template: Template, ideal: Template, options: Options) -> _Comparison:
    rules = library()
    options.selection.check(
        [*categories(), *kinds(), *(rule.id for rule in rules), *(rule.category for rule in rules)]
    )
    differences = diff(template, ideal, exact=options.exact)
    touched = _touched(differences, ideal)
    mine, _ = detect(rules, Context(template, options.settings), only=touched)
    theirs, _ = detect(rules, Context(ideal, options.settings), only=touched)
    profiles = options.selection.choices.layers or (options.settings.profile,)
    explained = explain(differences, template, ideal, mine, theirs, profiles, options.settings)
    if options.operations:
        explained = [_with_operations(one, template, ideal, exact=options.exact) for one in explained]
    return _Comparison(explained, touched, mine, theirs)


def _touched(differences: Diff, ideal: Template) -> frozenset[str]:
    """The resources that have deltas, and those that new ones refer to: they may have been added for their sake."""
    touched = {
        str(path[1])
        for delta in differences.deltas
        for path in (delta.path, delta.ideal_path, *delta.claims)
        if path is not None and len(path) > 1 and path[0] == "Resources"
    }
    new = {
        str(delta.ideal_path[1])
        for delta in differences.deltas
        if delta.kind == "added" and delta.ideal_path is not None and len(delta.ideal_path) == 2
    }
    named = {reference.target for name in new & touched for reference in ideal.references.of(name)}
    partners = {pair.generated for pair in differences.alignment if pair.ideal in named and pair.generated}
    return frozenset(touched | named | partners)


def _with_operations(one: Explained, template: Template, ideal: Template, *, exact: bool) -> Explained:
    data = apply_deltas(template, ideal, one.deltas, exact=exact)
    fix = replace(one.finding.fix, ops=tuple(between(template.data, data)))
    return replace(one, finding=replace(one.finding, fix=fix))


def _applied(one: Explained) -> Explained:
    fix = replace(one.finding.fix, status=FixStatus.APPLIED)
    return replace(one, finding=replace(one.finding, fix=fix))


def _wanted(one: Explained, selection: Selection) -> bool:
    """Whether the finding is picked: by its severity, kind or category, or by a rule in it or the rule's category."""
    finding = one.finding
    marks = {finding.id, finding.kind, finding.category, finding.severity}
    marks.update(mark for rule in one.rules for mark in (rule.id, rule.category))
    return not marks.intersection(selection.ignore) and (
        not selection.select or bool(marks.intersection(selection.select))
    )


def _by_weight(explained: Iterable[Explained]) -> tuple[Finding, ...]:
    """The findings: the worst first, then what disrupts a running stack, what weakens it, what is widest."""
    return counted(sorted((one.finding for one in explained), key=_weight))


def _weight(finding: Finding) -> tuple[object, ...]:
    deployment, first = finding.deployment, finding.places[0]
    return (
        finding.severity.rank,
        not deployment.data_loss,
        ("will", "may", "never").index(deployment.replacement),
        finding.category not in _SECURITY,
        -len({place.resource for place in finding.places}),
        first.line,
        first.column,
        finding.id,
    )


def _closed(
    template: Template, ideal: Template, explained: Sequence[Explained], options: Options
) -> tuple[list[Explained], Any]:
    """The wanted findings with all that they cannot do without, and the data once they are mended.

    Mending may make a reference to what only another finding brings, or take away what something that stays
    still refers to. The finding that brings it is picked too; the one that takes it away is left.
    """

    def mended(picked: Sequence[Explained]) -> Any:
        deltas = [delta for one in picked for delta in one.deltas]
        return apply_deltas(template, ideal, deltas, exact=options.exact)

    picked = [one for one in explained if _wanted(one, options.selection)]
    data = mended(picked)
    if len(picked) == len(explained):  # the result means what the ideal means: nothing can be missing from it
        return picked, data
    known = _undefined(template) | _undefined(ideal)
    for _ in explained:
        missing = _undefined(template.with_data(data)) - known
        settled = _settled(picked, explained, missing)
        if settled is None:
            break
        picked, data = settled, mended(settled)
    return picked, data


def _settled(
    picked: Sequence[Explained], explained: Sequence[Explained], missing: Iterable[str]
) -> list[Explained] | None:
    """The findings to pick so that one of the `missing` names is there; None when there is nothing to change."""
    chosen = {id(one) for one in picked}
    for name in sorted(missing):
        for one in explained:
            if id(one) not in chosen and _brings(one, name):
                return [other for other in explained if id(other) in chosen or other is one]
        for one in picked:
            if _takes_away(one, name):
                return [other for other in picked if other is not one]
    return None


def _brings(one: Explained, name: str) -> bool:
    return any(
        delta.ideal_path is not None
        and len(delta.ideal_path) == 2
        and delta.ideal_path[1] == name
        and delta.kind in ("added", "renamed")
        for whole in one.deltas
        for delta in whole.flat
    )


def _takes_away(one: Explained, name: str) -> bool:
    return any(
        delta.path is not None and len(delta.path) == 2 and delta.path[1] == name and delta.kind != "changed"
        for whole in one.deltas
        for delta in whole.flat
    )


def _undefined(template: Template) -> frozenset[str]:
    """The names that the template refers to and does not define."""
    return frozenset(reference.target for reference in template.references.undefined())
