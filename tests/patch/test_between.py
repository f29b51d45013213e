from __future__ import annotations

import copy
import itertools
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


LONG = "a text that is too long to be said twice"


@pytest.mark.parametrize(
    "key", ["Sid", "Key", "Id", "Name", "AttributeName", "IndexName", "PolicyName", "ParameterName"]
)
def test_an_item_is_known_by_its_name_though_another_has_its_contents(key: str) -> None:
    one, other = {"Text": LONG, "More": LONG * 3}, {"Text": LONG[::-1], "More": LONG * 3}
    before = {"l": [{key: "a", **one}, {key: "b", **other}]}
    after = {"l": [{key: "a", **other}, {key: "b", **one}]}
    assert between(before, after) == [
        {"op": "replace", "path": "/l/0/Text", "value": LONG[::-1]},
        {"op": "replace", "path": "/l/1/Text", "value": LONG},
    ]


def test_a_key_that_not_all_items_have_or_that_names_two_of_them_names_none() -> None:
    def items(*names: tuple[str | None, str]) -> list[Any]:
        texts = {"a": LONG, "b": LONG[::-1]}
        return [{"Sid": sid, "Name": name, "Text": texts[name], "More": LONG * 3} for sid, name in names]

    for sids in [("s", "s"), (None, "s"), ("s", None)]:
        before = {"l": items((sids[0], "a"), (sids[1], "b"))}
        after = {"l": items((sids[1], "a"), (sids[0], "b"))}
        after["l"][0]["Text"], after["l"][1]["Text"] = LONG[::-1], LONG
        assert {op["path"].rpartition("/")[0] for op in between(before, after)} == {"/l/0", "/l/1"}
        assert not any(op["op"] == "move" for op in between(before, after))


def test_a_key_is_renamed_though_one_before_it_only_goes() -> None:
    before = {"gone": 1, "old": LONG, "kept": 2}
    assert between(before, {"kept": 2, "new": LONG}) == [
        {"op": "move", "from": "/old", "path": "/new"},
        {"op": "remove", "path": "/gone"},
    ]


@pytest.mark.parametrize(
    ("value", "moved"),
    [("ab", True), ("a", False), ("", False), ([1], True), ({"a": 1}, True), ([], False), ({}, False), (7, False), (True, False), (None, False)],
)  # fmt: skip
def test_a_key_with_another_name_is_renamed_where_its_value_is_no_common_one(value: Any, moved: bool) -> None:
    ops = between({"old": value, "kept": 1}, {"kept": 1, "new": value})
    assert [op["op"] for op in ops] == (["move"] if moved else ["remove", "add"])


def test_a_renamed_key_whose_edits_would_be_longer_than_its_value_goes_and_comes() -> None:
    old = {"a": "abcdefgh", "b": "ijklmnop", "c": 1, "d": 2, "e": 3}
    new = {"a": "abcdefgh", "b": "ijklmnop", "c": 4, "d": 5, "e": 6}
    assert between({"old": old, "kept": 1}, {"kept": 1, "new": new}) == [
        {"op": "remove", "path": "/old"},
        {"op": "add", "path": "/new", "value": new},
    ]


def body(number: int) -> dict[str, Any]:
    return {"Text": f"{LONG} {number}", "More": [LONG, number]}


def test_keys_that_are_renamed_crosswise_each_take_their_own_value_along() -> None:
    before = {"a": body(1), "b": body(2), "c": body(3), "kept": 1}
    after = {"kept": 1, "x": body(3), "y": body(1), "z": body(2)}
    moves = [("/a", "/y"), ("/b", "/z"), ("/c", "/x")]
    assert [(op["from"], op["path"]) for op in between(before, after)] == moves
    changed = {key: {**value, "New": 1} if key != "kept" else 1 for key, value in after.items()}
    ops = between(before, changed)
    assert [(op["from"], op["path"]) for op in ops if op["op"] == "move"] == moves
    assert [op["path"] for op in ops if op["op"] == "add"] == ["/y/New", "/z/New", "/x/New"]


def test_a_value_that_went_along_with_one_key_goes_with_no_other() -> None:
    like = {**body(1), "New": 1}
    ops = between({"a": body(1), "kept": 1}, {"kept": 1, "x": body(1), "y": like})
    assert ops == [
        {"op": "move", "from": "/a", "path": "/x"},
        {"op": "add", "path": "/y", "value": like},
    ]
    ops = between({"a": body(1), "b": like, "kept": 1}, {"kept": 1, "x": body(1)})
    assert ops == [{"op": "move", "from": "/a", "path": "/x"}, {"op": "remove", "path": "/b"}]


def test_every_short_list_becomes_every_other_by_moves_additions_and_removals() -> None:
    long = [letter * 80 for letter in "abcd"]
    lists = [list(items) for size in range(4) for items in itertools.product(long[:3], repeat=size)]
    orders = [list(items) for items in itertools.permutations(long)]
    kinds = set()
    for before, after in [*itertools.product(lists, repeat=2), *itertools.product(orders[:6], orders)]:
        ops = between({"l": before}, {"l": after})
        assert apply(ops, {"l": before}) == {"l": after}
        kinds.update(op["op"] for op in ops)
    assert kinds == {"add", "move", "remove", "replace"}


def test_lists_of_short_items_become_others_too() -> None:
    lists = [list(items) for size in range(4) for items in itertools.product([1, 2, 9], repeat=size)]
    for before, after in itertools.product(lists, repeat=2):
        assert apply(between(before, after), before) == after


def test_a_list_in_a_list_with_too_many_moves_is_replaced_where_it_stands() -> None:
    items = [f"item {n}" for n in range(1500)]
    before = {"a": {"l": [items[::-1]]}, "l": [items]}
    after = {"a": {"l": [items[::-1]]}, "l": [items[::-1]]}
    assert between(before, after) == [{"op": "replace", "path": "/l/0", "value": items[::-1]}]


@pytest.mark.parametrize("name", ["a/b", "m~n", "~1", "/"])
def test_names_are_escaped_in_every_kind_of_operation(name: str) -> None:
    for old, new in [(1, 2), ([1], [2]), (body(1), {**body(1), "x": 1}), ({"y": 1}, None)]:
        check({name: old, "x": 1}, {name: new, "x": 1})
        check({name: old}, {})
        check({}, {name: new})
        check({name: old}, {f"{name}{name}": new})


def test_items_that_are_spelled_alike_belong_together_before_those_that_are_only_equal() -> None:
    ops = between({"l": [0.0, -0.0, "x"]}, {"l": [-0.0, 0.0, "x"]})
    assert ops == [{"op": "move", "from": "/l/0", "path": "/l/1"}]


def test_a_short_text_that_loses_its_wrapping_is_replaced() -> None:
    for before, after in [({"Fn::Sub": "x"}, "x"), ({"Ref": [1]}, [1])]:
        assert between({"a": before}, {"a": after}) == [{"op": "replace", "path": "/a", "value": after}]


def test_an_item_that_goes_is_not_moved_elsewhere_for_that_would_shift_its_neighbours() -> None:
    big = {"T": [LONG * 4, 1]}
    before = {"L": [big, 1, 2], "B": {"N": LONG * 9}, "C": {"L": LONG * 9}}
    after = {"L": [1, 2], "B": {"N": LONG * 9, "T": big["T"]}, "C": {"L": LONG * 9}}
    assert [(op["op"], op["path"]) for op in between(before, after)] == [("remove", "/L/0"), ("add", "/B/T")]
