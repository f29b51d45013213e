"""What is left when likeness has had its say, and how sure the pairs among it are."""

from __future__ import annotations

import json
from typing import Any

import pytest

from repair.diff.alignment.align import EntryPair, align
from repair.template.template import Template

Data = dict[str, Any]

LONG, OTHER = "a-long-text-of-this-log-group", "something-else-that-is-as-long"


def queue(name: str) -> Data:
    return {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": name}}


def table(name: str, key: int, **more: Any) -> Data:
    return {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": name, "Key": key, **more}}


def logs(**properties: Any) -> Data:
    return {"Type": "AWS::Logs::LogGroup", "Properties": properties}


def reader(of: str) -> Data:
    return {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "reader", "Value": {"Ref": of}}}


def others(count: int) -> Data:
    return {f"K{n}": table(f"the table {n}", n) for n in range(count)}


def pairs(mine: Data, ideal: Data, section: str = "Resources") -> dict[str, EntryPair]:
    found = align(*(Template(side if "Resources" in side else {"Resources": side}) for side in (mine, ideal)))
    return found.pairs[section]


def pair(mine: Data, ideal: Data, name: str, section: str = "Resources") -> tuple[str, float, float] | None:
    found = pairs(mine, ideal, section).get(name)
    if found is None:
        return None
    return found.ideal, round(found.confidence, 9), round(found.margin, 9)


def told(name: str, confidence: float, margin: float | None = None) -> tuple[str, float, float]:
    return name, round(confidence, 9), round(confidence if margin is None else margin, 9)


# -- few of a kind, or telling names -----------------------------------------------------------

ALIKE = 2 * 4 / (len(LONG) + len(OTHER) + 8)
"""The likeness of two tables that share a key and have other texts, as they stand."""


@pytest.mark.parametrize("count", [0, 2, 3, 6])
def test_names_of_one_stem_weigh_35_in_100_however_many_are_of_a_kind(count: int) -> None:
    mine = {"OrdersData": table(LONG, 5), **others(count)}
    assert pair(mine, {"OrderData": table(OTHER, 5), **others(count)}, "OrdersData") == told(
        "OrderData", 0.65 * ALIKE + 0.35
    )
    assert pair(mine, {"OrderData": table(OTHER, 6), **others(count)}, "OrdersData") is None, (
        "35 in 100 are not enough"
    )


@pytest.mark.parametrize(("count", "gone", "few"), [(2, 0, True), (3, 0, False), (1, 1, True), (2, 1, False)])
@pytest.mark.parametrize("turned", [False, True])
def test_where_more_than_three_are_of_a_kind_a_name_must_be_nearly_the_same(
    count: int, gone: int, *, few: bool, turned: bool
) -> None:
    """What all of them say says little of each, but counts as it stands once only names are left."""
    said = {"Common": "c" * 48}

    def made(name: str, letters: str) -> Data:
        own = {"One": letters[0] * 48, "Two": letters[1] * 48}
        rest = {f"K{n}": logs(Own=f"log group {n}", **said) for n in range(count)}
        return {name: logs(**said, **own), **rest}

    more = {f"Gone{n}": logs(Own="only one side has this", **said) for n in range(gone)}
    mine, ideal = {**made("OrdersData", "vw"), **more}, made("OrdersStuff", "xy")
    score = 0.65 * 2 * 48 / (6 * 48) + 0.35 * 2 * 6 / (10 + 11)
    if turned:
        assert pair(ideal, mine, "OrdersStuff") == (told("OrdersData", score) if few else None)
    else:
        assert pair(mine, ideal, "OrdersData") == (told("OrdersStuff", score) if few else None)


def test_what_refers_to_something_else_in_the_same_place_is_not_the_same_for_its_name() -> None:
    two = {"One": queue("the first of two"), "Two": queue("the second of two")}

    def made(name: str, text: str, key: str) -> Data:
        return {**two, name: table(text, 5, Queue={"Ref": key})}

    assert pair(made("OrdersData", LONG, "One"), made("OrderData", OTHER, "One"), "OrdersData") is not None
    assert pair(made("OrdersData", LONG, "One"), made("OrderData", OTHER, "Two"), "OrdersData") is None


@pytest.mark.parametrize("first", [True, False])
def test_what_both_refer_to_counts_among_few_too(*, first: bool) -> None:
    """A reference weighs 12, as it stands."""
    one = {"One": queue("the first of two")}

    def made(name: str, text: str, *, ahead: bool) -> Data:
        own = {
            name: table(
                text, 5, Queue={"Ref": "One"}, More={"Ref": "One"}, Long=text * 3, Other=text[::-1] * 2
            )
        }
        return {**own, **one} if ahead else {**one, **own}

    mine, ideal = made("OrdersData", LONG, ahead=first), made("OrderData", OTHER, ahead=not first)
    both = sum(len(text) + 4 + 24 + 48 + 48 for text in (LONG, OTHER))
    found = pair(mine, ideal, "OrdersData")
    assert found == told("OrderData", 0.65 * 2 * (4 + 24) / both + 0.35)


@pytest.mark.parametrize("count", [1, 6])
def test_the_name_of_a_parameter_is_worth_half_however_many_there_are(count: int) -> None:
    rest = {
        f"P{n}": {"Type": "Number", "Default": n, "Description": f"number {n} of all"} for n in range(count)
    }

    def made(name: str, text: str) -> Data:
        own = {"Type": "String", "Default": text, "Description": text[::-1]}
        return {"Resources": {}, "Parameters": {**rest, name: own}}

    mine, ideal = made("StageOfApp", LONG), made("StageOfWeb", OTHER)
    alike, named = 2 * 6 / (2 * len(LONG) + 6 + 2 * len(OTHER) + 6), 14 / 20
    assert 0.5 * alike + 0.5 * named >= 0.38
    found = pair(mine, ideal, "StageOfApp", "Parameters")
    assert found == told("StageOfWeb", 0.5 * alike + 0.5 * named)
    assert pair(mine, made("LevelOfWeb", OTHER), "StageOfApp", "Parameters") is None


@pytest.mark.parametrize(("count", "paired"), [(20, True), (21, False)])
def test_of_more_than_400_pairs_that_are_possible_names_alone_make_none(count: int, *, paired: bool) -> None:
    words = [f"{letter}{letter.lower() * 9}" for letter in "ABCDEFGHIJKLMNOPQRSTU"[:count]]

    def made(turn: str) -> Data:
        return {
            "Resources": {},
            "Parameters": {
                f"{word}{turn}": {
                    "Type": "String",
                    "Default": f"{word}{turn}"[::-1] * 3,
                    "V": f"{turn}{word}" * 3,
                }
                for word in words[: 20 if turn == "Old" else count]
            },
        }

    found = pairs(made("Old"), made("Fresh"), "Parameters")
    assert {name: pair.ideal for name, pair in found.items()} == (
        {f"{word}Old": f"{word}Fresh" for word in words} if paired else {}
    )


def test_outputs_of_like_names_are_one_where_there_are_few() -> None:
    def made(name: str, text: str, count: int) -> Data:
        rest = {f"Out{n}": {"Value": f"text of output {n}"} for n in range(count)}
        return {"Resources": {}, "Outputs": {**rest, name: {"Value": text, "Description": "of it"}}}

    def found(count: int) -> Any:
        return pair(
            made("AddressOfApi", LONG, count), made("AddressesOfApi", OTHER, count), "AddressOfApi", "Outputs"
        )

    alike = 2 * 5 / (len(LONG) + len(OTHER) + 10)
    assert found(2) == told("AddressesOfApi", 0.65 * alike + 0.35)
    assert found(3) is None


def test_many_entries_that_stay_alone_keep_nobody_else_from_its_partner() -> None:
    def made(name: str, text: str) -> Data:
        conditions = {f"{text[0]}{n}": {"Fn::Equals": [f"{text} {n}", text[::-1]]} for n in range(5)}
        return {"Conditions": conditions, "Resources": {name: table(text, 5)}}

    assert pair(made("OrdersData", LONG), made("OrderData", OTHER), "OrdersData") == told(
        "OrderData", 0.65 * ALIKE + 0.35
    )


def test_where_names_changed_places_like_names_of_many_resources_prove_nothing() -> None:
    first, second = queue("first-of-the-queues"), queue("second-of-the-queues")
    mine = {"OrdersData": table(LONG, 5, More=1), **others(4)}
    ideal = {"OrderData": table(OTHER, 5, More=2), **others(4)}
    alike = 2 * 4 / (len(LONG) + len(OTHER) + 16)
    assert pair(mine, ideal, "OrdersData") == told("OrderData", 0.65 * alike + 0.35)
    turned = pairs({"A": first, "B": second, **mine}, {"A": second, "B": first, **ideal})
    assert turned["A"].ideal == "B"
    assert "OrdersData" not in turned


# -- customs of names --------------------------------------------------------------------------

WORDS = ("Orders", "Billing", "Refunds")
GROUPS = {f"G{n}": logs(N=f"/group/{n}", S=5) for n in range(6)}
"""So many of a kind that neither likeness nor a like name brings the two together that are left."""

MINE, IDEAL = logs(A=LONG, S=5, R=7), logs(B=OTHER, S=5, R=30, D=LONG + OTHER)


def renamed(count: int, before: str = "Prod", after: str = "") -> tuple[Data, Data]:
    bodies = {word: queue(f"{word}-events") for word in WORDS[:count]}
    new = {f"{before}{word}{after}": body for word, body in bodies.items()}
    return {**GROUPS, **bodies}, {**GROUPS, **new}


@pytest.mark.parametrize(("before", "after"), [("Prod", ""), ("", "V2")])
def test_three_new_names_of_one_kind_make_a_custom(before: str, after: str) -> None:
    """The pair is as sure as the share of properties that say the same: S of five."""
    new = f"{before}WebLogs{after}"
    for count, expected in ((3, told(new, 0.2, 1.0)), (2, None)):
        mine, ideal = renamed(count, before, after)
        assert pair({**mine, "WebLogs": MINE}, {**ideal, new: IDEAL}, "WebLogs") == expected
        assert pair({**mine, "WebLogs": MINE}, {new: IDEAL, **ideal}, "WebLogs") == expected
        assert pair({"WebLogs": MINE, **mine}, {**ideal, new: IDEAL}, "WebLogs") == expected
        assert pair({**mine, "WebLogs": MINE}, {**ideal, "Else": IDEAL}, "WebLogs") is None


def test_a_custom_asks_for_one_of_the_same_type_that_is_left_over() -> None:
    mine, ideal = renamed(3)
    other = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "logs"}}
    assert pair({**mine, "WebLogs": MINE}, {**ideal, "ProdWebLogs": other}, "WebLogs") is None
    kept = {**mine, "WebLogs": MINE, "ProdWebLogs": IDEAL}
    assert pair(kept, {**ideal, "ProdWebLogs": IDEAL}, "WebLogs") is None


