"""Which items of two lists belong together, and which keys of two mappings follow one another."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.meaning.place import Place
from repair.diff.pairing import ListPairs, merged_keys, paired_items
from repair.knowledge.list_meaning import ListMeaning

NOTHING = {"Ref": "AWS::NoValue"}


def paired(kind: Any, mine: list[Any], theirs: list[Any], *keys: str, text: bool = False) -> ListPairs:
    children = {"*": Place(text=True)} if text else {}
    return paired_items(mine, theirs, Place(lists=ListMeaning(kind, keys), children=children))


def item(name: str, **more: Any) -> dict[str, Any]:
    return {"Name": name, **more}


ORDERED = [
    ("abc", "abc", {0: 0, 1: 1, 2: 2}, set(), (0, 1, 2)),
    ("abc", "acb", {0: 0, 1: 2, 2: 1}, {1}, (0, 1, 3)),
    ("abc", "cab", {0: 1, 1: 2, 2: 0}, {2}, (0, 0, 1)),
    ("abc", "ac", {0: 0, 2: 1}, set(), (0, 1)),
    ("ac", "abc", {0: 0, 1: 2}, set(), (0, 1, 1)),
    ("ab", "xab", {0: 1, 1: 2}, set(), (0, 0, 1)),
    ("ab", "abx", {0: 0, 1: 1}, set(), (0, 1, 2)),
    ("abc", "axc", {0: 0, 1: 1, 2: 2}, set(), (0, 1, 2)),
    ("abcd", "axyd", {0: 0, 1: 1, 2: 2, 3: 3}, set(), (0, 1, 2, 3)),
    ("abcd", "axd", {0: 0, 1: 1, 3: 2}, set(), (0, 1, 2)),
    ("aab", "aba", {0: 0, 1: 2, 2: 1}, {1}, (0, 1, 3)),
    ("aa", "a", {0: 0}, set(), (0,)),
    ("", "ab", {}, set(), (0, 0)),
    ("ab", "", {}, set(), ()),
    ("ab", "xy", {0: 0, 1: 1}, set(), (0, 1)),
]


@pytest.mark.parametrize(("mine", "theirs", "partner", "moved", "gaps"), ORDERED)
def test_where_order_counts_what_stands_elsewhere_has_moved(
    mine: str, theirs: str, partner: dict[int, int], moved: set[int], gaps: tuple[int, ...]
) -> None:
    """Texts opposite each other between the same neighbours are one changed item."""
    found = paired("ordered", list(mine), list(theirs))
    assert found == ListPairs(
        partner, {j: i for i, j in partner.items()}, frozenset(moved), reordered=False,
        spare=frozenset(), ideal_spare=frozenset(), gaps=gaps,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("mine", "theirs", "partner", "reordered", "spare", "ideal_spare"),
    [
        ("abc", "cab", {0: 1, 1: 2, 2: 0}, True, set(), set()),
        ("abc", "abc", {0: 0, 1: 1, 2: 2}, False, set(), set()),
        ("aba", "ab", {0: 0, 1: 1}, False, {2}, set()),
        ("aab", "ab", {0: 0, 2: 1}, False, {1}, set()),
        ("ab", "bab", {0: 1, 1: 2}, False, set(), {0}),
        ("abx", "aby", {0: 0, 1: 1}, False, set(), set()),
        ("ax", "aya", {0: 0}, False, set(), {2}),
    ],
)
def test_in_a_set_neither_order_nor_repetition_counts(
    mine: str,
    theirs: str,
    partner: dict[int, int],
    *,
    reordered: bool,
    spare: set[int],
    ideal_spare: set[int],
) -> None:
    found = paired("set", list(mine), list(theirs))
    assert found.partner == partner
    assert (found.reordered, found.moved) == (reordered, frozenset())
    assert (found.spare, found.ideal_spare) == (spare, ideal_spare)


@pytest.mark.parametrize(("mine", "theirs"), [("aab", "ab"), ("ab", "aab")])
def test_in_a_multiset_repetition_counts(mine: str, theirs: str) -> None:
    found = paired("multiset", list(mine), list(theirs))
    assert len(found.partner) == 2
    assert not found.spare
    assert not found.ideal_spare


@pytest.mark.parametrize("kind", ["ordered", "set", "multiset"])
def test_no_value_in_a_list_is_no_item(kind: str) -> None:
    found = paired(kind, ["x", NOTHING, "a", "y"], ["x", "b", NOTHING, "y"])
    assert (found.spare, found.ideal_spare) == ({1}, {2})
    assert 1 not in found.partner
    assert found.partner.get(2) == (1 if kind == "ordered" else None)
    assert found.partner[0] == 0
    assert found.partner[3] == 3


def test_items_are_compared_by_what_they_mean_there() -> None:
    assert paired("ordered", [20, "a"], ["a", "20"], text=True).partner == {0: 1, 1: 0}
    assert paired("set", [20, "a"], ["b", "20"], text=True).partner == {0: 1}
    assert paired("set", [20, "a"], ["b", "20"]).partner == {}


@pytest.mark.parametrize("kind", ["ordered", "keyed"])
def test_items_of_one_key_are_one_item_however_else_they_differ(kind: str) -> None:
    mine = [item("a", V="one"), item("b", V="two"), item("c")]
    theirs = [item("c", W=[1, 2]), item("a", X="else", Y=5), item("d", V="two")]
    found = paired(kind, mine, theirs, "Name")
    assert found.partner[0] == 1
    assert found.partner[2] == 0


def test_a_key_may_be_of_several_parts_of_which_one_may_be_missing() -> None:
    mine = [item("a", Of="x", V=1), item("a", V=2), {"V": 3}]
    theirs = [item("a", W="three"), item("a", Of="x", W="four"), {"W": 3}]
    assert paired("keyed", mine, theirs, "Name", "Of").partner == {0: 1, 1: 0}


def test_a_key_that_two_items_have_tells_neither() -> None:
    mine, theirs = [item("a", V="one-text"), item("a", V="other-text")], [item("a", W="third-text")]
    assert paired("keyed", mine, theirs, "Name").partner == {}
    assert paired("keyed", theirs, mine, "Name").partner == {}


def test_a_key_counts_by_what_it_means() -> None:
    place = Place(
        lists=ListMeaning("keyed", ("Name",)), children={"*": Place(children={"Name": Place(text=True)})}
    )
    assert paired_items([{"Name": 5, "V": 1}], [{"Name": "5", "W": 2}, {"Name": "6"}], place).partner == {
        0: 0
    }


@pytest.mark.parametrize(
    ("kind", "shared", "partner"),
    [("ordered", 4, {0: 0}), ("set", 4, {0: 0}), ("set", 3, {}), ("keyed", 5, {0: 0}), ("keyed", 4, {})],
)
def test_items_that_are_alike_enough_are_one_changed_item(
    kind: str, shared: int, partner: dict[int, int]
) -> None:
    """Four of ten suffice; where another key is another item, five."""
    own = {f"Same{n}": n for n in range(shared)}
    one = item("a", **own, **{f"Mine{n}": n for n in range(9 - shared)})
    other = item("b", **own, **{f"Theirs{n}": n for n in range(9 - shared)})
    rest = {"Name": "z" * 40}
    found = paired(
        kind, [one, rest], [other, {"Else": "w" * 40}, rest], "Name" if kind == "keyed" else "Nothing"
    )
    assert {i: j for i, j in found.partner.items() if i == 0} == partner


@pytest.mark.parametrize("kind", ["set", "keyed"])
def test_the_only_item_of_both_lists_is_one_item(kind: str) -> None:
    assert paired(kind, [item("a", V=1)], [item("b", W=2)], "Name").partner == {0: 0}
    assert paired(kind, [item("a", V=1)], [item("b", W=2), item("c", X=3)], "Name").partner == {}
    assert paired(kind, [item("a", V=1)], ["b"], "Name").partner == ({0: 0} if kind == "keyed" else {})


def test_the_likeliest_are_paired_before_those_that_stand_opposite() -> None:
    mine = [item("a", Text="the first text of all"), "plain", item("b", Text="the other text")]
    theirs = [item("c", Text="the other text"), item("d", Text="the first text of all"), "changed"]
    found = paired("ordered", mine, theirs)
    assert found.partner[0] == 1
    assert found.partner[2] == 0


# -- keys --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ("abc", "cab", "abc"),
        ("abc", "ab", "abc"),
        ("ac", "abc", "abc"),
        ("ab", "xayb", "xayb"),
        ("ba", "axby", "byax"),
        ("ab", "axyb", "axyb"),
        ("", "ab", "ab"),
        ("a", "ba", "ba"),
        ("acd", "abxd", "abxcd"),
    ],
)
def test_keys_of_the_other_mapping_follow_their_neighbour(mine: str, theirs: str, merged: str) -> None:
    assert "".join(merged_keys(dict.fromkeys(mine), dict.fromkeys(theirs))) == merged
