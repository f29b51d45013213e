"""Values that say the same but for names, and entries that have kept theirs beyond doubt."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.alignment.features import Entries
from repair.diff.alignment.settled import Settled, same_but_names, settled
from repair.template.template import Template

Data = dict[str, Any]

OLD, NEW = {"Ref": "Old"}, {"Ref": "New"}


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        (OLD, NEW, [("Old", "New")]),
        (OLD, {"Ref": "Old"}, []),
        ({"Fn::GetAtt": ["Old", "Arn"]}, {"Fn::GetAtt": ["New", "Arn"]}, [("Old", "New")]),
        ({"Fn::Sub": "a-${Old}-${B.Arn}"}, {"Fn::Sub": "a-${New}-${C.Arn}"}, [("Old", "New"), ("B", "C")]),
        ({"Fn::Sub": "a-${Old}-${AWS::Region}"}, {"Fn::Sub": "a-${New}-${AWS::Region}"}, [("Old", "New")]),
        ({"A": OLD, "B": 1}, {"B": 1, "A": NEW}, [("Old", "New")]),
        ({"A": OLD}, {"A": NEW}, [("Old", "New")]),
        ([1, OLD, {"B": OLD}], [1, NEW, {"B": NEW}], [("Old", "New"), ("Old", "New")]),
        ({"Fn::Join": ["-", [OLD, "b"]]}, {"Fn::Join": ["-", [NEW, "b"]]}, [("Old", "New")]),
        ({"Fn::If": ["C", OLD, "b"]}, {"Fn::If": ["C", NEW, "b"]}, [("Old", "New")]),
        ({}, {}, []),
        ([], [], []),
    ],
    ids=str,
)
def test_values_may_say_the_same_but_for_names(one: Any, other: Any, names: list[tuple[str, str]]) -> None:
    found: list[tuple[str, str]] = []
    assert same_but_names(one, other, found) is True
    assert found == names
    found.clear()
    assert same_but_names(other, one, found) is True
    assert found == [(new, old) for old, new in names]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Old", "New"),
        (1, 2),
        (1, True),
        ({}, []),
        ({"A": 1}, {"A": 2}),
        ({"A": 1}, {"B": 1}),
        ({"A": OLD}, {"A": OLD, "B": 1}),
        ({"A": OLD, "B": 1}, {"A": NEW, "B": 2}),
        ([OLD], [NEW, NEW]),
        ([OLD, OLD], [NEW]),
        ([OLD, 1], [NEW, 2]),
        (OLD, {"Ref": "AWS::Region"}),
        ({"Ref": "AWS::Region"}, OLD),
        ({"Ref": "AWS::Region"}, {"Ref": "AWS::AccountId"}),
        (OLD, {"Ref": ["New"]}),
        (OLD, {"Fn::GetAtt": ["Old", "Arn"]}),
        ({"Fn::GetAtt": ["Old", "Arn"]}, {"Fn::GetAtt": ["New", "Name"]}),
        ({"Fn::GetAtt": ["Old", "Arn"]}, {"Fn::GetAtt": ["Old", "Name"]}),
        ({"Fn::GetAtt": ["Old", "A", "B"]}, {"Fn::GetAtt": ["New", "A", "B"]}),
        ({"Fn::GetAtt": [1, "Arn"]}, {"Fn::GetAtt": ["New", "Arn"]}),
        ({"Fn::GetAtt": "Old.Arn"}, {"Fn::GetAtt": "New.Arn"}),
        ({"Fn::Sub": "a-${Old}"}, {"Fn::Sub": "b-${New}"}),
        ({"Fn::Sub": "a-${Old}"}, {"Fn::Sub": "a-${Old}-${New}"}),
        ({"Fn::Sub": "${Old.Arn}"}, {"Fn::Sub": "${New.Name}"}),
        ({"Fn::Sub": "${Old.Arn}"}, {"Fn::Sub": "${New}"}),
        ({"Fn::Sub": "${Old}"}, {"Fn::Sub": "Old"}),
        ({"Fn::Sub": "${Old}"}, {"Fn::Sub": "${AWS::Region}"}),
        ({"Fn::Sub": "${Old}"}, {"Fn::Sub": ["${New}", {}]}),
        ({"Sub": "${Old}"}, {"Sub": "${New}"}),
    ],
    ids=str,
)
def test_what_says_something_else_is_not_the_same(one: Any, other: Any) -> None:
    assert not same_but_names(one, other, [])
    assert not same_but_names(other, one, [])


# -- which entries are settled -----------------------------------------------------------------


def thing(kind: str = "Custom::Thing", /, **properties: Any) -> Data:
    return {"Type": kind, "Properties": properties}


def kept(mine: Data, theirs: Data) -> Settled | None:
    generated, ideal = (
        Template(side if "Resources" in side else {"Resources": side}) for side in (mine, theirs)
    )
    return settled(generated, ideal, Entries(generated), Entries(ideal))


def names(mine: Data, theirs: Data) -> set[str]:
    found = kept(mine, theirs)
    assert found is not None
    assert all(section == "Resources" for section, _ in found.names)
    return {name for _, name in found.names}


@pytest.mark.parametrize(
    ("mine", "theirs", "stays"),
    [
        (thing(A=1), thing(A=1), True),
        (thing(A=1, B=2), thing(A=1, B=3), True),
        (thing(A=1), thing(A=2), False),
        (thing(A=1, B=2, C=3), thing(A=1, B=3, C=4), False),
        (thing(A=1, B=2), thing(A=1), True),
        (thing(A=1), thing(A=1, B=2), True),
        (thing(A=1), thing(A=1, B=2, C=3), False),
        (thing(A=1), thing("Custom::Other", A=1), False),
        ({**thing(A=1), "DependsOn": "X"}, {**thing(A=2), "DependsOn": "X"}, True),
        ({**thing(A=1), "DeletionPolicy": "Retain"}, thing(A=1), True),
        ({**thing(A=1), "DeletionPolicy": "Retain", "Condition": "C"}, thing(A=1), False),
        ({"Type": "T", "Properties": {"Ref": "X"}}, {"Type": "T", "Properties": []}, False),
        ({"Type": "T", "Properties": []}, {"Type": "T"}, False),
        ({"Type": "T"}, {"Type": "T"}, True),
        ("text", "text", True),
        ("text", "other", False),
        ("text", thing(A=1), False),
        (thing(A=1), "text", False),
        (thing(A={"Ref": "Z"}), thing(A={"Ref": "Y"}), True),
    ],
    ids=str,
)
def test_an_entry_keeps_its_name_where_half_of_it_at_least_stays(
    mine: Any, theirs: Any, *, stays: bool
) -> None:
    assert names({"R": mine}, {"R": theirs}) == ({"R"} if stays else set())
    # And so do those that stand before and behind it.
    around = {"First": thing(A="first"), "Last": thing(A="last")}
    found = names({"First": around["First"], "R": mine, "Last": around["Last"]}, {"R": theirs, **around})
    assert found == {"First", "Last", *(["R"] if stays else [])}


def test_entries_of_other_sections_are_settled_whatever_their_type() -> None:
    def made(kind: str) -> Data:
        return {
            "Parameters": {"P": {"Type": kind, "Default": 1}, "Gone": {"Type": "String"}},
            "Outputs": {"O": {"Value": "same", "Description": kind}},
            "Resources": {},
        }

    ideal = made("Number")
    del ideal["Parameters"]["Gone"]
    found = kept(made("String"), ideal)
    assert found == Settled({("Parameters", "P"), ("Outputs", "O")}, set())


def test_what_they_refer_to_in_the_same_place_must_be_a_pair_too() -> None:
    found = kept({"R": thing(A=OLD, B={"Fn::Sub": "${C}"})}, {"R": thing(A=NEW, B={"Fn::Sub": "${D}"})})
    assert found == Settled({("Resources", "R")}, {("Old", "New"), ("C", "D")})
    # Of one that is not settled nothing follows.
    assert kept({"R": thing(A=OLD, B=1, C=2)}, {"R": thing(A=NEW, B=2, C=3)}) == Settled(set(), set())


@pytest.mark.parametrize(
    ("mine", "theirs", "sure"),
    [
        ({"Old": thing(X=1)}, {"New": thing(Y=1)}, True),
        ({"Old": thing(X=1)}, {"New": thing(Y=1), "Old": thing(X=1)}, False),
        ({"Old": thing(X=1), "New": thing(Y=1)}, {"New": thing(Y=1)}, False),
    ],
    ids=str,
)
def test_a_reference_to_another_one_that_both_know_makes_names_doubtful(
    mine: Data, theirs: Data, *, sure: bool
) -> None:
    found = kept({**mine, "R": thing(A=OLD)}, {**theirs, "R": thing(A=NEW)})
    assert (found is not None) is sure


@pytest.mark.parametrize("section", ["Parameters", "Conditions", "Mappings"])
def test_so_does_one_to_an_entry_of_any_section(section: str) -> None:
    def made(name: str) -> Data:
        return {"Resources": {"R": thing(A={"Ref": name})}, section: {"Old": {"A": 1}, "New": {"B": 2}}}

    assert kept(made("Old"), made("New")) is None
    assert kept(made("Old"), made("Old")) is not None


def test_names_stand_for_one_another_in_one_way_only() -> None:
    def both(first: str, second: str) -> Data:
        return {"R": thing(A={"Ref": first}), "S": thing(B={"Ref": second})}

    assert kept(both("A1", "B1"), both("A2", "B2")) is not None
    assert kept(both("A1", "A1"), both("A2", "A2")) is not None
    assert kept(both("A1", "A1"), both("A2", "B2")) is None
    assert kept(both("A1", "B1"), both("A2", "A2")) is None


# -- values that changed places ----------------------------------------------------------------

LONG = "a text that tells one from others"


def held(**values: Any) -> Data:
    """Things with three properties, of which the first is given."""
    return {name: thing(First=value, Same=1, Other=2) for name, value in values.items()}


@pytest.mark.parametrize(
    ("mine", "theirs", "sure"),
    [
        (held(A=LONG), held(A="else"), True),
        (held(A=LONG, B=LONG + "1"), held(A=LONG + "1", B=LONG), False),
        (held(A=LONG), {**held(A="else"), "New": thing(First=LONG)}, False),
        ({**held(A="else"), "Gone": thing(First=LONG)}, held(A=LONG), False),
        (held(A=LONG), {**held(A="else"), "New": thing(Same=LONG)}, True),
        (held(A=LONG), {**held(A="else"), "New": thing("Custom::Other", First=LONG)}, True),
        (held(A=LONG), {**held(A="else"), "New": thing(First=LONG), "Two": thing(First=LONG)}, True),
        (held(A=LONG, B=LONG), {**held(A="else", B=LONG), "New": thing(First=LONG)}, True),
        (held(A=LONG), {**held(A="else"), "New": "text"}, True),
        (held(A=LONG), {**held(A="else"), "New": {"Type": "Custom::Thing", "Properties": "text"}}, True),
        (held(A=LONG), {**held(A="else"), "New": {"Type": "Custom::Thing", "First": LONG}}, False),
        (held(A="seven77"), {**held(A="else"), "New": thing(First="seven77")}, True),
        (held(A="eight888"), {**held(A="else"), "New": thing(First="eight888")}, False),
        (held(A=[1, 2, 3]), {**held(A="else"), "New": thing(First=[1, 2, 3])}, True),
        (held(A=[1, 2, 3, 4]), {**held(A="else"), "New": thing(First=[1, 2, 3, 4])}, False),
    ],
    ids=str,
)
def test_a_telling_value_that_is_another_entrys_own_now_makes_names_doubtful(
    mine: Data, theirs: Data, *, sure: bool
) -> None:
    assert (kept(mine, theirs) is not None) is sure


def test_one_such_value_among_three_hundred_entries_is_chance() -> None:
    def found(count: int) -> bool:
        crowd = {f"K{n}": thing(Own=n) for n in range(count)}
        mine = {**crowd, **held(A=LONG)}
        return kept(mine, {**crowd, **held(A="else"), "New": thing(First=LONG)}) is not None

    assert not found(298)
    assert found(299)