def test_a_custom_parts_no_namesakes() -> None:
    mine, ideal = renamed(3)
    edited = logs(X="w" * 40, Y="z" * 40)
    assert (
        pair({**mine, "WebLogs": MINE, "ProdWebLogs": edited}, {**ideal, "ProdWebLogs": IDEAL}, "WebLogs")
        is None
    )
    assert pair({**mine, "WebLogs": MINE}, {**ideal, "WebLogs": edited, "ProdWebLogs": IDEAL}, "WebLogs") == (
        "WebLogs", 1.0, 1.0,
    )  # fmt: skip


@pytest.mark.parametrize(("lying", "kept"), [(8, True), (9, False)])
def test_unless_more_than_half_of_all_ids_lie(lying: int, *, kept: bool) -> None:
    """Of those whose content is certain six groups have kept their ids; two are taken for granted."""
    mine, ideal = renamed(3)
    bodies = [queue(f"one of the queues that go round {n}") for n in range(lying)]
    mine |= {f"R{n}": body for n, body in enumerate(bodies)}
    ideal |= {f"R{n}": body for n, body in enumerate([*bodies[1:], bodies[0]])}
    edited = logs(X="w" * 40, Y="z" * 40)
    found = pairs({**mine, "WebLogs": MINE, "ProdWebLogs": edited}, {**ideal, "ProdWebLogs": IDEAL})
    assert {name: of.ideal for name, of in found.items() if "WebLogs" in name} == (
        {"ProdWebLogs": "ProdWebLogs"} if kept else {"WebLogs": "ProdWebLogs"}
    )


