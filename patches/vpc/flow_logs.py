"""VPCs whose traffic nobody records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.rules.additions import addition, may_add
from repair.rules.context import Context
from repair.rules.log_groups import TYPE, group_properties
from repair.rules.model import Detection
from repair.template.template import Resource

_ACTIONS = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a VPC that no flow log names."""
    users = {ref.entry for ref in context.template.references.to(resource.id)}
    resources = context.template.resources
    if any(resources[name].type == "AWS::EC2::FlowLog" for name in users if name in resources):
        return
    if not may_add(context, resource):
        return
    group = addition(context, resource, "FlowLogGroup", TYPE, group_properties(context))
    role = addition(context, resource, "FlowLogRole", "AWS::IAM::Role", _role(group.arn))
    log = addition(
        context,
        resource,
        "FlowLog",
        "AWS::EC2::FlowLog",
        {
            "ResourceId": {"Ref": resource.id},
            "ResourceType": "VPC",
            "TrafficType": "ALL",
            "LogDestinationType": "cloud-watch-logs",
            "LogGroupName": group.ref,
            "DeliverLogsPermissionArn": role.arn,
        },
    )
    yield Detection(
        resource.path,
        f"{resource.id} has no flow log.",
        (group.operation, role.operation, log.operation),
    )


def _role(group: dict[str, Any]) -> dict[str, Any]:
    stream = {"Effect": "Allow", "Action": _ACTIONS, "Resource": group}
    groups = {"Effect": "Allow", "Action": "logs:DescribeLogGroups", "Resource": "*"}
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
    }
    return {
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
        "Policies": [
            {
                "PolicyName": "WriteFlowLogs",
                "PolicyDocument": {"Version": "2012-10-17", "Statement": [stream, groups]},
            }
        ],
    }
