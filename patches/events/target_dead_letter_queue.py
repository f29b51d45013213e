"""Targets of EventBridge rules whose undelivered events are dropped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Ensure
from repair.rules.additions import addition, may_add
from repair.rules.context import Context
from repair.rules.dead_letters import dead_letter_queue
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a rule with targets that have no dead-letter queue."""
    targets = resource.properties.get("Targets")
    paths = [
        (*resource.path, "Properties", "Targets", index, "DeadLetterConfig")
        for index, target in enumerate(targets if isinstance(targets, list) else ())
        if isinstance(target, dict)
        and "Arn" in target
        and "DeadLetterConfig" not in target
        and not any(key[:4] == "Fn::" for key in target)
    ]
    if not paths or not may_add(context, resource):
        return
    queue = dead_letter_queue(context, resource)
    statement: dict[str, Any] = {
        "Sid": "TakeUndeliveredEvents",
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue.arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": [resource.id, "Arn"]}}},
    }
    policy = addition(
        context,
        resource,
        "DeadLetterQueuePolicy",
        "AWS::SQS::QueuePolicy",
        {
            "Queues": [queue.ref],
            "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        },
    )
    yield Detection(
        paths[0],
        f"Events that {resource.id} cannot deliver are dropped.",
        (*(Ensure(path, {"Arn": queue.arn}) for path in paths), queue.operation, policy.operation),
    )
