"""The main job without an ideal template: the rules alone say what is right."""

from __future__ import annotations

from repair.engine import gate
from repair.engine.assemble import findings
from repair.engine.loop import mend, survey
from repair.engine.result import Options, Repair, result_of
from repair.engine.select import selected_rules
from repair.rules.context import Context
from repair.template.template import Template


def repair_template(template: Template, options: Options) -> Repair:
    """Mend `template` by the rules alone.

    Raises:
        ConvergenceError: The rules do not come to rest.
        GateError: The result did not pass; nothing may be written.
    """
    rules = selected_rules(options.settings.profile, options.selection)
    context = Context(template, options.settings)
    outcome = mend(context, rules, unsafe=options.unsafe)
    result = result_of(template, outcome.data, findings(outcome, template), failures=outcome.failures)
    if result.changed:
        gate.check_text(template, outcome.data, result.text)
        gate.check_plan(template.data, outcome.data, outcome.touched)
        gate.check_validity(outcome.first, outcome.last)
    return result


def check_template(template: Template, options: Options) -> Repair:
    """What `repair_template` would find at first sight; nothing is applied and the text stays."""
    rules = selected_rules(options.settings.profile, options.selection)
    outcome = survey(Context(template, options.settings), rules, unsafe=options.unsafe)
    return result_of(template, template.data, findings(outcome, template), failures=outcome.failures)
