"""How sure a pair is, worked out by hand: twice what two share, over all that both hold and 6 more.

A text weighs as many characters as it has, from 4 to 48, and what only one template says half of that. A reference weighs
12 for the one that refers and 8 for the other; less where nobody knows the other end.
"""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.alignment.align import Aligned, EntryPair, align
from repair.template.template import Template

Data = dict[str, Any]

MINE, THEIRS = "JobAlpha", "JobBravo"
"""Two names that are not alike enough to add anything, and not so unlike that they raise doubts."""

NAME, WIDE = "orders-of-today", "w" * 48


def queue(**properties: Any) -> Data:
    return {"Type": "AWS::SQS::Queue", "Properties": properties}


def topic(name: str) -> Data:
    return {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": name}}


def reader(of: Any, name: str = "reader-of-queues") -> Data:
    return {"Type": "AWS::SSM::Parameter", "Properties": {"Name": name, "Value": {"Ref": of}}}


def found(mine: Data, ideal: Data) -> Aligned:
    return align(*(Template(side if "Resources" in side else {"Resources": side}) for side in (mine, ideal)))


def pair(mine: Data, ideal: Data, name: str = MINE) -> EntryPair | None:
    return found(mine, ideal).pairs["Resources"].get(name)


def sure(mine: Data, ideal: Data, name: str = MINE) -> float:
    """The confidence of a pair that has no rival, 0 without one."""
    of = pair(mine, ideal, name)
    if of is None:
        return 0.0
    assert of.margin == pytest.approx(of.confidence)
    assert of.by == "content"
    return of.confidence


def likeness(shared: float, one: float, other: float) -> float:
    return 2 * shared / (one + other + 6)


def approx(value: float) -> Any:
    return pytest.approx(value, abs=1e-9)


# -- content -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mine", "ideal", "expected"),
    [
        ({"A": NAME, "B": 5, "C": 30}, {"A": NAME, "B": 6, "C": 30}, likeness(19, 21, 21)),
        ({"A": NAME, "B": 5, "C": 30}, {"A": NAME, "B": 5}, likeness(19, 21, 19)),
        ({"A": WIDE, "B": WIDE}, {"A": WIDE, "B": "x" * 20}, likeness(48, 72, 58)),
        ({"A": NAME, "B": ["one", "two"]}, {"A": NAME, "B": ["two", "one"]}, likeness(23, 23.5, 23.5)),
        ({"A": NAME, "B": [1, 1]}, {"A": NAME, "B": [1]}, likeness(19, 23, 19.5)),
    ],
)
def test_what_two_share_makes_them_alike(mine: Data, ideal: Data, expected: float) -> None:
    assert sure({MINE: queue(**mine)}, {THEIRS: queue(**ideal)}) == approx(expected)


def test_what_many_of_a_type_say_tells_less_of_each() -> None:
    """Three of the generated template say A and two of the ideal one: a third of its weight; 5 is said twice by the ideal."""
    kept = {f"Kept{n}": queue(Own=f"text of queue {n}", A=NAME, Edited=n) for n in range(2)}
    edited = {
        f"Kept{n}": queue(Own=f"text of queue {n}", A=NAME if n else "b", Edited=n + 7) for n in range(2)
    }
    mine = {**kept, MINE: queue(A=NAME, B=WIDE, C=5)}
    ideal = {**edited, THEIRS: queue(A=NAME, B=WIDE, C=5, D=5)}
    assert sure(mine, ideal) == approx(likeness(5 + 48 + 4, 57, 57 + 2))


def test_a_name_adds_what_its_likeness_is_above_a_half() -> None:
    bodies = queue(A=NAME, B=5, C=30), queue(A=NAME, B=6, C=30)
    plain = likeness(19, 21, 21)
    assert sure({"RawQueue": bodies[0]}, {"RawDataQueue": bodies[1]}, "RawQueue") == approx(plain + 0.2 * 0.6)
    assert sure({"OneTwo": bodies[0]}, {"OneSix": bodies[1]}, "OneTwo") == approx(plain)
    # Words that others of the type have too say less of each: the word Job counts half.
    mine = {"JobOrders": bodies[0], "JobOthers": queue(B=1, D="unlike")}
    ideal = {"JobOrders1": bodies[1], "JobOthers": queue(B=1, D="unlike")}
    assert sure(mine, ideal, "JobOrders") == approx(plain + 0.2 * (2 * 7.5 / 16 - 0.5) / 0.5)


