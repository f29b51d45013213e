"""The generated template as it would read with the ideal one's names."""

from __future__ import annotations

from typing import Any

from repair.diff.view import renamed_view

Data = dict[str, Any]


def topic(text: Any) -> Data:
    return {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": text}}


def test_nothing_to_rename_gives_the_very_same_data() -> None:
    data = {"Resources": {"A": topic("a")}}
    for renames in ({}, {"Resources": {}}, {"Resources": {"A": "A"}}):
        view, made = renamed_view(data, renames)
        assert view is data
        assert made == {}


def test_all_sections_are_renamed_at_once_with_their_references() -> None:
    data = {
        "Parameters": {"P": {"Type": "String"}},
        "Mappings": {"M": {"a": {"b": "c"}}},
        "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}},
        "Resources": {"R": {**topic({"Fn::FindInMap": ["M", {"Ref": "P"}, "b"]}), "Condition": "C"}},
        "Outputs": {"O": {"Value": {"Ref": "R"}}},
    }
    renames = {section: {name: f"New{name}" for name in data[section]} for section in data}
    view, made = renamed_view(data, renames)
    assert made == renames
    assert view == {
        "Parameters": {"NewP": {"Type": "String"}},
        "Mappings": {"NewM": {"a": {"b": "c"}}},
        "Conditions": {"NewC": {"Fn::Equals": [{"Ref": "NewP"}, "x"]}},
        "Resources": {
            "NewR": {**topic({"Fn::FindInMap": ["NewM", {"Ref": "NewP"}, "b"]}), "Condition": "NewC"}
        },
        "Outputs": {"NewO": {"Value": {"Ref": "NewR"}}},
    }


def test_what_is_in_the_way_of_a_new_name_steps_aside_and_its_users_with_it() -> None:
    data = {"Resources": {"A": topic("a"), "B": topic({"Ref": "A"}), "C": topic({"Ref": "B"})}}
    view, made = renamed_view(data, {"Resources": {"A": "B"}})
    assert made == {"Resources": {"A": "B"}}
    assert view == {
        "Resources": {"B": topic("a"), "B0Aside": topic({"Ref": "B"}), "C": topic({"Ref": "B0Aside"})}
    }


def test_the_name_that_it_gets_then_is_nobodys() -> None:
    data = {"Resources": {"A": topic("a"), "B": topic("b"), "B0Aside": topic("c"), "B1Aside": topic("d")}}
    view, _ = renamed_view(data, {"Resources": {"A": "B"}})
    assert list(view["Resources"]) == ["B", "B2Aside", "B0Aside", "B1Aside"]


def test_names_may_go_round() -> None:
    data = {"Resources": {"A": topic({"Ref": "B"}), "B": topic({"Ref": "A"})}}
    view, made = renamed_view(data, {"Resources": {"A": "B", "B": "A"}})
    assert made == {"Resources": {"A": "B", "B": "A"}}
    assert view == {"Resources": {"B": topic({"Ref": "A"}), "A": topic({"Ref": "B"})}}


CAUGHT = {"Fn::Sub": ["${A}-${X}", {"X": "variable"}]}
"""A text in which a resource cannot be called X."""


def test_where_one_cannot_be_renamed_all_others_are() -> None:
    data = {
        "Parameters": {"P": {"Type": "String"}, "Q": {"Type": "String"}},
        "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}},
        "Resources": {"A": topic("a"), "B": topic(CAUGHT), "D": topic({"Ref": "Q"})},
        "Outputs": {"O": {"Value": {"Ref": "A"}}},
    }
    wanted = {
        "Parameters": {"P": "NewP"}, "Conditions": {"C": "NewC"},
        "Resources": {"B": "NewB", "A": "X", "D": "NewD"}, "Outputs": {"O": "NewO"},
    }  # fmt: skip
    view, made = renamed_view(data, wanted)
    assert made == {**wanted, "Resources": {"B": "NewB", "D": "NewD"}}
    assert view == {
        "Parameters": {"NewP": {"Type": "String"}, "Q": {"Type": "String"}},
        "Conditions": {"NewC": {"Fn::Equals": [{"Ref": "NewP"}, "x"]}},
        "Resources": {"A": topic("a"), "NewB": topic(CAUGHT), "NewD": topic({"Ref": "Q"})},
        "Outputs": {"NewO": {"Value": {"Ref": "A"}}},
    }


def test_what_is_in_the_way_steps_aside_there_too() -> None:
    data = {
        "Resources": {"A": topic("a"), "B": topic(CAUGHT), "Old": topic("d"), "New": topic({"Ref": "Old"})}
    }
    view, made = renamed_view(data, {"Resources": {"A": "X", "Old": "New"}})
    assert made == {"Resources": {"Old": "New"}}
    assert view["Resources"] == {
        "A": topic("a"), "B": topic(CAUGHT), "New": topic("d"), "New0Aside": topic({"Ref": "New"}),
    }  # fmt: skip


def test_a_section_none_of_whose_names_can_be_given_keeps_them_all() -> None:
    data = {"Resources": {"A": topic("a"), "B": topic(CAUGHT)}, "Outputs": {"O": {"Value": 1}}}
    view, made = renamed_view(data, {"Resources": {"A": "X"}, "Outputs": {"O": "New"}})
    assert made == {"Resources": {}, "Outputs": {"O": "New"}}
    assert view == {"Resources": data["Resources"], "Outputs": {"New": {"Value": 1}}}
