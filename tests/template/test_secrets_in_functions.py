"""A secret is hidden in whatever function its value is made by, and only in the arguments that it is made of."""

import json

import pytest

from repair.template.secrets import redacted

SECRET = "hunter2-not-for-print"


def shown(value, name="MasterUserPassword"):
    data = {"Resources": {"R": {"Type": "AWS::RDS::DBInstance", "Properties": {name: value}}}}
    return json.dumps(redacted(data)["Resources"]["R"]["Properties"][name])


@pytest.mark.parametrize(
    "value",
    [
        SECRET,
        {"Fn::Base64": SECRET},
        {"Fn::If": ["C", SECRET, "other"]},
        {"Fn::If": ["C", "other", SECRET]},
        {"Fn::Join": ["", ["a", SECRET]]},
        {"Fn::Select": [0, [SECRET, "b"]]},
        {"Fn::Split": [",", SECRET]},
        {"Fn::Sub": SECRET + "${A}"},
        {"Fn::Sub": [SECRET + "${A}", {"A": "b"}]},
        {"Fn::Sub": ["${A}", {"A": SECRET}]},
        {"Fn::ToJsonString": {"a": SECRET}},
        {"Fn::ToJsonString": [SECRET]},
        {"Fn::ToJsonString": {"a": {"b": [{"c": SECRET}]}}},
        {"Fn::ToJsonString": {"a": {"Fn::Sub": SECRET}}},
        {"Fn::Base64": {"Fn::Sub": SECRET}},
        {"Fn::If": ["C", {"Fn::Join": ["", [SECRET]]}, {"Ref": "AWS::NoValue"}]},
    ],
    ids=str,
)
def test_a_secret_is_hidden_in_a_function(value):
    assert SECRET not in shown(value)


@pytest.mark.parametrize(
    "value",
    [
        {"Fn::If": ["Condition1", {"Ref": "P"}, {"Ref": "Q"}]},
        {"Ref": "Parameter1"},
        {"Fn::GetAtt": ["Secret1", "Arn"]},
        {"Fn::ToJsonString": {"a": {"Ref": "P"}, "b": {"Fn::GetAtt": ["A", "Arn"]}}},
    ],
    ids=str,
)
def test_references_are_shown(value):
    assert shown(value) == json.dumps(value)
