"""When two pieces of data are the same: type, value and, where asked, how a number is written."""

import copy
import math
import pickle
from itertools import combinations

import pytest

from repair.document.equality import fingerprint, same
from repair.document.number import WrittenFloat, number_text, written

ALL_DIFFERENT = [
    None, True, False, 0, 1, 5, -1, 0.0, -0.0, 1.0, 5.1, WrittenFloat(5.1, "5.10"), WrittenFloat(1.0, "1e0"),
    math.inf, -math.inf, math.nan, "", "1", "True", "None", "5.10", "null", "a", 'a"', "[]", "{}",
    [], [[]], [None], [1], ["1"], [1, 2], [2, 1], [12], [[1], 2], [[1, 2]], ["a", "b"], ["a,b"], ['a","b'], [[], []],
    {}, {"a": 1}, {"a": "1"}, {"a": 1.0}, {"b": 1}, {"a": None}, {"a": {}}, {"a": []}, {"a": 1, "b": 2}, {"a": {"b": 2}},
    {"a": {}, "b": 2}, {"a": {"b": 2}, "c": 3}, {"a": {"b": 2, "c": 3}}, [{}, {}], [{"a": 1}, {"b": 2}], [{"a": 1, "b": 2}],
    [{"a": {}}, 1], {"a": [1], "b": 2}, {"a": [1, 2]}, {"1": 1}, {"": 1},
]  # fmt: skip


def test_what_differs_in_type_value_order_of_items_or_nesting_is_not_the_same():
    for one, other in combinations(ALL_DIFFERENT, 2):
        assert not same(one, other), (one, other)
        assert not same(other, one), (other, one)
        assert fingerprint(one) != fingerprint(other), (one, other)


def test_a_copy_is_the_same_and_has_the_same_fingerprint():
    for one in ALL_DIFFERENT:
        other = pickle.loads(pickle.dumps(one))
        assert same(one, other), one
        assert fingerprint(one) == fingerprint(other)


def test_order_of_keys_makes_no_difference():
    one, other = {"a": 1, "b": {"c": 2, "d": 3}}, {"b": {"d": 3, "c": 2}, "a": 1}
    assert same(one, other)
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (5.1, WrittenFloat(5.1, "5.10"), True),
        (WrittenFloat(1000.0, "1e3"), WrittenFloat(1000.0, "1.0e3"), True),
        (math.nan, WrittenFloat(math.nan, ".NaN"), True),
        (0.0, -0.0, True),
        (5.1, 5.2, False),
        (math.nan, 1.0, False),
        (1.0, math.nan, False),
        (1.0, 1, False),
        (1, 1.0, False),
        (1.0, "1.0", False),
    ],
)
def test_how_a_number_is_written_may_be_left_out_of_account_its_type_may_not(one, other, alike):
    assert same(one, other, written=False) is alike
    assert same({"a": [one]}, {"a": [other]}, written=False) is alike
    assert not same({"a": [one]}, {"a": [other]})


def test_a_number_that_python_writes_the_same_way_is_a_plain_one():
    assert type(written(5.1, "5.1")) is float
    assert type(written(5.1, "5.10")) is WrittenFloat


def test_a_written_number_has_its_value_and_its_text_and_keeps_both_in_copies():
    number = written(5.1, "5.10")
    assert number == 5.1
    assert hash(number) == hash(5.1)
    for one in (number, copy.copy(number), copy.deepcopy([number])[0], pickle.loads(pickle.dumps(number))):
        assert (type(one), float(one), one.text, repr(one), number_text(one)) == (
            WrittenFloat,
            5.1,
            "5.10",
            "5.10",
            "5.10",
        )
    assert number_text(0.1) == "0.1"
