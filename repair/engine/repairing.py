"""The main job, with an ideal template or without one: from a template to findings, patch and text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from repair.diff import apply_deltas, diff
from repair.engine import gate
from repair.engine.assemble import findings
from repair.engine.explain import Explained, explain, merged
from repair.engine.finding import Finding, FixStatus
from repair.engine.loop import mend, survey
from repair.engine.select import Selection, selected_rules
from repair.patch.between import between
from repair.patch.operations import PatchOp
from repair.patch.rfc6902 import guarded, invert
from repair.rules.context import Context, Settings
from repair.rules.detect import RuleFailure
from repair.rules.load import library
from repair.rules.structural import STRUCTURAL_IDS, STRUCTURE
from repair.template.template import Template


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asks for.

    Attributes:
        settings: Profile, kind of stack, day.
        selection: Which rules, categories and severities.
        unsafe: Whether fixes with more than one reading are applied too.
        exact: With an ideal: adopt its spelling too, not only its meaning.
    """

    settings: Settings = field(default_factory=Settings)
    selection: Selection = field(default_factory=Selection)
    unsafe: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair came to.

    Attributes:
        template: The template as it was given.
        ideal: The ideal template, or None.
        repaired: The repaired template's data in long JSON form.
        text: The repaired text; the input's own when nothing changed.
        findings: Everything that was found, with what became of it.
        patch: RFC 6902 operations from the input's long JSON form to the repaired one.
        inverse: The operations that take it back.
        failures: Rules that failed; a defect of theirs, never of the template.
    """

    template: Template
    ideal: Template | None
    repaired: Any
    text: str
    findings: tuple[Finding, ...]
    patch: tuple[PatchOp, ...]
    inverse: tuple[PatchOp, ...]
    failures: tuple[RuleFailure, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the repaired template differs from the input."""
        return bool(self.patch)

    @property
    def guarded_patch(self) -> tuple[PatchOp, ...]:
        """`patch` with `test` operations: it fails on a template other than the one it was made for."""
        return tuple(guarded(self.patch, self.template.data))

    @property
    def guarded_inverse(self) -> tuple[PatchOp, ...]:
        """`inverse` with `test` operations."""
        return tuple(guarded(self.inverse, self.repaired))

    @property
    def remaining(self) -> tuple[Finding, ...]:
        """The findings that are not mended."""
        return tuple(one for one in self.findings if one.fix.status is not FixStatus.APPLIED)


def repair_template(template: Template, options: Options) -> Repair:
    """Mend `template` by the rules alone.

    Raises:
        ConvergenceError: The rules do not come to rest.
        GateError: The result did not pass; nothing may be written.
    """
    rules = selected_rules(options.settings.profile, options.selection)
    context = Context(template, options.settings)
    outcome = mend(context, rules, unsafe=options.unsafe)
    result = _result(template, None, outcome.data, findings(outcome, template))
    if result.changed:
        gate.check_text(template, outcome.data, result.text)
        gate.check_plan(template.data, outcome.data, outcome.touched)
        gate.check_validity(context, context.with_template(template.with_data(outcome.data)), rules)
    return replace(result, failures=outcome.failures)


def repair_towards(template: Template, ideal: Template, options: Options) -> Repair:
    """Mend what differs from `ideal`: everything, or the findings that the selection picks.

    Raises:
        GateError: The result did not pass; nothing may be written.
    """
    _check_words(options.selection)
    differences = diff(template, ideal, exact=options.exact)
    mine, theirs = Context(template, options.settings), Context(ideal, options.settings)
    explained = explain(differences, mine, theirs, library())
    picked = [one for one in explained if _picked(one, options.selection)]
    deltas = [delta for one in picked for delta in one.deltas]
    data = apply_deltas(template, ideal, deltas, exact=options.exact)
    result = _result(template, ideal, data, merged(_marked(explained, picked)))
    if result.changed:
        gate.check_text(template, data, result.text)
        gate.check_validity(mine, mine.with_template(template.with_data(data)), library(), allowed=theirs)
    return result


def check_template(template: Template, options: Options) -> Repair:
    """What `repair_template` would find at first sight; nothing is applied and the text stays."""
    rules = selected_rules(options.settings.profile, options.selection)
    context = Context(template, options.settings)
    outcome = survey(context, rules, unsafe=options.unsafe)
    result = _result(template, None, template.data, findings(outcome, template))
    return replace(result, failures=outcome.failures)


def compare_templates(template: Template, ideal: Template, options: Options) -> Repair:
    """What `repair_towards` would find; nothing is applied and the text stays."""
    mine, theirs = Context(template, options.settings), Context(ideal, options.settings)
    explained = explain(diff(template, ideal, exact=options.exact), mine, theirs, library())
    picked = [one for one in explained if _picked(one, options.selection)]
    return _result(template, ideal, template.data, merged(picked))


def _check_words(selection: Selection) -> None:
    rules = library()
    selection.check(
        [STRUCTURE, *STRUCTURAL_IDS, *(rule.id for rule in rules), *(rule.category for rule in rules)]
    )


def _picked(one: Explained, selection: Selection) -> bool:
    finding = one.finding
    return selection.includes(finding.id, finding.category, finding.severity)


def _marked(explained: Sequence[Explained], picked: Sequence[Explained]) -> list[Explained]:
    """The findings with what became of them: picked ones are applied, the rest stay available."""
    chosen = {id(one) for one in picked}
    applied = [
        replace(one, finding=replace(one.finding, fix=replace(one.finding.fix, status=FixStatus.APPLIED)))
        for one in explained
        if id(one) in chosen
    ]
    return [*applied, *(one for one in explained if id(one) not in chosen)]


def _result(template: Template, ideal: Template | None, data: Any, found: tuple[Finding, ...]) -> Repair:
    document = template.document
    assert document is not None
    patch = () if data is template.data else tuple(between(template.data, data))
    text = document.edited(data) if patch else document.text
    return Repair(template, ideal, data, text, found, patch, tuple(invert(patch, template.data)))
