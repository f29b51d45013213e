from __future__ import annotations

import copy
from typing import Any

import jsonpatch
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.patch.editing import PatchError
from repair.patch.rfc6902 import apply, guarded, invert
from repair.patch.same import same

keys = st.sampled_from(["a", "b", "c", "0", "1", "a/b", "m~n", ""])
scalars = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "x", "yy", 1.5, 1.0])
data = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


def places(node: Any, at: str = "") -> list[tuple[str, Any]]:
    found = [(at, node)]
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in pairs:
        token = str(key).replace("~", "~0").replace("/", "~1")
        found += places(child, f"{at}/{token}")
    return found


@st.composite
def patched(draw: st.DrawFn) -> tuple[Any, list[dict[str, Any]]]:
    """Data and a patch that fits it, each operation made for the state before it."""
    start = draw(data)
    state, ops = start, []
    for _ in range(draw(st.integers(0, 6))):
        here = places(state)
        pointer, node = draw(st.sampled_from(here))
        kind = draw(st.sampled_from(["add", "replace", "remove", "move", "copy", "test"]))
        op: dict[str, Any] = {"op": kind, "path": pointer}
        if kind in ("move", "copy"):
            op["from"] = draw(st.sampled_from(here))[0]
        if kind in ("add", "move", "copy"):
            if isinstance(node, dict):
                op["path"] += "/" + draw(keys).replace("~", "~0").replace("/", "~1")
            elif isinstance(node, list):
                op["path"] += "/" + str(draw(st.integers(0, len(node)) | st.just("-")))
        if kind in ("add", "replace"):
            op["value"] = draw(data)
        if kind == "test":
            op["value"] = copy.deepcopy(node)
        try:
            state = apply([op], state)
        except PatchError:
            continue
        ops.append(op)
    return start, ops


@settings(max_examples=80, deadline=None)
@given(patched())
def test_a_patch_and_its_inverse_lead_there_and_back_without_touching_the_input(case: Any) -> None:
    start, ops = case
    kept = copy.deepcopy(start)
    ops_kept = copy.deepcopy(ops)
    there = apply(ops, start)
    assert same(apply(invert(ops, start), there), start)
    assert same(start, kept)
    assert same(ops, ops_kept)


@settings(max_examples=50, deadline=None)
@given(patched())
def test_a_guarded_patch_does_the_same(case: Any) -> None:
    start, ops = case
    assert same(apply(guarded(ops, start), start), apply(ops, start))


@settings(max_examples=50, deadline=None)
@given(patched())
def test_the_jsonpatch_package_reads_our_inverse_as_we_do(case: Any) -> None:
    start, ops = case
    inverse = [op for op in invert(ops, start) if op["op"] != "test"]
    there = apply(ops, start)
    assert jsonpatch.apply_patch(copy.deepcopy(there), inverse) == start


def test_a_guard_keeps_the_value_of_its_moment() -> None:
    ops = [
        {"op": "add", "path": "/a/x", "value": 1},
        {"op": "move", "from": "/a", "path": "/b"},
        {"op": "add", "path": "/b/y", "value": 2},
    ]
    assert guarded(ops, {"a": {}})[1] == {"op": "test", "path": "/a", "value": {"x": 1}}


def test_a_guarded_patch_refuses_another_value_where_it_copies_from_or_lands() -> None:
    ops = [{"op": "copy", "from": "/a", "path": "/b"}]
    patch = guarded(ops, {"a": {"x": 1}, "b": 2})
    assert patch == [
        {"op": "test", "path": "/a", "value": {"x": 1}},
        {"op": "test", "path": "/b", "value": 2},
        *ops,
    ]
    for other in ({"a": {"x": 2}, "b": 2}, {"a": {"x": 1}, "b": 3}):
        with pytest.raises(PatchError, match="not the expected"):
            apply(patch, other)


def test_a_guard_over_a_moved_value_keeps_the_value_of_its_moment() -> None:
    ops = [{"op": "add", "path": "/a/c", "value": 1}, {"op": "move", "from": "/a/b", "path": "/a"}]
    start = {"a": {"b": {"x": 1}}}
    patch = guarded(ops, start)
    assert {"op": "test", "path": "/a", "value": {"b": {"x": 1}, "c": 1}} in patch
    assert jsonpatch.apply_patch(copy.deepcopy(start), patch) == {"a": {"x": 1}}


def test_a_move_past_a_list_that_it_shortens_is_guarded_where_it_begins_only() -> None:
    ops = [{"op": "move", "from": "/l/0", "path": "/l/1/y/x"}]
    start = {"l": [1, {}, {"y": {"x": 2}}]}
    patch = guarded(ops, start)
    assert patch == [{"op": "test", "path": "/l/0", "value": 1}, *ops]
    assert apply(patch, start) == {"l": [{}, {"y": {"x": 1}}]}


