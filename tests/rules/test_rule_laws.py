"""Laws that every rule keeps, checked on its own examples: text, intrinsics, order, neighbours, the way back.

The referee is slow and asked only on request: REPAIR_REFEREE=1 pytest tests/rules/test_rule_laws.py -k referee
"""

import datetime
import itertools
import json
import os
import random
import zlib

import pytest
from shown import examples

import repair
from repair.document import parse
from repair.engine.loop import mend
from repair.patch.rfc6902 import apply, invert
from repair.rules.context import Context, Settings
from repair.rules.detect import detect
from repair.rules.load import library, rule, rule_files
from repair.template.data import MISSING, value_at
from repair.template.dialect import CLOUDFORMATION
from repair.template.template import Template

AS_OF = datetime.date(2026, 11, 1)
NOTHING = {"Ref": "AWS::NoValue"}
SOMEWHERE = {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]}
UNRELATED = {
    "UnrelatedFirst": {"Type": "AWS::CloudFormation::WaitConditionHandle"},
    "UnrelatedLast": {"Type": "AWS::CloudFormation::WaitConditionHandle"},
}

SAID_AT_THE_FIRST = {
    "cycles-known-names",
    "cycles-unbroken",
    "outputs-export-names",
    "references-missing-parameters",
}
"""What they find concerns several places alike, and they name one by its order in the document."""

UNCOVERED = {
    "properties-resource-type": {"E1154"},
    "properties-type": {"E1020"},
    "properties-unknown": {"E1020"},
    "references-inline-conditions": {"W1028"},
    "references-misspelt": {"W1030", "W2506"},
}
"""What else is wrong in an example, and hidden from cfn-lint until the rule has mended its own."""

every_rule = pytest.mark.parametrize("rule_id", rule_files())


def context_of(example, data):
    return Context(Template(data), Settings(example.profile, example.stack, AS_OF))


def mended(example, data, rule_id, unsafe=None):
    unsafe = example.unsafe if unsafe is None else unsafe
    return mend(context_of(example, data), [rule(rule_id)], unsafe=unsafe)


def documents(data):
    """The data as YAML and as JSON text."""
    yaml = parse("Resources:\n", dialect=CLOUDFORMATION, format="yaml").edited(data)
    yield parse(yaml, dialect=CLOUDFORMATION, format="yaml")
    yield parse(json.dumps(data, indent=2), dialect=CLOUDFORMATION, format="json")


def reparsed(document, text):
    return parse(text, dialect=document.dialect, format=document.format)