def test_the_margin_is_what_the_best_rival_lacks() -> None:
    mine = {MINE: queue(A=NAME, B=5, C=30)}
    ideal = {THEIRS: queue(A=NAME, B=6, C=30), "JobDelta": queue(A=NAME, B=7, C=31)}
    best, second = likeness(11.5, 13.5, 13.5), likeness(7.5, 13.5, 11.5)
    of = pair(mine, ideal)
    assert of == EntryPair(MINE, THEIRS, "content", approx(best), approx(best - second))
    turned = found(ideal, mine).pairs["Resources"]
    assert turned == {THEIRS: EntryPair(THEIRS, MINE, "content", approx(best), approx(best - second))}


def test_a_likeness_above_one_is_one() -> None:
    body = {f"Key{n}": f"{n} is the value of this" * 2 for n in range(9)}
    of = pair(
        {"OrdersQueueOne": queue(**body, X=1)}, {"OrdersQueueTwo": queue(**body, X=2)}, "OrdersQueueOne"
    )
    assert of is not None
    assert of.confidence == 1.0
    assert of.by == "content"


@pytest.mark.parametrize(("shared", "paired"), [(14, True), (12, False)])
def test_below_a_likeness_of_36_in_100_nothing_is_a_pair(shared: int, *, paired: bool) -> None:
    def body(other: str) -> Data:
        return queue(A="s" * shared, B=other * 33, C=other * 7)

    assert likeness(14, 34, 34) > 0.36 > likeness(12, 32, 32)
    # Others of the kind and a new name among them: names and halves of properties have no say.
    rest = {f"Kept{n}": queue(Own=f"text of queue number {n}", More=n) for n in range(12)}
    mine, ideal = {MINE: body("x"), **rest}, {THEIRS: body("y"), **rest}
    assert (pair(mine, ideal) is not None) is paired


# -- places where both say what others say too -------------------------------------------------


def verbs(*said: tuple[str, Any]) -> Data:
    return {name: queue(A=WIDE if "Job" in name else name, Verb=verb) for name, verb in said}


def test_to_say_what_both_templates_know_elsewhere_speaks_against_a_pair() -> None:
    mine = verbs((MINE, "GET"), ("Other", "POST"))
    assert sure(mine, verbs((THEIRS, "POST"), ("Other", "GET"))) == approx(likeness(48, 52, 52) - 0.08)
    assert sure(mine, verbs((THEIRS, "PUT"), ("Other", "GET"))) == approx(likeness(48, 52, 50)), "a new value"


def test_three_such_places_count_at_most() -> None:
    def made(of: str, name: str, places: int, one: str, other: str) -> Data:
        keys = [f"Key{n}" for n in range(places)]
        return {
            name: queue(A=WIDE, B=WIDE, C=WIDE, **dict.fromkeys(keys, one)),
            "Other": queue(A=of, **dict.fromkeys(keys, other)),
        }

    for places in (1, 2, 3, 4, 5):
        mine, ideal = (
            made("mine", MINE, places, "GET", "POST"),
            made("theirs", THEIRS, places, "POST", "GET"),
        )
        whole = 3 * 48 + 4 * places
        assert sure(mine, ideal) == approx(likeness(3 * 48, whole, whole) - 0.08 * min(places, 3))


def test_a_place_where_one_says_two_things_says_nothing_against_a_pair() -> None:
    both = [{"Verb": "GET"}, {"Verb": "POST"}]

    def made(name: str, listed: list[Data], others: list[Data]) -> Data:
        return {name: queue(A=WIDE, Verbs=listed), "Other": queue(A=name, Verbs=others)}

    found = sure(made(MINE, both, both[:1]), made(THEIRS, both[:1], both))
    # GET is said twice in each template, POST once; the list of one is marked by a weight of 1.
    assert found == approx(likeness(48 + 2, 48 + 2 + 4, 48 + 2 + 1))


# -- references --------------------------------------------------------------------------------

NEWS = {"News": topic("all-the-news-of-today"), "Mail": topic("no-letters-for-you")}


def of_topic(name: str | None, **properties: Any) -> Data:
    return queue(**properties, **({} if name is None else {"Topic": {"Ref": name}}))


