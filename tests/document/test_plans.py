"""What lives on in a changed mapping or list: kept, renamed, gone, new, and behind which old part the new stand."""

import pytest

from repair.document.align import Plan, likeness, plan_mapping, plan_sequence
from repair.document.number import WrittenFloat


def of_mapping(old, new):
    return plan_mapping(list(old), list(old.values()), new, [key for key in new if key not in old])


X = {"p": 1, "q": 2}
MAPPINGS = {
    "nothing changes": ({"a": 1, "b": 2}, {"a": 1, "b": 2}, {0: "a", 1: "b"}, {}),
    "values and order change": ({"a": 1, "b": 2}, {"b": 3, "a": 4}, {0: "a", 1: "b"}, {}),
    "a key goes": ({"a": 1, "b": 2, "c": 3}, {"a": 1, "c": 3}, {0: "a", 2: "c"}, {}),
    "keys come, each behind the one before it": (
        {"a": 1, "b": 2}, {"a": 1, "x": 7, "y": 8, "b": 2, "z": 9}, {0: "a", 1: "b"}, {0: ["x", "y"], 1: ["z"]}),
    "keys come before the first": ({"a": 1, "b": 2}, {"x": 7, "y": 8, "a": 1, "b": 2}, {0: "a", 1: "b"}, {-1: ["x", "y"]}),
    "keys come before one that was the second": (
        {"a": 1, "b": 2, "c": 3}, {"x": 7, "c": 3, "a": 1, "b": 2}, {0: "a", 1: "b", 2: "c"}, {1: ["x"]}),
    "keys come before the second, where the first is gone": (
        {"a": 1, "b": 2}, {"x": 7, "b": 2}, {1: "b"}, {-1: ["x"]}),
    "none is left": ({"a": 1}, {"x": 7, "y": 8}, {}, {-1: ["x", "y"]}),
    "a key is renamed, its value the same": ({"a": 1, "b": 2, "c": 3}, {"a": 1, "x": 2, "c": 3}, {0: "a", 1: "x", 2: "c"}, {}),
    "the first is renamed": ({"a": 1, "b": 2}, {"x": 1, "b": 2}, {0: "x", 1: "b"}, {}),
    "all are renamed": ({"a": 1, "b": 2}, {"x": 1, "y": 2}, {0: "x", 1: "y"}, {}),
    "two are renamed and one comes between them": (
        {"a": 1, "b": 2}, {"x": 1, "n": 9, "y": 2}, {0: "x", 1: "y"}, {0: ["n"]}),
    "renamed with one in front": ({"a": 1}, {"n": 9, "x": 1}, {0: "x"}, {-1: ["n"]}),
    "renamed with one behind": ({"k": 0, "a": 1}, {"k": 0, "x": 1, "n": 9}, {0: "k", 1: "x"}, {1: ["n"]}),
    "renames keep their order": ({"a": 1, "b": 2}, {"x": 2, "y": 1}, {0: "y"}, {-1: ["x"]}),
    "the same value twice is renamed in order": ({"a": 1, "b": 1}, {"x": 1, "y": 1}, {0: "x", 1: "y"}, {}),
    "a value at another place is no rename": ({"a": 1, "b": 2}, {"b": 2, "x": 1}, {1: "b"}, {1: ["x"]}),
    "half of a mapping is enough for a rename": (
        {"a": X, "b": 2}, {"x": {"p": 1, "q": "3"}, "b": 2}, {0: "x", 1: "b"}, {}),
    "less than half is not": (
        {"a": {**X, "r": 3}, "b": 2}, {"x": {"p": 1, "q": "2", "r": "3"}, "b": 2}, {1: "b"}, {-1: ["x"]}),
    "another mapping that comes too hides a rename": (
        {"a": X, "b": 2}, {"x": {"p": 1, "q": 3}, "y": 5, "b": 2}, {1: "b"}, {-1: ["x", "y"]}),
    "another mapping that goes too hides a rename": (
        {"a": X, "c": 5, "b": 2}, {"x": {"p": 1, "q": 3}, "b": 2}, {2: "b"}, {-1: ["x"]}),
    "beside a rename that is sure none is guessed": (
        {"a": X, "c": 5, "b": 2}, {"x": {"p": 1, "q": 3}, "y": 5, "b": 2}, {1: "y", 2: "b"}, {-1: ["x"]}),
    "a list that is alike is no rename": ({"a": [1, 2], "b": 2}, {"x": [1, 3], "b": 2}, {1: "b"}, {-1: ["x"]}),
    "a mapping and a list are no rename": ({"a": {}, "b": 2}, {"x": [], "b": 2}, {1: "b"}, {-1: ["x"]}),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "kept", "inserted"), MAPPINGS.values(), ids=MAPPINGS)
