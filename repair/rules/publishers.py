"""Which AWS services send to a topic or queue of the template, on behalf of which resource.

Source: CloudFormation template reference; SNS and SQS Developer Guides for the principals.
"""

from __future__ import annotations

from collections.abc import Mapping

from repair.rules.reference_fields import field_of, is_whole
from repair.template.template import Resource, Template

_ALARM = dict.fromkeys(
    ("AlarmActions.*", "OKActions.*", "InsufficientDataActions.*"), "cloudwatch.amazonaws.com"
)
_SENDERS: Mapping[str, Mapping[str, str]] = {
    "AWS::CloudWatch::Alarm": _ALARM,
    "AWS::CloudWatch::CompositeAlarm": _ALARM,
    "AWS::Events::Rule": dict.fromkeys(
        ("Targets.*.Arn", "Targets.*.DeadLetterConfig.Arn"), "events.amazonaws.com"
    ),
    "AWS::S3::Bucket": {
        "NotificationConfiguration.TopicConfigurations.*.Topic": "s3.amazonaws.com",
        "NotificationConfiguration.QueueConfigurations.*.Queue": "s3.amazonaws.com",
    },
    "AWS::SNS::Subscription": {"Endpoint": "sns.amazonaws.com"},
    "AWS::SNS::Topic": {"Subscription.*.Endpoint": "sns.amazonaws.com"},
}
"""Type -> property that names a topic or queue -> the service that then sends to it."""


def publishers(template: Template, target: Resource) -> dict[str, list[Resource]]:
    """Service principal -> the resources of the template for which it sends to `target`."""
    found: dict[str, list[Resource]] = {}
    for ref in template.references.to(target.id):
        sender = template.resources.get(ref.entry)
        service = _SENDERS.get(sender.type, {}).get(field_of(ref)) if sender else None
        if sender is None or service is None or not is_whole(template, ref):
            continue
        senders = found.setdefault(service, [])
        if sender not in senders:
            senders.append(sender)
    return found