def test_untouched_subtrees_are_shared() -> None:
    before = {"a": {"x": 1}, "b": [{"y": 2}, {"z": 3}]}
    after = apply([{"op": "replace", "path": "/b/0/y", "value": 5}], before)
    assert after["a"] is before["a"]
    assert after["b"][1] is before["b"][1]
    assert before["b"][0] == {"y": 2}


def test_a_copied_subtree_is_edited_in_one_place_only() -> None:
    ops = [
        {"op": "add", "path": "/a/x", "value": 1},
        {"op": "copy", "from": "/a", "path": "/b"},
        {"op": "add", "path": "/a/y", "value": 2},
    ]
    assert apply(ops, {"a": {}}) == {"a": {"x": 1, "y": 2}, "b": {"x": 1}}


def test_values_of_the_patch_are_not_edited_by_later_operations() -> None:
    ops = [{"op": "add", "path": "/a", "value": {}}, {"op": "add", "path": "/a/x", "value": 1}]
    assert apply(ops, {}) == {"a": {"x": 1}}
    assert ops[0]["value"] == {}


def test_escapes_dash_and_empty_keys_follow_rfc_6901() -> None:
    assert apply([{"op": "add", "path": "/a~1b/m~0n/-", "value": 2}], {"a/b": {"m~n": [1]}}) == {
        "a/b": {"m~n": [1, 2]}
    }
    assert apply([{"op": "replace", "path": "/", "value": 2}], {"": 1}) == {"": 2}


def test_an_overwriting_move_is_undone_with_both_values() -> None:
    start = {"l": [1, {"x": 2}, {"x": 3}]}
    ops = [{"op": "move", "from": "/l/0", "path": "/l/1/x"}]
    assert apply(ops, start) == {"l": [{"x": 2}, {"x": 1}]}
    assert apply(invert(ops, start), apply(ops, start)) == start


@pytest.mark.parametrize(
    ("start", "ops"),
    [
        ([[None]], [{"op": "move", "from": "/0/0", "path": "/0"}]),
        ({"a": {"b": 1, "c": 2}}, [{"op": "move", "from": "/a/b", "path": "/a"}]),
        ({"a": {"b": {"c": 2}}}, [{"op": "add", "path": "/a/b/d", "value": 3}, {"op": "move", "from": "/a/b", "path": "/a"}]),
        ({"a": {"b": 1}}, [{"op": "move", "from": "/a/b", "path": ""}]),
        ([1, [2]], [{"op": "move", "from": "/0", "path": "/-"}]),
    ],
)  # fmt: skip
def test_moves_out_of_and_into_neighbours_are_undone(start: Any, ops: list[dict[str, Any]]) -> None:
    there = apply(ops, start)
    assert same(apply(invert(ops, start), there), start)
    assert jsonpatch.apply_patch(copy.deepcopy(there), invert(ops, start)) == start


@pytest.mark.parametrize(
    ("op", "pointer", "says"),
    [
        ({"op": "remove", "path": "/a/x"}, "/a/x", "no key 'x'"),
        ({"op": "replace", "path": "/l/2", "value": 0}, "/l/2", "2 items"),
        ({"op": "add", "path": "/l/3", "value": 0}, "/l/3", "2 items"),
        ({"op": "remove", "path": "/l/-"}, "/l/-", "no index"),
        ({"op": "remove", "path": "/l/01"}, "/l/01", "no index"),
        ({"op": "add", "path": "/s/x", "value": 0}, "/s/x", "no object or array"),
        ({"op": "test", "path": "/s", "value": "other"}, "/s", "not the expected"),
        ({"op": "test", "path": "/one", "value": True}, "/one", "not the expected"),
        ({"op": "move", "from": "/a", "path": "/a/b"}, "/a/b", "into itself"),
        ({"op": "remove", "path": ""}, "", "whole document"),
        ({"op": "add", "path": "/a"}, "/a", "'value' is missing"),
        ({"op": "add", "path": "a", "value": 0}, "a", "begins with '/'"),
        ({"op": "add", "path": "/~2", "value": 0}, "/~2", "'~0' or '~1'"),
        ({"op": "merge", "path": "/a"}, "/a", "no operation of RFC 6902"),
        ({"op": "copy", "path": "/a"}, "None", "'from' is missing"),
    ],
)
def test_a_failing_operation_is_named_with_its_pointer(op: Any, pointer: str, says: str) -> None:
    with pytest.raises(PatchError, match=says) as failure:
        apply([op], {"a": {}, "l": [1, 2], "s": "text", "one": 1})
    assert failure.value.pointer == pointer
    assert failure.value.op == op


def test_a_test_compares_numbers_by_value() -> None:
    assert apply([{"op": "test", "path": "/a", "value": 1.0}], {"a": 1}) == {"a": 1}


