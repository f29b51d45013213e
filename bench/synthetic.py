"""Templates of any size, and copies of them with known differences, made from a seed.

The generator knows nothing of the product, so that a mistake cannot stand on both sides.
"""

from __future__ import annotations

import copy
import random
from typing import Any

from names import names_in, renamed_in

Data = dict[str, Any]

#: Shares of all resources that a perturbed copy renames, edits, and adds as well as removes.
RENAMED, EDITED, ADDED = 0.10, 0.20, 0.05
#: Share of renamed resources that are edited as well.
RENAMED_AND_EDITED = 0.3


def template(resources: int, seed: int = 0) -> Data:
    """A template in long JSON form with that many resources of eight types that refer to one another."""
    chance = random.Random(seed)
    made: Data = {}
    kinds = ("Bucket", "Queue", "Role", "Function", "SecurityGroup", "Table", "LogGroup", "Alarm")
    for number in range(resources):
        kind = kinds[number % len(kinds)]
        made[f"{_word(chance)}{kind}{number}"] = _resource(kind, number, list(made), chance)
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": f"Synthetic template with {resources} resources",
        "Parameters": {
            "Environment": {"Type": "String", "Default": "dev", "AllowedValues": ["dev", "prod"]},
            "VpcId": {"Type": "AWS::EC2::VPC::Id"},
        },
        "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Environment"}, "prod"]}},
        "Resources": made,
        "Outputs": {
            f"{name}Out": {
                "Value": {"Ref": name},
                "Export": {"Name": {"Fn::Sub": f"${{AWS::StackName}}-{name}"}},
            }
            for name in list(made)[:: max(1, resources // 20)]
        },
    }


def perturbed(data: Data, seed: int = 0) -> Data:
    """A copy with RENAMED resources renamed everywhere, EDITED edited, and ADDED removed and added."""
    chance = random.Random(seed)
    changed = copy.deepcopy(data)
    resources: Data = changed["Resources"]
    names = list(resources)
    chance.shuffle(names)
    count = len(names)
    to_rename = names[: round(count * RENAMED)]
    to_edit = names[len(to_rename) : len(to_rename) + round(count * EDITED)]
    to_edit += to_rename[: round(len(to_rename) * RENAMED_AND_EDITED)]
    untouched = names[len(to_rename) + round(count * EDITED) :]
    for name in to_edit:
        _edit(resources[name], chance)
    referred = names_in({key: value for key, value in changed.items() if key != "Resources"}) | {
        other for body in resources.values() for other in names_in(body)
    }
    for name in [name for name in untouched if name not in referred][: round(count * ADDED)]:
        del resources[name]
    for number in range(round(count * ADDED)):
        kind = chance.choice(("Bucket", "Queue", "Table"))
        resources[f"New{_word(chance)}{kind}{number}"] = _resource(kind, 100_000 + number, [], chance)
    renames = {name: f"{_word(chance)}{_word(chance)}{number}" for number, name in enumerate(to_rename)}
    return _renamed(changed, renames)


def _resource(kind: str, number: int, before: list[str], chance: random.Random) -> Data:
    def some(suffix: str) -> str | None:
        fitting = [name for name in before[-40:] if suffix in name]
        return chance.choice(fitting) if fitting else None

    tags = [
        {"Key": "Name", "Value": {"Fn::Sub": f"${{Environment}}-{kind.lower()}-{number}"}},
        {"Key": "Team", "Value": chance.choice(("core", "data", "web", "risk"))},
        {"Key": "CostCenter", "Value": str(chance.randrange(1000, 1400))},
    ]
    properties: Data
    if kind == "Bucket":
        properties = {
            "BucketName": {"Fn::Sub": f"${{AWS::AccountId}}-{_word(chance).lower()}-{number}"},
            "VersioningConfiguration": {"Status": "Enabled"},
            "BucketEncryption": {
                "ServerSideEncryptionConfiguration": [
                    {"ServerSideEncryptionByDefault": {"SSEAlgorithm": chance.choice(("AES256", "aws:kms"))}}
                ]
            },
            "LifecycleConfiguration": {
                "Rules": [
                    {"Id": "expire", "Status": "Enabled", "ExpirationInDays": chance.randrange(30, 400)}
                ]
            },
            "Tags": tags,
        }
        return {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain", "Properties": properties}
    if kind == "Queue":
        properties = {
            "VisibilityTimeout": chance.randrange(30, 900),
            "MessageRetentionPeriod": chance.randrange(60, 1209600),
            "Tags": tags,
        }
        if (dead := some("Queue")) is not None:
            properties["RedrivePolicy"] = {
                "deadLetterTargetArn": {"Fn::GetAtt": [dead, "Arn"]},
                "maxReceiveCount": chance.randrange(1, 9),
            }
        return {"Type": "AWS::SQS::Queue", "Properties": properties}
    if kind == "Role":
        bucket = some("Bucket")
        resource: Any = {"Fn::Sub": f"${{{bucket}.Arn}}/*"} if bucket else "*"
        properties = {
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "lambda.amazonaws.com"},
                        "Action": "sts:AssumeRole",
                    }
                ],
            },
            "Policies": [
                {
                    "PolicyName": f"access-{number}",
                    "PolicyDocument": {
                        "Version": "2012-10-17",
                        "Statement": [
                            {
                                "Sid": "Objects",
                                "Effect": "Allow",
                                "Action": chance.sample(
                                    ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"], 3
                                ),
                                "Resource": resource,
                            }
                        ],
                    },
                }
            ],
        }
        return {"Type": "AWS::IAM::Role", "Properties": properties}
    if kind == "Function":
        role = some("Role")
        properties = {
            "Runtime": chance.choice(("python3.12", "nodejs20.x")),
            "Handler": f"{_word(chance).lower()}.handler",
            "Role": {"Fn::GetAtt": [role, "Arn"]} if role else "arn:aws:iam::123456789012:role/plain",
            "MemorySize": chance.choice((128, 256, 512, 1024)),
            "Timeout": chance.randrange(3, 900),
            "Code": {"S3Bucket": "artifacts", "S3Key": f"{_word(chance).lower()}/{number}.zip"},
            "Environment": {
                "Variables": {
                    _word(chance).upper(): {"Ref": some("Queue") or "Environment"},
                    "STAGE": {"Ref": "Environment"},
                }
            },
            "Tags": tags,
        }
        body: Data = {"Type": "AWS::Lambda::Function", "Properties": properties}
        if role:
            body["DependsOn"] = [role]
        return body
    if kind == "SecurityGroup":
        properties = {
            "GroupDescription": f"Group {number} of {_word(chance)}",
            "VpcId": {"Ref": "VpcId"},
            "SecurityGroupIngress": [
                {
                    "IpProtocol": "tcp",
                    "FromPort": port,
                    "ToPort": port,
                    "CidrIp": f"10.{number % 200}.{n}.0/24",
                }
                for n, port in enumerate(chance.sample(range(20, 9000), 4))
            ],
            "Tags": tags,
        }
        return {"Type": "AWS::EC2::SecurityGroup", "Properties": properties}
    if kind == "Table":
        key = f"{_word(chance).lower()}Id"
        properties = {
            "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": key, "KeyType": "HASH"}],
            "BillingMode": "PAY_PER_REQUEST",
            "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": chance.random() < 0.5},
            "Tags": tags,
        }
        return {"Type": "AWS::DynamoDB::Table", "Properties": properties}
    if kind == "LogGroup":
        function = some("Function")
        properties = {
            "LogGroupName": {"Fn::Sub": f"/aws/lambda/${{{function}}}"} if function else f"/app/{number}",
            "RetentionInDays": chance.choice((7, 14, 30, 90)),
        }
        return {"Type": "AWS::Logs::LogGroup", "Properties": properties}
    queue = some("Queue")
    properties = {
        "AlarmDescription": f"{_word(chance)} too deep, number {number}",
        "Namespace": "AWS/SQS",
        "MetricName": "ApproximateNumberOfMessagesVisible",
        "Dimensions": [
            {"Name": "QueueName", "Value": {"Fn::GetAtt": [queue, "QueueName"]} if queue else "none"}
        ],
        "Statistic": "Sum",
        "Period": 300,
        "EvaluationPeriods": chance.randrange(1, 6),
        "Threshold": chance.randrange(10, 1000),
        "ComparisonOperator": "GreaterThanThreshold",
    }
    return {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}


