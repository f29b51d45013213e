"""Lets the role of a traced resource write to X-Ray: active tracing fails, or records nothing, without it.

Source: AWS X-Ray Developer Guide, "Identity-based policies"; AWS Lambda Developer Guide, "Visualize Lambda function
invocations using AWS X-Ray".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from repair.patch.operations import Ensure, Merge
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.policy_document import identity_policies, statements, texts
from repair.template.template import Resource
from repair.template.values import normal

WRITE_POLICY = {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AWSXRayDaemonWriteAccess"}
"""The AWS-managed policy, in whatever partition the stack lies."""

_ENOUGH = re.compile(
    r":iam::aws:policy/(AWSXRayDaemonWriteAccess|AWSXray(WriteOnly|Full)Access|AdministratorAccess|PowerUserAccess)$",
    re.IGNORECASE,
)


def role_of(context: Context, value: Any) -> Resource | None:
    """The role of the template whose ARN `value` is; None for one that stands elsewhere."""
    target = normal(value)
    argument = target.get("Fn::GetAtt") if isinstance(target, dict) else None
    if (
        isinstance(argument, list)
        and len(argument) == 2
        and argument[1] == "Arn"
        and isinstance(argument[0], str)
    ):
        role = context.template.resources.get(argument[0])
        return role if role is not None and role.type == "AWS::IAM::Role" else None
    return None


def grant(context: Context, role: Resource) -> tuple[Merge, ...]:
    """What lets the role write traces; nothing when a policy of the template does already."""
    if any(_allows(policy) for policy in _policies_of(context, role)):
        return ()
    arns = role.properties.get("ManagedPolicyArns")
    for arn in arns if isinstance(arns, list) else ():
        text = arn.get("Fn::Sub") if isinstance(arn, dict) else arn
        if isinstance(text, str) and _ENOUGH.search(text):
            return ()
    return (Merge((*role.path, "Properties", "ManagedPolicyArns"), (WRITE_POLICY,)),)


def _policies_of(context: Context, role: Resource) -> Iterator[Resource]:
    """The role itself and the policies of the template that are attached to it."""
    yield role
    for ref in context.template.references.to(role.id):
        holder = context.template.resources.get(ref.entry)
        if holder is not None and ref.path[3:4] in (("Roles",), ("RoleName",)):
            yield holder


def _allows(holder: Resource) -> bool:
    return any(
        statement.get("Effect") == "Allow"
        and any(_covers(action) for action in texts(statement.get("Action")))
        for path, document in identity_policies(holder)
        for _, statement in statements(document, path)
    )


def _covers(action: str | None) -> bool:
    return action is not None and fnmatchcase("xray:puttracesegments", action.lower())


def untraced(
    context: Context, resource: Resource, setting: str, on: tuple[str, Any], role_key: str
) -> Iterator[Detection]:
    """One detection for a resource that says nothing about tracing; the fix grants its role what tracing needs.

    Args:
        context: The template and the settings.
        resource: The function or state machine.
        setting: The property that turns tracing on.
        on: The key and value in it that do.
        role_key: The property that names the resource's role.
    """
    properties = resource.properties
    if setting in properties or any(key[:4] == "Fn::" for key in properties):
        return
    base = (*resource.path, "Properties", setting)
    role = role_of(context, properties.get(role_key))
    permission = grant(context, role) if role else ()
    message = f"{resource.id} sends no traces to X-Ray."
    yield Detection(base, message, (Ensure((*base, on[0]), on[1]), *permission))
