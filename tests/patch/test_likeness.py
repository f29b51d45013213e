"""How alike two values are: by the leaves that they share, each as heavy as its text is long."""

import pytest

from repair.patch.likeness import Likely, best_pairs, candidates, leaves, likeness

WEIGHTS = [
    ("", 4), ("abcd", 4), ("abcde", 5), ("x" * 48, 48), ("x" * 49, 48), ("x" * 500, 48),
    (True, 4), (None, 4), (123456789, 4), (1.5, 4),
]  # fmt: skip


def weight(value, normal=None):
    return sum(leaves(value, normal).values())


def alike(a, b):
    return likeness(leaves(a), leaves(b))


@pytest.mark.parametrize(("value", "heavy"), WEIGHTS, ids=lambda value: str(value)[:20])
def test_a_leaf_weighs_as_much_as_its_text_is_long_within_bounds_wherever_it_stands(value, heavy):
    assert weight(value) == weight([value]) == weight({"key": value}) == heavy
    assert weight({"key": [value, value]}) == 2 + 2 * heavy


def test_a_key_that_holds_a_container_weighs_a_little_itself():
    assert weight({}) == weight([]) == weight([[], {}]) == 0
    assert weight({"a": {}}) == weight({"a": []}) == 2
    assert weight({"a": {"b": [1]}}) == 2 + 2 + 4


def test_equal_leaves_under_the_same_keys_are_one_leaf_with_their_weights_together():
    assert list(leaves(["long text", "long text"]).values()) == [18]
    assert list(leaves({"a": [{"b": 1}, {"b": 1}]}).values()) == [2, 8]


def test_what_has_another_form_is_one_leaf_of_that_form():
    def form(value):
        return "reference" if "Ref" in value or "Fn::GetAtt" in value else None

    assert weight({"Ref": "A"}, form) == 12
    assert weight({"a": [{"Ref": "A"}, {"Fn::GetAtt": ["A", "Arn"]}]}, form) == 2 + 24
    assert leaves({"Ref": "A"}, form) == leaves({"Ref": "B"}, form)
    assert leaves({"Other": {"Ref": "A"}}, form) != leaves({"Ref": "A"}, form)


def test_likeness_is_the_share_of_what_is_common():
    assert alike({"a": "12345", "b": 1}, {"a": "12345"}) == 2 * 5 / (9 + 5)
    assert alike({"a": "12345"}, {"a": "12345", "b": 1}) == 2 * 5 / (9 + 5)
    assert alike([1, 2], [2, 1]) == 1
    assert alike({}, []) == 1
    assert alike({"a": 1}, {}) == 0


def test_what_one_side_has_oftener_is_common_as_often_as_the_other_has_it():
    often, once = ["ten letters"] * 3, ["ten letters"]
    assert alike(often, once) == alike(once, often) == 0.5
    assert alike([*often, 1], once) == 2 * 11 / (33 + 4 + 11)


@pytest.mark.parametrize(
    ("one", "other"), [(True, 1), (1, 1.0), ("1", 1), ([1], 1), ({"a": 1}, {"b": 1}), ({"a": 1}, [1])]
)
def test_values_of_other_types_or_under_other_keys_are_no_common_leaves(one, other):
    assert alike(one, other) == 0


def test_up_to_four_hundred_pairs_are_compared_each_with_each():
    same = leaves({"a": 1})
    assert len(candidates([same], [same] * 400, 1)) == 400
    assert len(candidates([same] * 20, [same] * 20, 1)) == 400


@pytest.mark.parametrize(("count", "found"), [(24, 24), (25, 0)])
def test_of_more_pairs_those_are_candidates_that_share_a_leaf_which_few_have(count, found):
    same, other = leaves({"a": 1}), leaves({"b": 2})
    pairs = candidates([same], [same] * count + [other] * (401 - count), 0.1)
    assert [(pair.left, pair.right) for pair in pairs] == [(0, right) for right in range(found)]


@pytest.mark.parametrize("others", [0, 400])
def test_a_candidate_is_at_least_so_alike(others):
    left, right = [leaves({"a": 1, "b": 1})], [leaves({"a": 1, "b": 2})] + [leaves({})] * others
    assert candidates(left, right, 0.5) == [Likely(0, 0, 0.5)]
    assert candidates(left, right, 0.51) == []


def test_the_likeliest_comes_first_then_what_stands_nearest_then_the_first():
    a, b = leaves({"a": 1, "b": 1}), leaves({"a": 1, "b": 2})
    found = [(pair.left, pair.right) for pair in candidates([a, b, a], [b, a, b], 0.1)]
    assert found == [(0, 1), (1, 0), (1, 2), (2, 1), (0, 0), (1, 1), (2, 2), (0, 2), (2, 0)]


def test_each_value_has_one_partner_at_most_the_likeliest():
    old = [{"a": "12345678", "b": 1}, {"a": "12345678", "c": 1}]
    new = [{"a": "12345678", "c": 1}, {"a": "12345678", "d": 1}, {"e": 1}]
    assert best_pairs(old, new, 0.5) == [Likely(1, 0, 1.0), Likely(0, 1, 2 / 3)]
    assert best_pairs(old, new, 0.7) == [Likely(1, 0, 1.0)]
