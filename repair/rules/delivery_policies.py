"""Policies that let services send to a topic or queue of the template.

Source: SNS Developer Guide, "Example cases for Amazon SNS access control"; SQS Developer Guide, "Basic examples of
Amazon SQS policies"; EventBridge User Guide, "Using resource-based policies"; S3 User Guide, "Granting permissions to
publish event notification messages to a destination".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from repair.patch.operations import Ensure, Merge, Operation, Set
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.dependency_reach import needs
from repair.rules.model import Detection
from repair.rules.publishers import publishers
from repair.rules.reference_fields import field_of, is_whole
from repair.rules.service_statements import OWN_ACCOUNT, VERSION, lets_in, with_statements
from repair.template.template import Resource, Template

_SIDS = {"cloudwatch": "CloudWatch", "events": "EventBridge", "s3": "S3", "sns": "SNS"}


@dataclass(frozen=True, slots=True)
class Kind:
    """How a type of target is called in policies.

    Attributes:
        policy_type: The type of its policies.
        field: The policy's property that lists what it is for.
        action: What a sender must be allowed.
        by_default: Services of the account that may send where there is no policy.
    """

    policy_type: str
    field: str
    action: str
    by_default: frozenset[str] = frozenset()


TOPIC = Kind("AWS::SNS::TopicPolicy", "Topics", "sns:Publish", frozenset({"cloudwatch.amazonaws.com"}))
QUEUE = Kind("AWS::SQS::QueuePolicy", "Queues", "sqs:SendMessage")


def short_of_access(context: Context, target: Resource, kind: Kind) -> Iterator[Detection]:
    """At most one detection: the first service that sends to `target` and may not."""
    template = context.template
    if is_rewritten(template):
        return
    senders = publishers(template, target)
    policies = _policies(template, target, kind) if senders else ()
    if policies is None or len(policies) > 1:
        return
    for service, sources in senders.items():
        if not policies:
            if service in kind.by_default:
                continue
            operations = _new_policy(template, target, kind, service, sources)
        else:
            document = policies[0].properties.get("PolicyDocument")
            if lets_in(document, service) is not False or not isinstance(document, dict):
                continue
            path = (*policies[0].path, "Properties", "PolicyDocument")
            statement = _statement(template, target, kind, service, sources, policies[0].id)
            operations = (with_statements(document, path, (statement,)),)
        yield Detection(
            (*target.path, "Properties"),
            f"No policy lets {service} send to {target.id}, which {sources[0].id} asks for.",
            operations,
        )
        return


def _policies(template: Template, target: Resource, kind: Kind) -> tuple[Resource, ...] | None:
    """The policies of the target; None when it may have one that does not name it."""
    found = []
    named = {
        ref.entry
        for ref in template.references.to(target.id)
        if field_of(ref) == f"{kind.field}.*" and is_whole(template, ref)
    }
    for other in template.of_type(kind.policy_type):
        if other.id in named:
            found.append(other)
        elif not isinstance(other.properties.get(kind.field), list):
            return None
    return tuple(found)


def _new_policy(
    template: Template, target: Resource, kind: Kind, service: str, sources: list[Resource]
) -> tuple[Operation, ...]:
    name = f"{target.id}Policy"
    while any(name in template.section(section) for section in ("Resources", "Parameters")):
        name += "2"
    body: dict[str, Any] = {"Type": kind.policy_type}
    if target.condition is not None:
        body["Condition"] = target.condition
    body["Properties"] = {
        kind.field: [{"Ref": target.id}],
        "PolicyDocument": {
            "Version": VERSION,
            "Statement": [_statement(template, target, kind, service, sources, name)],
        },
    }
    operations: list[Operation] = [Ensure(("Resources", name), body)]
    if service == "s3.amazonaws.com" and target.condition is None:  # S3 tries the destination at once
        for bucket in sources:
            path, held = (*bucket.path, "DependsOn"), bucket.body.get("DependsOn")
            operations.append(
                Merge(path, (name,))
                if isinstance(held, list)
                else Set(path, [held, name] if isinstance(held, str) else name)
            )
    return tuple(operations)


def _statement(
    template: Template, target: Resource, kind: Kind, service: str, sources: list[Resource], policy: str
) -> dict[str, Any]:
    topic = kind is TOPIC
    statement: dict[str, Any] = {
        "Sid": f"Allow{_SIDS[service.partition('.')[0]]}",
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": kind.action,
        "Resource": {"Ref": target.id} if topic else {"Fn::GetAtt": [target.id, "Arn"]},
    }
    if topic and service == "events.amazonaws.com":
        return statement  # EventBridge does not send to a topic whose policy has a condition
    arns = [_source_arn(template, target, source, service, policy) for source in sources]
    if None in arns:
        statement["Condition"] = dict(OWN_ACCOUNT)
    else:
        statement["Condition"] = {"ArnEquals": {"aws:SourceArn": arns[0] if len(arns) == 1 else arns}}
    return statement


def _source_arn(
    template: Template, target: Resource, source: Resource, service: str, policy: str
) -> dict[str, Any] | None:
    """The source's ARN where the policy can name it: it is there when the policy is, and does not need it."""
    if source.condition not in (None, target.condition) or needs(template.references, source.id, policy):
        return None
    if service == "events.amazonaws.com" and source.type == "AWS::Events::Rule":
        return {"Fn::GetAtt": [source.id, "Arn"]}
    if service == "sns.amazonaws.com":
        topic = source.properties.get("TopicArn") if source.type == "AWS::SNS::Subscription" else None
        name = topic.get("Ref") if isinstance(topic, dict) else source.id
        other = template.resources.get(name) if isinstance(name, str) else None
        if (
            other is not None
            and other.type == "AWS::SNS::Topic"
            and other.condition in (None, target.condition)
        ):
            return None if needs(template.references, other.id, policy) else {"Ref": other.id}
    return None
