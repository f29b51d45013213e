"""What an entry is like, with the names of others taken out: its weighted leaves, and who refers to whom."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.alignment.features import SECTIONS, Entries, group, name_words, type_of
from repair.template.template import Template

Data = dict[str, Any]

OTHERS: Data = {
    "Parameters": {"P": {"Type": "String"}},
    "Mappings": {"M": {"a": {"b": "c"}}},
    "Conditions": {"C": {"Fn::Equals": ["a", "b"]}},
}
LONG = "\n".join(f"line {number} of a script that is long enough" for number in range(6))


def entries(resources: Data, **sections: Any) -> Entries:
    found = Entries(Template({**OTHERS, **sections, "Resources": {"T": {"Type": "T"}, **resources}}))
    found.read_all()
    return found


def said(body: Any, section: str = "Resources") -> tuple[dict[int, int], list[tuple[int, str]]]:
    """The leaves of one entry, and its references by label and by name of what they name."""
    if section == "Resources":
        found = entries({"R": body})
        number = found.numbers["Resources", "R"]
    else:
        found = entries({}, **{section: {**OTHERS.get(section, {}), "R": body}})
        number = found.numbers[section, "R"]
    return found.content[number], sorted((label, found.names[n][1]) for label, n in found.uses[number])


def thing(value: Any) -> Data:
    return {"Type": "Thing", "Properties": {"Value": value}}


def weight(value: Any) -> list[int]:
    return sorted(said(thing(value))[0].values())


def named(value: Any) -> list[str]:
    return [name for _, name in said(thing(value))[1]]


# -- leaves ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "weights"),
    [
        ("a", [4]),
        ("abcde", [5]),
        ("a" * 48, [48]),
        ("a" * 120, [48]),
        ("a" * 121, [96]),
        (7, [4]),
        (True, [4]),
        (None, [4]),
        ({}, [4]),
        ([], [1]),
        ({"A": "abcde", "B": 7}, [4, 5]),
        ({"A": {"B": "abcdef"}}, [6]),
        (["abcde"], [1, 5]),
        (["abcde", "abcdef"], [1, 5, 6]),
        (["abcde", "abcde"], [1, 10]),
        ([5], [1, 4]),
        ([5, 6], [4, 4]),
        ([5, "abcde"], [4, 5]),
        (["abcde", 5], [1, 4, 5]),
        (["a" * 120, "b" * 121], [1, 48, 96]),
        ([{"A": "abcde"}, {"A": "abcde"}], [10]),
        (LONG, [16] * 6),
        ([LONG], [1, *[16] * 6]),
        (LONG + "\n\n  \n", [16] * 6),
        ("\n".join(f"{n}" for n in range(200)), [1] * 200),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_text_weighs_as_much_as_it_is_long_within_bounds_and_a_long_one_by_its_lines(
    value: Any, weights: list[int]
) -> None:
    assert weight(value) == weights


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"A": 1, "B": 2}, {"B": 2, "A": 1}),
        ([{"A": 1}, {"A": 2}], [{"A": 2}, {"A": 1}]),
        ({"Ref": "T"}, {"Fn::Sub": "${T}"}),
        ({"Fn::GetAtt": ["T", "Arn"]}, {"Fn::Sub": "${T.Arn}"}),
        ({"Fn::Sub": "a-${T}"}, {"Fn::Join": ["", ["a-", {"Ref": "T"}]]}),
        ({"Fn::Sub": "${T}/${P}"}, {"Fn::Join": ["/", [{"Ref": "T"}, {"Ref": "P"}]]}),
        ({"Fn::Sub": ["${x}-b", {"x": {"Ref": "T"}}]}, {"Fn::Sub": "${T}-b"}),
        ({"Fn::Join": ["-", [{"Ref": "T"}]]}, {"Ref": "T"}),
        ({"Fn::Sub": "a${!b}c"}, {"Fn::Join": ["", ["a$", "{b}c"]]}),
        ({"Fn::Sub": "plain"}, {"Fn::Join": ["", ["pl", "ain"]]}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_means_the_same_in_other_words_says_the_same(one: Any, other: Any) -> None:
    assert said(thing(one)) == said(thing(other))


DIFFERENT = [
    ("a", "b"),
    (1, 2),
    (1, "1"),
    (1, True),
    (None, {}),
    ({}, []),
    ("ab", ["ab"]),
    (["ab"], [["ab"]]),
    ([1], 1),
    (["ab", "cd"], ["cd", "ab"]),
    ([1, "ab"], [1, "ab", 1]),
    ({"A": "x"}, {"B": "x"}),
    ({"A": {"B": "x"}}, {"B": {"A": "x"}}),
    ({"A": [1]}, {"A": {"B": 1}}),
    ({"A": 1}, {"B": 1}),
    ({"A": {}}, {"B": {}}),
    ({"A": {}}, {"A": None}),
    ({"A": LONG}, {"B": LONG}),
    ({"A": LONG}, {"A": LONG[:-1]}),
    (LONG, LONG[:-1]),
    ({"Ref": "T"}, {"Ref": "P"}),
    ({"Ref": "T"}, {"Fn::GetAtt": ["T", "Arn"]}),
    ({"Fn::GetAtt": ["T", "Arn"]}, {"Fn::GetAtt": ["T", "Name"]}),
    ({"Fn::GetAtt": ["T", {"Ref": "P"}]}, {"Fn::GetAtt": ["T", {"Ref": "AWS::Region"}]}),
    ({"Fn::GetAtt": ["T", "Arn"]}, {"Fn::GetAtt": ["T", {"Ref": "P"}]}),
    ({"Ref": "AWS::Region"}, {"Ref": "AWS::AccountId"}),
    ({"Ref": "AWS::Region"}, "AWS::Region"),
    ({"Ref": "Nobody"}, {"Fn::GetAtt": ["Nobody", "Arn"]}),
    ({"A": {"Ref": "T"}}, {"B": {"Ref": "T"}}),
    ({"Fn::Sub": "a-${T}"}, {"Fn::Sub": "b-${T}"}),
    ({"Fn::Sub": "a-${T}"}, {"Fn::Sub": "${T}a-"}),
    ({"Fn::Sub": "${T}-${P}"}, {"Fn::Sub": "${P}-${T}"}),
    ({"Fn::Sub": "${T}-${T}"}, {"Fn::Sub": "${T}-${P}"}),
    ({"Fn::Sub": "${T}"}, {"Fn::Sub": "${T}${T}"}),
    ({"Fn::If": ["C", "a", "b"]}, {"Fn::If": ["C", "b", "a"]}),
    ({"Fn::If": ["C", "a", "b"]}, {"Fn::If": ["D", "a", "b"]}),
    ({"Fn::If": ["C", "a", "b"]}, {"Fn::If": ["C", "a", "b", "c"]}),
    ({"Fn::FindInMap": ["M", "a", "b"]}, {"Fn::FindInMap": ["M", "b", "a"]}),
    ({"Fn::FindInMap": ["M", "a", "b"]}, {"Fn::FindInMap": ["N", "a", "b"]}),
    ({"Fn::FindInMap": []}, {"Fn::FindInMap": ["M"]}),
    ({"Fn::Select": [0, "ab"]}, {"Fn::Select": [1, "ab"]}),
    ({"Fn::Select": [0, 1]}, {"Fn::Select": [1, 0]}),
    ({"Fn::Select": [0, "a"]}, {"Fn::Cidr": [0, "a"]}),
    ({"Fn::Base64": "a"}, {"Fn::Base64": "b"}),
    ({"Fn::Base64": "a"}, "a"),
    ({"Fn::Base64": "a"}, {"Fn::ImportValue": "a"}),
    ({"Fn::ImportValue": "C"}, {"Condition": "C"}),
    ({"Condition": "C"}, {"Condition": "D"}),
    ({"Condition": "C"}, {"Condition": {"Bool": {"a": "b"}}}),
    ({"Fn::Join": ["-", {"Ref": "P"}]}, {"Fn::Join": ["+", {"Ref": "P"}]}),
    ({"Fn::Join": ["-", {"Ref": "P"}]}, {"Ref": "P"}),
    ({"Fn::Split": ["-", {"Ref": "P"}]}, {"Fn::Split": ["+", {"Ref": "P"}]}),
    ({"Fn::Sub": ["${x}", {"x": "1", "y": "2"}]}, {"Fn::Sub": ["${y}", {"x": "1", "y": "2"}]}),
    ({"Fn::GetAtt": ["T", "A", "B"]}, {"Fn::GetAtt": ["T", "A"]}),
    ({"Fn::Transform": {"Name": "a"}}, {"Fn::Transform": {"Name": "b"}}),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT, ids=lambda value: str(value)[:40])
def test_what_means_something_else_says_something_else(one: Any, other: Any) -> None:
    assert said(thing(one)) != said(thing(other))
    assert said(thing({"In": [{"Of": one}]})) != said(thing({"In": [{"Of": other}]}))


@pytest.mark.parametrize(
    ("value", "names", "weights"),
    [
        ({"Ref": "T"}, ["T"], []),
        ({"Ref": "P"}, ["P"], []),
        ({"Ref": "Nobody"}, [], [6]),
        ({"Ref": "No"}, [], [4]),
        ({"Ref": "AWS::StackName::Long"}, [], [12]),
        ({"Ref": ["T"]}, [], [4]),
        ({"Fn::GetAtt": ["T", "Arn"]}, ["T"], []),
        ({"Fn::GetAtt": ["T", {"Ref": "P"}]}, ["T", "P"], []),
        ({"Fn::GetAtt": ["Nobody", "Arn"]}, [], [6]),
        ({"Fn::GetAtt": [1, "Arn"]}, [], [4, 4]),
        ({"Fn::Sub": "text-${T}-${P}"}, ["T", "P"], [6]),
        ({"Fn::Sub": "${T}${P}"}, ["T", "P"], [4]),
        ({"Fn::Sub": "a${T}b${T}"}, ["T", "T"], [4]),
        ({"Fn::Sub": "a" * 50 + "${T}"}, ["T"], [48]),
        ({"Fn::Sub": "/".join(["ab", "${T}"] * 5)}, ["T"] * 5, [19, 76]),
        ({"Fn::If": ["C", {"Ref": "T"}, "other"]}, ["C", "T"], [5]),
        ({"Fn::If": ["Nobody", {"Ref": "T"}, "other"]}, ["T"], [5, 6]),
        ({"Fn::FindInMap": ["M", {"Ref": "P"}, "key"]}, ["M", "P"], [4]),
        ({"Fn::FindInMap": ["Nobody", {"Ref": "P"}, "key"]}, ["P"], [4, 6]),
        ({"Fn::FindInMap": {"Ref": "P"}}, ["P"], []),
        ({"Condition": "C"}, ["C"], []),
        ({"Fn::ImportValue": "C"}, [], [4]),
        ({"Fn::Base64": {"Fn::Sub": "${T}"}}, ["T"], []),
        ({"Fn::Transform": {"Name": "abcde", "Parameters": {"a": {"Ref": "P"}}}}, ["P"], [5]),
        ({"Fn::Join": [",", {"Ref": "P"}]}, ["P"], [4]),
        ("T", [], [4]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_reference_is_an_edge_and_no_leaf_where_there_is_such_an_entry(
    value: Any, names: list[str], weights: list[int]
) -> None:
    assert sorted(named(value)) == sorted(names)
    assert weight(value) == weights


def test_the_first_reference_in_a_text_stands_where_it_would_stand_alone() -> None:
    alone, other = said(thing({"Ref": "T"}))[1], said(thing({"Ref": "P"}))[1]
    first, second = said(thing({"Fn::Sub": "a-${T}-${P}"}))[1], said(thing({"Fn::Sub": "${P}${T}-b"}))[1]
    assert set(alone) <= set(first)
    assert set(other) <= set(second)
    assert not set(other) & set(first)
    assert not set(alone) & set(second)


def test_a_concatenation_of_many_parts_is_taken_part_by_part() -> None:
    few, many = ("/".join([*["${T}"] * count, "end"]) for count in (4, 5))
    assert len(weight({"Fn::Sub": few})) == 1
    assert len(weight({"Fn::Sub": many})) > 1
    assert len(weight({"Fn::Sub": few.replace("/end", "/${T}")})) == 1, (
        "four equal texts of nine parts are one leaf"
    )
    assert weight({"Fn::Sub": few.replace("/end", "/${T}")}) == [4 * (96 // 4)]
    edited = said(thing({"Fn::Sub": many.replace("end", "END")}))[0]
    assert edited.keys() & said(thing({"Fn::Sub": many}))[0].keys()


# -- entries -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "names", "weights"),
    [
        ({"Type": "Thing"}, [], []),
        ({"Type": "Thing", "DependsOn": "T"}, ["T"], []),
        ({"Type": "Thing", "DependsOn": ["T", "Nobody"]}, ["T"], [6]),
        ({"Type": "Thing", "DependsOn": "P"}, [], [4]),
        ({"Type": "Thing", "DependsOn": {"Ref": "T"}}, ["T"], []),
        ({"Type": "Thing", "Condition": "C"}, ["C"], []),
        ({"Type": "Thing", "Condition": "Nobody"}, [], [6]),
        ({"Type": "Thing", "Condition": {"Ref": "P"}}, ["P"], []),
        ({"Type": "Thing", "DeletionPolicy": "Retain"}, [], [6]),
        ({"Type": "Thing", "Metadata": {"Text": "abcde"}, "Properties": {"Text": "abcdef"}}, [], [5, 6]),
        ("abcde", [], [5]),
        (["abcde"], [], [1, 5]),
    ],
    ids=str,
)
def test_attributes_of_a_resource_count_beside_its_properties_and_its_type_does_not(
    body: Any, names: list[str], weights: list[int]
) -> None:
    leaves, edges = said(body)
    assert [name for _, name in edges] == names
    assert sorted(leaves.values()) == weights


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"DependsOn": "T"}, {"Condition": "T"}),
        ({"DeletionPolicy": "Retain"}, {"UpdateReplacePolicy": "Retain"}),
        ({"DeletionPolicy": "Retain"}, {"Properties": {"DeletionPolicy": "Retain"}}),
        ({"Properties": {"Text": "a"}}, {"Metadata": {"Text": "a"}}),
        ({"Properties": "a"}, {"Metadata": "a"}),
        ({"DependsOn": ["T"]}, {"Properties": {"DependsOn": {"Ref": "T"}}}),
        ({"Condition": "C"}, {"DependsOn": "C"}),
    ],
    ids=str,
)
def test_an_attribute_is_not_another_one(one: Data, other: Data) -> None:
    assert said({"Type": "Thing", **one}) != said({"Type": "Thing", **other})


@pytest.mark.parametrize(
    ("section", "body", "names", "weights"),
    [
        ("Outputs", {"Condition": "C", "Value": {"Ref": "T"}, "Description": "abcde"}, ["C", "T"], [5]),
        ("Outputs", {"DependsOn": "T"}, [], [4]),
        ("Outputs", {"Type": "Thing"}, [], [5]),
        ("Parameters", {"Type": "String", "Default": "ab"}, [], [4, 6]),
        ("Conditions", {"Condition": "C"}, ["C"], []),
        ("Conditions", {"Fn::Equals": [{"Ref": "P"}, "abcde"]}, ["P"], [5]),
        ("Conditions", {"Fn::Not": [{"Condition": "C"}]}, ["C"], []),
        ("Mappings", {"first": {"second": "value"}}, [], [5]),
    ],
    ids=str,
)
def test_entries_of_other_sections_are_read_alike(
    section: str, body: Any, names: list[str], weights: list[int]
) -> None:
    leaves, edges = said(body, section)
    assert sorted(name for _, name in edges) == names
    assert sorted(leaves.values()) == weights


def test_entries_are_numbered_section_by_section_and_grouped_by_type() -> None:
    found = Entries(
        Template({
            "Outputs": {"O": {"Value": 1}},
            **OTHERS,
            "Resources": {
                "A": {"Type": "One"}, "B": {"Type": "Two"}, "C": {"Type": "One"}, "D": "text", "E": {"Type": 5},
                "Fn::ForEach::Loop": ["x", ["a"], {}],
            },
        })
    )  # fmt: skip
    assert SECTIONS == ("Parameters", "Mappings", "Conditions", "Resources", "Outputs")
    assert [name for _, name in found.names] == ["P", "M", "C", "A", "B", "C", "D", "E", "O"]
    assert found.members == {
        "Parameters": [0], "Mappings": [1], "Conditions": [2], "Resources One": [3, 5], "Resources Two": [4],
        "Resources ": [6, 7], "Outputs": [8],
    }  # fmt: skip
    assert [found.groups[n] for n in range(9)] == [
        next(group for group, numbers in found.members.items() if n in numbers) for n in range(9)
    ]
    assert found.bodies[6] == "text"
    assert group("Resources", {"Type": "One"}) == "Resources One"
    assert group("Outputs", {"Type": "One"}) == "Outputs"
    assert [type_of(body) for body in ({"Type": "T"}, {"Type": 5}, "T", {}, None)] == ["T", "", "", "", ""]


def test_a_reference_names_the_entry_that_its_place_lets_it_name() -> None:
    """A name may be that of a parameter, a condition, a mapping and a resource at once, but for values."""
    same = {
        "Parameters": {"P": {"Type": "String"}},
        "Mappings": {"X": {"a": {"b": "c"}}},
        "Conditions": {"X": {"Fn::Equals": ["a", "b"]}},
    }
    body = {
        "Type": "Thing", "Condition": "X", "DependsOn": "X",
        "Properties": {"A": {"Ref": "X"}, "B": {"Fn::FindInMap": ["X", "a", "b"]}, "C": {"Ref": "P"}},
    }  # fmt: skip
    found = entries({"R": body, "X": {"Type": "Thing"}}, **same)
    uses = [found.names[n] for _, n in found.uses[found.numbers["Resources", "R"]]]
    assert sorted(uses) == [
        ("Conditions", "X"), ("Mappings", "X"), ("Parameters", "P"), ("Resources", "X"), ("Resources", "X"),
    ]  # fmt: skip


def test_properties_are_those_of_the_resource_with_its_attributes_beside_them() -> None:
    resources = {
        "R": {"Type": "T", "Properties": {"A": 1, "DependsOn": 2}, "Metadata": {"B": 1}, "DependsOn": "T", "Condition": "C"},
        "S": {"Type": "T", "Properties": "text", "DeletionPolicy": "Retain"},
        "Text": "text",
    }  # fmt: skip
    found = entries(resources)
    of = {name: found.properties(found.numbers["Resources", name]) for name in resources}
    assert of == {
        "R": {"A": 1, "DependsOn": 2, "Condition": "C"}, "S": {"DeletionPolicy": "Retain"}, "Text": {},
    }  # fmt: skip


USERS: Data = {
    "R": {"Type": "Thing", "DependsOn": ["T"], "Condition": "C", "Properties": {"A": {"Ref": "T"}, "B": {"Ref": "P"}}},
    "S": {"Type": "Other", "Properties": {"A": {"Fn::FindInMap": ["M", {"Ref": "P"}, "b"]}, "T": {"Fn::Sub": "${T.Arn}"}}},
}  # fmt: skip


def users(found: Entries, section: str, name: str) -> list[str]:
    return sorted(found.names[n][1] for _, n in found.users[found.numbers[section, name]])


def test_users_are_the_other_ends_of_uses_whether_all_entries_are_read_or_some() -> None:
    every = entries(USERS, Outputs={"O": {"Value": {"Ref": "T"}, "Condition": "C"}})
    some = Entries(Template({**OTHERS, "Outputs": {"O": {"Value": {"Ref": "T"}, "Condition": "C"}},
                             "Resources": {"T": {"Type": "T"}, **USERS}}))  # fmt: skip
    some.read_some(range(len(some.names)))
    for found in (every, some):
        assert users(found, "Resources", "T") == ["O", "R", "R", "S"]
        assert users(found, "Parameters", "P") == ["R", "S"]
        assert users(found, "Conditions", "C") == ["O", "R"]
        assert users(found, "Mappings", "M") == ["S"]
        assert users(found, "Outputs", "O") == []
    assert every.content == some.content
    assert every.uses == some.uses


def test_of_some_entries_nobody_else_is_read() -> None:
    found = Entries(Template({**OTHERS, "Resources": {"T": {"Type": "T"}, **USERS}}))
    found.read_some([found.numbers["Resources", "T"]])
    assert users(found, "Resources", "T") == ["R", "R", "S"]
    assert users(found, "Parameters", "P") == []
    assert not found.uses[found.numbers["Resources", "R"]]


def labels(found: Entries) -> list[int]:
    return sorted(label for label, _ in found.users[found.numbers["Resources", "T"]])


@pytest.mark.parametrize("whole", [True, False], ids=["all are read", "some are read"])
@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"A": {"Ref": "T"}}, {"A": {"Ref": "T"}, "B": 1}, True),
        ({"A": {"Ref": "T"}}, {"B": {"Ref": "T"}}, False),
        ({"A": {"Ref": "T"}}, {"A": {"Fn::GetAtt": ["T", "Arn"]}}, False),
        ({"A": {"Fn::Sub": "${T.Arn}"}}, {"A": {"Fn::GetAtt": ["T", "Arn"]}}, True),
        ({"A": [{"Ref": "T"}, 1]}, {"A": [1, {"Ref": "T"}]}, True),
    ],
)
def test_a_user_says_where_it_refers_to_an_entry_and_what_it_asks_for(
    one: Data, other: Data, *, same: bool, whole: bool
) -> None:
    def seen(properties: Data, kind: str = "Thing") -> list[int]:
        body = {"Type": kind, "Properties": properties}
        found = Entries(Template({"Resources": {"T": {"Type": "T"}, "R": body}}))
        if whole:
            found.read_all()
        else:
            found.read_some([0])
        return labels(found)

    assert (seen(one) == seen(other)) is same
    assert seen(one) != seen(one, "Other"), "users of other types are other users"


def test_words_of_a_name_weigh_as_much_as_they_are_long() -> None:
    assert sorted(name_words("RawDataBucket2").values()) == [1, 3, 4, 6]
    assert sorted(name_words("LogLogS3").values()) == [1, 1, 6]
    assert name_words("rawDATA") == name_words("RawData") != name_words("RawDatum")
    assert sorted(name_words("VPCEndpoint").values()) == [3, 8]
    assert name_words("") == {}


def test_a_place_is_the_same_whatever_stands_there() -> None:
    def places(value: Any) -> list[int]:
        found = entries({"R": thing(value)})
        number = found.numbers["Resources", "R"]
        return sorted(found.places[leaf] for leaf in found.content[number])

    assert places({"A": "x"}) == places({"A": "y"}) == places({"A": 5}) != places({"B": "x"})
    assert places({"A": 5}) != places({"B": 5})
    assert places(["x", "y"])[0] == places(["z", "y"])[0]
    assert len(set(places({"A": "x", "B": "y", "C": 5}))) == 3
