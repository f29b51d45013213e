"""The main job without an ideal template: the rules alone say what is right."""

from __future__ import annotations

from collections.abc import Sequence

from repair.engine import gate
from repair.engine.assemble import findings
from repair.engine.loop import Outcome, Spared, mend, spared_as, survey
from repair.engine.result import Options, Repair, result_of
from repair.engine.select import selected_rules
from repair.patch.transaction import Claims
from repair.rules.context import Context
from repair.rules.detect import Detected
from repair.rules.model import Rule
from repair.template.template import Template


def repair_template(template: Template, options: Options) -> Repair:
    """Mend `template` by the rules alone.

    Raises:
        ConvergenceError: The rules do not come to rest.
        GateError: The result did not pass; nothing may be written.
    """
    rules = selected_rules(options.settings.profile, options.selection)
    context = Context(template, options.settings)
    outcome = _harmless(context, rules, unsafe=options.unsafe)
    result = result_of(template, outcome.data, findings(outcome, template), failures=outcome.failures)
    if result.changed:
        gate.check_text(template, outcome.data, result.text)
        gate.check_plan(
            template.data, outcome.data, (path for one in outcome.applied for path in one.touched)
        )
        gate.check_validity(outcome.first, outcome.last)
    return result


def _harmless(context: Context, rules: Sequence[Rule], *, unsafe: bool) -> Outcome:
    """Mend without the fixes that bring a new fault to light: a text, once no function hides it, may be too long.

    What cannot be laid to a single fix is left for the gate to refuse.
    """
    spared: frozenset[Spared] = frozenset()
    while True:
        outcome = mend(context, rules, unsafe=unsafe, spared=spared)
        culprits = _culprits(outcome, gate.new_faults(outcome.first, outcome.last))
        if culprits <= spared:
            return outcome
        spared |= culprits


def _culprits(outcome: Outcome, faults: Sequence[Detected]) -> frozenset[Spared]:
    """The fixes that changed what a new fault stands in; else any in its entry; else those to whole entries."""
    found: set[Spared] = set()
    for fault in faults:
        place = fault.detection.path
        near, entry = Claims([place]), Claims([place[:2]])
        suspects = (
            [one for one in outcome.applied if near.conflict(one.touched)]
            or [one for one in outcome.applied if entry.conflict(one.touched)]
            or [one for one in outcome.applied if any(len(path) <= 2 for path in one.touched)]
        )
        found.update(spared_as(one.detected) for one in suspects)
    return frozenset(found)


def check_template(template: Template, options: Options) -> Repair:
    """What `repair_template` would find at first sight; nothing is applied and the text stays."""
    rules = selected_rules(options.settings.profile, options.selection)
    outcome = survey(Context(template, options.settings), rules, unsafe=options.unsafe)
    return result_of(template, template.data, findings(outcome, template), failures=outcome.failures)
