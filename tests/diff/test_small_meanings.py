"""Meanings that only some properties, some sections and some pairs have."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.delta import Delta
from repair.diff.difference import diff
from repair.template.template import Template

Data = dict[str, Any]
NO_VALUE = {"Ref": "AWS::NoValue"}
HTTPS = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8"}


def between(mine: Data, ideal: Data, **sections: Data) -> tuple[Delta, ...]:
    return diff(Template({"Resources": mine, **sections}), Template({"Resources": ideal, **sections})).deltas


def policy(**statement: Any) -> Data:
    return {
        "P": {
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {"Bucket": "b", "PolicyDocument": {"Statement": [{"Effect": "Deny", **statement}]}},
        }
    }


@pytest.mark.parametrize("key", ["Action", "NotAction"])
def test_actions_are_a_set_and_have_no_case(key: str) -> None:
    assert not between(
        policy(**{key: ["s3:GetObject", "s3:Put*"]}), policy(**{key: ["S3:put*", "s3:getobject"]})
    )
    assert between(policy(**{key: ["s3:GetObject"]}), policy(**{key: ["s3:GetObjects"]}))


@pytest.mark.parametrize("key", ["Resource", "NotResource"])
def test_resources_are_a_set_and_have_case(key: str) -> None:
    assert not between(policy(**{key: ["a", "b"]}), policy(**{key: ["b", "a"]}))
    assert between(policy(**{key: ["a"]}), policy(**{key: ["A"]}))


@pytest.mark.parametrize(
    ("written", "plain", "hinges"),
    [
        ("arn:${AWS::Partition}:s3:::b", "arn:aws:s3:::b", ("AWS::Partition",)),
        ("arn:${AWS::Partition}:s3:::b", "arn:aws-us-gov:s3:::b", ("AWS::Partition",)),
        ("arn:${AWS::Partition}:s3:::b", "arn:other:s3:::b", ()),
        ("x-${AWS::AccountId}", "x-123456789012", ("AWS::AccountId",)),
        ("x-${AWS::AccountId}", "x-12345678901", ()),
        ("x-${AWS::Region}", "x-eu-west-1", ("AWS::Region",)),
        ("x-${AWS::Region}", "x-europe", ()),
        ("${AWS::StackName}-x", "stack-x", ("AWS::StackName",)),
        ("${AWS::StackName}-x", "9stack-x", ()),
        ("${AWS::StackId}", "arn:aws:cloudformation:x", ("AWS::StackId",)),
        ("${AWS::StackId}", "stack", ()),
    ],
)
def test_a_text_may_equal_one_with_a_pseudo_parameter_only_where_it_has_its_form(
    written: str, plain: str, hinges: tuple[str, ...]
) -> None:
    def queue(name: Any) -> Data:
        return {"Q": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": name}}}

    (delta,) = between(queue({"Fn::Sub": written}), queue(plain))
    assert delta.depends_on == hinges


def test_what_no_value_takes_away_grants_nothing() -> None:
    def group(**more: Any) -> Data:
        rules = [{"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "CidrIp": "10.0.0.0/8"}]
        return {
            "G": {
                "Type": "AWS::EC2::SecurityGroup",
                "Properties": {"GroupDescription": "g", "SecurityGroupIngress": rules, **more},
            }
        }

    (delta,) = between(group(SecurityGroupEgress=NO_VALUE), group(SecurityGroupEgress=[HTTPS]))
    assert delta.permissions == "narrower"  # without a list all may go out


@pytest.mark.parametrize(
    ("kind", "properties", "other"),
    [
        ("Function", {"Timeout": 5}, {"Timeout": "5"}),
        (
            "SimpleTable",
            {"SSESpecification": {"SSEEnabled": True}},
            {"SSESpecification": {"SSEEnabled": "true"}},
        ),
        ("Api", {"TracingEnabled": True}, {"TracingEnabled": "true"}),
        ("HttpApi", {"FailOnWarnings": True}, {"FailOnWarnings": "true"}),
        ("StateMachine", {"Tracing": {"Enabled": True}}, {"Tracing": {"Enabled": "true"}}),
    ],
)
def test_globals_are_read_as_the_properties_that_they_stand_for(
    kind: str, properties: Data, other: Data
) -> None:
    def template(given: Data) -> Template:
        return Template({"Globals": {kind: given}, "Resources": {}})

    assert not diff(template(properties), template(other)).deltas
    assert diff(template(properties), template({"Tags": {"a": "b"}})).deltas


def test_an_item_more_that_may_be_create_only_may_replace() -> None:
    def domain(*names: str) -> Data:
        items = [{"AttributeName": name, "AttributeType": "S"} for name in names]
        keys = [
            {"AttributeName": name, "KeyType": kind}
            for name, kind in zip(names, ["HASH", "RANGE"], strict=False)
        ]
        return {
            "T": {
                "Type": "AWS::DynamoDB::Table",
                "Properties": {"AttributeDefinitions": items, "KeySchema": keys},
            }
        }

    found = {
        delta.path or delta.ideal_path: delta.deployment.replacement
        for delta in between(domain("a"), domain("a", "b"))
    }
    assert found[("Resources", "T", "Properties", "KeySchema", 1)] == "may"


@pytest.mark.parametrize("owner", ["Role", "User", "Group"])
@pytest.mark.parametrize("way", ["out", "in"])
def test_a_policy_of_its_own_is_the_one_that_stood_inside(owner: str, way: str) -> None:
    document = {"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
    kind = f"AWS::IAM::{owner}"
    trust = {"AssumeRolePolicyDocument": {"Statement": []}} if owner == "Role" else {}
    inside = {
        "O": {
            "Type": kind,
            "Properties": {**trust, "Policies": [{"PolicyName": "p", "PolicyDocument": document}]},
        }
    }
    outside = {
        "O": {"Type": kind, "Properties": trust},
        "P": {
            "Type": "AWS::IAM::Policy",
            "Properties": {"PolicyName": "p", "PolicyDocument": document, f"{owner}s": [{"Ref": "O"}]},
        },
    }
    (delta,) = between(inside, outside) if way == "out" else between(outside, inside)
    assert (delta.kind, len(delta.parts), delta.permissions) == ("moved", 2, "same")


def test_an_empty_section_means_what_none_means() -> None:
    bare, empty = Template({"Resources": {}}), Template({"Resources": {}, "Outputs": {}})
    assert not diff(bare, empty).deltas
    (added,) = diff(bare, empty, exact=True).deltas
    (removed,) = diff(empty, bare, exact=True).deltas
    assert (added.kind, added.ideal_path, added.target, added.exact_only) == (
        "added",
        ("Outputs",),
        ("Outputs",),
        True,
    )
    assert (removed.kind, removed.path, removed.ideal_path, removed.exact_only) == (
        "removed",
        ("Outputs",),
        None,
        True,
    )


def test_a_role_that_says_it_has_no_policies_grants_what_one_without_grants() -> None:
    def role(**more: Any) -> Data:
        trust = {
            "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "a.amazonaws.com"}, "Action": "sts:AssumeRole"}
            ]
        }
        return {"R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": trust, **more}}}

    inline = {
        "PolicyName": "p",
        "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]},
    }
    admin = "arn:aws:iam::aws:policy/AdministratorAccess"
    for key, item in (("Policies", inline), ("ManagedPolicyArns", admin)):
        (more,) = between(role(**{key: []}), role(**{key: [item]}))
        (less,) = between(role(**{key: [item]}), role(**{key: []}))
        assert (more.permissions, less.permissions) == ("broader", "narrower")
    (same,) = between(role(ManagedPolicyArns=[admin]), role(ManagedPolicyArns=[admin], Policies=[inline]))
    assert same.permissions == "same"
