"""What each guarded operation becomes on given data, or the words in which it refuses."""

import pytest

from repair.patch.operations import Ensure, Merge, Move, RefusalCode, Refused, Remove, Set

P = ("Resources", "B", "Properties")
DATA = {
    "Parameters": {"Stage": {"Type": "String"}},
    "Resources": {
        "B": {
            "Properties": {
                "Name": "b",
                "One": {"Two": {"Three": 3}},
                "List": ["a"],
                "Deep": {"List": [{"x": 1}]},
                "Tags": [{"Key": "a", "Value": 1}, {"Key": "b"}, "odd"],
                "If": {"Fn::If": ["C", {"x": 1}, {"x": 2}]},
            }
        }
    },
}
AT = "/Resources/B/Properties"

COMPILED = [
    (Ensure((*P, "Name"), "b"), []),
    (Ensure((*P, "New"), 1), [{"op": "add", "path": f"{AT}/New", "value": 1}]),
    (Ensure((*P, "New", "Er"), 1), [{"op": "add", "path": f"{AT}/New", "value": {"Er": 1}}]),
    (Ensure((*P, "New", 0, "Er"), 1), [{"op": "add", "path": f"{AT}/New", "value": [{"Er": 1}]}]),
    (Ensure((*P, "List", 1), "b"), [{"op": "add", "path": f"{AT}/List/1", "value": "b"}]),
    (Ensure((*P, "List", 0), "a"), []),
    (Ensure((*P, "If", "Fn::If", 0), "C"), []),
    (Set((*P, "Name"), "b"), []),
    (Set((*P, "Name"), "c"), [{"op": "replace", "path": f"{AT}/Name", "value": "c"}]),
    (Set((*P, "New", "Er"), 1), [{"op": "add", "path": f"{AT}/New", "value": {"Er": 1}}]),
    (Set((*P, "List", 0), "b"), [{"op": "replace", "path": f"{AT}/List/0", "value": "b"}]),
    (Set((*P, "List", 1), "b"), [{"op": "add", "path": f"{AT}/List/1", "value": "b"}]),
    (Remove((*P, "Gone")), []),
    (Remove((*P, "Gone"), prune=True), []),
    (Remove((*P, "One", "Two", "Three")), [{"op": "remove", "path": f"{AT}/One/Two/Three"}]),
    (Remove((*P, "One", "Two", "Three"), prune=True), [{"op": "remove", "path": f"{AT}/One"}]),
    (Remove((*P, "Deep", "List", 0), prune=True), [{"op": "remove", "path": f"{AT}/Deep"}]),
    (Remove((*P, "Name"), prune=True), [{"op": "remove", "path": f"{AT}/Name"}]),
    (Remove(("Parameters",), prune=True), [{"op": "remove", "path": "/Parameters"}]),
    (Move((*P, "Gone"), (*P, "New")), []),
    (Move((*P, "Gone"), (*P, "Name")), []),
    (Move((*P, "Name"), (*P, "New")), [{"op": "move", "from": f"{AT}/Name", "path": f"{AT}/New"}]),
    (Move((*P, "Name"), (*P, "One", "New")), [{"op": "move", "from": f"{AT}/Name", "path": f"{AT}/One/New"}]),
    (Move((*P, "Name"), (*P, "New", "Er")), [
        {"op": "add", "path": f"{AT}/New", "value": {}},
        {"op": "move", "from": f"{AT}/Name", "path": f"{AT}/New/Er"},
    ]),
    (Move((*P, "Name"), (*P, "New", "New", "Er")), [
        {"op": "add", "path": f"{AT}/New", "value": {"New": {}}},
        {"op": "move", "from": f"{AT}/Name", "path": f"{AT}/New/New/Er"},
    ]),
    (Merge((*P, "New"), ("a", "b")), [{"op": "add", "path": f"{AT}/New", "value": ["a", "b"]}]),
    (Merge((*P, "New", "Er"), ("a",)), [{"op": "add", "path": f"{AT}/New", "value": {"Er": ["a"]}}]),
    (Merge((*P, "List"), ("a", "b")), [{"op": "add", "path": f"{AT}/List/-", "value": "b"}]),
    (Merge((*P, "Tags"), ({"Key": "a", "Value": 2}, {"Key": "c"}, "odd"), ("Key",)), [
        {"op": "add", "path": f"{AT}/Tags/-", "value": {"Key": "c"}},
    ]),
    (Merge((*P, "Tags"), ({"Key": "a", "Value": 1}, {"Key": "b", "Value": 1}), ("Key", "Value")), [
        {"op": "add", "path": f"{AT}/Tags/-", "value": {"Key": "b", "Value": 1}},
    ]),
    (Merge((*P, "Tags"), ({"Key": "a"}, {"Key": "b"})), [
        {"op": "add", "path": f"{AT}/Tags/-", "value": {"Key": "a"}},
    ]),
]  # fmt: skip

REFUSED = [
    (Ensure((*P, "Name"), "c"), "ambiguous", "the template sets B.Properties.Name to another value on purpose"),
    (Ensure(("Parameters", "Stage", "Type"), 1), "ambiguous", "the template sets Parameters.Stage.Type to another value on purpose"),
    (Ensure((*P, "If", "x"), 1), "intrinsic", "B.Properties.If is computed at deployment (Fn::If)"),
    (Set((*P, "If", "x"), 1), "intrinsic", "B.Properties.If is computed at deployment (Fn::If)"),
    (Remove((*P, "If", "x")), "intrinsic", "B.Properties.If is computed at deployment (Fn::If)"),
    (Ensure((*P, "List", 2), "c"), "ambiguous", "B.Properties.List has fewer items"),
    (Ensure((*P, "List", "x"), "c"), "ambiguous", "B.Properties.List has another shape"),
    (Ensure((*P, "One", 0), "c"), "ambiguous", "B.Properties.One has another shape"),
    (Ensure((*P, "Name", "x"), "c"), "ambiguous", "B.Properties.Name has another shape"),
    (Set((0,), "c"), "ambiguous", "the template has another shape"),
    (Ensure((*P, "New", 1), "c"), "ambiguous", "there is no list for item 1"),
    (Ensure((*P, "New", 3, "x"), "c"), "ambiguous", "there is no list for item 3"),
    (Move((*P, "Name"), (*P, "List")), "ambiguous", "B.Properties.List is set as well"),
    (Move((*P, "One"), (*P, "One", "New")), "conflict", "B.Properties.One cannot be moved into itself"),
    (Merge((*P, "If"), ("a",)), "intrinsic", "B.Properties.If is computed at deployment"),
    (Merge((*P, "Name"), ("a",)), "intrinsic", "B.Properties.Name is computed at deployment"),
]  # fmt: skip


@pytest.mark.parametrize(("operation", "ops"), COMPILED, ids=lambda value: str(value)[:70])
def test_an_operation_becomes_what_is_still_to_do(operation, ops):
    assert operation.compile(DATA) == ops


@pytest.mark.parametrize(("operation", "code", "reason"), REFUSED, ids=lambda value: str(value)[:70])
def test_an_operation_that_would_do_harm_says_why_it_is_refused(operation, code, reason):
    with pytest.raises(Refused) as caught:
        operation.compile(DATA)
    assert (caught.value.code, caught.value.reason, str(caught.value)) == (RefusalCode(code), reason, reason)


def test_a_removal_keeps_what_would_be_empty_unless_asked():
    assert not Remove(("A",)).prune


def test_items_of_a_merge_are_told_apart_by_value_unless_keys_are_named():
    assert Merge(("A",), ()).keys == ()
