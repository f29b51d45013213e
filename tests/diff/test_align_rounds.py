"""Ids that may lie, entries that nothing tells apart, and what follows for those that hang on them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from repair.diff.alignment import likely
from repair.diff.alignment.align import Aligned, Ambiguity, EntryPair, align, alignments
from repair.template.template import Template

Data = dict[str, Any]

WIDE, WORDS, NAME = "w" * 48, "m" * 20, "orders-of-today"


def queue(**properties: Any) -> Data:
    return {"Type": "AWS::SQS::Queue", "Properties": properties}


def table(**properties: Any) -> Data:
    return {"Type": "AWS::DynamoDB::Table", "Properties": properties}


def reader(of: str, name: str = "reader-of-tables") -> Data:
    return {"Type": "AWS::SSM::Parameter", "Properties": {"Name": name, "Value": {"Ref": of}}}


def found(mine: Data, ideal: Data) -> Aligned:
    return align(*(Template(side if "Resources" in side else {"Resources": side}) for side in (mine, ideal)))


def pairs(mine: Data, ideal: Data, section: str = "Resources") -> dict[str, EntryPair]:
    return found(mine, ideal).pairs[section]


def partners(mine: Data, ideal: Data) -> dict[str, str]:
    return {name: pair.ideal for name, pair in pairs(mine, ideal).items()}


def likeness(shared: float, one: float, other: float) -> float:
    return 2 * shared / (one + other + 6)


def approx(value: float) -> Any:
    return pytest.approx(value, abs=1e-9)


FIRST, SECOND = queue(N="first-of-the-queues"), queue(N="second-of-the-queues")
TURNED: tuple[Data, Data] = {"A": FIRST, "B": SECOND}, {"A": SECOND, "B": FIRST}
"""Two that exchanged names: half of all ids can be believed then."""


# -- what the id is worth ----------------------------------------------------------------------


def test_an_id_counts_for_two_fifths_where_none_is_known_to_lie() -> None:
    mine, ideal = {"C": table(N=WIDE, M=1)}, {"C": table(M=1, X=1), "D": table(N=WIDE, Y=2)}
    best, own = likeness(48, 52, 50), likeness(4, 52, 6)
    assert pairs(mine, ideal) == {
        "C": EntryPair("C", "D", "content", approx(best), approx(best - own - 0.4 - 0.001))
    }
    stays = {**ideal, "C": table(M=1, N="w" * 4, X=1)}
    assert partners(mine, stays) == {"C": "D"}
    near = table(N=WIDE, M=WORDS), {"C": table(M=WORDS, X=1), "D": table(N=WIDE, Y=2)}
    assert likeness(20, 68, 22) + 0.4 > likeness(48, 68, 50)
    assert partners({"C": near[0]}, near[1]) == {"C": "C"}


def test_an_id_counts_for_next_to_nothing_at_first_where_half_of_them_lie() -> None:
    mine = {**TURNED[0], "C": table(N=WIDE, M=WORDS)}
    ideal = {**TURNED[1], "C": table(M=WORDS, X=1), "D": table(N=WIDE, Y=2)}
    best, own = likeness(48, 68, 50), likeness(20, 68, 22)
    bonus = 0.15 * (0.5 - 0.4) / 0.6 + 0.001
    assert pairs(mine, ideal) == {
        "A": EntryPair("A", "B", "digest", 1.0, 1.0),
        "B": EntryPair("B", "A", "digest", 1.0, 1.0),
        "C": EntryPair("C", "D", "content", approx(best), approx(best - own - bonus)),
    }


@pytest.mark.parametrize(("more", "partner"), [(30, "D"), (20, "C"), (4, "C")])
def test_and_for_a_tenth_more_when_neighbours_have_had_their_say(more: int, partner: str) -> None:
    mine = {**TURNED[0], "C": table(N=WIDE, M="m" * 30)}
    ideal = {**TURNED[1], "C": table(M="m" * 30, X="x" * more), "D": table(N=WIDE, Y="y" * 48)}
    best, own = likeness(48, 78, 48 + 24), likeness(30, 78, 30 + more / 2)
    margin = best - own - (0.2 * 0.5 + 0.15 * (0.5 - 0.4) / 0.6 + 0.001)
    of = pairs(mine, ideal)["C"]
    if partner == "D":
        assert margin > 0.01
        assert of == EntryPair("C", "D", "content", approx(best), approx(margin))
    else:
        assert margin < 0.01
        assert of == EntryPair("C", "C", "id", 1.0, 1.0)


def test_users_who_all_ask_for_another_one_take_from_the_worth_of_an_id() -> None:
    mine = {"C": table(N=WIDE, M=WORDS), "R": reader("C")}
    ideal = {"C": table(M=WORDS, X=1), "D": table(N=WIDE, Y=2), "R": reader("D")}
    best = likeness(48 + 8, 68 + 8, 50 + 8)
    own = likeness(20, 68 + 8, 22) - 0.15
    of = pairs(mine, ideal)["C"]
    assert of == EntryPair("C", "D", "content", approx(best), approx(best - own - 0.15 - 0.001))


def test_two_that_would_part_another_from_its_namesake_must_be_very_much_alike() -> None:
    """Where ids can be believed, 0.75; elsewhere the likelihood of any pair."""
    mine = {"C": table(N=WIDE, M="m" * 30)}

    def ideal(more: int) -> Data:
        return {"C": table(X="x" * 40), "D": table(N=WIDE, Y="y" * more)}

    assert likeness(48, 48 + 15, 48 + 2) > 0.75 > likeness(48, 48 + 15, 48 + 20)
    assert partners(mine, ideal(4)) == {"C": "D"}
    assert partners(mine, ideal(40)) == {"C": "C"}
    turned = {**TURNED[0], **mine}, {**TURNED[1], **ideal(40)}
    assert partners(*turned)["C"] == "D"


@pytest.mark.parametrize("first", [True, False])
def test_the_namesake_may_be_the_one_that_is_gone_by_another_name(*, first: bool) -> None:
    """C became D, or D was edited: what was C is very much like it, or is gone."""

    def found(more: int) -> dict[str, str]:
        mine = {"D": table(X="x" * 40), "C": table(N=WIDE, M="m" * 30)}
        if not first:
            mine = dict(reversed(mine.items()))
        return partners(mine, {"D": table(N=WIDE, Y="y" * more)})

    assert found(4) == {"C": "D"}
    assert found(40) == {"D": "D"}


def test_what_says_next_to_nothing_keeps_its_name() -> None:
    mine, ideal = {"C": table(M=1)}, {"C": table(X="x" * 40), "D": table(M=1)}
    assert partners(mine, ideal) == {"C": "C"}
    others = {"E": table(N=WIDE, V=1)}, {"F": table(N=WIDE, V=2)}
    assert partners({**mine, **others[0]}, {**ideal, **others[1]}) == {"C": "C", "E": "F"}
    mine, ideal = {"C": table(M="sixsix")}, {"C": table(X="x" * 40), "D": table(M="sixsix")}
    assert partners(mine, ideal) == {"C": "D"}


# -- twins -------------------------------------------------------------------------------------


@pytest.mark.parametrize("more", [({}, {}), TURNED], ids=["ids hold", "ids lie"])
@pytest.mark.parametrize("before", [True, False], ids=["first", "last"])
@pytest.mark.parametrize(
    ("mine", "ideal", "expected"),
    [
        ("P Q", "X Y", {"P": ("X", 0.0), "Q": ("Y", 0.0)}),
        ("P Q", "Q P", {"P": ("P", 1.0), "Q": ("Q", 1.0)}),
        ("P Q", "Q R", {"P": ("R", 1.0), "Q": ("Q", 1.0)}),
        ("P Q S", "Q R", {"P": ("R", 0.0), "Q": ("Q", 1.0)}),
        ("P Q", "X Y Z", {"P": ("X", 0.0), "Q": ("Y", 0.0)}),
        ("LogA LogB LogC", "X DataLogB", {"LogA": ("X", 0.0), "LogB": ("DataLogB", 0.0)}),
        (
            "LogA LogB LogC",
            "X DataLogB Y",
            {"LogA": ("X", 0.0), "LogB": ("DataLogB", 0.0), "LogC": ("Y", 0.0)},
        ),
        ("P Q S T", "X S", {"P": ("X", 0.0), "S": ("S", 1.0)}),
    ],
)
def test_twins_go_by_their_names_then_by_likely_ones_then_in_order(
    mine: str, ideal: str, expected: dict[str, tuple[str, float]], before: bool, more: tuple[Data, Data]
) -> None:
    one, other = ({name: table(N=WIDE) for name in names.split()} for names in (mine, ideal))
    of = (
        pairs({**one, **more[0]}, {**other, **more[1]})
        if before
        else pairs({**more[0], **one}, {**more[1], **other})
    )
    assert {name: pair for name, pair in of.items() if name in one} == {
        name: EntryPair(name, new, "id" if new == name else "digest", 1.0, margin)
        for name, (new, margin) in expected.items()
    }


def test_twins_are_equal_however_alike_their_names_are() -> None:
    twin = table(N="aaaa")
    assert pairs({"Z91": twin, "MyLogA": twin}, {"LogA": twin, "RawB": twin}) == {
        "Z91": EntryPair("Z91", "RawB", "digest", 1.0, 0.0),
        "MyLogA": EntryPair("MyLogA", "LogA", "digest", 1.0, 0.0),
    }


def test_the_partner_of_a_twin_is_that_of_those_that_hang_on_it() -> None:
    """Nothing tells three chains of equal links apart, but each link hangs on the one before it."""

    def made(*names: str, kinds: tuple[str, ...] = ("Table", "Stream", "Reader")) -> Data:
        resources: Data = {}
        for chain in zip(*(names[n::3] for n in range(3)), strict=True):
            for at, (name, kind) in enumerate(zip(chain, kinds, strict=True)):
                value = {"Ref": chain[at - 1]} if at else 1
                resources[name] = {"Type": f"Custom::{kind}", "Properties": {"Value": value}}
        return resources

    mine = made("A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3")
    ideal = made("X1", "Y2", "Z3", "Y1", "Z2", "X3", "Z1", "X2", "Y3")
    for other in (ideal, dict(reversed(ideal.items())), dict(sorted(ideal.items()))):
        of = partners(mine, other)
        chains = {"X1": ("Y2", "Z3"), "Y1": ("Z2", "X3"), "Z1": ("X2", "Y3")}
        assert {of[f"{letter}1"]: (of[f"{letter}2"], of[f"{letter}3"]) for letter in "ABC"} == chains


@pytest.mark.parametrize("turned", [False, True])
def test_a_twin_that_is_left_brings_along_those_that_hang_on_it(*, turned: bool) -> None:
    """Of two chains one is gone. Whichever is taken to have stayed, it is so as a whole."""

    def chain(*names: str) -> Data:
        links = pairwise(names)
        last = {names[-1]: {"Type": f"Custom::Link{len(names)}", "Properties": {}}}
        return {
            **{
                name: {"Type": f"Custom::Link{n}", "Properties": {"Next": {"Ref": other}}}
                for n, (name, other) in enumerate(links, 1)
            },
            **last,
        }

    both = {**chain("A1", "A2", "A3"), **chain("B1", "B2", "B3")}
    one = chain("X1", "X2", "X3")
    for order in (
        ("A1", "B1", "B2", "A2", "A3", "B3"),
        ("B3", "A3", "A2", "B2", "A1", "B1"),
        ("A2", "B2", "B1", "B3", "A3", "A1"),
    ):
        sides = {name: both[name] for name in order}, one
        found = partners(*(sides[::-1] if turned else sides))
        stayed = found if turned else {new: old for old, new in found.items()}
        assert stayed.keys() == {"X1", "X2", "X3"}
        assert len({old[0] for old in stayed.values()}) == 1
        assert all(new[1] == old[1] for new, old in stayed.items())


def two(*values: Any) -> Data:
    """A thing that says two things, or three; a name in angle brackets is a reference."""
    return {
        "Type": "Custom::Thing",
        "Properties": {
            key: {"Ref": value[1:-1]} if str(value).startswith("<") else value
            for key, value in zip("KLM", values, strict=False)
        },
    }


ELSE = "something else entirely"


def plain(value: Any = 1, kind: str = "Thing") -> Data:
    return {"Type": f"Custom::{kind}", "Properties": {"K": value}}


@pytest.mark.parametrize(
    ("mine", "ideal", "expected"),
    [
        pytest.param(
            {"A1": plain(), "B1": plain(), "A2": plain({"Ref": "A1"}, "User"), "B2": plain({"Ref": "B1"}, "User")},
            {"X1": plain(), "Y1": plain(), "Y2": plain({"Ref": "X1"}, "User"), "X2": plain({"Ref": "Y1"}, "User")},
            {"A1": ("X1", 1.0, 0.0), "B1": ("Y1", 1.0, 1.0), "A2": ("Y2", 1.0, 1.0), "B2": ("X2", 1.0, 1.0)},
            id="the users of twins",
        ),
        pytest.param(
            {"A2": plain({"Ref": "A1"}, "User"), "B2": plain({"Ref": "B1"}, "User"), "A1": plain(), "B1": plain()},
            {"X1": plain(), "Y1": plain(), "Y2": plain({"Ref": "X1"}, "User"), "X2": plain({"Ref": "Y1"}, "User")},
            {"A2": ("Y2", 1.0, 0.0), "B2": ("X2", 1.0, 1.0), "A1": ("X1", 1.0, 1.0), "B1": ("Y1", 1.0, 1.0)},
            id="users that stand before them",
        ),
        pytest.param(
            {"A": plain({"Ref": "A"}), "B": plain({"Ref": "B"})},
            {"X": plain({"Ref": "X"}), "Y": plain({"Ref": "Y"})},
            {"A": ("X", 1.0, 0.0), "B": ("Y", 1.0, 1.0)},
            id="twins that refer to themselves",
        ),
        pytest.param(
            {"A": plain({"Ref": "B"}), "B": plain({"Ref": "B"})},
            {"X": plain("invoices of the year"), "Y": plain({"Ref": "X"}), "Z": plain({"Ref": "X"})},
            {"A": ("Y", 0.4975, 0.0), "B": ("X", 0.3712, 0.3712)},
            id="a search that comes back to where it was",
        ),
        pytest.param(
            {"New": plain("new text"), "User": plain({"Ref": "New"})},
            {"Self": plain({"Ref": "Self"}), "Other": plain({"Ref": "Self"})},
            {"New": ("Self", 0.3766, 0.3766), "User": ("Other", 0.451, 0.451)},
            id="one that refers to itself, and another one to it",
        ),
        pytest.param(
            {"A": table(K=NAME, L=NAME), "B": table(K=NAME, L=NAME), "C": table(K=NAME, L=NAME)},
            {"B": table(K=NAME, L=NAME), "X": table(K="new text", L=NAME), "Y": table(K=NAME, L=NAME)},
            {"A": ("Y", 1.0, 0.0), "B": ("B", 1.0, 1.0), "C": ("X", round(likeness(5, 10, 9), 4), 0.0)},
            id="three twins of which one was edited",
        ),
        pytest.param(
            {"B": two("<Nobody>", "<B>")},
            {"X": two("<X>", "<Y>"), "Y": two("<X>", "<Y>")},
            {"B": ("Y", 0.6433, 0.6433)},
            id="one that refers to itself and to what is not there",
        ),
        pytest.param(
            {"A": two(1, ELSE), "B": two("bbbb", "invoices of the year"), "C": two(ELSE, ELSE), "D": two("<B>", 2),
             "E": two(ELSE, "<B>"), "F": two("<B>", 2)},
            {"U": two(1, "<Y>"), "V": two("<U>", "invoices of the year"), "W": two(ELSE, "<Z>"), "X": two("<V>", 2),
             "Y": two("<X>", "<V>"), "Z": two("<Y>", "<V>")},
            {"A": ("U", 0.5, 0.5), "B": ("V", 0.742, 0.742), "C": ("W", 0.5905, 0.0817), "D": ("X", 0.63, 0.0)},
            id="neighbours that are known later",
        ),
        pytest.param(
            {"WebF": plain({"Ref": "WebC"}), "E": plain({"Ref": "WebB"}), "WebC": plain("a-text-of-some-length"),
             "WebB": plain({"Ref": "E"})},
            {"A": plain({"Ref": "WebF"}), "WebB": plain({"Ref": "WebC"}), "WebC": plain({"Ref": "D"}),
             "D": plain({"Ref": "WebC"}), "E": plain({"Ref": "A"}), "WebF": plain({"Ref": "WebB"})},
            {"WebF": ("WebF", 1.0, 1.0), "E": ("WebC", 0.8197, 0.8197), "WebC": ("WebB", 0.3904, 0.3904),
             "WebB": ("D", 0.776, 0.3756)},
            id="one that was parted again",
        ),
        pytest.param(
            {"Web": two("<Web>", "<Web>", "<Log>"), "Log": two("<Log>", ELSE, "<Web>")},
            {"Log": two("<Log>", "<Log>", "<Web>"), "Web": two(ELSE, ELSE, "<Log>")},
            {"Web": ("Log", 1.0, 1.0), "Log": ("Web", 0.7783, 0.7783)},
            id="two that exchanged names and refer to each other",
        ),
        pytest.param(
            {"RawC": two("<A>", "<RawC>"), "A": two("aaaa", "<A>"), "RawB": two("aaaa", "<RawC>"), "More": two("<A>", "<RawC>")},
            {"A": two("aaaa", "<A>"), "RawB": two("<A>", "<RawB>"), "RawC": two("aaaa", "<RawB>")},
            {"RawC": ("RawB", 0.8015, 0.4403), "A": ("A", 1.0, 1.0), "RawB": ("RawC", 1.0, 1.0)},
            id="two that exchanged names and a copy of one",
        ),
        pytest.param(
            {"LogC": plain(ELSE), "B": plain("bbbb"), "LogA": plain("bbbb"), "WebD": plain("bbbb"), "More": plain("bbbb")},
            {"LogA": plain(ELSE), "B": plain("bbbb"), "LogC": plain("bbbb"), "WebD": plain("bbbb")},
            {"LogC": ("LogA", 1.0, 1.0), "B": ("B", 1.0, 1.0), "WebD": ("WebD", 1.0, 1.0)},
            id="a namesake that is taken",
        ),
        pytest.param(
            {"LogA": plain({"Ref": "LogA"}), "LogB": plain({"Ref": "LogA"})},
            {"LogA": plain("new text")},
            {"LogA": ("LogA", 1.0, 1.0)},
            id="one that is left over on the longer side",
        ),
    ],
)  # fmt: skip
def test_a_choice_that_nothing_decides_is_made_once_for_whom_stands_first_and_the_rest_follows(
    mine: Data, ideal: Data, expected: dict[str, tuple[str, float, float]]
) -> None:
    told = {
        name: (of.ideal, round(of.confidence, 4), round(of.margin, 4))
        for name, of in pairs(mine, ideal).items()
    }
    assert told == expected


def test_what_was_beyond_doubt_is_not_any_more_when_a_neighbour_is_known_as_something_else() -> None:
    def made(**refers: tuple[str, str]) -> Data:
        return {
            name: plain({"Ref": other} if other else "new text", kind)
            for name, (kind, other) in refers.items()
        }

    mine = made(
        WebA=("A", "G"), B=("A", "F"), RawC=("B", "G"), D=("B", "F"), E=("B", "D"), F=("A", "RawC"), G=("A", "G")
    )  # fmt: skip
    ideal = made(
        NRawC=("B", "NG"), WebA=("A", "NG"), B=("A", ""), NG=("A", "NG"), E=("B", "ND"), ND=("B", "F"), Add7=("A", "NG")
    )  # fmt: skip
    assert partners(mine, ideal) == {
        "WebA": "WebA",
        "B": "B",
        "RawC": "NRawC",
        "D": "ND",
        "E": "E",
        "G": "NG",
    }


def test_links_of_equal_chains_are_told_apart_by_how_far_the_chains_reach() -> None:
    def chain(name: str, length: int) -> Data:
        return {
            f"{name}{n}": {
                "Type": "Custom::Link",
                "Properties": {"Next": {"Ref": f"{name}{n + 1}"}} if n < length else {},
            }
            for n in range(1, length + 1)
        }

    mine = {**chain("A", 3), **chain("B", 4), **chain("C", 5)}
    ideal = {**chain("Y", 5), **chain("X", 4), **chain("W", 3)}
    expected = {
        f"{old}{n}": f"{new}{n}"
        for old, new, length in (("A", "W", 3), ("B", "X", 4), ("C", "Y", 5))
        for n in range(1, length + 1)
    }
    assert partners(mine, ideal) == expected
    assert {pair.by for pair in pairs(mine, ideal).values()} == {"digest"}
    assert partners(mine, dict(reversed(ideal.items()))) == expected


def test_equal_entries_with_references_in_another_order_are_certain() -> None:
    topics = {
        name: {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": f"{name} is a topic"}} for name in "PQ"
    }
    new = {f"New{name}": body for name, body in topics.items()}
    first, second, third = ({"Ref": "P"}, {"Fn::GetAtt": ["Q", "TopicName"]}, {"Ref": "Q"})
    turned = ({"Ref": "NewQ"}, {"Fn::GetAtt": ["NewQ", "TopicName"]}, {"Ref": "NewP"})
    mine = {"T": table(A=first, B=second, C=third), **topics}
    ideal = {"U": table(C=turned[0], B=turned[1], A=turned[2]), **new}
    assert pairs(mine, ideal)["T"] == EntryPair("T", "U", "digest", 1.0, 1.0)


def test_pairs_that_speak_against_names_bring_all_names_into_doubt() -> None:
    """R refers to something else now, which would be the same under a new name, if it were not known better."""
    old, new = table(N="first of all the tables"), table(N="another of the tables")

    def job(of: str) -> Data:
        return queue(A=1, B="a text of some length", Q={"Ref": of})

    for order in ("R Old Z New Other", "Old New R Z Other", "Other New Old Z R"):
        mine = {name: {"R": job("Old"), "Old": old}[name] for name in order.split() if name in ("R", "Old")}
        bodies = {"R": job("New"), "Z": job("Other"), "New": new, "Other": old}
        ideal = {name: bodies[name] for name in order.split() if name in bodies}
        assert partners(mine, ideal) == {"R": "Z", "Old": "Other"}
        assert partners(ideal, mine) == {"Z": "R", "Other": "Old"}


def test_so_does_a_pair_whose_references_say_that_two_exchanged_names() -> None:
    """X and Y differ in little, so that their names seem to stay until somebody refers to them."""

    def made(first: str, second: str, job: str, of: str, edited: int) -> Data:
        tables = {"X": table(A=first, B=1, C=2), "Y": table(A=second, B=1, C=2)}
        return {**tables, job: queue(N=WIDE, Q={"Ref": of}, E=edited)}

    assert partners(made("one", "two", "JobOne", "X", 1), made("two", "one", "JobTwo", "Y", 2)) == {
        "X": "Y",
        "Y": "X",
        "JobOne": "JobTwo",
    }
    assert partners(made("one", "two", "JobOne", "X", 1), made("two", "one", "JobTwo", "X", 2)) == {
        "X": "X",
        "Y": "Y",
        "JobOne": "JobTwo",
    }


# -- ties --------------------------------------------------------------------------------------


def tied(v: int) -> Data:
    return queue(N=NAME, D=5, V=v)


CHANGED = likeness(7.5 + 2, 7.5 + 2 + 1, 7.5 + 2 + 1)
"""Of two queues of one content and two of another: each leaf counts half, and what was edited a quarter."""


@pytest.mark.parametrize(
    ("mine", "ideal", "expected"),
    [
        ({"Q": 1, "R": 1}, {"X": 2, "Y": 2}, {"Q": "X", "R": "Y"}),
        ({"Q": 1}, {"X": 2, "Y": 2}, {"Q": "X"}),
        ({"Q": 1, "R": 1}, {"X": 2}, {"Q": "X"}),
        ({"Q": 1, "R": 1}, {"X": 2, "Y": 3}, {}),
        ({"Q": 1, "R": 4}, {"X": 2, "Y": 2}, {}),
        ({"Q": 1, "R": 4}, {"X": 2, "Y": 3}, {}),
        ({"Log": 1, "Web": 1}, {"MyWeb": 2, "MyLog": 2}, {"Log": "MyLog", "Web": "MyWeb"}),
        ({"Log": 1, "Web": 4}, {"MyWeb": 2, "MyLog": 3}, {"Log": "MyLog", "Web": "MyWeb"}),
    ],
    ids=str,
)
def test_pairs_as_likely_as_others_go_by_name_then_in_order_where_it_makes_no_difference(
    mine: Data, ideal: Data, expected: dict[str, str]
) -> None:
    of = found(*({name: tied(v) for name, v in side.items()} for side in (mine, ideal)))
    assert {name: pair.ideal for name, pair in of.pairs["Resources"].items()} == expected
    none = Ambiguity("Resources", tuple(mine), tuple(ideal))
    assert of.ambiguous == (() if expected else (none,))
    if set(expected) == {"Q", "R"}:
        assert [(p.confidence, p.margin, p.by) for p in of.pairs["Resources"].values()] == [
            (approx(CHANGED), 0.0, "content")
        ] * 2


def test_groups_that_overlap_in_nothing_are_ambiguous_each_for_itself() -> None:
    def made(names: str, v: int) -> Data:
        return {
            name: queue(N=f"{name[0]} is one of the kinds of queues", V=v + n)
            for n, name in enumerate(names.split())
        }

    of = found(
        {**made("Q1 Q2", 1), "T": {"Type": "AWS::SNS::Topic"}},
        {"T": {"Type": "AWS::SNS::Topic"}, **made("Q3 Q4 Q5", 7)},
    )
    assert of.ambiguous == (Ambiguity("Resources", ("Q1", "Q2"), ("Q3", "Q4", "Q5")),)
    both = found({**made("Q1 Q2", 1), **made("R1", 1)}, {**made("R5 R4", 7), **made("Q3 Q4", 7)})
    assert sorted(both.ambiguous, key=lambda group: group.generated) == [
        Ambiguity("Resources", ("Q1", "Q2"), ("Q3", "Q4")),
        Ambiguity("Resources", ("R1",), ("R5", "R4")),
    ]


def test_groups_that_overlap_are_ambiguous_together() -> None:
    """Q and R are as like X as one another; one of them may be what one of Y and Z was made of, which S may be too."""

    def made(**said: str) -> Data:
        return {
            name: queue(K=[{"Kind": f"kind {kind} of the queues"} for kind in kinds], V=ord(name))
            for name, kinds in said.items()
        }

    of = found(made(Q="1", R="1", S="12"), made(X="1", Y="12", Z="12"))
    assert of.ambiguous == (Ambiguity("Resources", ("Q", "R", "S"), ("X", "Y", "Z")),)
    turned = found(made(X="1", Y="12", Z="12"), made(Q="1", R="1", S="12"))
    assert turned.ambiguous == (Ambiguity("Resources", ("X", "Y", "Z"), ("Q", "R", "S")),)


@pytest.mark.parametrize("between", [0, 6, 14])
def test_what_is_ambiguous_is_listed_in_document_order(between: int) -> None:
    rest = {
        f"T{n}": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": f"topic number {n}"}}
        for n in range(between)
    }
    mine, ideal = (
        {"T": rest.get("T0", {"Type": "T"}), "Qqq": tied(1), **rest},
        {"T": rest.get("T0", {"Type": "T"}), "Xxx": tied(2), **rest, "Yyy": tied(3)},
    )
    assert found(mine, ideal).ambiguous == (Ambiguity("Resources", ("Qqq",), ("Xxx", "Yyy")),)
    assert found(ideal, mine).ambiguous == (Ambiguity("Resources", ("Xxx", "Yyy"), ("Qqq",)),)


def test_what_has_a_partner_by_its_name_alone_is_not_ambiguous() -> None:
    topic = {"Type": "AWS::SNS::Topic"}
    one = {"Q": tied(1), "R": topic}, {"R": tied(2), "X": tied(3), "Y": tied(4)}
    assert found(*one).ambiguous == (Ambiguity("Resources", ("Q",), ("X", "Y")),)
    assert found(*one[::-1]).ambiguous == (Ambiguity("Resources", ("X", "Y"), ("Q",)),)
    for mine, ideal in (one, one[::-1]):
        assert partners(mine, ideal) == {"R": "R"}


# -- what is told ------------------------------------------------------------------------------


def test_where_the_best_would_take_too_long_the_answer_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def made(turn: int) -> Data:
        return {
            "Parameters": {
                f"P{turn}{n}": {"Type": "String", "Default": NAME, "V": n + turn} for n in range(3)
            },
            "Resources": {
                **{f"R{turn}{n}": tied(n + turn) for n in range(4)},
                **{f"S{turn}{n}": {"Properties": {"N": NAME, "D": 1, "V": n + turn}} for n in range(2)},
            },
        }

    assert found(made(10), made(20)).coarse == ()
    monkeypatch.setattr(likely, "_WORK", 5)
    assert found(made(10), made(20)).coarse == (
        "3 entries of Parameters were paired one after another: the best of all choices would take too long.",
        "4 resources of type AWS::SQS::Queue were paired one after another: "
        "the best of all choices would take too long.",
        "2 resources of type none were paired one after another: the best of all choices would take too long.",
    )


def test_what_is_left_with_the_same_name_is_a_pair_whatever_its_type() -> None:
    mine = {
        "Outputs": {"O": {"Value": "one text"}, "Q": 5},
        "Resources": {"A": queue(N=1), "B": table(M=2), "C": table(X=1), "D": "text"},
    }
    ideal = {
        "Outputs": {"Q": {"Value": 1}, "O": {"Description": "another one"}},
        "Resources": {"D": table(), "C": table(X=1), "B": queue(Z=5), "A": queue(Y=5)},
    }
    of = found(mine, ideal).pairs
    assert [(pair.generated, pair.ideal, pair.by, pair.confidence, pair.margin) for pair in of["Resources"].values()] == [
        ("A", "A", "id", 1.0, 1.0), ("B", "B", "id", 0.5, 0.5), ("C", "C", "id", 1.0, 1.0), ("D", "D", "id", 0.5, 0.5),
    ]  # fmt: skip
    assert {name: (pair.ideal, pair.confidence) for name, pair in of["Outputs"].items()} == {
        "O": ("O", 1.0),
        "Q": ("Q", 1.0),
    }
    assert list(of) == ["Parameters", "Mappings", "Conditions", "Resources", "Outputs"]


def test_alignments_are_listed_in_order_those_of_the_ideal_alone_last() -> None:
    mine = {"Gone": queue(N="x" * 30), "A": queue(N=1), "Old": table(N=WIDE, M=1), "T": table(X=1)}
    ideal = {
        "Fresh": table(N=WIDE, M=2),
        "Come": {"Type": "AWS::SNS::Topic"},
        "A": queue(N=1),
        "T": queue(X=1),
        "More": "text",
    }
    one, other = Template({"Resources": mine}), Template({"Resources": ideal})
    given = align(one, other).pairs
    listed = [tuple(of) for of in alignments(one, other, given)]
    score = likeness(48, 50, 50)
    assert listed == [
        ("Gone", None, "AWS::SQS::Queue", "id", 0.0, 0.0),
        ("A", "A", "AWS::SQS::Queue", "id", 1.0, 1.0),
        ("Old", "Fresh", "AWS::DynamoDB::Table", "content", round(score, 4), round(score, 4)),
        ("T", "T", "AWS::SQS::Queue", "id", 0.5, 0.5),
        (None, "Come", "AWS::SNS::Topic", "id", 0.0, 0.0),
        (None, "More", "", "id", 0.0, 0.0),
    ]
