"""Roles of instances that Systems Manager cannot manage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Merge
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource

_POLICY = "AmazonSSMManagedInstanceCore"
_ENOUGH = (_POLICY, "AmazonEC2RoleforSSM", "AmazonSSMManagedEC2InstanceDefaultPolicy", "AdministratorAccess")
_COMPUTE = ("AWS::EC2::Instance", "AWS::EC2::LaunchTemplate", "AWS::AutoScaling::LaunchConfiguration")
_POLICIES = ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """At most one detection for a role that an instance of the same template has."""
    arns = resource.properties.get("ManagedPolicyArns", [])
    if not isinstance(arns, list) or len(arns) > 9 or not all(map(_readable, arns)):
        return
    if any(name in str(arn) for arn in arns for name in _ENOUGH):
        return
    profiles = _users(context, resource.id, ("AWS::IAM::InstanceProfile",))
    if not any(next(_users(context, profile.id, _COMPUTE), None) for profile in profiles):
        return
    others = _users(context, resource.id, _POLICIES)
    documents = [
        resource.properties.get("Policies"),
        *(user.properties.get("PolicyDocument") for user in others),
    ]
    if any("ssmmessages" in str(document) or "ssm:*" in str(document) for document in documents):
        return
    place = (*resource.path, "Properties", "ManagedPolicyArns")
    message = f"Systems Manager cannot manage the instances of {resource.id}."
    policy = {"Fn::Sub": f"arn:${{AWS::Partition}}:iam::aws:policy/{_POLICY}"}
    yield Detection(place, message, (Merge(place, (policy,)),))


def _readable(arn: Any) -> bool:
    """Whether the template says which policy this is."""
    return isinstance(arn, str) or (is_intrinsic(arn) and "Fn::Sub" in arn and "policy/" in str(arn))


def _users(context: Context, name: str, types: tuple[str, ...]) -> Iterator[Resource]:
    """The resources of these types that refer to the resource."""
    for ref in context.template.references.to(name):
        user = context.template.resources.get(ref.entry)
        if ref.section == "Resources" and user is not None and user.type in types:
            yield user
