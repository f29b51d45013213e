from __future__ import annotations

import copy
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
