"""Who needs whom, in which order it is told, and which names are used, known or made by something else."""

import pytest

from repair.template import Template
from repair.template.graph import ReferenceGraph
from repair.template.interface import LABELS, interface_mentions, interface_renamed

SAM = "AWS::Serverless-2016-10-31"


def graph_of(edges, **sections):
    resources = {
        name: {"Type": "T", "Properties": {"P": [{"Ref": need} for need in needs]}}
        for name, needs in edges.items()
    }
    return Template({"Resources": resources, **sections}).references


@pytest.mark.parametrize(
    ("edges", "groups"),
    [
        ({"B": ["A"], "A": ["B"]}, (("B", "A"),)),
        ({"Z": ["Z"], "B": ["A"], "A": ["B"]}, (("Z",), ("B", "A"))),
        ({"C": ["D"], "D": ["C", "B"], "B": ["A"], "A": ["B"]}, (("C", "D"), ("B", "A"))),
        ({"A": ["B", "C"], "B": ["D"], "C": ["D"], "D": ["A"]}, (("A", "B", "C", "D"),)),
        ({"A": ["B"], "B": ["C"], "C": ["D"], "D": ["B"], "E": ["A", "F"], "F": ["E"]}, (("B", "C", "D"), ("E", "F"))),
        ({"A": ["B", "C"], "B": [], "C": ["B"]}, ()),
        ({"D": ["C"], "C": ["B"], "B": ["C"], "A": ["D", "B"]}, (("C", "B"),)),
        ({"A": ["B"], "B": ["C", "D"], "C": [], "D": ["A"]}, (("A", "B", "D"),)),
    ],
)  # fmt: skip
def test_groups_and_their_members_stand_in_the_order_of_the_document(edges, groups):
    assert graph_of(edges).cycles() == groups


def test_needs_and_users_are_other_resources_each_once():
    graph = graph_of({"C": ["A", "C"], "B": ["A", "A", "C"], "A": []})
    assert graph.dependents("A") == ("C", "B")
    assert graph.dependents("C") == ("B",)
    assert graph.dependents("Unknown") == ()
    assert graph.dependencies("B") == ("A", "C")
    assert graph.dependencies("C") == ("A",)


def test_only_resources_need_resources_by_value_or_by_name():
    data = {
        "Conditions": {"A": {"Fn::Equals": [1, 1]}},
        "Mappings": {"A": {}},
        "Resources": {
            "A": {},
            "B": {"Condition": "A", "P": {"Fn::FindInMap": ["A", "k", "l"]}},
            "C": {"P": {"Fn::ImportValue": "A"}},
            "D": {"P": {"Ref": "E"}},
            "E": "text",
        },
        "Outputs": {"B": {"Value": {"Ref": "A"}}},
    }
    graph = Template(data).references
    assert [graph.dependencies(name) for name in "ABCDE"] == [(), (), (), (), ()]


def test_only_events_of_serverless_resources_are_no_needs():
    body = {"Properties": {"Events": {"E": {"Ref": "A"}}, "Role": {"Ref": "B"}}, "Events": {"Ref": "C"}}

    def needs(kind):
        resources = {"F": {"Type": kind, **body}, "A": {}, "B": {}, "C": {}}
        return Template({"Transform": SAM, "Resources": resources}).references.dependencies("F")

    assert needs("AWS::Serverless::Function") == ("B", "C")
    assert needs("AWS::Lambda::Function") == ("A", "B", "C")
    assert needs(["AWS::Serverless::Function"]) == ("A", "B", "C")


def test_names_of_one_kind_are_no_uses_of_another():
    names = {"A": {}, "B": {}}
    data = {
        "Parameters": names,
        "Mappings": names,
        "Conditions": {"A": True, "B": True},
        "Resources": {"R": {"Condition": "A", "P": [{"Ref": "B"}, {"Fn::FindInMap": ["A", "k", "l"]}]}},
    }
    graph = Template(data).references
    assert (graph.used_parameters, graph.used_conditions, graph.used_mappings) == ({"B"}, {"A"}, {"A"})
    assert graph.to("A", "value") == ()
    assert [ref.kind for ref in graph.to("A")] == ["Condition", "FindInMap"]
    assert graph.to("Nothing") == ()
    assert graph.from_entry("Outputs", "R") == ()


