"""What an operation costs, and where it stands in the end."""

import json

import pytest

from repair.patch.step import adding, copying, data_size, longer_than, moving, removing, replacing, size_of

VALUE = {"a": [1, True, None, 2.5], "ü": 'text with "quotes"'}
STEPS = [
    (lambda: replacing("/a~1b/ü", VALUE), {"op": "replace", "path": "/a~1b/ü", "value": VALUE}, "/a~1b/ü"),
    (lambda: replacing("/a", "x", item=True), {"op": "replace", "path": "/a", "value": "x"}, "/a"),
    (lambda: adding("/a", VALUE), {"op": "add", "path": "/a", "value": VALUE}, "/a"),
    (lambda: adding("/l/1", 7, "/l/2"), {"op": "add", "path": "/l/1", "value": 7}, "/l/2"),
    (lambda: removing("/a", VALUE), {"op": "remove", "path": "/a"}, "/a"),
    (lambda: removing("/l/1", 7, item=True), {"op": "remove", "path": "/l/1"}, "/l/1"),
    (lambda: moving("/a", "/b"), {"op": "move", "from": "/a", "path": "/b"}, "/b"),
    (lambda: moving("/l/1", "/l/0", item=True), {"op": "move", "from": "/l/1", "path": "/l/0"}, "/l/0"),
    (lambda: copying("/a", "/b/c"), {"op": "copy", "from": "/a", "path": "/b/c"}, "/b/c"),
]


@pytest.mark.parametrize(("make", "op", "place"), STEPS, ids=[str(op)[:40] for _, op, _ in STEPS])
def test_a_step_is_as_long_as_its_operation_in_json_with_a_separator(make, op, place):
    step = make()
    assert (step.op, step.place, step.size) == (op, place, len(json.dumps(op)) + len(", "))


def test_all_steps_are_as_long_as_the_patch_but_for_its_brackets():
    steps = [make() for make, _, _ in STEPS]
    assert size_of(steps) == len(json.dumps([step.op for step in steps])) - len("[]") + len(", ")
    assert size_of([]) == 0


def test_only_steps_of_items_change_positions_and_only_removals_keep_what_they_take():
    steps = [make() for make, _, _ in STEPS]
    assert [step.item for step in steps] == [False, True, False, True, False, True, False, True, False]
    assert [step.old for step in steps] == [None] * 4 + [VALUE, 7] + [None] * 3


@pytest.mark.parametrize(
    "value", [VALUE, "ü", 'a"b', 1, -2.5, True, None, [], {}, ["a", {"b": "c"}]], ids=str
)
def test_a_value_is_as_long_as_python_writes_it(value):
    assert data_size(value) == len(json.dumps(value))


@pytest.mark.parametrize("value", [{"a": "xyz", "b": 1}, ["xyz", 1]], ids=str)
def test_a_container_is_longer_than_less_than_its_parts_together(value):
    assert [longer_than(value, limit) for limit in (0, 5, 6, 100)] == [True, True, False, False]


def test_an_empty_container_is_longer_than_nothing():
    assert not longer_than({}, 0)
    assert not longer_than([], 0)
