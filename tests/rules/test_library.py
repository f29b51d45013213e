"""Every rule of the library, held to its own examples and to the laws that all rules keep."""

import datetime
import json

import pytest
from every_case import try_each
from shown import named_examples

from repair.engine.loop import mend
from repair.rules.context import Context, Settings
from repair.rules.detect import detect
from repair.rules.file import RuleFile
from repair.rules.load import library, rule, rule_files
from repair.rules.packed import parsed
from repair.template.template import Template

AS_OF = datetime.date(2026, 11, 1)  # lifecycles move on; examples must not

CATEGORIES = {
    "validity", "access-control", "cost", "data-protection", "encryption", "lifecycle", "logging", "maintainability",
    "monitoring", "naming", "network-exposure", "reliability", "tagging",
}  # fmt: skip

every_rule = pytest.mark.parametrize("rule_id", rule_files())


def context_of(data, stack="new", profile="baseline"):
    return Context(Template(data), Settings(profile, stack, AS_OF))


@every_rule
def test_rule_file_says_everything_and_is_called_what_it_says(rule_id):
    raw = parsed(rule_files()[rule_id].read_text(encoding="utf-8"))
    assert RuleFile.model_validate(raw).id == rule_id
    assert raw["category"] in CATEGORIES
    assert list(raw)[-1] == "examples", "examples stand last: a run reads a rule file only up to them"


def test_nothing_of_the_scaffold_is_left_to_fill_in():
    files = [one for file in rule_files().values() for one in (file, file.with_suffix(".py")) if one.exists()]
    assert [one for one in files if "TODO" in one.read_text(encoding="utf-8")] == []


@every_rule
def test_an_example_is_found_and_mended_as_it_says(rule_id):
    def check(example):
        pair = [example.before, example.after]
        text = json.dumps(pair)
        assert json.loads(text) == pair, "a date without quotes, say, is no JSON"
        context = context_of(example.before, example.stack, example.profile)
        found, failed = detect([rule(rule_id)], context)
        assert not failed
        assert len(found) == example.finds, [d.detection.message for d in found]
        outcome = mend(context, [rule(rule_id)], unsafe=example.unsafe)
        assert outcome.data == (example.before if example.after is None else example.after)
        if example.after is not None:
            assert len(outcome.left) == example.left, [
                left.detected.detection.message for left in outcome.left
            ]
        if example.refusal is not None:
            assert example.refusal in [left.refusal for left in outcome.left]
        assert json.dumps(pair) == text, "a rule changes nothing in place: other tests read the same example"

    try_each(named_examples(rule_id), check)


@every_rule
def test_what_is_mended_stays_mended_by_the_rule_and_by_the_whole_library(rule_id):
    def check(example):
        once = mend(
            context_of(example.before, example.stack, example.profile), [rule(rule_id)], unsafe=True
        ).data
        assert (
            mend(context_of(once, example.stack, example.profile), [rule(rule_id)], unsafe=True).data is once
        )
        outcome = mend(context_of(example.before, example.stack, example.profile), library(), unsafe=True)
        assert not outcome.failures
        assert not mend(
            context_of(outcome.data, example.stack, example.profile), library(), unsafe=True
        ).applied

    try_each(named_examples(rule_id), check)
