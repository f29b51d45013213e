"""Which services call a function of the template, and for which resource.

Source: Lambda Developer Guide, "Granting Lambda function access to AWS services"; CloudFormation template reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from repair.rules.reference_fields import field_of, is_whole
from repair.template.template import Resource, Template

_CALLERS: Mapping[str, Mapping[str, str]] = {
    "AWS::Events::Rule": {"Targets.*.Arn": "events.amazonaws.com"},
    "AWS::Logs::SubscriptionFilter": {"DestinationArn": "logs.amazonaws.com"},
    "AWS::S3::Bucket": {"NotificationConfiguration.LambdaConfigurations.*.Function": "s3.amazonaws.com"},
    "AWS::SNS::Subscription": {"Endpoint": "sns.amazonaws.com"},
    "AWS::SNS::Topic": {"Subscription.*.Endpoint": "sns.amazonaws.com"},
    "AWS::SecretsManager::RotationSchedule": {"RotationLambdaARN": "secretsmanager.amazonaws.com"},
}
"""Type -> property that names a function -> the service that then calls it."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A resource on whose behalf a service calls a function."""

    service: str
    resource: Resource


def callers(template: Template, function: str) -> Iterator[Caller]:
    """The callers of the function with this id, each once."""
    seen = set()
    for ref in template.references.to(function):
        resource = template.resources.get(ref.entry)
        service = _CALLERS.get(resource.type, {}).get(field_of(ref)) if resource else None
        if resource is None or service is None or resource.id in seen or not is_whole(template, ref):
            continue
        seen.add(resource.id)
        yield Caller(service, resource)


def permissions(template: Template, function: str) -> list[Resource]:
    """The permissions of the template that are for the function."""
    return [
        resource
        for resource in {
            ref.entry: template.resources[ref.entry]
            for ref in template.references.to(function)
            if ref.entry in template.resources and field_of(ref) == "FunctionName"
        }.values()
        if resource.type == "AWS::Lambda::Permission"
    ]


def source_arn(template: Template, caller: Caller) -> dict[str, object] | None:
    """The ARN that the service gives as the source; None when the template does not show it."""
    resource = caller.resource
    if resource.type == "AWS::Events::Rule":
        return {"Fn::GetAtt": [resource.id, "Arn"]}
    if resource.type == "AWS::SNS::Topic":
        return {"Ref": resource.id}
    if resource.type == "AWS::SNS::Subscription":
        topic = resource.properties.get("TopicArn")
        name = topic.get("Ref") if isinstance(topic, dict) else None
        other = template.resources.get(name) if isinstance(name, str) else None
        return {"Ref": other.id} if other is not None and other.type == "AWS::SNS::Topic" else None
    return None