def test_what_both_refer_to_counts_as_shared() -> None:
    mine, ideal = of_topic("News", A=NAME, B="abcdefgh"), of_topic("News", A=NAME, B="ijklmnop")
    assert sure({**NEWS, MINE: mine}, {**NEWS, THEIRS: ideal}) == approx(likeness(27, 31, 31))
    without = of_topic(None, A=NAME, B="ijklmnop")
    assert sure({**NEWS, MINE: mine}, {**NEWS, THEIRS: without}) == approx(likeness(15, 31, 19))
    assert sure({**NEWS, MINE: without}, {**NEWS, THEIRS: mine}) == approx(likeness(15, 31, 19))


def test_to_refer_to_something_else_in_the_same_place_speaks_against_a_pair() -> None:
    mine, ideal = of_topic("News", A=WIDE, B="abcdefgh"), of_topic("Mail", A=WIDE, B="ijklmnop")
    assert sure({**NEWS, MINE: mine}, {**NEWS, THEIRS: ideal}) == approx(likeness(48, 64, 64) - 0.3)


def test_a_reference_to_what_has_no_partner_counts_a_third() -> None:
    gone = {"Gone": {"Type": "Custom::Thing", "Properties": {"A": "x" * 20}}}
    come = {"Come": {"Type": "Custom::Thing", "Properties": {"B": "y" * 20, "C": "z" * 9}}}
    mine, ideal = {**gone, MINE: of_topic("Gone", A=WIDE)}, {**come, THEIRS: of_topic("Come", A=WIDE, B=5)}
    assert sure(mine, ideal) == approx(likeness(48 + 4.2, 52.2, 54.2))


def test_what_several_of_a_type_refer_to_counts_by_the_root_of_their_number() -> None:
    others = {f"Kept{n}": of_topic("News", A=f"text of queue {n}", B=n) for n in range(3)}
    later = {f"Kept{n}": of_topic("News", A=f"text of queue {n}", B=n + 9) for n in range(3)}
    mine = {**NEWS, **others, MINE: of_topic("News", A=WIDE, B=5)}
    ideal = {**NEWS, **later, THEIRS: of_topic("News", A=WIDE, B=6)}
    assert sure(mine, ideal) == approx(likeness(48 + 12, 50 + 12, 50 + 12)), "settled ones do not count"
    # Where names changed places, nothing is settled beforehand, and all four count.
    more = {"DisplayName": "same", "KmsMasterKeyId": "same"}
    turned = {
        name: {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": f"{name}-of-two-topics", **more}}
        for name in ("One", "Two")
    }
    back = {"One": turned["Two"], "Two": turned["One"]}
    assert sure({**turned, **mine}, {**back, **ideal}) == approx(likeness(48 + 6, 50 + 6, 50 + 6))


def test_who_refers_to_both_counts_as_shared() -> None:
    mine, ideal = queue(A=NAME, B="abcdefgh"), queue(A=NAME, B="ijklmnop")
    of = sure({"Reader": reader(MINE), MINE: mine}, {"Reader": reader(THEIRS), THEIRS: ideal})
    assert of == approx(likeness(15 + 8, 19 + 8, 19 + 8))


def test_users_who_ask_for_another_one_speak_against_a_pair_by_their_share() -> None:
    fifo = {"JobDelta": queue(FifoQueue=True)}
    mine = {MINE: queue(A=WIDE, B="abcdefgh")}
    ideal = {THEIRS: queue(A=WIDE, B="ijklmnop"), **fifo}
    one, other = {"One": reader(MINE)}, {"One": reader("JobDelta")}
    assert sure({**one, **mine}, {**other, **ideal}) == approx(likeness(48, 52 + 8, 52) - 0.15)
    two, both = {"Two": reader(MINE, "another")}, {"Two": reader(THEIRS, "another")}
    # Three are asked: One of the generated template, who says no, and Two of both.
    assert sure({**one, **two, **mine}, {**other, **both, **ideal}) == approx(
        likeness(48 + 8, 52 + 16, 52 + 8) - 0.15 / 3
    )
    # To refer to it in another place is no excuse.
    twice = {
        "One": {
            **reader("JobDelta"),
            "Properties": {**reader("JobDelta")["Properties"], "Else": {"Ref": THEIRS}},
        }
    }
    assert sure({**one, **mine}, {**twice, **ideal}) == approx(likeness(48, 52 + 8, 52 + 8) - 0.15)
    # One who refers to nothing there any more has nothing to say.
    plain = {"One": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "reader-of-queues"}}}
    assert sure({**one, **mine}, {**plain, **ideal}) == approx(likeness(48, 52 + 8, 52))


