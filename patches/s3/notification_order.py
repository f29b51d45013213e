"""Buckets that may be created before what lets S3 send them their notifications."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.creation_order import unordered
from repair.rules.model import Detection
from repair.rules.resource_policies import mentions
from repair.template.template import Resource

_PERMITS = {
    "AWS::Lambda::Permission": "FunctionName",
    "AWS::SQS::QueuePolicy": "Queues",
    "AWS::SNS::TopicPolicy": "Topics",
}
_NOTIFIED = {"AWS::Lambda::Function", "AWS::SQS::Queue", "AWS::SNS::Topic"}


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a bucket that does not wait for the permissions of what it notifies."""
    notification = resource.properties.get("NotificationConfiguration")
    if not isinstance(notification, dict):
        return
    resources = context.template.resources
    notified = [
        name
        for name in context.template.references.dependencies(resource.id)
        if name in resources and resources[name].type in _NOTIFIED and mentions(notification, name)
    ]
    first = [
        one
        for one in resources.values()
        if one.type in _PERMITS
        and any(mentions(one.properties.get(_PERMITS[one.type]), name) for name in notified)
        and (one.type != "AWS::Lambda::Permission" or one.properties.get("Principal") == "s3.amazonaws.com")
    ]
    yield from unordered(context, resource, first, "S3 refuses a notification that it may not send")