def _edit(body: Data, chance: random.Random) -> None:
    """One to three changes of values, list items or properties."""
    properties = body["Properties"]
    for _ in range(chance.randrange(1, 4)):
        key = chance.choice(list(properties))
        value = properties[key]
        if isinstance(value, bool):
            properties[key] = not value
        elif isinstance(value, int):
            properties[key] = value + 1
        elif isinstance(value, str):
            properties[key] = f"{value}-{_word(chance).lower()}"
        elif isinstance(value, list) and len(value) > 1 and chance.random() < 0.5:
            del value[chance.randrange(len(value))]
        elif isinstance(value, list) and value and isinstance(value[-1], dict):
            item = value[chance.randrange(len(value))]
            field = chance.choice(list(item))
            item[field] = f"edited-{_word(chance).lower()}" if isinstance(item[field], str) else item[field]
        elif isinstance(value, dict) and "Fn::Sub" in value:
            value["Fn::Sub"] += f"-{_word(chance).lower()}"


def _renamed(data: Data, names: dict[str, str]) -> Data:
    result: Data = renamed_in(data, names)
    result["Resources"] = {names.get(name, name): body for name, body in result["Resources"].items()}
    return result


_SYLLABLES = (
    "Ama",
    "Bor",
    "Cel",
    "Dru",
    "Eko",
    "Fin",
    "Gal",
    "Hex",
    "Ivo",
    "Jun",
    "Kor",
    "Lum",
    "Mir",
    "Nox",
)


def _word(chance: random.Random) -> str:
    return chance.choice(_SYLLABLES) + chance.choice(_SYLLABLES).lower()
