"""Valid templates drawn from the knowledge index, and what goes wrong in generated ones.

A template is valid by the provider's schemas, not by the rules: required properties stand in `REQUIRED`, optional
ones are drawn from what the index says of them, and links between resources are made where attributes are known.
"""

from __future__ import annotations

import re
from functools import cache

from hypothesis import strategies as st

from repair import knowledge

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}
ALARM = {
    "MetricName": "Errors",
    "Namespace": "AWS/Lambda",
    "ComparisonOperator": "GreaterThanThreshold",
    "EvaluationPeriods": 1,
    "Period": 300,
    "Statistic": "Sum",
    "Threshold": 1,
}

REQUIRED = {
    "AWS::S3::Bucket": {},
    "AWS::SQS::Queue": {},
    "AWS::SNS::Topic": {},
    "AWS::Logs::LogGroup": {},
    "AWS::SecretsManager::Secret": {"GenerateSecretString": {"PasswordLength": 32}},
    "AWS::ECR::Repository": {},
    "AWS::Kinesis::Stream": {"ShardCount": 1},
    "AWS::SSM::Parameter": {"Type": "String", "Value": "text"},
    "AWS::ApiGateway::RestApi": {"Name": "api"},
    "AWS::Events::Rule": {"ScheduleExpression": "rate(5 minutes)"},
    "AWS::CloudWatch::Alarm": ALARM,
    "AWS::IAM::Role": {"AssumeRolePolicyDocument": TRUST},
    "AWS::EC2::VPC": {"CidrBlock": "10.0.0.0/16"},
    "AWS::Lambda::Function": {
        "Code": {"ZipFile": "def handler(event, context):\n    return event\n"},
        "Handler": "index.handler",
        "Runtime": "python3.13",
    },
    "AWS::DynamoDB::Table": {
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    },
}
"""By type, properties that make it deploy; what must refer to another resource is in `NEEDS`."""

NEEDS = {
    "AWS::Lambda::Function": ("Role", "AWS::IAM::Role", {"Fn::GetAtt": ["{}", "Arn"]}),
    "AWS::EC2::Subnet": ("VpcId", "AWS::EC2::VPC", {"Ref": "{}"}),
    "AWS::EC2::SecurityGroup": ("VpcId", "AWS::EC2::VPC", {"Ref": "{}"}),
}
REQUIRED["AWS::EC2::Subnet"] = {"CidrBlock": "10.0.1.0/24"}
REQUIRED["AWS::EC2::SecurityGroup"] = {"GroupDescription": "Web servers"}

TANGLED = {
    "AWS::S3::Bucket": {"AccessControl", "ObjectLockEnabled", "BucketNamespace", "AbacStatus"},
    "AWS::SQS::Queue": {"ContentBasedDeduplication", "FifoQueue", "SqsManagedSseEnabled"},
    "AWS::SNS::Topic": {"ContentBasedDeduplication", "FifoTopic", "MaximumMessageSize"},
    "AWS::Lambda::Function": {"PackageType", "Timeout", "ReservedConcurrentExecutions", "MemorySize"},
    "AWS::Logs::LogGroup": {"LogGroupClass"},
    "AWS::CloudWatch::Alarm": {"EvaluationInterval", "Unit", "DatapointsToAlarm"},
    "AWS::EC2::Subnet": {"AssignIpv6AddressOnCreation", "Ipv6Native", "EnableDns64", "MapPublicIpOnLaunch"},
    "AWS::EC2::VPC": {"EnableDnsHostnames", "EnableDnsSupport"},
    "AWS::ECR::Repository": {"ImageTagMutability"},
    "AWS::SSM::Parameter": {"DataType", "Tier"},
    "AWS::Kinesis::Stream": {"MaxRecordSizeInKiB", "WarmThroughputMiBps", "RecordDistributionStrategy"},
    "AWS::ApiGateway::RestApi": {"FailOnWarnings"},
}
"""Optional properties whose value another property decides, which a schema cannot say."""

RETIRED = ("python2.7", "python3.6", "python3.7", "nodejs12.x", "nodejs14.x")


@cache
def optional(type_name):
    """Optional properties of a type with a strategy for values that stand alone."""
    kind = knowledge.resource_type(type_name)
    skipped = TANGLED.get(type_name, set()) | set(REQUIRED[type_name]) | {kind.tag_property}
    found = {}
    for name in kind.properties:
        schema = kind.resolve((name,)) or {}
        if name in skipped or (name,) in kind.read_only:
            continue
        if schema.get("type") == "boolean":
            found[name] = st.booleans()
        elif schema.get("type") == "string" and "enum" in schema:
            found[name] = st.sampled_from(schema["enum"])
        elif schema.get("type") == "integer" and "enum" in schema:
            found[name] = st.sampled_from([one for one in schema["enum"] if isinstance(one, int)])
        elif schema.get("type") == "integer" and {"minimum", "maximum"} <= schema.keys():
            found[name] = st.integers(schema["minimum"], schema["maximum"])
    return found


