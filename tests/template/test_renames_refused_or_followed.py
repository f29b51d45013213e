"""Renames: which names are refused and in which words, and how references in every spelling follow."""

import pytest

from repair.template.rename import renamed, renamed_all, renamed_kinds

DATA = {
    "Parameters": {"P": {}, "Both": {}},
    "Mappings": {"M": {}},
    "Conditions": {"C": {"Fn::Equals": [1, {"Ref": "P"}]}},
    "Resources": {"A": {"Condition": "C"}, "B": {"DependsOn": ["A", "A"]}, "Both": {}},
    "Outputs": {"O": {"Value": {"Ref": "Both"}}},
}


def refusal(data, kind, **names):
    with pytest.raises(ValueError, match="cannot rename") as error:
        renamed_all(data, kind, names)
    return str(error.value)


@pytest.mark.parametrize(
    ("kind", "names", "said"),
    [
        ("resource", {"X": "Y"}, "cannot rename resource 'X': there is none of that name"),
        ("resource", {"A": "B"}, "cannot rename resource to 'B': the name is taken"),
        ("resource", {"A": "P"}, "cannot rename resource to 'P': the name is taken"),
        ("parameter", {"P": "A"}, "cannot rename parameter to 'A': the name is taken"),
        ("resource", {"A": "N", "B": "N"}, "cannot rename resource to 'N': the name is taken"),
        ("resource", {"A": "AWS::StackName"}, "cannot rename resource to 'AWS::StackName': the name is taken"),
        ("resource", {"A": ""}, "cannot rename resource to '': a reference could not spell that name"),
        ("output", {"O": ""}, "cannot rename output to '': a reference could not spell that name"),
        ("output", {"O": "Fn::x"}, "cannot rename output to 'Fn::x': a reference could not spell that name"),
        *(
            (kind, {old: f"a{sign}b"}, f"cannot rename {kind} to {f'a{sign}b'!r}: a reference could not spell that name")
            for kind, old in (("resource", "A"), ("parameter", "P"))
            for sign in " .!${}&\n"
        ),
    ],
)  # fmt: skip
def test_a_rename_is_refused_in_these_words(kind, names, said):
    assert refusal(DATA, kind, **names) == said


def test_names_of_other_kinds_are_free_and_may_hold_any_sign():
    assert list(renamed(DATA, "condition", "C", "A")["Conditions"]) == ["A"]
    assert list(renamed(DATA, "mapping", "M", "a.b c")["Mappings"]) == ["a.b c"]
    assert list(renamed(DATA, "output", "O", "A")["Outputs"]) == ["A"]
    assert list(renamed(DATA, "resource", "A", "xFn::")["Resources"]) == ["xFn::", "B", "Both"]


def test_a_name_that_is_given_up_may_be_taken():
    data = renamed_all(DATA, "resource", {"A": "B", "B": "C"})
    assert list(data["Resources"]) == ["B", "C", "Both"]
    assert data["Resources"]["C"] == {"DependsOn": ["B", "B"]}
    both = renamed_kinds(DATA, {"resource": {"A": "P"}, "parameter": {"P": "A"}})
    assert (list(both["Resources"]), list(both["Parameters"])) == (["P", "B", "Both"], ["A", "Both"])
    assert both["Conditions"]["C"] == {"Fn::Equals": [1, {"Ref": "A"}]}
    with pytest.raises(ValueError, match="the name is taken"):
        renamed_kinds(DATA, {"resource": {"A": "N"}, "parameter": {"P": "N"}})


def test_what_keeps_its_name_changes_nothing():
    assert renamed(DATA, "resource", "A", "A") is DATA
    assert renamed(DATA, "resource", "Missing", "Missing") is DATA
    assert renamed_all(DATA, "resource", {}) is DATA
    assert renamed_kinds(DATA, {}) is DATA