def test_what_is_known_of_shared_entries_is_taken_over_but_not_between_sam_and_others():
    body = {"Properties": {"P": {"Ref": "A.B"}}}
    first = ReferenceGraph({"Resources": {"R": body, "S": body}})
    same = ReferenceGraph({"Resources": {"R": body, "S": dict(body)}}, first)
    assert same.of("R") is first.of("R")
    assert same.of("S") is not first.of("S")
    assert same.of("S") == first.of("S")
    other = ReferenceGraph({"Transform": SAM, "Resources": {"R": body}}, first)
    assert [(ref.target, ref.attribute) for ref in other.of("R")] == [("A", "B")]
    assert [(ref.target, ref.attribute) for ref in first.of("R")] == [("A.B", None)]


def undefined(value, **sections):
    sections = {"Resources": {}, **sections, "Outputs": {"O": {"Value": value}}}
    return [ref.target for ref in Template(sections).references.undefined()]


@pytest.mark.parametrize(
    ("value", "sections", "targets"),
    [
        ({"Fn::ValueOf": ["P", "x"]}, {"Parameters": {"P": {}}}, []),
        ({"Fn::ValueOf": ["P", "x"]}, {"Resources": {"P": {}}}, ["P"]),
        ({"Fn::ValueOf": ["AWS::Region", "x"]}, {}, ["AWS::Region"]),
        ({"Ref": "X${V}"}, {}, []),
        ({"Fn::FindInMap": ["M", "a", "b"]}, {"Mappings": {"M": {}}}, []),
        ({"Fn::If": ["C", 1, 2]}, {"Resources": {"C": {}}}, ["C"]),
        ({"Ref": "NetVpc"}, {"Resources": {"Net": {"Type": "A::B::C::D::MODULE"}}}, []),
        ({"Fn::If": ["NetC", 1, 2]}, {"Resources": {"Net": {"Type": "A::B::C::D::MODULE"}}}, ["NetC"]),
        ({"Ref": "FnRole"}, {"Resources": {"Fn": {"Type": "AWS::Serverless::Function"}}}, ["FnRole"]),
        ({"Ref": "FnRole"}, {"Transform": SAM, "Resources": {"Fn": {"Type": "AWS::Lambda::Function"}}}, ["FnRole"]),
        ({"Ref": "FnRole"}, {"Transform": SAM, "Resources": {"Fn": {"Type": ["AWS::Serverless::Function"]}}}, ["FnRole"]),
        ({"Ref": "ServerlessRestApiProdStage"}, {"Transform": SAM}, []),
        ({"Ref": "ServerlessRestApi"}, {}, ["ServerlessRestApi"]),
        ({"Ref": "ServerlessHttpApi"}, {"Transform": SAM}, []),
        ({"Ref": "ServerlessDeploymentApplication"}, {"Transform": SAM}, []),
        ({"Ref": "CodeDeployServiceRole"}, {"Transform": SAM}, []),
        ({"Ref": "X"}, {"Transform": "AWS::CodeDeployBlueGreen"}, ["X"]),
        ({"Ref": "X"}, {"Transform": "AWS::SecretsManager-2020-07-23"}, ["X"]),
        ({"Ref": "X"}, {"Transform": "AWS::SecretsManager-2024-09-16"}, ["X"]),
        ({"Ref": "X"}, {"Transform": [SAM, "Mine"]}, []),
        ({"Ref": "X"}, {"Parameters": {"Fn::Transform": {}}}, []),
        ({"Ref": "X"}, {"Conditions": {"Fn::Transform": {}}}, ["X"]),
        ({"Ref": "X"}, {"Resources": {"Fn::ForEach::L": ["V", []]}}, []),
        ({"Ref": "X"}, {"Resources": {"Fn::ForEach::L": ["V", [], [1]]}}, []),
        ({"Ref": "X"}, {"Resources": {"Fn::ForEach::L": {}}}, []),
        ({"Ref": "XaY"}, {"Resources": {"Fn::ForEach::L": ["V", [], {"X${V}Y": {}, "Z.&{V}": {}}]}}, []),
        ({"Ref": "Z.a"}, {"Resources": {"Fn::ForEach::L": ["V", [], {"X${V}Y": {}, "Z.&{V}": {}}]}}, []),
        ({"Ref": "ZXa"}, {"Resources": {"Fn::ForEach::L": ["V", [], {"X${V}Y": {}, "Z.&{V}": {}}]}}, ["ZXa"]),
        ({"Ref": "X"}, {"Resources": {"Fn::ForEach::L": ["V", [], {"Fn::Transform": {}}]}}, []),
        ({"Ref": "X"}, {"Resources": {"Fn::Other": {}}}, ["X"]),
    ],
    ids=str,
)  # fmt: skip
def test_a_name_is_undefined_only_when_nothing_can_make_it(value, sections, targets):
    assert undefined(value, **sections) == targets


