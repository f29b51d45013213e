"""Policies that refuse requests without TLS: which buckets, queues and topics have one, and the statement.

Source: Amazon S3 User Guide, "Security best practices"; AWS global condition key `aws:SecureTransport`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from repair.rules.additions import may_add
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.policy_document import is_known, statements
from repair.rules.resource_policies import policies_of, with_statements
from repair.template.template import Resource

_ACTIONS = {"AWS::S3::Bucket": "s3:*", "AWS::SQS::Queue": "sqs:*", "AWS::SNS::Topic": "sns:Publish"}


def open_to_plain_http(context: Context, owner: Resource) -> Iterator[Detection]:
    """One detection for a bucket, queue or topic that takes requests without TLS."""
    policies = list(policies_of(context, owner))
    documents = [policy.properties.get("PolicyDocument") for policy in policies]
    if not all(is_known(document) for document in documents):
        return
    if any(_denies(one) for document in documents for _, one in statements(document, ())):
        return
    path = (*policies[0].path, "Properties", "PolicyDocument") if policies else owner.path
    yield Detection(
        path,
        f"{owner.id} takes requests that are not encrypted in transit.",
        with_statements(context, owner, [_statement(owner)]) if may_add(context, owner) else (),
    )


def _denies(statement: Mapping[str, Any]) -> bool:
    condition = statement.get("Condition")
    return statement.get("Effect") == "Deny" and "aws:securetransport" in str(condition).lower()


def _statement(owner: Resource) -> dict[str, Any]:
    arn: Any = {"Ref": owner.id} if owner.type == "AWS::SNS::Topic" else {"Fn::GetAtt": [owner.id, "Arn"]}
    return {
        "Sid": "DenyInsecureTransport",
        "Effect": "Deny",
        "Principal": "*",
        "Action": _ACTIONS[owner.type],
        "Resource": [arn, {"Fn::Sub": f"${{{owner.id}.Arn}}/*"}] if owner.type == "AWS::S3::Bucket" else arn,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
