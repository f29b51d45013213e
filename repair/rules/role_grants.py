"""What a role of the template may do, as far as the template tells, and what lets it do more.

Source: AWS managed policy reference guide, for the policies in `_MANAGED`. Which resources a statement names is not
looked at: a statement about the action at all means that somebody thought of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from repair.patch.operations import Merge, Operation
from repair.rules.context import Context
from repair.rules.policy_document import identity_policies, is_known, statements, texts
from repair.template.template import Resource
from repair.template.values import normal, same_value

_LOGS = ("logs:*",)
_MANAGED: Mapping[str, tuple[str, ...]] = {
    "AdministratorAccess": ("*",),
    "PowerUserAccess": ("*",),
    "AWSLambdaBasicExecutionRole": _LOGS,
    "AWSLambdaVPCAccessExecutionRole": (
        *_LOGS,
        "ec2:CreateNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DeleteNetworkInterface",
    ),
    "AWSLambdaSQSQueueExecutionRole": (
        *_LOGS,
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
    ),
    "AWSLambdaKinesisExecutionRole": (
        *_LOGS,
        "kinesis:Describe*",
        "kinesis:Get*",
        "kinesis:List*",
        "kinesis:SubscribeToShard",
    ),
    "AWSLambdaDynamoDBExecutionRole": (
        *_LOGS,
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
    ),
    "AWSXRayDaemonWriteAccess": ("xray:*",),
    "AWSXrayWriteOnlyAccess": ("xray:*",),
    "AmazonSQSFullAccess": ("sqs:*",),
    "AmazonDynamoDBFullAccess": ("dynamodb:*", "kinesis:*"),
    "AmazonDynamoDBReadOnlyAccess": ("dynamodb:Get*", "dynamodb:Describe*", "dynamodb:List*", "kinesis:*"),
    "AmazonKinesisFullAccess": ("kinesis:*",),
    "AmazonS3FullAccess": ("s3:*",),
    "AmazonS3ReadOnlyAccess": ("s3:*",),
    "AmazonSNSFullAccess": ("sns:*",),
    "AmazonSSMReadOnlyAccess": ("ssm:*",),
    "SecretsManagerReadWrite": ("secretsmanager:*", "kms:*"),
    "CloudWatchLogsFullAccess": ("logs:*",),
    "CloudWatchLambdaInsightsExecutionRolePolicy": _LOGS,
}
"""AWS-managed policies and (at least) what they allow; any other one may allow anything."""

_POLICIES = frozenset({"AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy"})
_AWS_MANAGED = re.compile(r"^arn:[^:]*:iam::aws:policy/(?:[\w-]+/)*(?P<name>[\w-]+)$")


def role_named(context: Context, value: Any) -> Resource | None:
    """The role of the template whose ARN `value` is; None for one that stands elsewhere."""
    target = normal(value)
    argument = target.get("Fn::GetAtt") if isinstance(target, dict) else None
    if not isinstance(argument, list) or argument[1:] != ["Arn"] or not isinstance(argument[0], str):
        return None
    role = context.template.resources.get(argument[0])
    return role if role is not None and role.type == "AWS::IAM::Role" else None


def lacks(context: Context, role: Resource, actions: Sequence[str]) -> tuple[str, ...]:
    """Those of `actions` that the role certainly does not have; none when a policy of it is not known."""
    granted: list[str] = []
    for part in _granted(context, role):
        if part is None:
            return ()
        granted.append(part.lower())
    return tuple(
        action for action in actions if not any(fnmatchcase(action.lower(), pattern) for pattern in granted)
    )


def inline(role: Resource, name: str, actions: Sequence[str], resource: Any) -> tuple[Operation, ...]:
    """What adds an inline policy called `name` to the role."""
    return (inline_statement(role, name, {"Effect": "Allow", "Action": list(actions), "Resource": resource}),)


def inline_statement(role: Resource, name: str, statement: Mapping[str, Any]) -> Operation:
    """What adds an inline policy called `name` with one statement to the role."""
    document = {"Version": "2012-10-17", "Statement": [dict(statement)]}
    item = {"PolicyName": name, "PolicyDocument": document}
    return Merge((*role.path, "Properties", "Policies"), (item,), ("PolicyName",))


def managed(role: Resource, name: str) -> Operation:
    """What attaches an AWS-managed policy, named with its path, to the role."""
    arn = {"Fn::Sub": f"arn:${{AWS::Partition}}:iam::aws:policy/{name}"}
    return Merge((*role.path, "Properties", "ManagedPolicyArns"), (arn,))


def _granted(context: Context, role: Resource) -> Iterator[str | None]:
    """Patterns of the actions that the role is allowed; None for what is not known."""
    properties = role.properties
    if any(key[:4] == "Fn::" for key in properties):
        yield None
    for name in ("Policies", "ManagedPolicyArns"):
        if name in properties and not isinstance(properties[name], list):
            yield None
    inline_policies = properties.get("Policies")
    for policy in inline_policies if isinstance(inline_policies, list) else ():
        if not isinstance(policy, dict) or "PolicyDocument" not in policy:
            yield None
    arns = properties.get("ManagedPolicyArns")
    for arn in arns if isinstance(arns, list) else ():
        yield from _of_managed(context, arn)
    for holder in (role, *_attached(context, role)):
        yield from _of_documents(holder)


def _attached(context: Context, role: Resource) -> Iterator[Resource]:
    """The policies of the template that name the role, by a reference or by the name that it has."""
    name = role.properties.get("RoleName")
    resources = context.template.resources
    for entry in dict.fromkeys(ref.entry for ref in context.template.references.to(role.id)):
        if entry in resources and resources[entry].type in _POLICIES:
            yield resources[entry]
    for policy in resources.values() if name is not None else ():
        if policy.type in _POLICIES and _names(
            policy.properties.get("Roles", policy.properties.get("RoleName")), name
        ):
            yield policy


def _names(roles: Any, name: Any) -> bool:
    if not isinstance(roles, list):
        return roles is not None
    return any(same_value(role, name) for role in roles)


def _of_managed(context: Context, arn: Any) -> Iterator[str | None]:
    text = arn.get("Fn::Sub") if isinstance(arn, dict) else arn
    found = _AWS_MANAGED.match(text) if isinstance(text, str) else None
    if found is None and isinstance(text, str):
        found = _AWS_MANAGED.match(text.replace("${AWS::Partition}", "aws"))
    if found is not None:
        yield from _MANAGED.get(found["name"], (None,))
        return
    target = arn.get("Ref") if isinstance(arn, dict) else None
    policy = context.template.resources.get(target) if isinstance(target, str) else None
    if policy is None or policy.type != "AWS::IAM::ManagedPolicy":
        yield None
    else:
        yield from _of_documents(policy)


def _of_documents(holder: Resource) -> Iterator[str | None]:
    for path, document in identity_policies(holder):
        if not is_known(document):
            yield None
        for _, statement in statements(document, path):
            if statement.get("Effect") == "Deny":
                continue
            if statement.get("Effect") != "Allow" or "NotAction" in statement:
                yield None
            yield from texts(statement.get("Action"))