def test_the_console_metadata_mentions_parameters_in_groups_and_labels():
    groups = [{"Parameters": ["P", "Q", "P", 1]}, {"Parameters": "P"}, "P", {"Parameters": ["P"]}]
    data = {
        "Metadata": {
            "AWS::CloudFormation::Interface": {
                "ParameterGroups": groups,
                "ParameterLabels": {"P": {}, "R": {}},
            }
        }
    }
    listed = (*LABELS[:2], "ParameterGroups")
    assert interface_mentions(data, "P") == [(*listed, 0, "Parameters"), (*listed, 3, "Parameters"), LABELS]
    assert interface_mentions(data, "Q") == [(*listed, 0, "Parameters")]
    assert interface_mentions(data, "R") == [LABELS]
    assert interface_mentions(data, "X") == []
    assert interface_mentions({}, "P") == []
    assert interface_renamed(data, {"X": "Y"}) is data
    renamed = interface_renamed(data, {"P": "N", "R": "S"})["Metadata"]["AWS::CloudFormation::Interface"]
    assert renamed == {
        "ParameterGroups": [
            {"Parameters": ["N", "Q", "N", 1]},
            {"Parameters": "P"},
            "P",
            {"Parameters": ["N"]},
        ],
        "ParameterLabels": {"N": {}, "S": {}},
    }
    assert list(renamed["ParameterLabels"]) == ["N", "S"]


def test_a_template_keeps_what_it_found_out():
    data = {"Resources": {"A": {"Type": "T"}, "B": {"Type": "U"}, "C": {"Type": "T"}, "D": {"Type": 1}}}
    template = Template(data)
    assert template.resources is template.resources
    assert [resource.id for resource in template.of_type("T")] == ["A", "C"]
    assert template.of_type("T") is template.of_type("T")
    assert template.of_type("X") == ()
    assert [resource.id for resource in template.of_type("")] == ["D"]
    changed = template.with_data({**data, "Outputs": {}})
    assert changed.data == {**data, "Outputs": {}}
    assert template.sharing(template) is template


def test_references_of_shared_entries_are_looked_for_once():
    body = {"Properties": {"P": {"Ref": "A"}}}
    one = Template({"Resources": {"R": body, "S": {"P": {"Ref": "B"}}}})
    two = Template({"Resources": {"R": {"Properties": {"P": {"Ref": "A"}}}, "S": {"P": {"Ref": "C"}}}})
    shared = two.sharing(one)
    assert shared.data == two.data
    assert shared.data["Resources"]["R"] is body
    assert shared.document is two.document
    assert shared.references is two.references
    assert shared.references.of("R") is one.references.of("R")
    assert [ref.target for ref in shared.references.references] == ["A", "C"]
    later = one.with_data({"Resources": {"R": body, "T": {"P": {"Ref": "D"}}}})
    assert later.references.of("R") is one.references.of("R")
    unread = Template({"Resources": {"R": body}})
    assert [ref.target for ref in unread.with_data({"Resources": {"R": body}}).references.references] == ["A"]