# -- names that stay ---------------------------------------------------------------------------


def test_entries_of_one_name_are_a_pair_by_their_name_whatever_else_is_like_them() -> None:
    near = {"A": "short", "B": "abcdefgh", "C": 1}
    mine = {"Orders": queue(**near)}
    ideal = {"Orders": queue(**{**near, "A": "other"}), "Other": queue(**near, D=1)}
    assert pair(mine, ideal, "Orders") == EntryPair("Orders", "Orders", "id", 1.0, 1.0)


def test_the_only_one_of_a_type_is_not_what_took_its_name_with_nothing_in_common() -> None:
    mine = {"Orders": queue(A=NAME, B=WIDE)}
    ideal = {"Orders": queue(C="unlike", D=7), "Moved": queue(A=NAME, B=WIDE, E=1)}
    of = pair(mine, ideal, "Orders")
    assert of is not None
    assert (of.ideal, of.by) == ("Moved", "content")
    assert of.confidence == approx(likeness(63, 63, 65))


def test_a_name_says_less_where_others_changed_places() -> None:
    """A and B exchanged names; C has a body that is as like one as the other."""
    texts = ("first-text-of-all", "second-text-of-all", "third-text-of-all")
    mine = {"A": queue(N=texts[0]), "B": queue(N=texts[1]), "C": queue(N=texts[2], X=1)}
    ideal = {
        "A": queue(N=texts[1]),
        "B": queue(N=texts[0]),
        "C": queue(N="w" * 20),
        "D": queue(N=texts[2], X=2),
    }
    pairs = {name: of.ideal for name, of in found(mine, ideal).pairs["Resources"].items()}
    assert pairs == {"A": "B", "B": "A", "C": "D"}
    kept = {name: body for name, body in ideal.items() if name not in "AB"}
    assert pair({"C": mine["C"]}, kept, "C") == EntryPair(
        "C", "D", "content", approx(likeness(17, 19, 19)), approx(likeness(17, 19, 19))
    )


# -- many of a type ----------------------------------------------------------------------------


def many(count: int, turn: int, **more: Any) -> Data:
    """Queues of which each says two things that are its own, and one that all say."""
    return {
        f"{'Raw' if turn else 'Job'}{n}": queue(
            Own=f"text of queue {n}", Common="all say this", Edited=f"{turn} {n}", **more
        )
        for n in range(count)
    }


@pytest.mark.parametrize("count", [20, 21, 30])
def test_groups_of_any_size_are_paired_by_what_only_few_have(count: int) -> None:
    """Up to 400 possible pairs all are looked at, then only those that share something rare."""
    pairs = found(many(count, 0), many(count, 1)).pairs["Resources"]
    assert {name: of.ideal for name, of in pairs.items()} == {f"Job{n}": f"Raw{n}" for n in range(count)}
    shared = len("text of queue 7") + 12 / count
    name = 2 / (2 + 2 * 3 / count)
    of = pairs["Job7"]
    assert of.confidence == approx(likeness(shared, shared + 2, shared + 2) + 0.2 * (name - 0.5) / 0.5)
    assert of.margin == of.confidence


@pytest.mark.parametrize("turned", [False, True])
def test_in_a_large_group_the_best_of_many_candidates_is_found_wherever_it_stands(*, turned: bool) -> None:
    """Nine of the other template say what one says, and each says something else besides; the last one least."""
    shared = {f"Shared{n}": f"{n}" * 48 for n in range(5)}
    near = {f"Near{n}": queue(**shared, Edited=f"{n}" * (44 - 5 * n)) for n in range(9)}
    alone = {"Alone": queue(**shared, Else=1)}
    for order in (near, dict(reversed(near.items()))):
        sides = {**many(20, 0), **alone}, {**many(20, 1), **order}
        pairs = found(*(sides[::-1] if turned else sides)).pairs["Resources"]
        both = {of.generated if turned else of.ideal for of in pairs.values() if "Alone" in of[:2]}
        assert both == {"Near8"}
