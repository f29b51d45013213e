import pytest
from hypothesis import given, settings
from template_strategies import templates

from repair.template.data import value_at
from repair.template.references import references


def found(properties, **template):
    data = {"Resources": {"R": {"Type": "T", "Properties": properties}}, **template}
    return [(ref.kind, ref.target, ref.attribute) for ref in references(data)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Ref": "A"}, [("Ref", "A", None)]),
        ({"Fn::GetAtt": ["A", "Arn"]}, [("GetAtt", "A", "Arn")]),
        ({"Fn::GetAtt": "A.Endpoint.Port"}, [("GetAtt", "A", "Endpoint.Port")]),
        ({"Fn::GetAtt": ["A", "Outputs", "X"]}, [("GetAtt", "A", "Outputs.X")]),
        ({"Fn::GetAtt": ["A", {"Ref": "B"}]}, [("GetAtt", "A", None), ("Ref", "B", None)]),
        ({"Fn::Sub": "${A}-${B.Arn}-${!C}"}, [("Sub", "A", None), ("Sub", "B", "Arn")]),
        ({"Fn::Sub": ["${A}-${V}", {"V": {"Ref": "B"}}]}, [("Sub", "A", None), ("Ref", "B", None)]),
        ({"Fn::Sub": ["${V}", {"V": {"Fn::Sub": "${V}"}}]}, [("Sub", "V", None)]),
        (
            {"Fn::If": ["C", {"Ref": "A"}, {"Ref": "B"}]},
            [("If", "C", None), ("Ref", "A", None), ("Ref", "B", None)],
        ),
        ({"Fn::FindInMap": ["M", {"Ref": "A"}, "k"]}, [("FindInMap", "M", None), ("Ref", "A", None)]),
        ({"Fn::ImportValue": "net-vpc"}, [("ImportValue", "net-vpc", None)]),
        ({"Fn::ImportValue": {"Fn::Sub": "${A}-vpc"}}, [("ImportValue", "", None), ("Sub", "A", None)]),
        ({"Fn::GetStackOutput": {"StackName": "s", "OutputName": "o"}}, [("GetStackOutput", "o", None)]),
        ({"Fn::Join": ["", ["x", {"Ref": "A"}]]}, [("Ref", "A", None)]),
        ({"Fn::Transform": {"Name": "N", "Parameters": {"P": {"Ref": "A"}}}}, [("Ref", "A", None)]),
        ({"Fn::Length": {"Ref": "A"}}, [("Ref", "A", None)]),
        ({"Condition": "x"}, []),
        ({"Ref": "A", "b": 1}, []),
        ({"Ref": 5}, []),
        ("${A}", []),
    ],
)
def test_every_form_of_reference_is_found(value, expected):
    assert found({"P": value}) == expected


def test_a_variable_map_with_the_one_name_ref_is_no_reference():
    assert found({"P": {"Fn::Sub": ["${Ref}", {"Ref": "A"}]}}) == []


def test_depends_on_is_a_text_or_a_list():
    data = {"Resources": {"R": {"DependsOn": "A"}, "S": {"DependsOn": ["A", 5, "B"]}}}
    assert [(ref.entry, ref.target, ref.path) for ref in references(data)] == [
        ("R", "A", ("Resources", "R", "DependsOn")),
        ("S", "A", ("Resources", "S", "DependsOn", 0)),
        ("S", "B", ("Resources", "S", "DependsOn", 2)),
    ]


def test_conditions_are_named_by_resources_outputs_functions_and_conditions():
    data = {
        "Conditions": {
            "A": {"Fn::And": [{"Condition": "B"}, {"Fn::Not": [{"Condition": "C"}]}]},
            "D": {"Condition": "A"},
        },
        "Resources": {"R": {"Type": "T", "Condition": "A", "Properties": {"P": {"Fn::If": ["B", 1, 2]}}}},
        "Outputs": {"O": {"Condition": "C", "Value": 1}},
    }
    assert [(ref.section, ref.entry, ref.kind, ref.target) for ref in references(data)] == [
        ("Conditions", "A", "Condition", "B"),
        ("Conditions", "A", "Condition", "C"),
        ("Conditions", "D", "Condition", "A"),
        ("Resources", "R", "Condition", "A"),
        ("Resources", "R", "If", "B"),
        ("Outputs", "O", "Condition", "C"),
    ]
    assert {ref.space for ref in references(data)} == {"condition"}


