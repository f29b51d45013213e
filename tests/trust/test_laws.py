"""The laws of repairing, over generated templates and over the project's own, broken in meaning."""

import json
import os
import random
import subprocess
import sys

import breaking
import jsonpatch
import pytest
from faults import faulty
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from laws import tried

import repair
from repair.document.equality import same
from repair.engine.result import Options
from repair.engine.select import Selection
from repair.knowledge import list_meaning
from repair.rules.load import library
from repair.template.load import from_text

SEEDS = st.integers(0, 2**32)
UNSAFE = Options(unsafe=True)


def template(data, format="json", seed=0):
    text = breaking.json_text(data, 2) if format == "json" else breaking.yaml_text(data, seed)
    return from_text(text, f"template.{format}")


def known(result):
    """What is left, without where it stands in the text."""
    return sorted((one.id, str(place.path)) for one in result.remaining for place in one.places)


def shuffled(value, chance):
    """The same with the entries of every mapping in another order."""
    if isinstance(value, dict):
        items = [(key, shuffled(item, chance)) for key, item in value.items()]
        chance.shuffle(items)
        return dict(items)
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


def reordered(data, chance):
    """The same with the items of every list whose order means nothing in another order."""
    resources = {
        name: {**body, "Properties": unordered(body["Properties"], body["Type"], (), chance)}
        if isinstance(body, dict) and isinstance(body.get("Type"), str) and "Properties" in body
        else body
        for name, body in data["Resources"].items()
    }
    for name, body in resources.items():
        if isinstance(body, dict) and isinstance(body.get("DependsOn"), list):
            resources[name] = {**body, "DependsOn": chance.sample(body["DependsOn"], len(body["DependsOn"]))}
    return {**data, "Resources": resources}


def unordered(value, type_name, path, chance):
    if isinstance(value, dict):
        return {key: unordered(item, type_name, (*path, key), chance) for key, item in value.items()}
    if not isinstance(value, list):
        return value
    items = [unordered(item, type_name, (*path, index), chance) for index, item in enumerate(value)]
    within_function = any(isinstance(key, str) and key.startswith("Fn::") for key in path)
    if within_function or list_meaning(type_name, path).kind == "ordered":
        return items
    return chance.sample(items, len(items))


def places(result):
    """What is left, without the positions in lists."""
    found = [(one.id, place.path) for one in result.remaining for place in one.places]
    return sorted((name, [str(step) for step in path if isinstance(step, str)]) for name, path in found)


@pytest.mark.parametrize("options", [Options(), UNSAFE], ids=["safe", "unsafe"])
@tried(15)
@given(seed=SEEDS)
def test_a_second_run_changes_nothing_and_nothing_that_was_mended_comes_back(options, seed):
    first = repair.repair(template(faulty(seed), "yaml" if seed % 2 else "json", seed), options=options)
    again = repair.repair(from_text(first.text), options=options)
    assert again.text == first.text
    mended = {(one.id, place.path) for one in first.findings for place in one.places} - {
        (one.id, place.path) for one in first.remaining for place in one.places
    }
    back = {(one.id, place.path) for one in again.remaining for place in one.places}
    assert not mended & back


@tried(20)
@given(seed=SEEDS)
def test_the_patch_makes_the_result_and_its_inverse_takes_it_back(seed):
    before = template(faulty(seed), "yaml" if seed % 2 else "json", seed)
    result = repair.repair(before, options=UNSAFE)
    after = from_text(result.text).data
    patch, inverse = (json.loads(json.dumps(ops)) for ops in (result.patch, result.inverse))
    plain = json.loads(json.dumps(before.data))
    assert jsonpatch.apply_patch(plain, patch) == json.loads(json.dumps(after))
    assert jsonpatch.apply_patch(json.loads(json.dumps(after)), inverse) == plain


@tried(15)
@given(seed=SEEDS)
def test_what_no_fix_names_stays_byte_for_byte(seed):
    before = template(faulty(seed), "yaml", seed)
    result = repair.repair(before, options=UNSAFE)
    after = from_text(result.text)
    touched = {op["path"].split("/")[2] for op in result.patch if op["path"].count("/") > 1} | {
        op["from"].split("/")[2] for op in result.patch if op.get("from", "").count("/") > 1
    }
    for name in before.data["Resources"].keys() & after.data["Resources"].keys() - touched:
        old, new = (t.document.span(("Resources", name)) for t in (before, after))
        assert after.document.text[new.start : new.end] == before.document.text[old.start : old.end]


