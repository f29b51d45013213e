"""Keys of a template that a service has to use for a resource, and whose policy does not let it.

Source: CloudWatch Logs User Guide, "Encrypt log data using AWS KMS"; CloudTrail User Guide, "Configure AWS KMS key
policies for CloudTrail"; SNS Developer Guide, "Key management"; SQS Developer Guide, "Key management".
"""

from __future__ import annotations

from typing import Any

from repair.patch.operations import Ensure, Operation
from repair.rules.context import Context
from repair.rules.policy_document import is_known
from repair.rules.reference_fields import field_of, is_whole
from repair.rules.service_statements import VERSION, lets_in, with_statements
from repair.template.template import Resource

ROOT = {
    "Sid": "EnableIAMPolicies",
    "Effect": "Allow",
    "Principal": {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}},
    "Action": "kms:*",
    "Resource": "*",
}
"""What the policy of a key says that is made without one: the account manages it and IAM policies apply."""


def users_of(context: Context, key: Resource, type_name: str, field: str) -> list[Resource]:
    """The resources of a type that name the key in a property."""
    found = []
    for ref in context.template.references.to(key.id):
        user = context.template.resources.get(ref.entry)
        if user is None or user.type != type_name or user in found or field_of(ref) != field:
            continue
        if is_whole(context.template, ref):
            found.append(user)
    return found


def lacks(key: Resource, service: str) -> bool:
    """Whether the key's policy is known and does not let the service in."""
    if key.properties.get("KeyPolicy") is None:
        return "KeyPolicy" not in key.properties and not any(name[:4] == "Fn::" for name in key.properties)
    return lets_in(key.properties["KeyPolicy"], service) is False


def letting_in(key: Resource, *statements: dict[str, Any]) -> tuple[Operation, ...]:
    """What lets services in; a key without a policy gets the default one with it."""
    path = (*key.path, "Properties", "KeyPolicy")
    document = key.properties.get("KeyPolicy")
    if isinstance(document, dict) and is_known(document):
        return (with_statements(document, path, statements),)
    return (Ensure(path, {"Version": VERSION, "Statement": [ROOT, *statements]}),)