def paths(value, path=()):
    """Every path through mappings."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*path, key))


def put(value, path, new):
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(copy[path[0]], path[1:], new)
    return copy


@every_rule
def test_text_of_both_formats_is_mended_to_the_same_data_and_stays_so_byte_for_byte(rule_id):
    for example in examples(rule_id):
        wanted = mended(example, example.before, rule_id).data
        for document in documents(example.before):
            assert document.data == example.before
            text = document.edited(mended(example, document.data, rule_id).data)
            again = reparsed(document, text)
            assert again.data == wanted
            assert again.edited(mended(example, again.data, rule_id).data) == text


@every_rule
def test_text_of_what_keeps_its_value_stays_and_so_do_comments_above_it(rule_id):
    chance = random.Random(zlib.crc32(rule_id.encode()))
    for example in examples(rule_id):
        after = mended(example, example.before, rule_id, unsafe=True).data
        if after == example.before:
            continue
        plain = next(iter(documents(example.before)))
        kept = [
            path
            for path in paths(example.before)
            if value_at(after, path, MISSING) == value_at(example.before, path) and plain.key_span(path)
        ]
        text, notes = commented(plain, chance.sample(kept, min(4, len(kept))))
        document = reparsed(plain, text)
        assert document.data == example.before
        result = document.edited(after)
        new = reparsed(document, result)
        assert not [note for note in notes if note not in result]
        for path in kept:
            old_span, new_span = document.span(path), new.span(path)
            old_text = text[old_span.start : old_span.end]
            assert result[new_span.start : new_span.end] == old_text, path


def commented(document, places):
    """The text with a comment on a line of its own above each of these keys that begin a line."""
    text, notes = document.text, []
    for start in sorted({document.key_span(path).start for path in places}, reverse=True):
        line = text.rfind("\n", 0, start) + 1
        if not text[line:start].strip():
            notes.append(f"# note {len(notes)}\n")
            text = text[:line] + text[line:start] + notes[-1] + text[line:]
    return text, notes


@every_rule
def test_a_function_in_the_way_is_never_broken(rule_id):
    """Each value on the way to what a fix touches becomes a branch of `Fn::If`.

    Then the fix is refused or silent, works in the branch, or takes or moves the whole: never does a function end up
    beside other keys, nor plain data in its place.
    """
    for example in examples(rule_id):
        touched = {
            path
            for one in mended(example, example.before, rule_id, unsafe=True).applied
            for path in one.touched
        }
        for place, value in on_the_way(example.before, touched):
            data = put(example.before, place, {"Fn::If": ["SomeCondition", value, NOTHING]})
            data = {**data, "Conditions": {**data.get("Conditions", {}), "SomeCondition": SOMEWHERE}}
            outcome = mended(example, data, rule_id, unsafe=True)
            assert not outcome.failures
            assert set(mixtures(outcome.data)) <= set(mixtures(data)), place
            assert mended(example, outcome.data, rule_id, unsafe=True).data is outcome.data
            found = value_at(outcome.data, place, MISSING)
            if found is not MISSING:
                assert is_if(found), (place, found)


def on_the_way(data, touched):
    """The values of properties on the way to what is touched, that no function holds already."""
    for place in sorted({path[:depth] for path in touched for depth in range(4, len(path) + 1)}, key=repr):
        value = value_at(data, place, MISSING)
        free = not any(str(step).startswith("Fn::") for step in place)
        if value is not MISSING and free and place[0] == "Resources":
            yield place, value


def is_if(value):
    return isinstance(value, dict) and list(value) == ["Fn::If"] and value["Fn::If"][0] == "SomeCondition"


def mixtures(data, path=()):
    """Mappings that hold a function beside other keys, which CloudFormation refuses."""
    if isinstance(data, dict) and len(data) > 1 and any(key.startswith("Fn::") for key in data):
        yield path
    for step, item in (
        data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    ):
        yield from mixtures(item, (*path, step))


@every_rule
def test_order_of_keys_and_unrelated_resources_do_not_matter(rule_id):
    chance = random.Random(zlib.crc32(rule_id.encode()))
    for example in examples(rule_id):
        resources = example.before.get("Resources")
        if not isinstance(resources, dict):
            continue
        first, last = UNRELATED.items()
        data = {**example.before, "Resources": dict([first, *resources.items(), last])}
        shuffled = shuffle(data, chance)
        wanted, _ = detect([rule(rule_id)], context_of(example, example.before))
        found, _ = detect([rule(rule_id)], context_of(example, shuffled))
        assert len(found) == len(wanted)
        if rule_id not in SAID_AT_THE_FIRST:
            assert {one.detection.path for one in found} == {one.detection.path for one in wanted}
        result = mended(example, shuffled, rule_id).data
        rest = {name: body for name, body in result["Resources"].items() if name not in UNRELATED}
        if rule_id not in SAID_AT_THE_FIRST:
            assert mean_the_same({**result, "Resources": rest}, mended(example, example.before, rule_id).data)


def mean_the_same(a, b):
    """Whether two templates are equal but for the order of lists whose order has no meaning."""
    return a == b or repair.diff(Template(a), Template(b)).equal


def shuffle(value, chance):
    if isinstance(value, dict):
        items = [(key, shuffle(item, chance)) for key, item in value.items()]
        chance.shuffle(items)
        return dict(items)
    return [shuffle(item, chance) for item in value] if isinstance(value, list) else value


@every_rule
def test_the_patch_leads_there_and_its_inverse_back(rule_id):
    for example in examples(rule_id):
        outcome = mended(example, example.before, rule_id, unsafe=True)
        operations = [op for one in outcome.applied for op in one.ops]
        assert apply(operations, example.before) == outcome.data
        assert apply(invert(operations, example.before), outcome.data) == example.before


@every_rule
def test_the_order_of_rules_does_not_matter(rule_id):
    shown = [example for example in examples(rule_id) if example.after is not None][:2]
    for example in shown:
        context = context_of(example, example.before)
        there = mend(context, library(), unsafe=True).data
        back = mend(context, library()[::-1], unsafe=True).data
        assert mean_the_same(there, back), f"these pairs do not commute: {quarrels(context)}"


def quarrels(context):
    """Pairs of rules that come to different ends in different order: what to look at when the law fails."""
    outcome = mend(context, library(), unsafe=True)
    rules = {one.detected.rule.id: one.detected.rule for one in outcome.applied}
    return [
        (a.id, b.id)
        for a, b in itertools.combinations(rules.values(), 2)
        if not mean_the_same(mend(context, [a, b], unsafe=True).data, mend(context, [b, a], unsafe=True).data)
    ]


@pytest.mark.skipif(
    not os.environ.get("REPAIR_REFEREE"), reason="REPAIR_REFEREE=1 asks cfn-lint, which is slow"
)
@pytest.mark.parametrize("rule_id", rule_files() if os.environ.get("REPAIR_REFEREE") else ["of-the-library"])
def test_the_referee_finds_nothing_new(rule_id):
    for example in [one for one in examples(rule_id) if one.after is not None][:2]:
        assert not referee(example.after) - referee(example.before) - UNCOVERED.get(rule_id, set())


def referee(data):
    """Rule ids and messages of cfn-lint's errors and warnings."""
    from cfnlint.api import lint
    from cfnlint.config import ManualArgs

    found = lint(json.dumps(data), config=ManualArgs(regions=["us-east-1"]))
    return {one.rule.id for one in found if one.rule.id[0] in "EW"}
