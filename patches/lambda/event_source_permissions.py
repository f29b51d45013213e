"""Functions that read a queue or a stream which their role does not let them read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.rules.context import Context
from repair.rules.dependency_reach import needs
from repair.rules.model import Detection
from repair.rules.role_grants import inline, lacks, role_named
from repair.template.template import Resource
from repair.template.values import normal

_READING = {
    ("AWS::SQS::Queue", "Arn"): ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
    ("AWS::Kinesis::Stream", "Arn"): (
        "kinesis:GetRecords",
        "kinesis:GetShardIterator",
        "kinesis:DescribeStream",
        "kinesis:ListShards",
    ),
    ("AWS::DynamoDB::Table", "StreamArn"): (
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:DescribeStream",
        "dynamodb:ListStreams",
    ),
}


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for an event source mapping whose function's role certainly lacks a reading action."""
    resources = context.template.resources
    source_id, attribute = _attribute(resource.properties.get("EventSourceArn"))
    function_id, _ = _attribute(resource.properties.get("FunctionName"))
    source, function = resources.get(source_id), resources.get(function_id)
    actions = _READING.get((source.type, attribute)) if source is not None else None
    role = role_named(context, function.properties.get("Role")) if function is not None else None
    if source is None or actions is None or role is None:
        return
    missing = lacks(context, role, actions)
    if not missing or (missing == actions[3:]):  # a shard or stream list alone is not always asked for
        return
    fits = source.condition in (None, role.condition) and not needs(
        context.template.references, source.id, role.id
    )
    yield Detection(
        (*resource.path, "Properties", "EventSourceArn"),
        f"{function_id} reads {source.id}, and {role.id} does not allow {', '.join(missing)}.",
        inline(role, f"Read{source.id}", actions, {"Fn::GetAtt": [source.id, attribute]}) if fits else (),
    )


def _attribute(value: Any) -> tuple[str, str]:
    """The resource and attribute that a reference names; a `Ref` has the attribute ""."""
    target = normal(value)
    if isinstance(target, dict):
        argument = target.get("Fn::GetAtt")
        if isinstance(argument, list) and len(argument) == 2 and all(isinstance(a, str) for a in argument):
            return argument[0], argument[1]
        if isinstance(target.get("Ref"), str):
            return target["Ref"], ""
    return "", ""
