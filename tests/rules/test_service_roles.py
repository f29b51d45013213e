"""Which services use a role, and which it trusts."""

import pytest

from repair.rules.context import Context
from repair.rules.service_principals import meant_principal
from repair.rules.service_roles import service_text, trusts, uses
from repair.template.template import Template


def role_of(policy):
    data = {
        "Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": policy}}}
    }
    return Template(data).resources["R"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("lambda.amazonaws.com", "lambda.amazonaws.com"),
        ("ec2.amazonaws.com.cn", "ec2.amazonaws.com"),
        ("monitoring.rds.amazonaws.com", "monitoring.rds.amazonaws.com"),
        ("logs.us-gov-west-1.amazonaws.com", "logs.amazonaws.com"),
        ({"Fn::Sub": "logs.${AWS::Region}.amazonaws.com"}, "logs.amazonaws.com"),
        ({"Fn::Join": [".", ["ec2", {"Ref": "AWS::URLSuffix"}]]}, "ec2.amazonaws.com"),
        ({"Ref": "Service"}, None),
        (None, None),
    ],
)
def test_a_principal_is_read_without_region_and_partition(value, text):
    assert service_text(value) == text


def test_a_principal_known_at_deployment_leaves_the_trust_open():
    statement = {"Effect": "Allow", "Principal": {"Service": {"Ref": "S"}}, "Action": "sts:AssumeRole"}
    assert trusts(role_of({"Statement": [statement]})) is None
    assert trusts(role_of({"Ref": "Policy"})) is None
    assert trusts(role_of({"Statement": []})) == ()


def test_a_role_handed_over_inside_an_if_is_used():
    choice = {"Fn::If": ["Own", {"Fn::GetAtt": ["R", "Arn"]}, {"Ref": "Given"}]}
    other = {"Fn::Sub": "${R.Arn}/more"}
    data = {
        "Resources": {
            "R": {"Type": "AWS::IAM::Role"},
            "F": {"Type": "AWS::Lambda::Function", "Properties": {"Role": choice}},
            "G": {"Type": "AWS::Lambda::Function", "Properties": {"Role": other}},
        }
    }
    template = Template(data)
    found = list(uses(Context(template), template.resources["R"]))
    assert [(use.service, use.user.id, use.field) for use in found] == [("lambda.amazonaws.com", "F", "Role")]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("lambda.amazon.com", "lambda.amazonaws.com"),
        ("Lambda.amazonaws.com", "lambda.amazonaws.com"),
        ("stepfunctions.amazonaws.com", "states.amazonaws.com"),
        ("ecs-task.amazonaws.com", "ecs-tasks.amazonaws.com"),
        ("ec2", "ec2.amazonaws.com"),
        ("lambda.amazonaws.com", None),
        ("codedeploy.us-east-1.amazonaws.com", None),
        ("brand-new.amazonaws.com", None),
        ("brand-new.amazon.com", None),
        ("*", None),
    ],
)
def test_only_a_known_mistake_has_a_meaning(written, meant):
    assert meant_principal(written) == meant
