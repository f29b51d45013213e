"""What each type of resource grants, and what it concerns."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.meaning.equality import frozen
from repair.diff.permissions.documents import Document, Reader, read_document
from repair.diff.permissions.grants import Boundary, Known, concerns, grants, implied, is_attachment
from repair.diff.permissions.network import Rules, read_acl_entry, read_rule, read_rules

NO_VALUE = {"Ref": "AWS::NoValue"}
STATEMENT = {"Effect": "Allow", "Action": "s3:Get", "Resource": "b"}
POLICY: dict[str, Any] = {"Statement": [STATEMENT]}
OTHER: dict[str, Any] = {"Statement": [{**STATEMENT, "Action": "s3:Put"}]}
MANAGED = {
    "Shared": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": POLICY}},
    "Odd": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": "x"}},
    "Empty": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": NO_VALUE}},
    "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"PolicyDocument": POLICY}},
}
HTTPS = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8"}
READ, WRITTEN = read_document(POLICY), read_document(OTHER)
EVERYTHING = read_document({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})


def granted(kind: str, **properties: Any) -> dict[Any, Any]:
    return grants("R", f"AWS::{kind}", properties, Known(MANAGED, Reader(MANAGED.keys())))


@pytest.mark.parametrize(
    ("type_name", "concerned", "others"),
    [
        ("EC2::SecurityGroup", ["SecurityGroupIngress", "SecurityGroupEgress"], ["GroupDescription", "VpcId", "Policy"]),
        ("EC2::SecurityGroupIngress", ["CidrIp", "GroupId", "FromPort"], ["Description", "Tags"]),
        ("EC2::SecurityGroupEgress", ["CidrIp", "GroupId", "FromPort"], ["Description", "Tags"]),
        ("EC2::NetworkAclEntry", ["RuleNumber", "CidrBlock"], ["Tags"]),
        ("Lambda::Permission", ["Principal", "SourceArn"], ["Tags"]),
        ("IAM::Role", ["Policies", "ManagedPolicyArns", "AssumeRolePolicyDocument", "PermissionsBoundary"], ["RoleName", "Path"]),
        ("IAM::User", ["Policies", "ManagedPolicyArns", "PermissionsBoundary"], ["UserName"]),
        ("IAM::Group", ["Policies", "ManagedPolicyArns"], ["GroupName"]),
        ("Serverless::Function", ["Policies", "AssumeRolePolicyDocument", "PermissionsBoundary"], ["Handler"]),
        ("Serverless::StateMachine", ["Policies"], ["DefinitionUri"]),
        ("IAM::Policy", ["PolicyDocument", "Roles", "Users", "Groups"], ["PolicyName"]),
        ("IAM::ManagedPolicy", ["PolicyDocument", "Roles", "Users", "Groups"], ["Path"]),
        ("IAM::RolePolicy", ["PolicyDocument", "RoleName"], ["UserName"]),
        ("IAM::UserPolicy", ["PolicyDocument", "UserName"], ["RoleName"]),
        ("IAM::GroupPolicy", ["PolicyDocument", "GroupName"], ["RoleName"]),
        ("S3::BucketPolicy", ["PolicyDocument"], ["Bucket", "Policies"]),
        ("KMS::Key", ["KeyPolicy"], ["Description"]),
        ("SQS::QueuePolicy", ["PolicyDocument"], ["Queues"]),
        ("Elasticsearch::Domain", ["AccessPolicies"], ["DomainName"]),
        ("ECR::Repository", ["RepositoryPolicyText"], ["PolicyName"]),
    ],
)  # fmt: skip
def test_properties_that_say_what_is_allowed_are_known_by_type_and_name(
    type_name: str, concerned: list[str], others: list[str]
) -> None:
    assert [name for name in (*concerned, *others) if concerns(f"AWS::{type_name}", name)] == concerned


@pytest.mark.parametrize(
    ("type_name", "expected"),
    [
        ("AWS::EC2::SecurityGroupIngress", True),
        ("AWS::EC2::SecurityGroupEgress", True),
        ("AWS::EC2::NetworkAclEntry", True),
        ("AWS::Lambda::Permission", True),
        ("AWS::IAM::Policy", True),
        ("AWS::IAM::ManagedPolicy", True),
        ("AWS::S3::BucketPolicy", True),
        ("AWS::IAM::Role", False),
        ("AWS::EC2::SecurityGroup", False),
        ("AWS::KMS::Key", False),
    ],
)
def test_what_only_adds_to_what_holds_for_others_is_an_attachment(type_name: str, expected: bool) -> None:
    assert is_attachment(type_name) is expected


@pytest.mark.parametrize(
    ("kind", "properties", "expected"),
    [
        ("EC2::SecurityGroup", {"GroupDescription": "g"}, {}),
        ("EC2::SecurityGroup", {"SecurityGroupIngress": [HTTPS]}, {("ingress", "R"): read_rules([HTTPS])}),
        ("EC2::SecurityGroup", {"SecurityGroupEgress": [HTTPS]}, {("egress", "R"): read_rules([HTTPS])}),
        ("EC2::SecurityGroup", {"SecurityGroupEgress": []}, {("egress", "R"): read_rules([], egress=True)}),
        ("EC2::SecurityGroup", {"SecurityGroupEgress": NO_VALUE}, {}),
        ("EC2::SecurityGroupIngress", {"GroupId": "g", **HTTPS}, {("ingress", ("form", "g")): read_rule(HTTPS)}),
        ("EC2::SecurityGroupIngress", {"GroupName": "g", **HTTPS}, {("ingress", ("form", "g")): read_rule(HTTPS)}),
        ("EC2::SecurityGroupIngress", {"GroupId": {"Ref": "G"}, **HTTPS}, {("ingress", "G"): read_rule(HTTPS)}),
        ("EC2::SecurityGroupEgress", {"GroupId": {"Fn::GetAtt": ["G", "GroupId"]}, **HTTPS}, {("egress", "G"): read_rule(HTTPS)}),
        ("IAM::Role", {"RoleName": "r"}, {}),
        ("IAM::Role", {"Policies": []}, {("identity", "R"): Document()}),
        ("IAM::Role", {"ManagedPolicyArns": []}, {("identity", "R"): Document()}),
        ("IAM::Role", {"Policies": [NO_VALUE]}, {("identity", "R"): Document()}),
        ("IAM::Role", {"Policies": [{"PolicyName": "p", "PolicyDocument": POLICY}]}, {("identity", "R"): READ}),
        ("IAM::Role", {"Policies": {"Fn::If": ["C", [{"PolicyDocument": POLICY}], [{"PolicyDocument": POLICY}]]}}, {("identity", "R"): READ}),
        ("IAM::Role", {"Policies": [{"PolicyDocument": POLICY}, {"PolicyDocument": OTHER}]}, {("identity", "R"): READ | WRITTEN}),
        ("IAM::User", {"Policies": [{"PolicyDocument": POLICY}], "ManagedPolicyArns": [{"Ref": "Shared"}]}, {("identity", "R"): READ}),
        ("IAM::Role", {"AssumeRolePolicyDocument": POLICY}, {("trust", "R"): READ}),
        ("IAM::Role", {"PermissionsBoundary": "arn:x"}, {("boundary", "R"): Boundary(frozenset({"arn:x"}))}),
        ("Serverless::Function", {"Policies": POLICY}, {("identity", "R"): READ}),
        ("Serverless::Function", {"Policies": [POLICY, OTHER]}, {("identity", "R"): READ | WRITTEN}),
        ("IAM::Policy", {"Roles": ["a"]}, {}),
        ("IAM::Policy", {"PolicyDocument": POLICY}, {}),
        ("IAM::Policy", {"PolicyDocument": POLICY, "Roles": [{"Ref": "A"}, NO_VALUE], "Users": ["u"], "Groups": ["g"]},
         {("identity", "A"): READ, ("identity", ("form", "u")): READ, ("identity", ("form", "g")): READ}),
        ("IAM::RolePolicy", {"PolicyDocument": POLICY, "RoleName": {"Ref": "A"}}, {("identity", "A"): READ}),
        ("IAM::UserPolicy", {"PolicyDocument": POLICY, "UserName": "u"}, {("identity", ("form", "u")): READ}),
        ("IAM::GroupPolicy", {"PolicyDocument": POLICY, "GroupName": "g"}, {("identity", ("form", "g")): READ}),
        ("IAM::ManagedPolicy", {"PolicyDocument": POLICY}, {("managed", "R"): READ}),
        ("IAM::ManagedPolicy", {"PolicyDocument": POLICY, "Roles": [{"Ref": "A"}]}, {("identity", "A"): READ, ("managed", "R"): READ}),
        ("S3::BucketPolicy", {"Bucket": "b", "PolicyDocument": POLICY}, {("R", "PolicyDocument"): READ}),
        ("S3::BucketPolicy", {"PolicyDocument": {"Ref": "P"}}, {("R", "PolicyDocument"): read_document({"Ref": "P"})}),
        ("KMS::Key", {"KeyPolicy": POLICY, "Description": "d"}, {("R", "KeyPolicy"): READ}),
        ("KMS::Key", {"KeyPolicy": {"Ref": "P"}}, {}),
        ("ECR::Repository", {"LifecyclePolicy": {"LifecyclePolicyText": "{}"}}, {}),
        ("Kinesis::Stream", {"ResourcePolicy": {"ResourcePolicy": POLICY}}, {("R", "ResourcePolicy", "ResourcePolicy"): READ}),
        ("X::Y", {"ResourcePolicy": {"PolicyDocument": "x", "Name": "n"}},
         {("R", "ResourcePolicy", "PolicyDocument"): read_document("x")}),
        ("X::Y", {"ResourcePolicy": {"PolicyDocument": NO_VALUE}}, {}),
        ("X::Y", {"ResourcePolicy": {"Ref": "P"}}, {}),
        ("X::Y", {"ResourcePolicy": [POLICY]}, {}),
    ],
)  # fmt: skip
def test_what_a_resource_says_stands_under_what_it_concerns(
    kind: str, properties: dict[str, Any], expected: dict[Any, Any]
) -> None:
    assert granted(kind, **properties) == expected


def test_an_entry_of_an_acl_stands_under_its_list_number_and_direction() -> None:
    entry = {"Protocol": -1, "RuleAction": "allow", "CidrBlock": "10.0.0.0/8"}
    acl = {"NetworkAclId": {"Ref": "N"}, "RuleNumber": 100, **entry}
    ((scope, part),) = granted("EC2::NetworkAclEntry", **acl).items()
    assert scope == ("entry", frozen({"Ref": "N"}), frozen(100), "false")
    assert part == read_acl_entry(entry)
    assert list(granted("EC2::NetworkAclEntry", **acl, Egress=True)) == [(*scope[:3], "true")]
    assert list(granted("EC2::NetworkAclEntry", **acl, Egress="True")) == [(*scope[:3], "true")]
    assert list(granted("EC2::NetworkAclEntry", **acl, Egress=False)) == [scope]


AWS = "arn:aws:iam::aws:policy"


def managed(value: Any) -> Document:
    found: Document = granted("Serverless::Function", Policies=[value])["identity", "R"]
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{AWS}/ReadOnlyAccess", "ReadOnlyAccess"),
        (f"{AWS}/ReadOnlyAccess", {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess"}),
        (f"{AWS}/job-function/ViewOnlyAccess", "arn:aws-us-gov:iam::aws:policy/job-function/ViewOnlyAccess"),
        ({"Ref": "Shared"}, {"PolicyName": "x", "PolicyDocument": POLICY}),
        ({"Fn::Sub": "${Shared}"}, POLICY),
        ({"S3ReadPolicy": {"BucketName": "b"}}, {"S3ReadPolicy": {"BucketName": {"Fn::Sub": "b"}}}),
    ],
)
def test_one_managed_policy_is_known_in_several_spellings(one: Any, other: Any) -> None:
    assert managed(one) == managed(other) != Document()
    assert not managed(one).unread


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ReadOnlyAccess", "ViewOnlyAccess"),
        ({"S3ReadPolicy": {"BucketName": "b"}}, {"S3ReadPolicy": {"BucketName": "c"}}),
        ({"S3ReadPolicy": {}}, {"SQSPollerPolicy": {}}),
        (f"{AWS}/ReadOnlyAccess", "arn:aws:iam::012345678901:policy/ReadOnlyAccess"),
        ({"Ref": "Param"}, {"Ref": "Other"}),
    ],
)
def test_other_managed_policies_are_others(one: Any, other: Any) -> None:
    assert managed(one) != managed(other)
    assert managed(one) == managed(one)


@pytest.mark.parametrize(
    "value",
    [
        {"Ref": "Param"},
        {"Ref": "Queue"},
        {"Ref": "Odd"},
        {"Ref": "Empty"},
        {"Fn::GetAtt": ["Shared", "Arn"]},
        "arn:aws:iam::012345678901:policy/Own",
        f"{AWS}/AWSDenyAll",
        f"{AWS}/AWSCompromisedKeyQuarantineV2",
        {"Fn::Join": ["-", ["a", {"Ref": "P"}]]},
        ["a"],
        {"Ref": "Shared", "b": 2},
        7,
    ],
)
def test_a_managed_policy_of_which_nothing_is_known_is_not_read(value: Any) -> None:
    found = managed(value)
    assert (len(found.unread), found.allow, found.deny) == (1, frozenset(), frozenset())


def test_what_aws_publishes_allows_something_that_everything_covers() -> None:
    some, all_of_it = managed(f"{AWS}/ReadOnlyAccess"), managed(f"{AWS}/AdministratorAccess")
    assert all_of_it == EVERYTHING
    assert EVERYTHING.short_of(some) == 0
    assert some.short_of(EVERYTHING) == 1
    assert (len(some.allow), some.deny, some.unread) == (1, frozenset(), frozenset())


def permission(**parts: Any) -> Document:
    given = {"Action": "lambda:InvokeFunction", "FunctionName": {"Ref": "F"}, "Principal": "p", **parts}
    found: Document = granted("Lambda::Permission", **given)[("function",)]
    return found


@pytest.mark.parametrize(
    ("key", "operator", "name"),
    [
        ("SourceArn", "ArnLike", "aws:SourceArn"),
        ("SourceAccount", "StringEquals", "aws:SourceAccount"),
        ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
        ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
        ("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
        ("InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"),
    ],
)
def test_a_permission_is_a_statement_of_the_functions_policy(key: str, operator: str, name: str) -> None:
    statement = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": {"Ref": "F"}, "Principal": {"AWS": "p"}}  # fmt: skip
    assert permission() == read_document({"Statement": statement})
    condition = {operator: {name: "x"}}
    assert permission(**{key: "x"}) == read_document({"Statement": {**statement, "Condition": condition}})
    assert permission().short_of(permission(**{key: "x"})) == 0
    assert permission(**{key: "x"}).short_of(permission()) == 1


def test_two_conditions_of_a_permission_hold_together() -> None:
    both = permission(SourceAccount="1", PrincipalOrgID="o")
    assert permission(SourceAccount="1").short_of(both) == permission(PrincipalOrgID="o").short_of(both) == 0
    assert both.short_of(permission(SourceAccount="1")) == both.short_of(permission(PrincipalOrgID="o")) == 1


def test_a_function_is_the_same_by_name_and_by_arn_and_another_property_is_not_read() -> None:
    assert permission(FunctionName={"Fn::GetAtt": ["F", "Arn"]}) == permission()
    assert permission(FunctionName="f") != permission(FunctionName="g")
    assert permission(FunctionName={"Fn::GetAtt": ["F", "Version"]}) != permission()
    assert permission(NotKnown="x").unread


KEY_OF_ACCOUNT = {
    "Effect": "Allow",
    "Principal": {"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}},
    "Action": "kms:*",
    "Resource": "*",
}
ALL_TO_ALL = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}


@pytest.mark.parametrize(
    ("type_name", "scope", "like", "expected"),
    [
        ("AWS::KMS::Key", ("R", "KeyPolicy"), Document(), read_document({"Statement": KEY_OF_ACCOUNT})),
        ("AWS::EC2::VPCEndpoint", ("R", "PolicyDocument"), Document(), read_document({"Statement": ALL_TO_ALL})),
        ("AWS::KMS::Key", ("R", "PolicyDocument"), Document(), Document()),
        ("AWS::S3::BucketPolicy", ("R", "PolicyDocument"), READ, Document()),
        ("AWS::IAM::Role", ("identity", "R"), READ, Document()),
        ("AWS::IAM::Role", ("boundary", "R"), Boundary(frozenset({"x"})), Boundary()),
        ("AWS::EC2::SecurityGroup", ("ingress", "R"), read_rules([HTTPS]), Rules()),
        ("AWS::EC2::SecurityGroup", ("egress", "R"), read_rules([HTTPS]), read_rules([], egress=True)),
        ("AWS::EC2::SecurityGroupEgress", ("egress", "R"), read_rules([HTTPS]), Rules()),
    ],
)  # fmt: skip
def test_where_a_resource_says_nothing_this_holds(
    type_name: str, scope: tuple[str, ...], like: Any, expected: Any
) -> None:
    assert implied(type_name, scope, like) == expected


def test_a_boundary_more_takes_something_away() -> None:
    none, one, both = Boundary(), Boundary(frozenset({"a"})), Boundary(frozenset({"a", "b"}))
    assert (both.short_of(none), both.short_of(one), one.short_of(both), none.short_of(both)) == (2, 1, 0, 0)
    assert one | Boundary(frozenset({"b"})) == both
