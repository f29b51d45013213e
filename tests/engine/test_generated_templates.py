"""Templates from the knowledge index: valid ones are left alone, and what goes wrong in them is mended.

The referee is slow and asked only on request: REPAIR_REFEREE=1 pytest tests/engine/test_generated_templates.py
REPAIR_EXAMPLES=500 looks longer.
"""

import datetime
import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import MUTATORS, templates

from repair.engine.loop import mend
from repair.rules.context import Context, Settings
from repair.rules.load import library
from repair.template.template import Template

VALIDITY = tuple(one for one in library() if one.validity)
SETTINGS = Settings(stack="new", as_of=datetime.date(2026, 11, 1))
modest = settings(
    max_examples=int(os.environ.get("REPAIR_EXAMPLES", "25")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def outcome_of(data, rules=VALIDITY, unsafe=False):
    return mend(Context(Template(data), SETTINGS), rules, unsafe=unsafe)


def said(found):
    return [(one.rule.id, one.detection.message) for one in found]


@modest
@given(templates())
def test_a_valid_template_is_left_alone(data):
    outcome = outcome_of(data, unsafe=True)
    assert not said(outcome.first)
    assert outcome.data is data


@pytest.mark.parametrize("mutator", MUTATORS, ids=lambda one: one.__name__)
@modest
@given(data=templates(), chosen=st.data())
def test_what_went_wrong_is_mended_and_stays_so(mutator, data, chosen):
    wrong = list(mutator(data))
    if not wrong:
        return
    outcome = outcome_of(chosen.draw(st.sampled_from(wrong)), unsafe=True)
    assert not outcome.failures
    assert outcome.first, "nothing is found"
    assert not said(outcome.last)
    assert outcome_of(outcome.data, unsafe=True).data is outcome.data


@modest
@given(data=templates(), chosen=st.data())
def test_two_faults_at_once_are_mended(data, chosen):
    for mutator in chosen.draw(st.lists(st.sampled_from(MUTATORS[:7]), min_size=2, max_size=2, unique=True)):
        wrong = list(mutator(data)) if mutator is not MUTATORS[0] else []
        data = chosen.draw(st.sampled_from(wrong)) if wrong else data
    assert not said(outcome_of(data, unsafe=True).last)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(templates())
def test_the_whole_library_leaves_a_valid_template_valid(data):
    outcome = outcome_of(data, library(), unsafe=True)
    assert not outcome.failures
    assert not said(one for one in outcome.last if one.rule.validity)
    assert outcome_of(outcome.data, library(), unsafe=True).data is outcome.data


@pytest.mark.skipif(
    not os.environ.get("REPAIR_REFEREE"), reason="REPAIR_REFEREE=1 asks cfn-lint, which is slow"
)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=templates(), chosen=st.data())
def test_the_referee_agrees(data, chosen):
    assert not errors(data)
    wrong = [one for mutator in MUTATORS for one in list(mutator(data))[:1]]
    assert not errors(outcome_of(chosen.draw(st.sampled_from(wrong)), unsafe=True).data)
    assert not errors(outcome_of(data, library(), unsafe=True).data)


def errors(data):
    """What cfn-lint calls an error."""
    from cfnlint.api import lint
    from cfnlint.config import ManualArgs

    found = lint(json.dumps(data), config=ManualArgs(regions=["us-east-1"]))
    return [f"{one.rule.id} {one.message}" for one in found if one.rule.id[0] == "E"]
