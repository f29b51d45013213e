"""Small templates and perturbed copies of them, so that near-equal pairs are common."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]

TYPES = (
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
    "AWS::IAM::Role",
    "AWS::EC2::SecurityGroup",
    "AWS::Lambda::Function",
    "Custom::Thing",
)
WORDS = ("Raw", "Data", "Main", "App", "Web", "Audit", "Log")
SET_LISTS = ("Tags", "SecurityGroupIngress", "DependsOn", "Action")


def resource(kind: str, names: list[str], chance: random.Random) -> Data:
    other = chance.choice(names) if names else None
    tags = [
        {"Key": key, "Value": chance.choice(["a", "b", "c"])} for key in chance.sample(["k1", "k2", "k3"], 2)
    ]
    properties: Data
    if kind == "AWS::S3::Bucket":
        properties = {"BucketName": f"bucket-{chance.randrange(99)}", "Tags": tags}
        if chance.random() < 0.5:
            properties["VersioningConfiguration"] = {"Status": chance.choice(["Enabled", "Suspended"])}
    elif kind == "AWS::SQS::Queue":
        properties = {"DelaySeconds": chance.choice([0, 5, "5"]), "FifoQueue": chance.choice([True, "true"])}
        properties["Tags"] = tags
    elif kind == "AWS::IAM::Role":
        statement = {
            "Sid": f"S{chance.randrange(3)}",
            "Effect": "Allow",
            "Action": chance.sample(["s3:GetObject", "s3:PutObject", "s3:ListBucket"], 2),
            "Resource": {"Fn::GetAtt": [other, "Arn"]} if other else "*",
        }
        properties = {
            "Policies": [
                {"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}}
            ]
        }
    elif kind == "AWS::EC2::SecurityGroup":
        rules = [
            {"IpProtocol": "tcp", "FromPort": p, "ToPort": p} for p in chance.sample([22, 80, 443, 3306], 3)
        ]
        properties = {"GroupDescription": f"group {chance.randrange(99)}", "SecurityGroupIngress": rules}
    elif kind == "AWS::Lambda::Function":
        properties = {
            "Handler": f"index.h{chance.randrange(99)}",
            "Layers": chance.sample(["l1", "l2", "l3"], 2),
            "Environment": {
                "Variables": {"NAME": {"Ref": other} if other else "none", "X": str(chance.randrange(9))}
            },
        }
    else:
        properties = {
            "Text": {"Fn::Sub": f"${{{other}}}-x" if other else "x"},
            "List": [1, 2, chance.randrange(5)],
        }
    body: Data = {"Type": kind, "Properties": properties}
    if other and chance.random() < 0.3:
        body["DependsOn"] = [other]
    return body


def template(chance: random.Random, count: int) -> Data:
    resources: Data = {}
    for number in range(count):
        name = f"{chance.choice(WORDS)}{chance.choice(WORDS)}{number}"
        resources[name] = resource(chance.choice(TYPES), list(resources), chance)
    data: Data = {"AWSTemplateFormatVersion": "2010-09-09"}
    if chance.random() < 0.5:
        data["Parameters"] = {"Stage": {"Type": "String", "Default": "dev", "AllowedValues": ["dev", "prod"]}}
        data["Conditions"] = {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}}
    data["Resources"] = resources
    if resources and chance.random() < 0.7:
        name = chance.choice(list(resources))
        data["Outputs"] = {"Name": {"Value": {"Ref": name}}}
    return data


def perturbed(data: Data, chance: random.Random) -> Data:
    """A copy with some values, items, properties and resources changed."""
    made = _shaken(data, chance, ())
    resources = made.setdefault("Resources", {})
    if chance.random() < 0.4:
        resources["Added"] = resource(chance.choice(TYPES), list(resources), chance)
    if resources and chance.random() < 0.4:
        del resources[chance.choice(list(resources))]
    if chance.random() < 0.3:
        made["Outputs"] = {**made.get("Outputs", {}), "More": {"Value": "text"}}
    return made


def _shaken(value: Any, chance: random.Random, path: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        made = {}
        for key, item in value.items():
            if len(path) >= 3 and chance.random() < 0.04 and len(value) > 1:
                continue
            made[key] = _shaken(item, chance, (*path, key))
        return made
    if isinstance(value, list):
        items = [_shaken(item, chance, (*path, "*")) for item in value]
        if path[-1:] != ("Fn::GetAtt",):
            if items and chance.random() < 0.15:
                del items[chance.randrange(len(items))]
            if len(items) > 1 and chance.random() < 0.2:
                chance.shuffle(items)
        return items
    if (
        isinstance(value, str)
        and len(path) > 3
        and path[-1] not in ("Ref", "Fn::Sub")
        and "Fn::GetAtt" not in path
    ):
        return f"{value}9" if chance.random() < 0.06 else value
    return value


def reordered(value: Any, chance: random.Random, key: str = "") -> Any:
    """The same meaning: keys in another order, and lists whose order says nothing."""
    if isinstance(value, dict):
        entries = [(name, reordered(item, chance, name)) for name, item in value.items()]
        chance.shuffle(entries)
        return dict(entries)
    if isinstance(value, list):
        items = [reordered(item, chance) for item in value]
        if key in SET_LISTS:
            chance.shuffle(items)
        return items
    return value


seeds = st.integers(0, 2**32)
sizes = st.integers(0, 7)
