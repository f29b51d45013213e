import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from template_strategies import NAMES, templates

from repair.document.equality import same
from repair.template import Template
from repair.template.references import references
from repair.template.rename import renamed, renamed_all

DATA = {
    "Parameters": {"P": {"Type": "String"}},
    "Mappings": {"M": {"a": {"b": "c"}}},
    "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}, "D": {"Fn::Not": [{"Condition": "C"}]}},
    "Resources": {
        "A": {
            "Type": "T",
            "Condition": "C",
            "DependsOn": ["B", "Z"],
            "Properties": {
                "ref": {"Ref": "B"},
                "list": {"Fn::GetAtt": ["B", "Arn"]},
                "dotted": {"Fn::GetAtt": "B.Arn"},
                "sub": {"Fn::Sub": "${B}-${ B.Arn }-${!B}-${Bx}-B"},
                "map": {"Fn::Sub": ["${B}-${B.Arn}", {"B": {"Ref": "B"}}]},
                "if": {"Fn::If": ["C", {"Ref": "P"}, {"Fn::FindInMap": ["M", "a", "b"]}]},
            },
        },
        "B": {"Type": "T"},
        "Z": {"Type": "T", "DependsOn": "B"},
    },
    "Outputs": {"O": {"Condition": "C", "Value": {"Ref": "B"}}},
    "Metadata": {
        "AWS::CloudFormation::Interface": {
            "ParameterGroups": [{"Parameters": ["P", "Q"]}],
            "ParameterLabels": {"P": {"default": "x"}},
        }
    },
}


def test_a_resource_is_renamed_in_every_form_and_keeps_its_place():
    data = renamed(DATA, "resource", "B", "New")
    assert list(data["Resources"]) == ["A", "New", "Z"]
    assert data["Resources"]["Z"]["DependsOn"] == "New"
    assert data["Outputs"]["O"]["Value"] == {"Ref": "New"}
    resource = data["Resources"]["A"]
    assert resource["DependsOn"] == ["New", "Z"]
    assert resource["Properties"] == {
        "ref": {"Ref": "New"},
        "list": {"Fn::GetAtt": ["New", "Arn"]},
        "dotted": {"Fn::GetAtt": "New.Arn"},
        "sub": {"Fn::Sub": "${New}-${ New.Arn }-${!B}-${Bx}-B"},
        "map": {"Fn::Sub": ["${B}-${New.Arn}", {"B": {"Ref": "New"}}]},
        "if": DATA["Resources"]["A"]["Properties"]["if"],
    }


def test_what_does_not_change_is_shared():
    data = renamed(DATA, "resource", "B", "New")
    assert data["Metadata"] is DATA["Metadata"]
    assert data["Resources"]["New"] is DATA["Resources"]["B"]
    assert data["Resources"]["A"]["Properties"]["if"] is DATA["Resources"]["A"]["Properties"]["if"]


def test_a_parameter_is_renamed_in_the_console_metadata_too():
    data = renamed(DATA, "parameter", "P", "New")
    assert data["Metadata"]["AWS::CloudFormation::Interface"] == {
        "ParameterGroups": [{"Parameters": ["New", "Q"]}],
        "ParameterLabels": {"New": {"default": "x"}},
    }
    assert data["Conditions"]["C"] == {"Fn::Equals": [{"Ref": "New"}, "x"]}


def test_a_condition_is_renamed_wherever_it_is_named():
    data = renamed(DATA, "condition", "C", "New")
    assert [ref.target for ref in references(data) if ref.space == "condition"] == ["New"] * 4
    assert list(data["Conditions"]) == ["New", "D"]


def test_a_mapping_and_an_output_are_renamed():
    data = renamed(renamed(DATA, "mapping", "M", "N"), "output", "O", "Q")
    assert data["Resources"]["A"]["Properties"]["if"]["Fn::If"][2] == {"Fn::FindInMap": ["N", "a", "b"]}
    assert list(data["Outputs"]) == ["Q"]


def test_two_resources_may_change_names_with_each_other():
    data = renamed_all(DATA, "resource", {"A": "B", "B": "A"})
    assert list(data["Resources"]) == ["B", "A", "Z"]
    assert data["Resources"]["B"]["Properties"]["ref"] == {"Ref": "A"}


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("resource", "B", "Z"),
        ("resource", "B", "P"),
        ("parameter", "P", "B"),
        ("resource", "Missing", "New"),
        ("resource", "B", "AWS::Region"),
        ("resource", "B", ""),
        ("resource", "B", "a.b"),
        ("resource", "B", "a}b"),
        ("condition", "C", "D"),
    ],
)
def test_a_name_that_is_taken_or_cannot_be_spelled_is_refused(kind, old, new):
    with pytest.raises(ValueError, match="cannot rename"):
        renamed(DATA, kind, old, new)


def test_a_name_that_a_variable_map_or_a_loop_would_catch_is_refused():
    caught = {"Fn::Sub": ["${A}-${V}", {"V": "x"}]}
    with pytest.raises(ValueError, match=r"Fn::Sub has a variable"):
        renamed({"Resources": {"A": {}, "B": {"P": caught}}}, "resource", "A", "V")
    loop = {"Fn::ForEach::L": ["V", [], {"X${V}": {"P": {"Ref": "A"}}}]}
    with pytest.raises(ValueError, match=r"Fn::ForEach has a variable"):
        renamed({"Resources": {"A": {}, **loop}}, "resource", "A", "V")


def test_names_that_sam_reads_with_a_dot_are_followed():
    data = {
        "Transform": "AWS::Serverless-2016-10-31",
        "Resources": {"F": {}, "B": {"P": {"Ref": "F.Version"}}},
    }
    assert renamed(data, "resource", "F", "G")["Resources"]["B"]["P"] == {"Ref": "G.Version"}


@given(templates, st.sampled_from(NAMES))
@settings(max_examples=80)
def test_renaming_and_renaming_back_gives_the_same_data(data, old):
    assume(old in data["Resources"])
    there = renamed(data, "resource", old, "Fresh")
    assert not Template(there).references.to(old, "value")
    assert same(renamed(there, "resource", "Fresh", old), data)
    assert list(renamed(there, "resource", "Fresh", old)["Resources"]) == list(data["Resources"])


@given(templates, st.sampled_from([("condition", "IsProd"), ("parameter", "Stage")]))
@settings(max_examples=40)
def test_conditions_and_parameters_come_back_too(data, entry):
    kind, old = entry
    assume(old in data.get(f"{kind.capitalize()}s", {}))
    there = renamed(data, kind, old, "Fresh")
    assert not Template(there).references.to(old, "condition" if kind == "condition" else "value")
    assert same(renamed(there, kind, "Fresh", old), data)


@given(templates, st.sampled_from(NAMES))
@settings(max_examples=60)
def test_renaming_leaves_no_reference_dangling_that_did_not_before(data, old):
    assume(old in data["Resources"])
    before = [ref.target for ref in Template(data).references.undefined()]
    assert [
        ref.target for ref in Template(renamed(data, "resource", old, "Fresh")).references.undefined()
    ] == before
