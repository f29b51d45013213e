from __future__ import annotations

import copy
import json
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import jsonpatch
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.patch import pieces, reuse, siblings
from repair.patch.between import between
from repair.patch.editing import PatchError
from repair.patch.rfc6902 import apply, guarded, invert
from repair.patch.same import same

names = st.sampled_from(["Type", "Properties", "Tags", "Key", "0", "1", "a/b", "m~n", ""])
scalars = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([1.0, "", "x", "some longer text"])
data = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=15,
)
entries = st.dictionaries(
    st.sampled_from("ABCD"), st.fixed_dictionaries({"Type": st.just("T"), "Properties": data}), max_size=3
)
templates = st.fixed_dictionaries({"Resources": entries, "Outputs": data})

TAGS = [
    {"Key": "Environment", "Value": {"Ref": "Environment"}},
    {"Key": "Owner", "Value": "the team that looks after the database"},
    {"Key": "CostCenter", "Value": {"Fn::Sub": "${Environment}-1234"}},
]
DOCUMENT = {
    "Version": "2012-10-17",
    "Statement": [
        {"Sid": "Read", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::data/*"},
        {"Sid": "List", "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": "arn:aws:s3:::data"},
    ],
}


def containers(value: Any) -> list[Any]:
    if isinstance(value, (dict, list)):
        inner = value.values() if isinstance(value, dict) else value
        return [value, *(found for item in inner for found in containers(item))]
    return []


def grafted(value: Any, chance: random.Random) -> Any:
    """A copy of `value` in which parts were copied, moved and removed across it."""
    value = copy.deepcopy(value)
    for _ in range(chance.randint(1, 5)):
        host, donor = chance.choice(containers(value)), chance.choice(containers(value))
        piece = copy.deepcopy(donor)
        if chance.random() < 0.5 and isinstance(donor, dict) and len(donor) > 0 and donor is not value:
            key = chance.choice(list(donor))
            piece = donor.pop(key)
            if host in containers(piece):
                continue
        if isinstance(host, dict):
            host[chance.choice(["A", "E", "F", "Key", "Tags", "New"])] = piece
        else:
            host.insert(chance.randint(0, len(host)), piece)
    return value


@contextmanager
def eager() -> Iterator[None]:
    """Small pieces are reused too: hypothesis writes no large ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "LEAST_PIECE", 5)
        patch.setattr(reuse, "LEAST_PIECE", 5)
        patch.setattr(reuse, "LEAST_GAIN", -1000)
        patch.setattr(siblings, "LEAST_ENTRY", 20)
        patch.setattr(siblings, "MOST_LENGTH", 5)
        yield


@settings(max_examples=150, deadline=None)
@given(templates, st.integers())
def test_patches_that_move_and_copy_keep_the_laws(before: Any, seed: int) -> None:
    with eager():
        check(before, seed)


@settings(max_examples=50, deadline=None)
@given(templates, st.integers())
def test_patches_of_small_data_keep_the_laws(before: Any, seed: int) -> None:
    check(before, seed)


def check(before: Any, seed: int) -> None:
    after = copy.deepcopy(grafted(before, random.Random(seed)))
    kept = copy.deepcopy((before, after))
    ops = between(before, after)
    assert same(apply(ops, before), after)
    assert (not ops) == same(before, after)
    assert jsonpatch.apply_patch(copy.deepcopy(before), ops) == after
    inverse = invert(ops, before)
    assert same(apply(inverse, after), before)
    assert jsonpatch.apply_patch(copy.deepcopy(after), inverse) == before
    assert same(apply(guarded(ops, before), before), after)
    assert same(apply(guarded(inverse, after), after), before)
    assert between(before, after) == ops
    assert same(list(kept), [before, after])


def test_the_eager_thresholds_do_make_copies_and_moves_between_parents() -> None:
    name = "a name that is long enough for its mapping not to be replaced as a whole, and a little longer than that"
    before = {"a": {"Tags": [1, 2, 3]}, "b": {"x": name, "Key": [4, 5, 6]}, "c": {"x": name}}
    after = {
        "a": {"Tags": [1, 2, 3]},
        "b": {"x": name},
        "c": {"x": name, "Tags": [1, 2, 3], "New": [4, 5, 6]},
    }
    with eager():
        ops = between(before, after)
    assert ops == [
        {"op": "copy", "from": "/a/Tags", "path": "/c/Tags"},
        {"op": "move", "from": "/b/Key", "path": "/c/New"},
    ]


def test_a_list_that_stands_elsewhere_under_the_same_key_is_copied() -> None:
    before = {"A": {"Tags": TAGS}, "B": {"Name": "b"}}
    after = {"A": {"Tags": TAGS}, "B": {"Name": "b", "Tags": copy.deepcopy(TAGS)}}
    assert between(before, after) == [{"op": "copy", "from": "/A/Tags", "path": "/B/Tags"}]


def test_a_part_of_a_new_value_is_copied_into_it() -> None:
    before = {"A": {"Tags": TAGS}}
    after = {"A": {"Tags": TAGS}, "B": {"Name": "b", "Tags": copy.deepcopy(TAGS)}}
    assert between(before, after) == [
        {"op": "add", "path": "/B", "value": {"Name": "b"}},
        {"op": "copy", "from": "/A/Tags", "path": "/B/Tags"},
    ]


def test_an_equal_value_in_another_role_is_spelled_out() -> None:
    before = {"A": {"Tags": TAGS}, "B": {"Name": "b"}}
    after = {"A": {"Tags": TAGS}, "B": {"Name": "b", "Parameters": TAGS}}
    assert between(before, after) == [{"op": "add", "path": "/B/Parameters", "value": TAGS}]


def test_nothing_is_copied_from_what_the_patch_changes() -> None:
    before = {"A": {"Tags": TAGS}, "B": {"Name": "b"}}
    changed = [*TAGS[:2], {"Key": "CostCenter", "Value": "none"}]
    after = {"A": {"Tags": changed}, "B": {"Name": "b", "Tags": copy.deepcopy(TAGS)}}
    assert {op["op"] for op in between(before, after)} == {"add", "replace"}


def test_a_property_on_another_level_is_moved_however_short() -> None:
    name = {"Name": "a-name-that-is-so-long-that-nobody-would-want-to-read-all-of-it-again"}
    before = {"Resources": {"A": {"Type": "T", "Properties": {"DeletionPolicy": "Retain", **name}}}}
    after = {"Resources": {"A": {"Type": "T", "DeletionPolicy": "Retain", "Properties": name}}}
    assert between(before, after) == [
        {
            "op": "move",
            "from": "/Resources/A/Properties/DeletionPolicy",
            "path": "/Resources/A/DeletionPolicy",
        }
    ]


def test_a_short_value_that_goes_here_and_comes_there_is_no_move() -> None:
    before = {"A": {"DeletionPolicy": "Retain", "Name": "a" * 99}, "B": {"Name": "b" * 99}}
    after = {"A": {"Name": "a" * 99}, "B": {"DeletionPolicy": "Retain", "Name": "b" * 99}}
    assert {op["op"] for op in between(before, after)} == {"remove", "add"}


def test_an_inline_policy_that_becomes_a_resource_takes_its_document_along() -> None:
    role = {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "reader", "Path": "/"}}
    inline = copy.deepcopy(role)
    inline["Properties"]["Policies"] = [{"PolicyName": "read", "PolicyDocument": DOCUMENT}]
    policy = {"PolicyName": "read", "Roles": [{"Ref": "Role"}], "PolicyDocument": copy.deepcopy(DOCUMENT)}
    before = {"Resources": {"Role": inline}}
    after = {"Resources": {"Role": role, "Policy": {"Type": "AWS::IAM::Policy", "Properties": policy}}}
    ops = between(before, after)
    assert ops[1:] == [
        {
            "op": "move",
            "from": "/Resources/Role/Properties/Policies/0/PolicyDocument",
            "path": "/Resources/Policy/Properties/PolicyDocument",
        },
        {"op": "remove", "path": "/Resources/Role/Properties/Policies"},
    ]
    assert apply(ops, before) == after
    assert apply(invert(ops, before), after) == before


def test_a_guarded_patch_refuses_a_document_whose_copied_value_changed() -> None:
    before = {"A": {"Tags": TAGS}, "B": {"Name": "b"}}
    patch = guarded(between(before, {**before, "B": {"Name": "b", "Tags": TAGS}}), before)
    with pytest.raises(PatchError, match="not the expected"):
        apply(patch, {"A": {"Tags": TAGS[:2]}, "B": {"Name": "b"}})


def test_the_search_takes_no_quadratic_time() -> None:
    def template(count: int, tagged: int) -> Any:
        return {
            "Resources": {
                f"R{n}": {"Type": f"T{n % 7}", "Properties": {"Name": f"n{n}"} | ({"Tags": copy.deepcopy(TAGS)} if n >= tagged else {})}
                for n in range(count)
            }
        }  # fmt: skip

    before, after = template(3000, 1500), template(4000, 0)
    began = time.process_time()
    ops = between(before, after)
    assert time.process_time() - began < 2.5
    assert sum(op["op"] == "copy" for op in ops) > 1500
    assert same(apply(ops, before), after)


LONG = "a text that is long enough to be copied: " + "and so on " * 12
PIECE = {"k": LONG[:80], "l": LONG[:80]}


def ops_of(before: Any, after: Any) -> list[tuple[str, str, str]]:
    return [(op["op"], op.get("from", ""), op["path"]) for op in between(before, after)]


@pytest.mark.parametrize(("size", "copied"), [(119, False), (120, True)])
def test_a_piece_has_a_hundred_and_twenty_characters_at_least(size: int, copied: bool) -> None:
    for value in ("x" * (size - 2), ["x" * (size - 4)], {"k": "x" * (size - 9)}):
        assert len(json.dumps(value)) == size
        ops = ops_of({"A": {"T": value}, "B": {"N": 1}}, {"A": {"T": value}, "B": {"N": 1, "T": value}})
        assert ops == ([("copy", "/A/T", "/B/T")] if copied else [("add", "", "/B/T")])
        ops = ops_of({"A": {"T": value}}, {"A": {"T": value}, "B": {"N": "n" * 200, "T": value}})
        assert ops == [("add", "", "/B"), ("copy", "/A/T", "/B/T")][: 1 + copied]


@pytest.mark.parametrize(("length", "copied"), [(55, True), (56, False)])
def test_a_copy_saves_thirty_characters_at_least(length: int, copied: bool) -> None:
    key, value = "k" * length, "x" * 130
    ops = ops_of({key: {"T": value}, "B": {"N": 1}}, {key: {"T": value}, "B": {"N": 1, "T": value}})
    assert ops == ([("copy", f"/{key}/T", "/B/T")] if copied else [("add", "", "/B/T")])


def test_a_move_saves_thirty_characters_at_least() -> None:
    value = {"k": "x" * 130}
    for length, kind in [(15, "move"), (75, "add")]:
        key = "k" * length
        before = {key: {"T": value, "N": LONG * 2}, "B": {"N": LONG * 2}}
        after = {key: {"N": LONG * 2}, "B": {"N": LONG * 2, "U": value}}
        assert {op["op"] for op in between(before, after)} - {"remove"} == {kind}


@pytest.mark.parametrize(
    ("holder", "source"),
    [
        (lambda piece: {"T": piece}, "/A/T"),
        (lambda piece: {"x": {"y": {"T": piece}}}, "/A/x/y/T"),
        (lambda piece: {"x": [1, {"T": piece}]}, "/A/x/1/T"),
        (lambda piece: {"x": [[{"T": piece}]]}, "/A/x/0/0/T"),
        (lambda piece: [0, {"y": 1, "T": piece}], "/A/1/T"),
    ],
)
@pytest.mark.parametrize("piece", [LONG, [LONG[:110], 1, 2], PIECE], ids=["text", "list", "mapping"])
def test_a_piece_is_found_under_its_key_wherever_it_stands(holder: Any, source: str, piece: Any) -> None:
    before = {"A": holder(piece), "B": {"N": 1}}
    assert ops_of(before, {**before, "B": {"N": 1, "T": piece}}) == [("copy", source, "/B/T")]
    assert ops_of(before, {**before, "B": {"N": 1, "U": piece}}) == [("add", "", "/B/U")]


@pytest.mark.parametrize(
    ("holder", "source"),
    [
        (lambda item: {"L": [1, item]}, "/A/L/1"),
        (lambda item: {"x": {"L": [item]}}, "/A/x/L/0"),
        (lambda item: [{"L": [2, 3, item]}], "/A/0/L/2"),
    ],
)
@pytest.mark.parametrize("item", [LONG, [LONG[:110], 1, 2], PIECE], ids=["text", "list", "mapping"])
def test_an_item_of_a_new_list_is_copied_from_a_list_under_the_same_key(
    holder: Any, source: str, item: Any
) -> None:
    before = {"A": holder(item), "B": {"N": 1}}
    ops = [("add", "", "/B/L"), ("copy", source, "/B/L/0")]
    assert ops_of(before, {**before, "B": {"N": 1, "L": [item, "end"]}}) == ops
    assert ops_of(before, {**before, "B": {"N": 1, "M": [item, "end"]}}) == [("add", "", "/B/M")]


def test_what_is_new_in_two_places_is_said_once() -> None:
    after = {"A": {"N": 1, "T": [LONG]}, "B": {"N": 1, "T": [LONG]}}
    assert ops_of({"A": {"N": 1}, "B": {"N": 1}}, after) == [("add", "", "/A/T"), ("copy", "/A/T", "/B/T")]


def test_what_is_removed_is_moved_to_the_first_place_and_copied_to_the_others() -> None:
    before = {"A": {"N": LONG * 3, "T": PIECE}, "B": {"N": LONG * 3}, "C": {"N": LONG * 3}}
    after = {"A": {"N": LONG * 3}, "B": {"N": LONG * 3, "U": PIECE}, "C": {"N": LONG * 3, "U": PIECE}}
    assert ops_of(before, after) == [("move", "/A/T", "/B/U"), ("copy", "/B/U", "/C/U")]


def test_an_item_of_what_is_removed_is_copied_before_the_removal() -> None:
    before = {"A": {"N": LONG * 3, "T": [1, PIECE]}, "B": {"N": LONG * 3}}
    after = {"A": {"N": LONG * 3}, "B": {"N": LONG * 3, "U": PIECE}}
    assert ops_of(before, after) == [("copy", "/A/T/1", "/B/U"), ("remove", "", "/A/T")]


def test_a_part_and_the_whole_of_what_is_removed_are_not_both_taken() -> None:
    whole = {"part": PIECE, "rest": LONG}
    before = {"A": {"N": LONG * 5, "T": whole}, "B": {"N": LONG * 5}}
    for new in ({"U": whole, "V": PIECE}, {"V": PIECE, "U": whole}):
        after = {"A": {"N": LONG * 5}, "B": {"N": LONG * 5, **new}}
        ops = between(before, after)
        assert apply(ops, before) == after
        taken = sorted(op["from"] + "/" for op in ops if op["op"] == "move")
        assert taken
        assert not any(other.startswith(one) for one, other in pairwise(taken))


def test_a_key_that_goes_up_or_down_in_its_branch_is_moved_and_each_removal_once() -> None:
    def moved(before: Any, after: Any) -> list[tuple[str, str]]:
        ops = between(before, after)
        assert apply(ops, before) == after
        return [(op["from"], op["path"]) for op in ops if op["op"] == "move"]

    name = {"Name": LONG}
    assert moved({"A": {"P": {"D": "r", **name}, **name}}, {"A": {"P": name, "D": "r", **name}}) == [
        ("/A/P/D", "/A/D")
    ]
    assert moved({"A": {"P": name, "D": "r", **name}}, {"A": {"P": {"D": "r", **name}, **name}}) == [
        ("/A/D", "/A/P/D")
    ]
    assert moved({"A": {"P": {"D": "r", **name}, **name}}, {"A": {"P": name, "D": "s", **name}}) == []
    assert moved({"A": {"P": {"D": "r", **name}, **name}}, {"A": {"P": name, "E": "r", **name}}) == []
    beside = {"P": {"D": "r", **name}, "PQ": name}
    assert moved({"A": beside, **name}, {"A": {"P": name, "PQ": {"D": "r", **name}}, **name}) == []
    twice = {"A": {"P": {**name, "Q": {"D": "r", **name}}, **name}, **name}
    assert moved(twice, {"A": {"P": {**name, "Q": name, "D": "r"}, "D": "r", **name}, **name}) in (
        [("/A/P/Q/D", "/A/P/D")],
        [("/A/P/Q/D", "/A/D")],
    )


@pytest.mark.parametrize(
    ("pointer", "name"),
    [("", ""), ("/a", "a"), ("/a/b", "b"), ("/a/0", "a/"), ("/a/b/12", "b/"), ("/0", "/"), ("/a/0/1", "0/")],
)
def test_the_role_of_a_value_is_its_key_or_that_of_its_list(pointer: str, name: str) -> None:
    assert pieces.role(pointer) == name


@pytest.mark.parametrize("piece", [LONG, [LONG[:110], 1, 2], PIECE], ids=["text", "list", "mapping"])
def test_a_piece_stays_to_be_copied_where_only_its_neighbours_change(piece: Any) -> None:
    before = {"A": {"T": piece, "N": 1, "Items": [2, {"T": piece}]}, "B": {"N": LONG}}
    after = {"A": {**before["A"], "N": 3}, "B": {"N": LONG, "T": piece}}
    assert ops_of(before, after) == [("replace", "", "/A/N"), ("copy", "/A/T", "/B/T")]
    nested = {"A": {"Items": [{"More": {"Items": [2, piece]}}], "N": 1}, "B": {"N": LONG}}
    after = {"A": {**nested["A"], "N": 3}, "B": {"N": LONG, "Items": [piece]}}
    assert ops_of(nested, after)[-1] == ("copy", "/A/Items/0/More/Items/1", "/B/Items/0")


def test_a_copy_fills_a_place_in_what_was_renamed() -> None:
    body = {"N": LONG, "M": [LONG, 1]}
    before = {"A": body, "K": {"T": PIECE}}
    assert ops_of(before, {"B": {**body, "T": PIECE}, "K": {"T": PIECE}}) == [
        ("move", "/A", "/B"),
        ("copy", "/K/T", "/B/T"),
    ]


def test_an_entry_too_short_for_a_model_is_no_piece_but_anything_else_is() -> None:
    entry = {"Type": "T", "Properties": {"A": "a" * 60}, "Metadata": {"B": "b" * 60}}
    for missing in (None, "Type", "Properties"):
        body = {key: value for key, value in entry.items() if key != missing} | {"C": "c" * 60}
        before = {"A": {"x": body}, "B": {"N": 1}}
        ops = ops_of(before, {**before, "B": {"N": 1, "x": body}})
        assert ops == [("add", "", "/B/x")] if missing is None else [("copy", "/A/x", "/B/x")]


def test_a_key_is_moved_in_its_branch_whatever_else_changes_before_it() -> None:
    name = {"Name": LONG}
    before = {"x": 1, "A": {"y": 1, "P": {"D": "r", **name}, "Q": {"E": "s", **name}, **name}}
    after = {"x": 2, "A": {"y": 2, "N": 3, "P": name, "Q": name, "D": "r", "E": "s", **name}}
    assert [op for op in ops_of(before, after) if op[0] == "move"] == [
        ("move", "/A/P/D", "/A/D"),
        ("move", "/A/Q/E", "/A/E"),
    ]


def test_what_a_model_loses_is_not_moved_and_what_others_lose_is() -> None:
    def entry(**more: Any) -> dict[str, Any]:
        return {"Type": "T", "Properties": {"Pad": "p" * 400, **more}}

    before = {
        "Resources": {"A": entry(X={"k": LONG}), "C": {"Type": "C", "N": LONG * 3, "T": PIECE}},
        "O": {"N": LONG * 3},
    }
    after = {
        "Resources": {"A": entry(), "C": {"Type": "C", "N": LONG * 3}, "B": entry()},
        "O": {"N": LONG * 3, "T": PIECE, "X": {"k": LONG}},
    }
    ops = between(before, after)
    assert apply(ops, before) == after
    told = [(op["op"], op.get("from", op["path"])) for op in ops]
    assert ("copy", "/Resources/A") in told
    assert ("move", "/Resources/C/T") in told
    assert ("remove", "/Resources/A/Properties/X") in told