@tried(15)
@given(seed=SEEDS)
def test_mending_makes_no_fault_that_was_not_there(seed):
    before = template(faulty(seed))
    validity = Options(selection=Selection(("validity",)))
    old = {
        (one.id, place.path)
        for one in repair.check(before, options=validity).findings
        for place in one.places
    }
    mended = repair.repair(before, options=UNSAFE)
    left = repair.check(from_text(mended.text), options=validity)
    paths = {op["path"] for op in mended.patch}
    fresh = [
        one.id
        for one in left.findings
        for place in one.places
        if (one.id, place.path) not in old and not paths
    ]
    assert not fresh
    assert sum(len(one.places) for one in left.findings) <= len(old)


@tried(15)
@given(seed=SEEDS)
def test_json_and_yaml_come_to_the_same(seed):
    data = faulty(seed)
    one, other = (repair.repair(template(data, format, seed), options=UNSAFE) for format in ("json", "yaml"))
    assert same(from_text(one.text).data, from_text(other.text).data, written=False)
    assert known(one) == known(other)


@tried(12)
@given(seed=SEEDS)
def test_the_order_of_keys_decides_nothing(seed):
    data = faulty(seed)
    other = shuffled(data, random.Random(seed))
    one, two = (repair.repair(template(each), options=UNSAFE) for each in (data, other))
    assert same(from_text(one.text).data, from_text(two.text).data, written=False)
    assert known(one) == known(two)
    assert repair.diff(template(data), template(other)).equal


@tried(12)
@given(seed=SEEDS)
def test_the_order_of_lists_without_order_decides_nothing(seed):
    data = faulty(seed)
    other = reordered(data, random.Random(seed))
    one, two = template(data), template(other, "yaml", seed)
    assert repair.diff(one, two).equal
    ends = [repair.repair(each, options=UNSAFE) for each in (one, two)]
    assert repair.diff(*(from_text(end.text) for end in ends)).equal
    assert places(ends[0]) == places(ends[1])


@tried(15)
@given(seed=SEEDS)
def test_towards_an_ideal_the_result_means_the_ideal(seed):
    ideal = template(breaking.data_of(seed))
    generated = template(faulty(seed + 1 if seed % 3 == 0 else seed), "yaml", seed)
    result = repair.repair(generated, ideal)
    assert repair.diff(from_text(result.text), ideal).equal
    assert not repair.repair(from_text(result.text), ideal).changed


def test_the_same_comes_out_in_every_process():
    program = (
        "import sys, json, repair; from repair.engine.result import Options; from repair.template.load import from_text\n"
        "from repair.report.json_report import as_json\n"
        "for text in json.load(sys.stdin):\n"
        "    t = from_text(text); r = repair.repair(t, options=Options(unsafe=True)); i = from_text(r.text)\n"
        "    print(r.text, json.dumps([r.patch, as_json(r), as_json(repair.report(t, i)), str(repair.diff(t, i))]))"
    )
    texts = json.dumps([breaking.json_text(faulty(seed), 2) for seed in (7, 8, 9)])
    seen = {
        subprocess.run(
            [sys.executable, "-c", program], input=texts, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout
        for seed in ("0", "1", "4242")
    }  # fmt: skip
    assert len(seen) == 1


RULES = sorted(one.id for one in library())


class Repairing(RuleBasedStateMachine):
    """Some rules now and some then, in any order: the end is a state in which all rules together change nothing."""

    @initialize(seed=SEEDS)
    def begin(self, seed):
        self.text = breaking.json_text(faulty(seed), 2)

    @rule(chosen=st.sets(st.sampled_from(RULES), min_size=1, max_size=40), unsafe=st.booleans())
    def apply(self, chosen, unsafe):
        options = Options(unsafe=unsafe, selection=Selection(tuple(sorted(chosen))))
        self.text = repair.repair(from_text(self.text), options=options).text
        assert repair.repair(from_text(self.text), options=options).text == self.text

    @rule()
    def apply_all(self):
        self.text = repair.repair(from_text(self.text), options=UNSAFE).text
        assert repair.repair(from_text(self.text), options=UNSAFE).text == self.text

    @invariant()
    def parses(self):
        if hasattr(self, "text"):
            assert "Resources" in from_text(self.text).data


def test_rules_in_any_order_end_in_a_fixed_point():
    run_state_machine_as_test(Repairing, settings=tried(6))
