from __future__ import annotations

import copy
import json
import random
import time
from typing import Any

import jsonpatch
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.patch.between import between
from repair.patch.rfc6902 import apply, invert
from repair.patch.same import same

names = st.sampled_from(["Sid", "Key", "Type", "Properties", "Tags", "a/b", "m~n", "X", "Y"])
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.sampled_from([0.0, -0.0, 1.0, 2.5, "", "x", "long enough text"])
)
data = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(names, inner, max_size=5),
    max_leaves=25,
)


def shaken(value: Any, chance: random.Random) -> Any:
    """A copy of `value` with a few changes, so that near-equal pairs are common."""
    if isinstance(value, dict):
        made = {k: shaken(v, chance) for k, v in value.items() if chance.random() > 0.08}
        if chance.random() < 0.15:
            made[chance.choice(["New", "X", "Key"])] = chance.choice([1, True, "fresh", {"k": [1]}])
        if made and chance.random() < 0.12:
            key = chance.choice(list(made))
            made[f"{key}2"] = made.pop(key)
        return made
    if isinstance(value, list):
        items = [shaken(v, chance) for v in value if chance.random() > 0.1]
        if items and chance.random() < 0.3:
            items.insert(chance.randrange(len(items) + 1), items.pop(chance.randrange(len(items))))
        if chance.random() < 0.15:
            items.insert(chance.randrange(len(items) + 1), "extra")
        return items
    return value if chance.random() > 0.1 else chance.choice([1, 1.0, True, "other"])


@settings(max_examples=100, deadline=None)
@given(data, data)
def test_the_patch_between_any_two_leads_from_one_to_the_other(a: Any, b: Any) -> None:
    check(a, b)


@settings(max_examples=100, deadline=None)
@given(data, st.integers())
def test_the_patch_between_near_copies_leads_from_one_to_the_other(a: Any, seed: int) -> None:
    check(a, shaken(a, random.Random(seed)))


def check(a: Any, b: Any) -> None:
    kept = copy.deepcopy((a, b))
    ops = between(a, b)
    assert same(apply(ops, a), b)
    assert (not ops) == same(a, b)
    assert jsonpatch.apply_patch(copy.deepcopy(a), ops) == b
    assert same(apply(invert(ops, a), b), a)
    assert same(list(kept), [a, b])


def test_a_renamed_key_with_a_small_change_is_a_move_and_an_edit() -> None:
    body = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "one-long-name", "Tags": [1, 2, 3]}}
    changed = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "one-long-name", "Tags": [1, 3]}}
    assert between({"Resources": {"A": body}}, {"Resources": {"B": changed}}) == [
        {"op": "move", "from": "/Resources/A", "path": "/Resources/B"},
        {"op": "remove", "path": "/Resources/B/Properties/Tags/1"},
    ]


def test_a_changed_item_is_edited_where_it_stands() -> None:
    before = [{"Sid": "A", "Action": "one"}, {"Sid": "B", "Action": "two"}, {"Sid": "C", "Action": "three"}]
    after = [before[0], {"Sid": "New", "Action": "zero"}, {"Sid": "B", "Action": "four"}, before[2]]
    assert between({"l": before}, {"l": after}) == [
        {"op": "add", "path": "/l/1", "value": {"Sid": "New", "Action": "zero"}},
        {"op": "replace", "path": "/l/2/Action", "value": "four"},
    ]


def test_a_renamed_key_in_a_small_object_is_a_move_where_that_is_not_much_longer() -> None:
    queue = {"Ref": "TheQueueOfMessagesThatFailedTooOften"}
    before = {"Resources": {"Queue": {"Redrive": {"DeadLetterArn": queue, "MaxReceiveCount": 3}}}}
    after = {"Resources": {"Queue": {"Redrive": {"TargetArn": queue, "MaxReceiveCount": 5}}}}
    ops = between(before, after)
    assert ops == [
        {
            "op": "move",
            "from": "/Resources/Queue/Redrive/DeadLetterArn",
            "path": "/Resources/Queue/Redrive/TargetArn",
        },
        {"op": "replace", "path": "/Resources/Queue/Redrive/MaxReceiveCount", "value": 5},
    ]
    whole = [
        {"op": "replace", "path": "/Resources/Queue/Redrive", "value": after["Resources"]["Queue"]["Redrive"]}
    ]
    assert len(json.dumps(whole)) < len(json.dumps(ops))


def test_a_text_that_loses_its_wrapping_is_moved_into_its_place() -> None:
    script = "#!/bin/bash\n" + "echo one line of a script\n" * 4
    before = {"UserData": {"Fn::Base64": {"Fn::Sub": script}}}
    after = {"UserData": {"Fn::Base64": script}}
    ops = [{"op": "move", "from": "/UserData/Fn::Base64/Fn::Sub", "path": "/UserData/Fn::Base64"}]
    assert between(before, after) == ops
    check(before, after)


def test_a_wrapped_item_of_a_list_is_replaced_for_a_move_would_put_a_second_one_beside_it() -> None:
    text = "a text that is much longer than the pointer that leads to it is"
    assert between({"l": [{"Fn::Sub": text}]}, {"l": [text]}) == [
        {"op": "replace", "path": "/l/0", "value": text}
    ]


def test_a_reordered_item_is_moved() -> None:
    items = [{"Name": name, "Text": "a text that is long enough"} for name in "abcd"]
    assert between({"l": items}, {"l": [items[3], *items[:3]]}) == [
        {"op": "move", "from": "/l/3", "path": "/l/0"}
    ]


def test_equal_looking_scalars_of_other_types_differ() -> None:
    for a, b in [(True, 1), (1, 1.0), (0.0, -0.0), (None, False), ("1", 1)]:
        assert between({"x": a}, {"x": b}) == [{"op": "replace", "path": "/x", "value": b}]


def test_a_subtree_is_replaced_when_that_is_shorter() -> None:
    before = {"Resources": {"A": {"Type": "x", "Key": {"a": 1, "b": 2, "c": 3}}}}
    after = {"Resources": {"A": {"Type": "x", "Key": {"a": 9, "b": 8, "d": 7}}}}
    assert between(before, after) == [
        {"op": "replace", "path": "/Resources/A/Key", "value": {"a": 9, "b": 8, "d": 7}}
    ]


@pytest.mark.parametrize("change", ["reversed", "shuffled", "edited"])
def test_long_lists_take_no_quadratic_time(change: str) -> None:
    chance = random.Random(7)
    before = [{"Key": f"k{n}", "Value": n} for n in range(5000)]
    after = before[::-1] if change == "reversed" else [dict(item) for item in before]
    if change == "shuffled":
        chance.shuffle(after)
    if change == "edited":
        for item in after:
            item["Value"] += 1
    began = time.process_time()
    ops = between({"l": before}, {"l": after})
    assert time.process_time() - began < 2.5
    assert same(apply(ops, {"l": before}), {"l": after})
    assert len(json.dumps(ops)) <= len(json.dumps(after)) + 100
