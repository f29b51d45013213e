"""Circular dependencies: a plan breaks the whole circle or is not made."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.engine.loop import mend
from repair.rules.context import Context, Settings
from repair.rules.cycle_break import BreakKind
from repair.rules.cycles import plans
from repair.rules.load import rule
from repair.template.template import Template

RULES = [
    rule(f"cycles-{name}")
    for name in ("depends-on", "key-grants", "security-groups", "inline-policies", "known-names")
]


def context_of(resources, **sections):
    return Context(Template({**sections, "Resources": resources}), Settings(as_of=datetime.date(2026, 11, 1)))


def group(*sources, egress=(), **body):
    properties = {"GroupDescription": "g"}
    if sources:
        properties["SecurityGroupIngress"] = [
            {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "SourceSecurityGroupId": {"Ref": name}}
            for name in sources
        ]
    if egress:
        properties["SecurityGroupEgress"] = [
            {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "DestinationSecurityGroupId": {"Ref": name}}
            for name in egress
        ]
    return {"Type": "AWS::EC2::SecurityGroup", **body, "Properties": properties}


def role(*targets):
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {},
            "Policies": [
                {
                    "PolicyName": f"Use{name}",
                    "PolicyDocument": {
                        "Statement": [{"Effect": "Allow", "Action": "*", "Resource": {"Ref": name}}]
                    },
                }
                for name in targets
            ],
        },
    }


def function(role_name=None, **variables):
    properties = {"Environment": {"Variables": {name: {"Ref": target} for name, target in variables.items()}}}
    if role_name:
        properties["Role"] = {"Fn::GetAtt": [role_name, "Arn"]}
    return {"Type": "AWS::Lambda::Function", "Properties": properties}


def test_a_template_without_a_circle_has_no_plan():
    assert plans(context_of({"A": group("B"), "B": group()})) == ()


def test_only_what_is_needed_is_taken_out():
    # The circle runs through the variable alone; the policy of StateRole leads into it and may stay.
    machine = {
        "Type": "AWS::StepFunctions::StateMachine",
        "Properties": {
            "StateMachineName": "flow",
            "RoleArn": {"Fn::GetAtt": ["StateRole", "Arn"]},
            "DefinitionString": {"Fn::Sub": "${Function.Arn}"},
        },
    }
    context = context_of(
        {"Machine": machine, "StateRole": role("Function"), "Function": function(ARN="Machine")}
    )
    (plan,) = plans(context)
    assert [one.kind for one in plan.breaks] == [BreakKind.KNOWN_NAME]


def test_every_port_of_the_rule_that_closes_the_circle_moves():
    context = context_of({"A": group(egress=["B"]), "B": group("A", "A")})
    data = mend(context, RULES).data
    assert "SecurityGroupIngress" not in data["Resources"]["B"]["Properties"]
    assert [name for name in data["Resources"] if name not in "AB"] == ["BFromAIngress", "BFromAIngress2"]


def test_a_name_that_is_taken_is_not_given_again():
    context = context_of(
        {"A": group(egress=["B"]), "B": group("A"), "BFromAIngress": {"Type": "AWS::SNS::Topic"}}
    )
    assert "BFromAIngress2" in mend(context, RULES).data["Resources"]


def test_rules_of_a_conditional_group_keep_its_condition():
    context = context_of({"A": group(egress=["B"]), "B": group("A", Condition="Big")})
    assert mend(context, RULES).data["Resources"]["BFromAIngress"]["Condition"] == "Big"


def test_what_acts_with_the_role_at_once_waits_for_the_policy():
    bucket = {
        "Type": "AWS::S3::Bucket",
        "Properties": {
            "NotificationConfiguration": {
                "LambdaConfigurations": [{"Function": {"Fn::GetAtt": ["Function", "Arn"]}}]
            }
        },
    }
    custom = {
        "Type": "Custom::Seed",
        "DependsOn": ["Other"],
        "Properties": {"ServiceToken": {"Ref": "Function"}},
    }
    context = context_of(
        {
            "Bucket": bucket,
            "Role": role("Bucket"),
            "Function": function("Role"),
            "Seed": custom,
            "Other": {"Type": "AWS::SNS::Topic"},
        }
    )
    outcome = mend(context, RULES)
    assert outcome.data["Resources"]["Seed"]["DependsOn"] == ["Other", "RoleUseBucketPolicy"]
    assert not Template(outcome.data).references.cycles()


def test_events_of_a_sam_function_make_it_wait_for_nothing():
    resources = {
        "Function": {
            "Type": "AWS::Serverless::Function",
            "Properties": {"Events": {"Get": {"Type": "Api", "Properties": {"RestApiId": {"Ref": "Api"}}}}},
        },
        "Api": {
            "Type": "AWS::Serverless::Api",
            "Properties": {"DefinitionBody": {"Fn::Sub": "${Function.Arn}"}},
        },
    }
    assert plans(context_of(resources, Transform="AWS::Serverless-2016-10-31")) == ()


def test_a_circle_that_nothing_breaks_stays_as_it_is():
    context = context_of({"A": function(X="B"), "B": function(X="A")})
    (plan,) = plans(context)
    assert plan.breaks == ()
    assert plan.chain == "A → B → A"
    assert mend(context, RULES).data is context.template.data


def test_two_waits_against_each_other_are_left_to_a_person():
    topic = {"Type": "AWS::SNS::Topic"}
    (plan,) = plans(context_of({"A": {**topic, "DependsOn": "B"}, "B": {**topic, "DependsOn": ["A"]}}))
    assert plan.breaks == ()


names = st.sampled_from([f"R{number}" for number in range(5)])


@st.composite
def tangled(draw):
    """A handful of groups, roles and functions that refer to each other at random."""
    resources = {}
    for number in range(draw(st.integers(1, 5))):
        targets = draw(st.lists(names, max_size=3))
        kind = draw(st.integers(0, 3))
        body = (
            group(*targets)
            if kind == 0
            else role(*targets)
            if kind == 1
            else group(*targets[:1], egress=targets[1:])
            if kind == 2
            else function(**{f"V{at}": name for at, name in enumerate(targets)})
        )
        waits = draw(st.lists(names, max_size=2))
        resources[f"R{number}"] = {**body, **({"DependsOn": waits} if waits else {})}
    return resources


@settings(max_examples=120, deadline=None)
@given(tangled())
def test_each_circle_is_broken_altogether_or_not_touched(resources):
    context = context_of(resources)
    outcome = mend(context, RULES)
    left = {frozenset(cycle) for cycle in Template(outcome.data).references.cycles()}
    had = {frozenset(cycle) for cycle in context.template.references.cycles()}
    assert left <= had
    for cycle in left:
        for name in cycle:
            assert outcome.data["Resources"][name] == resources[name]


@pytest.mark.parametrize("kind", list(BreakKind))
def test_every_way_has_a_rule(kind):
    assert any(
        one.id.removeprefix("cycles-").replace("-", "_").startswith(kind.name.lower()[:9]) for one in RULES
    )


def test_two_ways_may_change_the_policies_of_one_role():
    def policy(name, action, target):
        statement = {"Effect": "Allow", "Action": action, "Resource": {"Fn::GetAtt": [target, "Arn"]}}
        return {"PolicyName": name, "PolicyDocument": {"Statement": [statement]}}

    grant = {
        "Effect": "Allow",
        "Principal": {"AWS": {"Fn::GetAtt": ["Role", "Arn"]}},
        "Action": "kms:*",
        "Resource": "*",
    }
    resources = {
        "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {"Statement": [grant]}}},
        "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "Policies": [policy("key", "kms:Decrypt", "Key"), policy("read", "dynamodb:GetItem", "Table")]
            },
        },
        "Table": {
            "Type": "AWS::DynamoDB::Table",
            "Properties": {"TableName": "t", "SSESpecification": {"KMSMasterKeyId": {"Ref": "Key"}}},
        },
    }
    data = mend(context_of(resources), RULES).data
    assert not list(Template(data).references.cycles())
    (left,) = data["Resources"]["Role"]["Properties"]["Policies"]
    assert left["PolicyName"] == "read"