def test_a_reference_means_the_resource_where_a_parameter_has_its_name():
    assert renamed(DATA, "parameter", "Both", "N")["Outputs"]["O"]["Value"] == {"Ref": "Both"}
    assert renamed(DATA, "resource", "Both", "N")["Outputs"]["O"]["Value"] == {"Ref": "N"}


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("resource", {"Fn::GetAtt": "A.B.C"}, {"Fn::GetAtt": "New.B.C"}),
        ("resource", {"Fn::GetAtt": "A"}, {"Fn::GetAtt": "New"}),
        ("resource", {"Fn::GetAtt": ["A", "A"]}, {"Fn::GetAtt": ["New", "A"]}),
        ("resource", {"Fn::Sub": "${A}${A.A}A${!A}"}, {"Fn::Sub": "${New}${New.A}A${!A}"}),
        ("resource", {"Fn::Sub": ["${A}${V}", {"V": {"Ref": "A"}}]}, {"Fn::Sub": ["${New}${V}", {"V": {"Ref": "New"}}]}),
        ("parameter", {"Fn::ValueOf": ["A", "A"]}, {"Fn::ValueOf": ["New", "A"]}),
        ("condition", {"Fn::If": ["A", "A", "A"]}, {"Fn::If": ["New", "A", "A"]}),
        ("condition", {"Fn::If": [{"Condition": "A"}, 1, 2]}, {"Fn::If": [{"Condition": "New"}, 1, 2]}),
        ("mapping", {"Fn::FindInMap": ["A", "A", "A"]}, {"Fn::FindInMap": ["New", "A", "A"]}),
    ],
    ids=str,
)  # fmt: skip
def test_a_reference_is_respelled_in_its_own_form(kind, value, expected):
    section = {
        "resource": "Resources",
        "parameter": "Parameters",
        "condition": "Conditions",
        "mapping": "Mappings",
    }[kind]
    data = {"Outputs": {"O": {"Value": value}}, section: {"A": {}}}
    data.setdefault("Resources", {})
    assert renamed(data, kind, "A", "New")["Outputs"]["O"]["Value"] == expected


def test_names_that_maps_and_loops_catch_are_refused_in_these_words():
    def of(value, kind="resource", new="V"):
        return refusal({"Resources": {"A": {}, "B": {"P": value}}}, kind, A=new)

    in_sub = "cannot rename 'A' to 'V': a Fn::Sub has a variable of that name"
    assert of({"Fn::Sub": ["${A}", {"V": 1}]}) == in_sub
    assert of({"Fn::Sub": ["${A.x}", {"V.x": 1}]}) == in_sub
    in_loop = "cannot rename 'A' to 'V': a Fn::ForEach has a variable of that name"
    assert of({"Fn::ForEach::L": ["V", [], {"a": {"Ref": "A"}}]}) == in_loop
    assert of({"Fn::ForEach::L": [["U", "V"], [], {"a": {"Fn::Sub": "${A}"}}]}) == in_loop
    assert of([{"Fn::GetAtt": ["A", "x"]}, {"Fn::Sub": ["${A}", {"V": 1}]}]) == in_sub


@pytest.mark.parametrize(
    "value",
    [
        {"Fn::Sub": ["${A.x}", {"V": 1}]},
        {"Fn::Sub": ["${A}", {"V.x": 1}]},
        {"Fn::ForEach::L": ["V", [{"Ref": "A"}], {"a": 1}]},
        {"Fn::ForEach::L": ["V", [], {"a": {"Fn::GetAtt": ["A", "x"]}}]},
        {"Fn::ForEach::L": ["U", [], {"V": {"Ref": "A"}}]},
    ],
    ids=str,
)
def test_names_that_no_map_and_no_loop_catches_are_followed(value):
    data = renamed({"Resources": {"A": {}, "B": {"P": value}}}, "resource", "A", "V")
    assert "A" not in str(data).replace("GetAtt", "").replace("ForEach", "")


def test_a_condition_may_have_the_name_of_a_variable():
    sub = {
        "Fn::If": [
            "A",
            {"Fn::Sub": ["${V}", {"V": 1}]},
            {"Fn::ForEach::L": ["V", [], {"x": {"Fn::If": ["A", 1, 2]}}]},
        ]
    }
    data = {"Conditions": {"A": {}}, "Resources": {"B": {"P": sub}}}
    assert list(renamed(data, "condition", "A", "V")["Conditions"]) == ["V"]
