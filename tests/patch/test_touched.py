"""What operations touch, and what a place that is taken keeps others from."""

import pytest

from repair.patch.operations import Set
from repair.patch.transaction import Claims, compile_operations, touched_paths

DATA = {"a": 1, "b": {"c": 2}, "l": [1, [2], {"x": 3}]}
TOUCHED = [
    ({"op": "replace", "path": "/a", "value": 2}, (("a",),)),
    ({"op": "replace", "path": "/l/0", "value": 2}, (("l", 0),)),
    ({"op": "replace", "path": "", "value": 2}, ((),)),
    ({"op": "add", "path": "/n", "value": 2}, (("n",),)),
    ({"op": "add", "path": "/l/1", "value": 2}, (("l",),)),
    ({"op": "add", "path": "/l/1/0", "value": 2}, (("l", 1),)),
    ({"op": "add", "path": "/l/-", "value": 2}, (("l",),)),
    ({"op": "add", "path": "/l/1/-", "value": 2}, (("l", 1),)),
    ({"op": "add", "path": "/l/2/y", "value": 2}, (("l", 2, "y"),)),
    ({"op": "add", "path": "/b/-", "value": 2}, (("b", "-"),)),
    ({"op": "remove", "path": "/b/c"}, (("b", "c"),)),
    ({"op": "remove", "path": "/l/1"}, (("l",),)),
    ({"op": "move", "from": "/b/c", "path": "/d"}, (("d",), ("b", "c"))),
    ({"op": "move", "from": "/l/0", "path": "/d"}, (("d",), ("l",))),
    ({"op": "move", "from": "/l/0", "path": "/l/1"}, (("l",),)),
    ({"op": "move", "from": "/a", "path": "/l/-"}, (("l",), ("a",))),
    ({"op": "copy", "from": "/l/0", "path": "/d"}, (("d",),)),
    ({"op": "copy", "from": "/a", "path": "/l/0"}, (("l",),)),
]


@pytest.mark.parametrize(("op", "touched"), TOUCHED, ids=str)
def test_an_operation_touches_what_it_changes_and_the_whole_list_whose_items_it_shifts(op, touched):
    assert touched_paths([op], DATA) == touched


def test_each_place_is_told_once_in_the_order_of_the_operations():
    ops = [
        {"op": "add", "path": "/l/0", "value": [0]},
        {"op": "replace", "path": "/a", "value": 2},
        {"op": "add", "path": "/l/0/0", "value": 1},
        {"op": "remove", "path": "/l/1"},
    ]
    assert touched_paths(ops, DATA) == (("l",), ("a",), ("l", 0))


def test_operations_are_compiled_each_against_what_those_before_it_leave():
    done = compile_operations([Set(("n", "x"), 1), Set(("n", "y"), 2), Set(("n", "x"), 1)], DATA)
    assert done.data == {**DATA, "n": {"x": 1, "y": 2}}
    assert [op["path"] for op in done.ops] == ["/n", "/n/y"]
    assert done.touched == (("n",), ("n", "y"))


def test_one_path_in_conflict_is_enough():
    claims = Claims([("a", "b")])
    assert claims.conflict([("x",), ("a", "b", "c")])
    assert not claims.conflict([("x",), ("a", "c"), ("b",)])
    assert not claims.conflict([])


def test_what_is_taken_later_counts_too_and_nothing_is_taken_at_first():
    claims = Claims()
    assert not claims.conflict([(), ("a",)])
    claims.take([("a", "b")])
    claims.take([("c",)])
    assert [claims.conflict([path]) for path in ((), ("a",), ("a", "b", 0), ("c", "d"), ("d",))] == [
        True, True, True, True, False,
    ]  # fmt: skip
