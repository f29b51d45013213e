"""A role for a function that has none: it may write its log, and no more."""

from __future__ import annotations

from typing import Any

from repair.patch.operations import Ensure, Operation
from repair.rules.logical_ids import fresh_id, names_in
from repair.template.template import Resource, Template

_FUNCTION = "AWS::Lambda::Function"
_MANAGED = "arn:${AWS::Partition}:iam::aws:policy/service-role"
_BASIC = "AWSLambdaBasicExecutionRole"
_IN_VPC = "AWSLambdaVPCAccessExecutionRole"


def new_role(template: Template, resource: Resource) -> tuple[Operation, ...] | None:
    """What gives a function a role of its own; None where the template has a role, which may be meant.

    Source: AWS Lambda Developer Guide, "Defining Lambda function permissions with an execution role".
    """
    if resource.type != _FUNCTION or any(
        other.type == "AWS::IAM::Role" for other in template.resources.values()
    ):
        return None
    name = fresh_id(f"{resource.id}Role", names_in(template.data))
    policy = _IN_VPC if "VpcConfig" in resource.properties else _BASIC
    body: dict[str, Any] = {"Type": "AWS::IAM::Role"}
    if resource.condition is not None:
        body["Condition"] = resource.condition
    body["Properties"] = {
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
        "ManagedPolicyArns": [{"Fn::Sub": f"{_MANAGED}/{policy}"}],
    }
    return (
        Ensure(("Resources", name), body),
        Ensure((*resource.path, "Properties", "Role"), {"Fn::GetAtt": [name, "Arn"]}),
    )