@pytest.mark.parametrize(
    ("op", "after"),
    [
        ({"op": "add", "path": "", "value": [5]}, [5]),
        ({"op": "replace", "path": "", "value": 5}, 5),
        ({"op": "copy", "from": "/a", "path": ""}, {"x": 1}),
        ({"op": "move", "from": "/a", "path": ""}, {"x": 1}),
        ({"op": "move", "from": "/a", "path": "/a"}, {"a": {"x": 1}, "b": [2]}),
        ({"op": "test", "path": "", "value": {"b": [2.0], "a": {"x": 1}}}, {"a": {"x": 1}, "b": [2]}),
        ({"op": "copy", "from": "", "path": "/c"}, {"a": {"x": 1}, "b": [2], "c": {"a": {"x": 1}, "b": [2]}}),
    ],
)
def test_the_whole_document_is_a_place_too_and_has_a_way_back(op: Any, after: Any) -> None:
    start = {"a": {"x": 1}, "b": [2]}
    assert same(apply([op], start), after)
    assert same(apply(invert([op], start), after), start)
    assert same(apply(guarded([op], start), start), after)


@pytest.mark.parametrize("pointer", ["", "/b/0", "/b/-", "/a/x", "/a/new"])
@pytest.mark.parametrize("kind", ["add", "copy", "move", "replace", "remove"])
def test_guards_stand_in_front_of_what_is_taken_or_covered(kind: str, pointer: str) -> None:
    start = {"a": {"x": 1}, "b": [2], "from": 3}
    op: dict[str, Any] = {"op": kind, "path": pointer}
    if kind in ("add", "replace"):
        op["value"] = 9
    if kind in ("copy", "move"):
        op["from"] = "/from"
    if (kind in ("replace", "remove") and pointer in ("/b/-", "/a/new")) or (
        kind == "remove" and not pointer
    ):
        return
    tested = [one["path"] for one in guarded([op], start) if one["op"] == "test"]
    covers = pointer in ("", "/a/x") or (pointer == "/b/0" and kind in ("replace", "remove"))
    assert tested == ["/from"] * (kind in ("copy", "move")) + [pointer] * covers


@pytest.mark.parametrize(
    ("op", "words"),
    [
        ({"op": "copy", "path": "/a"}, "cannot copy 'None': a JSON pointer is missing"),
        ({"op": "move", "from": 7, "path": "/a"}, "cannot move '7': a JSON pointer is missing"),
        ({"op": "remove"}, "cannot remove 'None': a JSON pointer is missing"),
        ({"op": "add", "value": 1}, "cannot add 'None': 'path' is missing or no text"),
        ({"op": "merge", "path": "/a"}, "cannot merge '/a': 'merge' is no operation of RFC 6902"),
    ],
)
def test_a_guarded_patch_of_malformed_operations_is_refused(op: Any, words: str) -> None:
    with pytest.raises(PatchError) as caught:
        guarded([op], {"a": 1})
    assert str(caught.value) == words


@pytest.mark.parametrize("op", [{"op": "merge", "path": "/a"}, {"op": "move", "path": "/a"}, {"op": "add"}])
def test_malformed_operations_have_no_inverse(op: Any) -> None:
    with pytest.raises(PatchError):
        invert([op], {"a": 1})


@pytest.mark.parametrize(
    ("start", "ops"),
    [
        ({"a": {}, "b": 0}, [("add", "/a/x"), ("move", "/a", "/b"), ("add", "/b/y")]),
        ({"l": [{"x": {}}]}, [("add", "/l/0/x/k"), ("move", "/l/0/x", "/l/0"), ("add", "/l/0/z")]),
        ({"a": {"b": {}}}, [("add", "/a/b/k"), ("move", "/a/b", "/a"), ("add", "/a/z")]),
        ({"a": {}}, [("add", "/a/x"), ("move", "/a", "/b"), ("add", "/b/y")]),
        ({"a": {}}, [("add", "/a/x"), ("copy", "/a", "/b"), ("add", "/b/y"), ("add", "/a/z")]),
        ({"a": {}}, [("add", "/a/x"), ("remove", "/a")]),
    ],
)
def test_the_way_back_keeps_the_values_of_their_moments(start: Any, ops: list[tuple[str, ...]]) -> None:
    made = [
        {"op": kind, "path": places[-1]}
        | ({"from": places[0]} if len(places) == 2 else {} if kind == "remove" else {"value": 1})
        for kind, *places in ops
    ]
    assert same(apply(invert(made, start), apply(made, start)), start)
    assert same(apply(guarded(made, start), start), apply(made, start))


def test_a_move_between_lists_onto_a_key_is_guarded_where_it_lands() -> None:
    start = {"l": [[1], {"x": 2}]}
    tests = [
        op["path"]
        for op in guarded([{"op": "move", "from": "/l/0/0", "path": "/l/1/x"}], start)
        if op["op"] == "test"
    ]
    assert tests == ["/l/0/0", "/l/1/x"]
