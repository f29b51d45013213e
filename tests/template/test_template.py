import pytest
from hypothesis import given, settings
from template_strategies import json_values

from repair.template import Template


def test_only_mappings_that_are_no_functions_are_resources():
    template = Template(
        {
            "Resources": {
                "A": {"Type": "T"},
                "B": "text",
                "C": None,
                "Fn::ForEach::L": ["x", [], {}],
                "Fn::Transform": {},
            }
        }
    )
    assert list(template.resources) == ["A"]


def test_a_resource_tells_its_attributes_in_either_form():
    body = {"Type": "T", "Condition": "C", "DependsOn": "A", "Properties": {"P": 1}}
    resource = Template({"Resources": {"R": body}}).resources["R"]
    assert (resource.condition, resource.depends_on, resource.properties) == ("C", ("A",), {"P": 1})
    assert resource.path == ("Resources", "R")


def test_a_resource_of_odd_shape_has_empty_attributes():
    body = {"Type": ["T"], "Condition": 1, "DependsOn": {"a": 1}, "Properties": "x"}
    resource = Template({"Resources": {"R": body}}).resources["R"]
    assert (resource.type, resource.condition, resource.depends_on, resource.properties) == ("", None, (), {})


@pytest.mark.parametrize(
    ("declared", "names"),
    [
        ("AWS::Serverless-2016-10-31", ("AWS::Serverless-2016-10-31",)),
        (["A", {"Name": "AWS::Include", "Parameters": {}}], ("A", "AWS::Include")),
        ({"Name": "M"}, ("M",)),
        (None, ()),
        ([5], ("",)),
    ],
)
def test_transforms_are_named_in_every_form(declared, names):
    assert Template({"Transform": declared, "Resources": {}}).transforms == names


def test_the_same_data_gives_the_same_template_and_graph():
    template = Template({"Resources": {}})
    assert template.with_data(template.data) is template
    assert template.references is template.references


@given(json_values, json_values, json_values)
@settings(max_examples=60)
def test_any_shape_in_any_section_is_survived(resources, outputs, transform):
    template = Template(
        {"Resources": resources, "Outputs": outputs, "Conditions": resources, "Transform": transform}
    )
    graph = template.references
    graph.cycles()
    graph.undefined()
    assert set(template.resources) <= set(template.section("Resources"))
