from __future__ import annotations

from typing import Any

import pytest

from repair.diff.meaning.equality import means_same
from repair.document.number import WrittenFloat

QUEUE = "AWS::SQS::Queue"
BUCKET = "AWS::S3::Bucket"
ROLE = "AWS::IAM::Role"


@pytest.mark.parametrize(
    ("a", "b", "type_name", "path"),
    [
        ("true", True, QUEUE, ("FifoQueue",)),
        ("5", 5, QUEUE, ("DelaySeconds",)),
        (20, "20", QUEUE, ("QueueName",)),
        (True, "true", QUEUE, ("QueueName",)),
        ({"Fn::Sub": "${A}-x"}, {"Fn::Join": ["-", [{"Ref": "A"}, "x"]]}, BUCKET, ("BucketName",)),
        ({"Fn::Sub": "${P}"}, {"Ref": "P"}, BUCKET, ("BucketName",)),
        ({"Fn::Sub": "${R.Arn}"}, {"Fn::GetAtt": ["R", "Arn"]}, BUCKET, ("BucketName",)),
        ({"Fn::Sub": "plain"}, "plain", BUCKET, ("BucketName",)),
        ({"Fn::Select": [1, ["4", "5"]]}, 5, QUEUE, ("DelaySeconds",)),
        ({"A": 1, "B": {"Ref": "AWS::NoValue"}}, {"A": 1}, None, ()),
        ([{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}], [{"Key": "b", "Value": 2}, {"Key": "a", "Value": 1}],
         BUCKET, ("Tags",)),
        ('{"Version": "2012-10-17", "Statement": []}', {"Statement": [], "Version": "2012-10-17"},
         ROLE, ("AssumeRolePolicyDocument",)),
        ('{"a": 1,  "b": [2]}', '{"b":[2],"a":1}', "AWS::CloudWatch::Dashboard", ("DashboardBody",)),
        ({"Fn::If": ["C", "true", {"Ref": "AWS::NoValue"}]}, {"Fn::If": ["C", True, {"Ref": "AWS::NoValue"}]},
         QUEUE, ("FifoQueue",)),
    ],
)  # fmt: skip
def test_two_spellings_mean_the_same(
    a: Any, b: Any, type_name: str | None, path: tuple[str | int, ...]
) -> None:
    assert means_same(a, b, type_name, path)
    assert means_same(b, a, type_name, path)


@pytest.mark.parametrize(
    ("a", "b", "type_name", "path"),
    [
        ("012345678901", "12345678901", BUCKET, ("BucketName",)),
        ("012345678901", 12345678901, BUCKET, ("BucketName",)),
        ("5.10", "5.1", "AWS::RDS::DBInstance", ("EngineVersion",)),
        (WrittenFloat(5.1, "5.10"), 5.1, "AWS::RDS::DBInstance", ("EngineVersion",)),
        ("1e3", "1000", QUEUE, ("DelaySeconds",)),
        ("007", 7, QUEUE, ("DelaySeconds",)),
        ("12345678901234567890", "12345678901234567891", BUCKET, ("BucketName",)),
        ("0x10", 16, QUEUE, ("DelaySeconds",)),
        ("", 0, QUEUE, ("DelaySeconds",)),
        ("", None, BUCKET, ("BucketName",)),
        ("1", True, QUEUE, ("FifoQueue",)),
        ({}, [], None, ()),
        (True, 1, None, ()),
        ("true", True, None, ()),
        ({"Tags": []}, {}, BUCKET, ()),
        ({"Tags": None}, {}, BUCKET, ()),
        ([1, 2], [2, 1], None, ()),
        (["a", "b"], ["b", "a"], "AWS::Lambda::Function", ("Layers",)),
        (["a", "b"], ["b", "a"], BUCKET, ("Nope", "Nope", "Aliases")),
        ({"Fn::GetAtt": ["A", "Arn"]}, {"Fn::GetAtt": ["A", "Name"]}, BUCKET, ("BucketName",)),
        ({"Ref": "AWS::Region"}, {"Ref": "AWS::AccountId"}, BUCKET, ("BucketName",)),
        ('{"a": 1}', '{"a":1}', BUCKET, ("BucketName",)),
    ],
)
def test_two_values_differ(a: Any, b: Any, type_name: str | None, path: tuple[str | int, ...]) -> None:
    assert not means_same(a, b, type_name, path)
    assert not means_same(b, a, type_name, path)


POLICY = ("AssumeRolePolicyDocument",)


def policy(**statement: Any) -> dict[str, Any]:
    return {"Statement": [{"Effect": "Allow", **statement}]}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (policy(Action="s3:Get*"), policy(Action=["s3:get*"])),
        (policy(Action=["a:B", "c:D"]), policy(Action=["c:D", "a:B", "a:b"])),
        (policy(Principal="*"), policy(Principal={"AWS": ["*"]})),
        (policy(Principal={"AWS": "123456789012"}), policy(Principal={"AWS": "arn:aws:iam::123456789012:root"})),
        (policy(Condition={"Bool": {"aws:SecureTransport": False}}),
         policy(Condition={"Bool": {"aws:SecureTransport": ["false"]}})),
        (policy(Resource={"Ref": "A"}), policy(Resource=[{"Fn::Sub": "${A}"}])),
        ({"Statement": [{"Sid": "A"}, {"Sid": "B"}]}, {"Statement": [{"Sid": "B"}, {"Sid": "A"}]}),
        ({"Statement": {"Sid": "A"}}, {"Statement": [{"Sid": "A"}]}),
    ],
)  # fmt: skip
def test_policies_of_the_same_meaning_are_equal(a: Any, b: Any) -> None:
    assert means_same(a, b, ROLE, POLICY)
    assert means_same(a, b, ROLE, ("Policies", 0, "PolicyDocument"))


def test_policies_with_other_permissions_differ() -> None:
    assert not means_same(policy(Action="s3:Get*"), policy(Action="s3:Put*"), ROLE, POLICY)
    assert not means_same(policy(Resource="arn:A"), policy(Resource="arn:a"), ROLE, POLICY)
    assert not means_same(policy(Sid="A"), policy(Sid="B"), ROLE, POLICY)
