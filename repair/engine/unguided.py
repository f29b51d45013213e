"""The main job without an ideal template: the rules alone say what is right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from repair.engine import gate
from repair.engine.assemble import findings
from repair.engine.finding import Finding
from repair.engine.loop import Outcome, Spared, mend, spared_as, survey
from repair.engine.result import Options, Repair, result_of
from repair.engine.select import selected_rules
from repair.engine.syntax import with_syntax
from repair.patch.transaction import Claims
from repair.rules.context import Context
from repair.rules.detect import Detected
from repair.rules.model import Rule
from repair.template.template import Template

if TYPE_CHECKING:
    from repair.engine.holding import Suppressions


def repair_template(template: Template, options: Options) -> Repair:
    """Mend `template` by the rules alone.

    Raises:
        ConvergenceError: The rules do not come to rest.
        GateError: The result did not pass; nothing may be written.
    """
    rules = selected_rules(options.settings.profile, options.selection)
    context = Context(template, options.settings)
    outcome = _harmless(context, rules, _suppressions(template, options), unsafe=options.unsafe)
    result = _result(outcome, template, rules, options, applied=True)
    if result.changed:
        gate.check_text(template, outcome.data, result.text)
        gate.check_plan(
            template.data, outcome.data, (path for one in outcome.applied for path in one.touched)
        )
        gate.check_validity(outcome.first, outcome.last)
    return result


_COMMENTED = re.compile(r"(?i)repair[ \t]*:[ \t]*ignore|(?:checkov|bridgecrew):skip=")
"""What no text is without in which a comment passes something over."""


def _suppressions(template: Template, options: Options) -> Suppressions | None:
    """What may be passed over; None where nobody says anything, so that most runs need not load what tells."""
    document = template.document
    spoken = "Metadata" in template.data or any("Metadata" in one.body for one in template.resources.values())
    commented = document is not None and document.format == "yaml" and _COMMENTED.search(document.text)
    if not (spoken or commented or options.suppressions or options.known):
        return None
    from repair.engine.holding import Suppressions

    return Suppressions.of(template, options.suppressions, options.known)


def _result(
    outcome: Outcome, template: Template, rules: Sequence[Rule], options: Options, *, applied: bool
) -> Repair:
    """The outcome with all that there is to say of it."""
    idle: list[Finding] = []
    old = 0
    if outcome.unused or options.known:
        from repair.engine.unused import outdated, unused_findings

        idle = unused_findings(outcome.unused, rules, template, options)
        by = [one.suppression for one in outcome.held]
        by += [one.suppression for one in idle if one.suppression is not None]
        old = outdated(options, by, rules)
    found = with_syntax(findings(outcome, template, idle), template, applied=applied)
    return result_of(template, outcome.data, found, failures=outcome.failures, outdated=old)


def _harmless(
    context: Context, rules: Sequence[Rule], suppressions: Suppressions | None, *, unsafe: bool
) -> Outcome:
    """Mend without the fixes that bring a new fault to light: a text, once no function hides it, may be too long.

    What cannot be laid to a single fix is left for the gate to refuse.
    """
    spared: frozenset[Spared] = frozenset()
    while True:
        outcome = mend(context, rules, unsafe=unsafe, spared=spared, suppressions=suppressions)
        culprits = _culprits(outcome, gate.new_faults(outcome.first, outcome.last))
        if culprits <= spared:
            return _rested(outcome, context, rules, suppressions, unsafe=unsafe) if spared else outcome
        spared |= culprits


def _rested(
    outcome: Outcome,
    context: Context,
    rules: Sequence[Rule],
    suppressions: Suppressions | None,
    *,
    unsafe: bool,
) -> Outcome:
    """The outcome with what may be mended now: a fix that did harm before others were made may do none after."""
    if not outcome.applied:
        return outcome
    changed = context.with_template(context.template.with_data(outcome.data))
    more = _harmless(changed, rules, suppressions, unsafe=unsafe)
    if not more.applied:
        return outcome
    return replace(
        more,
        applied=(*outcome.applied, *more.applied),
        first=outcome.first,
        passes=outcome.passes + more.passes,
    )


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
    context = Context(template, options.settings)
    suppressions = _suppressions(template, options)
    outcome = survey(context, rules, unsafe=options.unsafe, suppressions=suppressions)
    return _result(outcome, template, rules, options, applied=False)