def test_what_two_may_become_by_custom_becomes_neither() -> None:
    """Names get a word in front, and names that begin with another one have that word instead of it."""
    mine, ideal = renamed(3)
    more = {word: queue(f"{word}-of-mine") for word in ("Search", "Export", "Import")}
    mine |= {f"My{word}": body for word, body in more.items()}
    ideal |= {f"Prod{word}": body for word, body in more.items()}
    other = logs(A=LONG[::-1], S=5, R=8)
    one = pairs({**mine, "MyWebLogs": other}, {**ideal, "ProdWebLogs": IDEAL})
    assert one["MyWebLogs"].ideal == "ProdWebLogs"
    both = pairs({**mine, "WebLogs": MINE, "MyWebLogs": other}, {**ideal, "ProdWebLogs": IDEAL})
    assert both.keys() == mine.keys()


# -- halves of properties ----------------------------------------------------------------------


def some(text: str, q: int, **more: Any) -> Data:
    return logs(N=text, S=5, R=90, Q=q, **more)


def likely(one: str, other: str) -> float:
    """The likeness of two texts by their words."""
    words, rest = (set(text.split("-")) for text in (one, other))
    shared = sum(len(word) for word in words & rest)
    return 2 * shared / (sum(map(len, one.split("-"))) + sum(map(len, other.split("-"))))


