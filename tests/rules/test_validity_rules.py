"""The rules on schemas are total, idempotent, and never make a resource break more of its schema."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.engine.loop import mend
from repair.rules.context import Context
from repair.rules.load import rule, rule_files
from repair.rules.provider import provider_violations
from repair.template.template import Template

RULES = [rule(rule_id) for rule_id in rule_files() if rule_id.startswith(("properties-", "resources-"))]

BASE = {
    "Parameters": {"Stage": {"Type": "String"}},
    "Resources": {
        "Data": {
            "Type": "AWS::S3::Bucket",
            "DependsOn": "Topic",
            "Properties": {
                "VersioningConfiguration": {"Status": "Enabled"},
                "LifecycleConfiguration": {
                    "Rules": [
                        {
                            "Status": "Enabled",
                            "Transitions": [{"StorageClass": "GLACIER", "TransitionInDays": 30}],
                        }
                    ]
                },
                "Tags": [{"Key": "Stage", "Value": {"Ref": "Stage"}}],
            },
        },
        "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Fn::Sub": "events-${Stage}"}}},
        "Work": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
                "Code": {"ZipFile": "x"},
                "Role": "arn:aws:iam::111122223333:role/run",
                "Handler": "index.handler",
                "Runtime": "python3.13",
                "VpcConfig": {"Fn::If": ["InVpc", {"SubnetIds": [{"Ref": "Net"}]}, {"Ref": "AWS::NoValue"}]},
            },
        },
        "Link": {
            "Type": "AWS::ElasticLoadBalancingV2::TargetGroupAttachment",
            "Properties": {"TargetGroupArn": {"Ref": "Group"}, "TargetId": "i-1"},
        },
        "Group": {
            "Type": "AWS::ElasticLoadBalancingV2::TargetGroup",
            "Properties": {"DeregistrationDelay": 30},
        },
    },
}
NAMES = [
    "Tags",
    "Name",
    "Description",
    "Status",
    "DependsOn",
    "Versioning",
    "RoleArn",
    "Tracing",
    "SubnetId",
    "Properties",
]
VALUES = st.sampled_from(
    [None, True, "Enabled", 30, [], {}, [None], ["a", "a"], {"a": "b"}, [{"Key": "a", "Value": "b"}], {"Ref": "Stage"},
     {"Ref": "AWS::NoValue"}, {"Fn::If": ["C", "x", {"Ref": "AWS::NoValue"}]}, {"Fn::If": ["C"]}, {"Fn::GetAtt": "x"},
     {"Fn::Transform": {"Name": "M"}}, "AWS::S3::Buckets", [[]], {"Key": None}]
)  # fmt: skip


def containers(value):
    if isinstance(value, dict | list) and value:
        yield value
        for item in value.values() if isinstance(value, dict) else value:
            yield from containers(item)


@st.composite
def templates(draw):
    data = copy.deepcopy(BASE)
    for _ in range(draw(st.integers(1, 5))):
        places = list(containers(data["Resources"]))
        place = places[draw(st.integers(0, len(places) - 1))]
        key = (
            draw(st.sampled_from(sorted(place)))
            if isinstance(place, dict)
            else draw(st.integers(0, len(place) - 1))
        )
        if isinstance(place, dict) and draw(st.booleans()):
            place[draw(st.sampled_from([*NAMES, f"{key}s", key.lower(), key[:-1] or "q"]))] = place.pop(key)
        else:
            place[key] = copy.deepcopy(draw(VALUES))
    return data


@pytest.mark.parametrize("unsafe", [False, True])
@given(data=templates())
@settings(max_examples=60, deadline=None)
def test_whatever_stands_there_nothing_raises_and_a_second_run_changes_nothing(unsafe, data):
    outcome = mend(Context(Template(data)), RULES, unsafe=unsafe)
    assert not outcome.failures
    again = mend(Context(Template(outcome.data)), RULES, unsafe=unsafe)
    assert again.data is outcome.data


def kept(data):
    template = Template(data)
    context = Context(template)
    return sum(len(provider_violations(context, resource)) for resource in template.resources.values())


@given(data=templates())
@settings(max_examples=60, deadline=None)
def test_mended_template_breaks_no_more_of_the_schemas(data):
    known = {name for name, resource in Template(data).resources.items() if resource.type.startswith("AWS::")}
    outcome = mend(Context(Template(data)), RULES, unsafe=True)
    after = {name: body for name, body in outcome.data["Resources"].items() if name in known}
    before = {name: body for name, body in data["Resources"].items() if name in after}
    nulls = any(applied.detected.rule.id == "resources-null-value" for applied in outcome.applied)
    assert nulls or kept({"Resources": after}) <= kept({"Resources": before})