@st.composite
def tags(draw, type_name):
    """Tags as the type takes them; values are plain, a parameter, or text with a parameter in it."""
    names = draw(st.lists(st.sampled_from(["Team", "Cost", "Stage", "Owner"]), min_size=1, unique=True))
    value = st.sampled_from(["blue", {"Ref": "Stage"}, {"Fn::Sub": "${AWS::StackName}-${Stage}"}])
    if knowledge.resource_type(type_name).tag_shape == "map":
        return {name: draw(value) for name in names}
    return [{"Key": name, "Value": draw(value)} for name in names]


@st.composite
def resources(draw, type_name):
    """One resource without what it needs of others."""
    properties = dict(REQUIRED[type_name])
    choice = optional(type_name)
    if choice:
        for name in draw(st.lists(st.sampled_from(sorted(choice)), max_size=3, unique=True)):
            properties[name] = draw(choice[name])
    if draw(st.booleans()):
        properties["Tags"] = draw(tags(type_name))
    return {"Type": type_name, **({"Properties": properties} if properties else {})}


@st.composite
def templates(draw):
    """A valid template: two to six resources that refer to one another, a parameter, a condition, outputs."""
    kinds = draw(st.lists(st.sampled_from(sorted(REQUIRED)), min_size=2, max_size=6))
    made = {}
    for kind in kinds:
        body = draw(resources(kind))
        if kind in NEEDS:
            name, other, link = NEEDS[kind]
            target = next((key for key, one in made.items() if one["Type"] == other), None)
            if target is None:
                target = named(other, made)
                made[target] = draw(resources(other))
            body["Properties"] = {**body.get("Properties", {}), name: filled(link, target)}
        elif made and draw(st.booleans()):
            body["DependsOn"] = draw(st.sampled_from(sorted(made)))
        made[named(kind, made)] = body
    link = st.sampled_from([{"Ref": "{}"}, {"Fn::Sub": "${{{}}}"}])
    outputs = {
        f"{name}Out": {"Value": filled(draw(links(made[name]["Type"], link)), name)}
        for name in draw(st.lists(st.sampled_from(sorted(made)), min_size=1, unique=True))
    }
    outputs["StageOut"] = {"Value": {"Fn::If": ["IsProduction", "production", {"Ref": "Stage"}]}}
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Parameters": {"Stage": {"Type": "String", "Default": "dev", "AllowedValues": ["dev", "prod"]}},
        "Conditions": {"IsProduction": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
        "Resources": made,
        "Outputs": outputs,
    }


def links(type_name, plain):
    """References to a resource of this type."""
    if "Arn" not in knowledge.resource_type(type_name).attributes:
        return plain
    return st.one_of(plain, st.sampled_from([{"Fn::GetAtt": ["{}", "Arn"]}, {"Fn::Sub": "${{{}.Arn}}"}]))


def named(type_name, taken):
    """A logical id after the type, free in `taken`, unlike any other by more than a letter."""
    base = "Main" + type_name.rpartition("::")[2]
    words = ("", "Second", "Another", "LastOfAll", "Spare", "Backup", "Extra", "Unusual")
    return next(base + word for word in words if base + word not in taken)


def filled(link, target):
    """A reference with its target put in."""
    if isinstance(link, dict):
        return {key: filled(value, target) for key, value in link.items()}
    if isinstance(link, list):
        return [filled(value, target) for value in link]
    return link.replace("${{", "${").replace("}}", "}").replace("{}", target)


# -- what goes wrong ------------------------------------------------------------------------------------------


def misspelt_property(data):
    """A property with two letters exchanged."""
    for path, body in bodies(data):
        for name in body.get("Properties", {}):
            if len(name) > 6:
                wrong = name[:3] + name[4] + name[3] + name[5:]
                if wrong != name:
                    yield with_properties(data, path, renamed(body["Properties"], name, wrong))


def property_in_another_case(data):
    """A property that begins with a small letter."""
    for path, body in bodies(data):
        for name in body.get("Properties", {}):
            yield with_properties(data, path, renamed(body["Properties"], name, name[0].lower() + name[1:]))


def enum_in_another_case(data):
    """A value in capitals, or in small letters, that the schema has otherwise."""
    for path, body in bodies(data):
        kind = knowledge.resource_type(body["Type"])
        for name, value in body.get("Properties", {}).items():
            schema = kind.resolve((name,)) or {}
            if isinstance(value, str) and value in schema.get("enum", ()) and name != "Runtime":
                wrong = value.lower() if value != value.lower() else value.upper()
                if wrong not in schema["enum"]:
                    yield with_properties(data, path, {**body["Properties"], name: wrong})