@pytest.mark.parametrize("renamed", [True, False])
def test_what_says_the_same_in_half_of_its_properties_is_likely_where_another_was_renamed(
    *, renamed: bool
) -> None:
    mine = {**GROUPS, "Orders": queue("orders-events"), "ApiLogs": some(LONG, 1)}
    ideal = {
        **GROUPS,
        "X7" if renamed else "Orders": queue("orders-events"),
        "Z9": some(f"{OTHER}-{LONG}", 2),
    }
    text = likely(LONG, f"{OTHER}-{LONG}")
    assert text > 0.6
    expected = told("Z9", (1 + 1 + text) / 4) if renamed else None
    assert pair(mine, ideal, "ApiLogs") == expected


def test_a_like_name_makes_that_a_little_likelier() -> None:
    """By a tenth of the likeness of the names: the word Api is three of seven and of eight letters."""
    mine = {**GROUPS, "Orders": queue("orders-events"), "ApiLogs": some(LONG, 1)}
    ideal = {**GROUPS, "X7": queue("orders-events"), "ApiStuff": some(f"{OTHER}-{LONG}", 2)}
    share = (1 + 1 + likely(LONG, f"{OTHER}-{LONG}")) / 4
    assert pair(mine, ideal, "ApiLogs") == told("ApiStuff", share + 0.1 * 2 * 3 / 15)


def test_one_renamed_resource_in_twenty_is_enough_and_fewer_are_not() -> None:
    def found(count: int) -> Any:
        rest = {f"T{n}": {"Type": f"Custom::T{n}", "Properties": {"A": n}} for n in range(count)}
        mine = {**rest, **GROUPS, "Orders": queue("orders-events"), "ApiLogs": some(LONG, 1)}
        return pair(mine, {**rest, **GROUPS, "X7": queue("orders-events"), "Z9": some(OTHER, 2)}, "ApiLogs")

    assert found(12) == told("Z9", 0.5)
    assert found(13) is None


@pytest.mark.parametrize(
    ("mine", "ideal", "share"),
    [
        ({"A": LONG, "B": 1, "C": 2}, {"A": OTHER, "B": 1, "C": 2}, 2 / 3),
        ({"A": LONG, "B": 1}, {"A": OTHER, "B": 1}, 1 / 2),
        ({"A": LONG, "B": 1}, {"A": OTHER, "B": 1, "C": 2}, None),
        ({"A": LONG, "B": 1, "C": [1]}, {"A": OTHER, "B": 1, "C": [2]}, None),
        ({"A": LONG, "B": {"Ref": "Orders"}}, {"A": OTHER, "B": {"Ref": "X7"}}, 1 / 2),
        ({"A": LONG, "B": {"Ref": "G0"}}, {"A": OTHER, "B": {"Ref": "G0"}}, 1 / 2),
        ({"A": LONG, "B": {"Fn::Sub": "a-${Orders}"}}, {"A": OTHER, "B": {"Fn::Sub": "a-${X7}"}}, 1 / 2),
        ({"A": LONG, "B": {"Fn::Sub": "a-${Orders}"}}, {"A": OTHER, "B": {"Fn::Sub": "a-${G0}"}}, None),
        ({"A": LONG, "B": {"Ref": "Nobody"}}, {"A": OTHER, "B": {"Ref": "Noone"}}, None),
    ],
    ids=str,
)
def test_properties_say_the_same_but_for_names_that_stand_for_one_another(
    mine: Data, ideal: Data, share: float | None
) -> None:
    # What both say is said by all others too, so that it makes nobody alike.
    same = (
        mine["B"] if isinstance(mine["B"], int) else json.loads(json.dumps(mine["B"]).replace("Orders", "X7"))
    )
    crowd = {f"H{n}": logs(N=f"the group {n}", B=mine["B"], C=2) for n in range(9)}
    later = {f"H{n}": logs(N=f"the group {n}", B=same, C=2) for n in range(9)}
    kept = {"G0": queue("another-one")}
    one = {
        **crowd,
        **kept,
        "Orders": queue("orders-events"),
        "ApiLogs": logs(**{**mine, "A": LONG + LONG[::-1]}),
    }
    other = {**later, **kept, "X7": queue("orders-events"), "Z9": logs(**{**ideal, "A": OTHER + OTHER[::-1]})}
    assert pair(one, other, "ApiLogs") == (None if share is None else told("Z9", share))


