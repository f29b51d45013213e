"""Where two pieces of data are not the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repair.document import parse
from repair.patch.same import Numbering, differing, same, same_number_blind, spelling

DATA = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(0, 2), st.sampled_from([1.0, "a", "b"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner)),
    max_leaves=8,
)


def test_each_place_is_told_as_deep_as_it_goes():
    before = {"a": {"b": 1, "c": [1, {"d": 2}], "gone": 0}, "l": [1, 2]}
    after = {"a": {"c": [1, {"d": 3}], "b": True, "new": 0}, "l": [1]}
    assert sorted(differing(before, after)) == [
        ("a", "b"), ("a", "c", 1, "d"), ("a", "gone"), ("a", "new"), ("l",)
    ]  # fmt: skip


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(DATA, DATA)
def test_what_is_the_same_differs_nowhere_and_nothing_else_does(one, other):
    assert same(one, other) is (next(differing(one, other), None) is None)
    assert not list(differing(one, one))


WRITTEN = parse('{"a": 5.10, "b": 5.1, "c": 1e3}').data
UNLIKE = [
    (True, 1), (1, 1.0), (0.0, -0.0), (WRITTEN["a"], WRITTEN["b"]), (WRITTEN["c"], 1000.0), (None, False),
    ("1", 1), ("a", "b"), ([], {}), ([1], [1, 2]), ([1, 2], [2, 1]), ({"a": 1}, {"b": 1}),
    ({"a": 1}, {"a": 1, "b": 1}), ({"a": "x"}, {"a": "y"}), ({"a": [1]}, {"a": [2]}), ({"a": "x"}, {"a": 1}),
]  # fmt: skip
ALIKE = [
    (WRITTEN["a"], parse("5.10").data), (WRITTEN["b"], 5.1), (float("1"), 1.0), ({"a": 1, "b": [2]}, {"b": [2], "a": 1}),
    ([{"a": None}], [{"a": None}]), ("a" * 9, "".join(["a"] * 9)), (10**20, 10**20), ([], []), ({}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), UNLIKE, ids=str)
def test_what_is_spelled_or_typed_otherwise_is_not_the_same(one, other):
    assert (
        same(one, other)
        is same(other, one)
        is same([one], [other])
        is same({"x": one}, {"x": other})
        is False
    )
    numbering = Numbering()
    assert numbering.of({"x": one}) != numbering.of({"x": other})
    assert numbering.mark(one) != numbering.mark(other)


@pytest.mark.parametrize(("one", "other"), ALIKE, ids=str)
def test_the_order_of_keys_and_where_a_value_lies_in_memory_make_no_difference(one, other):
    assert same(one, other) is same({"x": one}, {"x": other}) is True
    numbering = Numbering()
    assert numbering.of({"x": one}) == numbering.of({"x": other})


def test_marks_are_equal_where_keys_stand_in_the_same_order():
    one, other = {"a": [1, "b"], "c": None}, {"a": [1, "b"], "c": None}
    assert Numbering().mark(one) == Numbering().mark(other)
    written = {"a": WRITTEN["a"]}
    numbering = Numbering()
    assert numbering.mark(written) == numbering.mark(dict(written)) != numbering.mark({"a": 5.1})
    assert numbering.mark(written) != numbering.mark({"a": WRITTEN["c"]})


def test_a_test_of_a_patch_compares_numbers_by_value_and_the_rest_strictly():
    for one, other in [(1, 1.0), (0.0, -0.0), (WRITTEN["a"], 5.1), ([1, {"a": 2}], [1.0, {"a": 2.0}])]:
        assert same_number_blind(one, other) is same_number_blind(other, one) is True
    for one, other in [(True, 1), (0, False), (None, 0), ("1", 1), (1, 2), ([], {}), ({}, []), ({"a": 1}, {"b": 1}), ({"a": 1}, {"a": 1, "b": 2}), ([1], [1, 2]), ([1, 2], [1, 3]), ("a", "b"), (1, [1])]:  # fmt: skip
        assert same_number_blind(one, other) is same_number_blind(other, one) is False
    assert same_number_blind({"a": "x", "b": None}, {"b": None, "a": "x"})


def test_a_number_is_spelled_as_its_document_writes_it():
    assert [spelling(WRITTEN[key]) for key in "abc"] == ["5.10", "5.1", "1e3"]
    assert [spelling(0.5), spelling(-0.0)] == ["0.5", "-0.0"]


def test_of_each_place_what_goes_is_told_before_what_comes_and_changes():
    before, after = {"x": [{"old": 1, "k": 1}], "y": 1, "z": 1}, {"new": 1, "x": [{"k": 2, "new": 1}], "z": 1}
    assert list(differing(before, after)) == [
        ("y",), ("new",), ("x", 0, "old"), ("x", 0, "k"), ("x", 0, "new")
    ]  # fmt: skip
    assert list(differing({"x": {"old": 1}}, {"x": {"new": 1}})) == [("x", "old"), ("x", "new")]