def item_for_list(data):
    """The only item of a list without the list."""
    for path, body in bodies(data):
        kind = knowledge.resource_type(body["Type"])
        for name, value in body.get("Properties", {}).items():
            due = (kind.resolve((name,)) or {}).get(
                "type"
            )  # a key schema may be a mapping, says the provider
            if isinstance(value, list) and len(value) == 1 and name != "Tags" and due == "array":
                yield with_properties(data, path, {**body["Properties"], name: value[0]})


def tags_as_the_other_shape(data):
    """Tags as a map where a list of pairs is due, and the reverse."""
    for path, body in bodies(data):
        wrong = body.get("Properties", {}).get("Tags")
        if isinstance(wrong, list):
            yield with_properties(
                data, path, {**body["Properties"], "Tags": {tag["Key"]: tag["Value"] for tag in wrong}}
            )
        elif isinstance(wrong, dict):
            pairs = [{"Key": key, "Value": value} for key, value in wrong.items()]
            yield with_properties(data, path, {**body["Properties"], "Tags": pairs})


def repeated_tag(data):
    """A tag that stands twice."""
    for path, body in bodies(data):
        there = body.get("Properties", {}).get("Tags")
        if isinstance(there, list):
            yield with_properties(data, path, {**body["Properties"], "Tags": [*there, there[0]]})


def misspelt_reference(data):
    """A logical id with two letters exchanged, in one reference."""
    for name, output in data["Outputs"].items():
        if name != "StageOut":
            target = name.removesuffix("Out")
            wrong = target[:4] + target[5] + target[4] + target[6:]
            if wrong != target:
                yield with_output(data, name, replaced(output["Value"], target, wrong))


def attribute_in_another_case(data):
    """`ARN` for `Arn`."""
    for name, output in data["Outputs"].items():
        wrong = replaced(output["Value"], "Arn", "ARN")
        if wrong != output["Value"]:
            yield with_output(data, name, wrong)


def misspelt_depends_on(data):
    """DependsOn with two letters exchanged."""
    for path, body in bodies(data):
        target = body.get("DependsOn")
        if target is not None:
            wrong = target[:4] + target[5] + target[4] + target[6:]
            if wrong != target:
                yield with_body(data, path, {**body, "DependsOn": wrong})


def attribute_among_properties(data):
    """DeletionPolicy one level too low."""
    for path, body in bodies(data):
        yield with_properties(data, path, {**body.get("Properties", {}), "DeletionPolicy": "Delete"})


def property_beside_properties(data):
    """A property one level too high."""
    for path, body in bodies(data):
        for name, value in body.get("Properties", {}).items():
            if name == "Type":
                continue  # beside `Properties` it means something else
            rest = {key: item for key, item in body["Properties"].items() if key != name}
            yield with_body(data, path, {**body, "Properties": rest, name: value})


def retired_runtime(data):
    """A runtime that Lambda no longer takes."""
    for path, body in bodies(data):
        if body["Type"] == "AWS::Lambda::Function":
            for runtime in RETIRED:
                yield with_properties(data, path, {**body["Properties"], "Runtime": runtime})


def misspelt_type(data):
    """A resource type with a small letter, as `AWS::S3::bucket`."""
    for path, body in bodies(data):
        head, _, tail = body["Type"].rpartition("::")
        yield with_body(data, path, {**body, "Type": f"{head}::{tail[0].lower()}{tail[1:]}"})


def without_what_another_resource_is(data):
    """A required reference left out where one resource alone can be meant."""
    for path, body in bodies(data):
        name, other, _ = NEEDS.get(body["Type"], (None, None, None))
        if name == "VpcId" and sum(one["Type"] == other for one in data["Resources"].values()) == 1:
            rest = {key: item for key, item in body["Properties"].items() if key != name}
            if body["Type"] == "AWS::EC2::Subnet":
                yield with_properties(data, path, rest)


MUTATORS = (
    misspelt_property, property_in_another_case, enum_in_another_case, item_for_list, tags_as_the_other_shape,
    repeated_tag, misspelt_reference, attribute_in_another_case, misspelt_depends_on, attribute_among_properties,
    property_beside_properties, retired_runtime, misspelt_type, without_what_another_resource_is,
)  # fmt: skip


def bodies(data):
    return list(data["Resources"].items())


def with_body(data, name, body):
    return {**data, "Resources": {**data["Resources"], name: body}}


def with_properties(data, name, properties):
    return with_body(data, name, {**data["Resources"][name], "Properties": properties})


def with_output(data, name, value):
    return {**data, "Outputs": {**data["Outputs"], name: {"Value": value}}}


def renamed(mapping, old, new):
    return {new if key == old else key: value for key, value in mapping.items()}


def replaced(value, old, new):
    """The same with a word exchanged in texts."""
    if isinstance(value, dict):
        return {key: replaced(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        return [replaced(item, old, new) for item in value]
    return re.sub(rf"\b{old}\b", new, value) if isinstance(value, str) else value
