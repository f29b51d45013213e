"""The benchmark judges what a reader could tell, and only that."""

from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parent.parent / "bench"


@pytest.fixture
def reader(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    from knowable import Reader
    from renaming import Pair, colours

    def read(mine, ideal, truth):
        made = Pair({"Resources": mine}, {"Resources": ideal}, truth)
        return Reader(made, colours(made.generated), colours(made.ideal))

    return read


def thing(**properties):
    return {"Type": "Custom::Thing", "Properties": properties}


def test_one_that_lost_what_told_it_from_a_removed_one_is_not_judged(reader):
    mine = {"A": thing(topic="t", queue="a"), "B": thing(topic="t", queue="b")}
    assert reader(mine, {"X": thing(topic="t")}, {"A": "X"}).untold == {"A"}
    assert reader(mine, {"X": thing(topic="t", queue="a", more=1)}, {"A": "X"}).untold == set()


def test_a_name_that_was_kept_tells(reader):
    mine = {"A": thing(topic="t", queue="a"), "B": thing(topic="t", queue="b")}
    assert reader(mine, {"A": thing(topic="t")}, {"A": "A"}).untold == set()


def test_two_that_are_as_alike_the_other_way_round_are_not_judged(reader):
    mine = {"A": thing(one=1, two=2, three=3), "B": thing(one=1, two=2, three=4)}
    edited = {"X": thing(one=1, two=2, three=5), "Y": thing(one=1, two=2, three=6)}
    found = reader(mine, edited, {"A": "X", "B": "Y"})
    assert found.untold == {"A", "B"}
    assert not found.judged("A", "Y")


def test_what_was_removed_and_added_is_judged_unless_an_edit_would_explain_it(reader):
    mine = {"A": thing(one=1, two=2, three=3), "B": thing(one=7, two=8, three=9)}
    found = reader(mine, {"X": thing(one=1, two=2, three=5)}, {})
    assert not found.judged("A", "X")
    assert found.judged("B", "X")


def test_what_an_unjudged_pair_leaves_over_is_judged_as_ever(reader):
    mine = {
        "A": thing(topic="t", queue="a"),
        "B": thing(topic="t", queue="b"),
        "C": thing(topic="u", queue="c"),
    }
    found = reader(mine, {"X": thing(topic="t"), "Z": mine["C"]}, {"A": "X", "C": "Z"})
    assert found.untold == {"A"}
    assert found.judged("C", "Z")
    assert found.judged("B", "Z")


def test_users_count_by_the_names_that_they_have_in_truth(reader):
    def user(name):
        return {"Type": "Custom::User", "Properties": {"of": {"Ref": name}}}

    mine = {"A": thing(one=1), "B": thing(one=1), "UserA": user("A"), "UserB": user("B")}
    ideal = {"B": thing(one=1), "A": thing(one=1), "UserA": user("B"), "UserB": user("A")}
    truth = {"A": "B", "B": "A", "UserA": "UserA", "UserB": "UserB"}
    assert reader(mine, ideal, truth).untold == set()
