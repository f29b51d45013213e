"""Faults of the template language and of names that defaults make up: what the rules' examples do not show."""

import pytest

from repair.engine.loop import mend
from repair.rules.context import Context, Settings
from repair.rules.given_names import illegal_names
from repair.rules.load import library, rule
from repair.template.template import Template


def mended(data, rule_id, *, unsafe=False):
    return mend(Context(Template(data), Settings()), [rule(rule_id)], unsafe=unsafe).data


def test_many_faults_of_one_template_are_mended_together():
    data = {
        "AWSTemplateFormatVersion": "2010-09-10",
        "Parameters": {"A": {"Type": "string", "default": "x"}, "B": {"Type": "Integer", "Default": 1}},
        "Conditions": {"Is": {"Fn::Not": {"Fn::Equals": [{"Ref": "A"}, {"Ref": "B"}]}}},
        "Resources": {
            "the-topic": {
                "Type": "AWS::SNS::Topic",
                "Condition": "Is",
                "Properties": {"KmsMasterKeyId": "alias/aws/sns"},
            }
        },
        "Output": {"Arn": {"value": {"Ref": "the-topic"}, "Condition": "Is"}},
    }
    outcome = mend(Context(Template(data), Settings()), library())
    assert outcome.data == {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Parameters": {"A": {"Type": "String", "Default": "x"}, "B": {"Type": "Number", "Default": 1}},
        "Conditions": {"Is": {"Fn::Not": [{"Fn::Equals": [{"Ref": "A"}, {"Ref": "B"}]}]}},
        "Resources": {
            "TheTopic": {
                "Type": "AWS::SNS::Topic",
                "Condition": "Is",
                "Properties": {"KmsMasterKeyId": "alias/aws/sns"},
            }
        },
        "Outputs": {"Arn": {"Value": {"Ref": "TheTopic"}, "Condition": "Is"}},
    }


def bucket(name, **parameters):
    return Template(
        {
            "Parameters": parameters,
            "Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": name}}},
        }
    )


@pytest.mark.parametrize(
    ("default", "right"),
    [("MyApp", "myapp"), ("my app", "my-app"), ("My_App", "my-app")],
)
def test_a_default_is_spelt_as_the_name_needs_it(default, right):
    template = bucket({"Fn::Sub": "${P}-logs"}, P={"Type": "String", "Default": default})
    assert [dict(one.mended) for one in illegal_names(Context(template))] == [{"P": right}]


def test_a_domain_keeps_its_dots():
    template = Template(
        {
            "Parameters": {"Domain": {"Type": "String", "Default": "www.example.com"}},
            "Resources": {
                "F": {
                    "Type": "AWS::Lambda::Function",
                    "Properties": {"FunctionName": {"Fn::Sub": "${Domain}-f"}},
                }
            },
        }
    )
    assert all(not one.mended for one in illegal_names(Context(template)))


def test_a_parameter_without_a_default_says_nothing():
    assert list(illegal_names(Context(bucket({"Fn::Sub": "${P}-LOGS"}, P={"Type": "String"})))) == []


def test_the_parameter_that_is_there_is_used_for_what_is_missing():
    data = {
        "Parameters": {"RoleArn": {"Type": "String"}},
        "Resources": {
            "F": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["Role", "Arn"]}}}
        },
    }
    after = mended(data, "references-undefined", unsafe=True)
    assert after["Parameters"] == data["Parameters"]
    assert after["Resources"]["F"]["Properties"]["Role"] == {"Ref": "RoleArn"}


def test_a_secret_that_is_missing_is_not_shown():
    data = {
        "Resources": {
            "D": {"Type": "AWS::RDS::DBInstance", "Properties": {"MasterUserPassword": {"Ref": "DbPassword"}}}
        }
    }
    assert mended(data, "references-undefined", unsafe=True)["Parameters"]["DbPassword"]["NoEcho"] is True