def test_the_keys_of_a_mapping(old, new, kept, inserted):
    assert of_mapping(old, new) == Plan(kept, inserted)


LONG_A, LONG_B = "a" * 9_000, "b" * 9_000
A, B, C = {"k": "a", "v": 1}, {"k": "b", "v": 2}, {"k": "c", "v": 3}
SEQUENCES = {
    "nothing changes": ([1, 2], [1, 2], {0: 0, 1: 1}, {}),
    "one comes in front": ([1, 2], [0, 1, 2], {0: 1, 1: 2}, {-1: [0]}),
    "one comes between": ([1, 2], [1, 9, 2], {0: 0, 1: 2}, {0: [1]}),
    "two come at the end": ([1, 2], [1, 2, 3, 4], {0: 0, 1: 1}, {1: [2, 3]}),
    "the first goes": ([1, 2, 3], [2, 3], {1: 0, 2: 1}, {}),
    "the middle goes": ([1, 2, 3], [1, 3], {0: 0, 2: 1}, {}),
    "one of equal ones goes": ([1, 1, 1], [1, 1], {0: 0, 1: 1}, {}),
    "one of equal ones comes": ([1, 1], [1, 1, 1], {0: 0, 1: 1}, {1: [2]}),
    "all go": ([1, 2], [], {}, {}),
    "the first of none": ([], [1], {}, {-1: [0]}),
    "one changes in its place": ([1, 2, 3], [1, "x", 3], {0: 0, 1: 1, 2: 2}, {}),
    "items swap": ([1, 2, 3, 4], [1, 3, 2, 4], {0: 0, 2: 1, 3: 3}, {2: [2]}),
    "a long order is kept": (list("abcdef"), list("acebdf"), {0: 0, 2: 1, 4: 2, 5: 5}, {4: [3, 4]}),
    "another long order": (list("xabcy"), list("xcaby"), {0: 0, 1: 2, 2: 3, 4: 4}, {0: [1]}),
    "an early match gives way to two": (list("xabcdy"), list("xdabcqy"), {0: 0, 1: 2, 2: 3, 3: 4, 4: 5, 5: 6}, {0: [1]}),
    "an old item is not taken for one that is kept at the end": (["x", "y", "x"], ["z", "x"], {0: 0, 2: 1}, {}),
    "a new item is not taken for one that is kept at the end": (["z", "x"], ["x", "y", "x"], {0: 0, 1: 2}, {0: [1]}),
    "the likeliest lives on": ([A, B, C], [C, {"k": "b", "v": 9}], {2: 0}, {2: [1]}),
    "one of three changed and two went": ([A, B, C, 0], [{"k": "b", "v": 9}, 0], {1: 0, 3: 1}, {}),
    "one changed and two came": ([B, 0], [A, {"k": "b", "v": 9}, C, 0], {0: 1, 1: 3}, {-1: [0], 0: [2]}),
    "two of three changed": (
        [A, B, C, 0], [{"k": "a", "v": 9}, {"k": "c", "v": 9}, 0], {0: 0, 2: 1, 3: 2}, {}),
    "two changed among three": (
        [A, C, 0], [{"k": "a", "v": 9}, B, {"k": "c", "v": 9}, 0], {0: 0, 1: 2, 2: 3}, {0: [1]}),
    "as many came as went: each in its place": ([A, B], [{"k": "b", "v": 9}, {"k": "a", "v": 9}], {0: 0, 1: 1}, {}),
    "long items that stand twice are paired in the longest order": (
        [LONG_A, LONG_B, "p", LONG_A, "c", 0], [LONG_B, LONG_A, "c", "d"], {1: 0, 3: 1, 4: 2, 5: 3}, {}),
    "types are part of an item": ([1, True, 1.0], [True, 1.0], {1: 0, 2: 1}, {}),
    "so is how a number is written": ([5.1, WrittenFloat(5.1, "5.10")], [WrittenFloat(5.1, "5.10")], {1: 0}, {}),
    "order of keys is not": ([{"a": 1, "b": 2}, 3], [{"b": 2, "a": 1}], {0: 0}, {}),
    "types decide who lives on": ([1, {"a": 1}, 0], ["x", {"a": 2}, [1], 0], {0: 0, 1: 1, 2: 3}, {1: [2]}),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "kept", "inserted"), SEQUENCES.values(), ids=SEQUENCES)
