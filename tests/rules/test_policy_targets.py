"""What the Resource element of a statement names."""

import pytest

from repair.rules.managed_policies import meant_policy
from repair.rules.policy_targets import bucket_level, named, other_level
from repair.template.template import Template

TEMPLATE = Template({"Resources": {"B": {"Type": "AWS::S3::Bucket"}, "Q": {"Type": "AWS::SQS::Queue"}}})


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ({"Fn::GetAtt": ["B", "Arn"]}, "bucket"),
        ({"Fn::Sub": "${B.Arn}/*"}, "object"),
        ({"Fn::Sub": "arn:${AWS::Partition}:s3:::${B}"}, "bucket"),
        ({"Fn::Sub": "arn:aws:s3:::logs-${AWS::AccountId}/AWSLogs/*"}, "object"),
        ("arn:aws:s3:::orders", "bucket"),
        ("arn:aws:s3:::orders*", None),
        ("*", None),
        ({"Fn::Sub": "arn:aws:s3:::${Name}"}, None),
        ({"Fn::Sub": "${B.Arn}*"}, None),
        ({"Fn::GetAtt": ["Q", "Arn"]}, None),
        ({"Ref": "B"}, None),
        (None, None),
        ([], None),
    ],
)
def test_a_bucket_and_its_objects_are_told_apart(value, level):
    assert bucket_level(TEMPLATE, value) == level


@pytest.mark.parametrize(
    ("value", "level", "other"),
    [
        ({"Fn::GetAtt": ["B", "Arn"]}, "object", {"Fn::Sub": "${B.Arn}/*"}),
        ({"Fn::Sub": "${B.Arn}/a/*"}, "bucket", {"Fn::GetAtt": ["B", "Arn"]}),
        ("arn:aws:s3:::orders/a/*", "bucket", "arn:aws:s3:::orders"),
        ({"Fn::Sub": "arn:aws:s3:::${B}"}, "object", {"Fn::Sub": "arn:aws:s3:::${B}/*"}),
        ({"Fn::Join": ["", ["arn:aws:s3:::", {"Ref": "B"}]]}, "object", None),
    ],
)
def test_the_other_level_is_written_the_same_way(value, level, other):
    assert other_level(TEMPLATE, value, level) == other


def test_what_stands_behind_a_reference_is_read_where_it_is_text():
    found = named(TEMPLATE, {"Fn::Sub": "${B}/${AWS::Region}"})
    assert found is not None
    assert (found.target, found.attribute, found.rest) == ("B", None, None)
    assert named(TEMPLATE, {"Ref": "Unknown"}) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("AWSLambdaBasicExecutionRole", "service-role/AWSLambdaBasicExecutionRole"),
        ("service-role/AmazonSSMManagedInstanceCore", "AmazonSSMManagedInstanceCore"),
        ("service-role/awslambdarole", "service-role/AWSLambdaRole"),
        ("AWSLambdaFullAccess", "AWSLambda_FullAccess"),
        ("service-role/AWS_ConfigRole", None),
        ("Unheard", None),
    ],
)
def test_a_managed_policy_is_known_by_its_name(written, meant):
    assert meant_policy(written) == meant