def test_an_iam_condition_block_is_no_condition_of_the_template():
    statement = {"Effect": "Allow", "Condition": {"StringEquals": {"aws:x": {"Ref": "A"}}}}
    assert found({"Statement": [statement]}) == [("Ref", "A", None)]


def test_rules_name_parameters():
    rules = {"R": {"Assertions": [{"Assert": {"Fn::Contains": [{"Fn::RefAll": "AWS::EC2::VPC::Id"}, {"Ref": "V"}]}},
                                  {"Assert": {"Fn::Equals": [{"Fn::ValueOf": ["P", "VpcId"]}, "x"]}}]}}  # fmt: skip
    assert [(ref.kind, ref.target, ref.attribute) for ref in references({"Rules": rules})] == [
        ("Ref", "V", None),
        ("ValueOf", "P", "VpcId"),
    ]


def test_find_in_map_tells_its_literal_keys():
    (ref, _) = references(
        {"Resources": {"R": {"P": {"Fn::FindInMap": ["M", {"Ref": "AWS::Region"}, "ami"]}}}}
    )
    assert ref.keys == (None, "ami")


def test_metadata_mappings_and_parameters_hold_no_references():
    node = {"x": {"Ref": "A"}}
    assert references({"Metadata": node, "Mappings": {"M": node}, "Parameters": {"P": node}}) == ()


def test_loop_variables_are_no_references_and_the_body_is_read():
    body = {
        "Type": "T",
        "DependsOn": "A",
        "Properties": {"N": {"Ref": "Name"}, "M": {"Fn::Sub": "${Name}-${B}"}, "O": {"Ref": "Topic${Name}"}},
    }
    data = {"Resources": {"Fn::ForEach::Topics": ["Name", {"Ref": "Names"}, {"Topic${Name}": body}]}}
    assert [(ref.entry, ref.kind, ref.target) for ref in references(data)] == [
        ("Fn::ForEach::Topics", "Ref", "Names"),
        ("Fn::ForEach::Topics", "DependsOn", "A"),
        ("Fn::ForEach::Topics", "Sub", "B"),
    ]


def test_a_loop_inside_properties_binds_its_variable_there_only():
    properties = {"Fn::ForEach::Tags": ["K", ["a"], {"${K}": {"Ref": "K"}}], "Z": {"Ref": "K"}}
    assert found(properties) == [("Ref", "K", None)]


def test_dotted_refs_are_split_only_where_sam_reads_them():
    assert found({"P": {"Ref": "F.Version"}}) == [("Ref", "F.Version", None)]
    assert found({"P": {"Ref": "F.Version"}}, Transform="AWS::Serverless-2016-10-31") == [
        ("Ref", "F", "Version")
    ]


def test_sam_connectors_and_deployment_hooks_name_resources_as_text():
    data = {
        "Resources": {"C": {"Type": "AWS::Serverless::Connector", "Properties": {"Source": {"Id": "F"}}}},
        "Hooks": {"H": {"Properties": {"Applications": [{"ECSAttributes": {"TaskSets": ["A", "B"]}}]}}},
    }
    assert [(ref.kind, ref.target) for ref in references(data)] == [("LogicalId", name) for name in "FAB"]


def test_the_holder_of_a_sub_is_its_mapping_in_both_forms():
    data = {"Resources": {"R": {"P": {"Fn::Sub": "${A}"}, "Q": {"Fn::Sub": ["${A}", {"B": 1}]}}}}
    one, two = references(data)
    assert (one.path, two.path) == (("Resources", "R", "P", "Fn::Sub"), ("Resources", "R", "Q", "Fn::Sub", 0))
    assert (one.holder, two.holder) == (("Resources", "R", "P"), ("Resources", "R", "Q"))


@given(templates)
@settings(max_examples=60)
def test_every_reference_stands_where_it_says(data):
    for ref in references(data):
        value = value_at(data, ref.path)
        assert ref.path[:2] == (ref.section, ref.entry)
        if ref.span is not None:
            assert ref.target in value[slice(*ref.span)]
        elif isinstance(value, str):
            assert value == ref.target
        else:
            assert isinstance(value, dict)
            assert len(value) == 1