def test_the_items_of_a_list(old, new, kept, inserted):
    assert plan_sequence(old, new) == Plan(kept, inserted)


LIKENESSES = [
    ({}, {}, 1.0), ({"a": 1}, {"a": 1}, 1.0), ({"a": 1}, {"a": 2}, 0.3), ({"a": 1}, {"a": "1"}, 0.0), ({"a": 1}, {"b": 1}, 0.0),
    ({"a": 1, "b": 2}, {"a": 1, "c": 2}, 1 / 3), ({"a": 1, "b": 2}, {"a": 1}, 0.5), ({"a": 1, "b": 2}, {"a": 1, "b": 3}, 0.65),
    ({}, {"a": 1}, 0.0),
    ([], [], 0.1), ([1], [1], 1.0), ([1, 2], [1, 3], 0.5), ([1, 2, 3, 4], [1], 0.25), ([1], [1, 2, 3, 4], 0.25), ([1], [2], 0.1),
    ([1, 2], [2, 1], 0.1), ({}, [], 0.01), ([1], "a", 0.01), ("a", {"a": 1}, 0.01), ("a", "b", 0.2), (1, 2, 0.2), (1, "a", 0.1),
    (1, True, 0.1), (None, None, 0.2),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "share"), LIKENESSES, ids=str)
def test_likeness_is_the_share_that_is_the_same_one_level_deep(one, other, share):
    assert likeness(one, other) == likeness(other, one) == pytest.approx(share)


def test_many_equal_items_are_paired_by_occurrence():
    old = ["head", *["x"] * 300, "mid", *["y"] * 300, "tail"]
    new = ["Head", *["y"] * 299, "mid", *["x"] * 300, "tail!"]
    plan = plan_sequence(old, new)
    same = [(i, j) for i, j in plan.kept.items() if old[i] == new[j]]
    assert len(same) == 300
    assert sorted(same) == same
    assert [j for _, j in same] == sorted(j for _, j in same)


def test_items_are_paired_in_their_order_where_a_likeliest_pairing_would_cost_too_much():
    old, new = [{"k": i} for i in range(61)], [{"k": -i - 1} for i in range(60)]
    assert plan_sequence(old, new) == Plan({i: i for i in range(60)}, {})
    assert plan_sequence(new, old) == Plan({i: i for i in range(60)}, {59: [60]})


def test_the_likeliest_pairing_is_sought_up_to_3600_pairs():
    old = [{"k": i, "v": 0} for i in range(60)]
    assert plan_sequence([*old[:59], "end"], [{"k": i, "v": 1} for i in range(1, 59)] + ["end"]).kept == {
        **{i: i - 1 for i in range(1, 59)},
        59: 58,
    }