# -- doubts ------------------------------------------------------------------------------------


ONE, OTHER_ONE = logs(A="twelve chars", X=1, Y=2), logs(A="twelve chars", X=3, Y=4, Z=5)
"""Two that are likely the same, with little in common."""


def test_what_shares_no_half_of_its_properties_no_word_and_no_neighbour_is_parted_again() -> None:
    score = 2 * 12 / (16 + 18 + 6)
    assert pair({"Aaaa": ONE}, {"Bbbb": OTHER_ONE}, "Aaaa") is None
    assert pair({"WebAaaa": ONE}, {"WebBbbb": OTHER_ONE}, "WebAaaa") == told("WebBbbb", score)
    halves = logs(A="twelve chars", X=1), logs(A="twelve chars", X=3)
    assert pair({"Aaaa": halves[0]}, {"Bbbb": halves[1]}, "Aaaa") == told("Bbbb", 2 * 12 / (14 + 14 + 6))
    # A word of the type is hardly one.
    assert pair({"LogAaaa": ONE}, {"LogBbbb": OTHER_ONE}, "LogAaaa") is None


def test_one_sure_pair_of_names_that_share_no_word_says_that_names_were_lost() -> None:
    queues = {"Cccc": queue("one-and-the-same-queue")}, {"Dddd": queue("one-and-the-same-queue")}
    for first in (True, False):
        mine, ideal = {**queues[0], "Aaaa": ONE}, {**queues[1], "Bbbb": OTHER_ONE}
        if not first:
            mine = dict(reversed(mine.items()))
        assert pair(mine, ideal, "Aaaa") == told("Bbbb", 2 * 12 / (16 + 18 + 6))
    alike = {"QueueCccc": queues[0]["Cccc"]}, {"QueueDddd": queues[1]["Dddd"]}
    assert pair({**alike[0], "Aaaa": ONE}, {**alike[1], "Bbbb": OTHER_ONE}, "Aaaa") is None


def test_a_common_neighbour_takes_away_the_doubt_and_an_output_of_another_name_does_not() -> None:
    one, other = ONE, OTHER_ONE

    def made(name: str, body: Data, **outputs: Any) -> Data:
        return {"Resources": {name: body}, "Outputs": {key: {"Value": {"Ref": name}} for key in outputs}}

    def found(mine: Data, ideal: Data) -> Any:
        return {section: pairs(mine, ideal, section).keys() for section in ("Resources", "Outputs")}

    assert found(made("Aaaa", one, Out=1), made("Bbbb", other, Out=1)) == {
        "Resources": {"Aaaa"},
        "Outputs": {"Out"},
    }
    assert found(made("Aaaa", one, Out=1), made("Bbbb", other, Exit=1)) == {
        "Resources": set(),
        "Outputs": set(),
    }
    read = pairs({"Aaaa": one, "Reader": reader("Aaaa")}, {"Bbbb": other, "Reader": reader("Bbbb")})
    assert read.keys() == {"Aaaa", "Reader"}
    used = {"Used": queue("what-both-refer-to")}
    first, second = (logs(**body["Properties"], Q={"Ref": "Used"}) for body in (one, other))
    assert pairs({**used, "Aaaa": first}, {**used, "Bbbb": second}).keys() == {"Used", "Aaaa"}
