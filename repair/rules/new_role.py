"""A role for a function that has none: the function may write its log, and no more."""

from __future__ import annotations

from typing import Any

from repair.patch.operations import Ensure, Operation
from repair.rules.logical_ids import fresh_id, names_in
from repair.template.references import Reference
from repair.template.template import Resource, Template

_FUNCTION = "AWS::Lambda::Function"
_MANAGED = "arn:${AWS::Partition}:iam::aws:policy/service-role"
_BASIC = "AWSLambdaBasicExecutionRole"
_IN_VPC = "AWSLambdaVPCAccessExecutionRole"


def new_role(template: Template, resource: Resource) -> tuple[Operation, ...] | None:
    """What gives a function a role of its own; None where the template has a role, which may be meant."""
    if resource.type != _FUNCTION or _has_role(template):
        return None
    name = fresh_id(f"{resource.id.removesuffix('Function') or resource.id}Role", names_in(template.data))
    return (
        Ensure(("Resources", name), _body(resource, resource.condition)),
        Ensure((*resource.path, "Properties", "Role"), {"Fn::GetAtt": [name, "Arn"]}),
    )


def role_left_out(template: Template, reference: Reference) -> Operation | None:
    """What makes the role that the Role of a function names and the template lacks; None where another may be meant."""
    resource = template.resources.get(reference.entry)
    if (
        resource is None
        or resource.type != _FUNCTION
        or reference.kind != "GetAtt"
        or reference.attribute != "Arn"
        or reference.path != (*resource.path, "Properties", "Role")
        or {reference.target, f"{reference.target}Arn"} & names_in(template.data)
        or _has_role(template)
    ):
        return None
    return Ensure(("Resources", reference.target), _body(resource, None))


def _has_role(template: Template) -> bool:
    return bool(template.of_type("AWS::IAM::Role"))


def _body(resource: Resource, condition: str | None) -> dict[str, Any]:
    """The role of a function.

    Source: AWS Lambda Developer Guide, "Defining Lambda function permissions with an execution role".
    """
    policy = _IN_VPC if "VpcConfig" in resource.properties else _BASIC
    body: dict[str, Any] = {"Type": "AWS::IAM::Role"}
    if condition is not None:
        body["Condition"] = condition
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
    return body
