"""Every rule of the library, held to its own examples and to the laws that all rules keep."""

import datetime
import json

import pytest
import yaml

from repair.engine.loop import mend
from repair.rules.context import Context, Settings
from repair.rules.detect import detect
from repair.rules.file import RuleFile
from repair.rules.load import examples, library, rule, rule_files
from repair.template.template import Template

AS_OF = datetime.date(2026, 11, 1)  # lifecycles move on; examples must not

CATEGORIES = {
    "validity", "access-control", "cost", "data-protection", "encryption", "lifecycle", "logging", "maintainability",
    "monitoring", "naming", "network-exposure", "reliability", "tagging",
}  # fmt: skip

EXAMPLES = [
    pytest.param(rule_id, number, id=f"{rule_id}-{number}")
    for rule_id in rule_files()
    for number in range(len(examples(rule_id)))
]


def context_of(data, stack="new", profile="baseline"):
    return Context(Template(data), Settings(profile, stack, AS_OF))


@pytest.mark.parametrize("rule_id", rule_files())
def test_rule_file_says_everything_and_is_called_what_it_says(rule_id):
    raw = yaml.safe_load(rule_files()[rule_id].read_text(encoding="utf-8"))
    assert RuleFile.model_validate(raw).id == rule_id
    assert raw["category"] in CATEGORIES
    assert list(raw)[-1] == "examples", "examples stand last: a run reads a rule file only up to them"


def test_nothing_of_the_scaffold_is_left_to_fill_in():
    files = [one for file in rule_files().values() for one in (file, file.with_suffix(".py")) if one.exists()]
    assert [one for one in files if "TODO" in one.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(("rule_id", "number"), EXAMPLES)
def test_example_is_found_and_mended_as_it_says(rule_id, number):
    example = examples(rule_id)[number]
    pair = [example.before, example.after]
    assert json.loads(json.dumps(pair)) == pair, "a date without quotes, say, is no JSON"
    context = context_of(example.before, example.stack, example.profile)
    found, failed = detect([rule(rule_id)], context)
    assert not failed
    assert len(found) == example.finds, [d.detection.message for d in found]
    outcome = mend(context, [rule(rule_id)], unsafe=example.unsafe)
    assert outcome.data == (example.before if example.after is None else example.after)
    if example.after is not None:
        assert len(outcome.left) == example.left, [left.detected.detection.message for left in outcome.left]
    if example.refusal is not None:
        assert example.refusal in [left.refusal for left in outcome.left]


@pytest.mark.parametrize(("rule_id", "number"), EXAMPLES)
def test_what_is_mended_stays_mended_by_the_rule_and_by_the_whole_library(rule_id, number):
    example = examples(rule_id)[number]
    once = mend(context_of(example.before, example.stack, example.profile), [rule(rule_id)], unsafe=True).data
    assert mend(context_of(once, example.stack, example.profile), [rule(rule_id)], unsafe=True).data is once
    outcome = mend(context_of(example.before, example.stack, example.profile), library(), unsafe=True)
    assert not outcome.failures
    assert not mend(context_of(outcome.data, example.stack, example.profile), library(), unsafe=True).applied
