"""Roles of functions in a VPC that do not let Lambda make network interfaces there."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator

from repair.patch.operations import Merge
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.model import Detection
from repair.rules.policy_document import identity_policies, is_known, statements, texts
from repair.rules.service_roles import uses
from repair.template.intrinsics import is_intrinsic
from repair.template.substitution import sub_form
from repair.template.template import Resource

_NEEDED = "ec2:createnetworkinterface"
_POLICY = "service-role/AWSLambdaVPCAccessExecutionRole"
_OTHERS = (
    "AWSLambdaVPCAccessExecutionRole",
    "AWSLambdaENIManagementAccess",
    "AdministratorAccess",
    "PowerUserAccess",
    "AmazonEC2FullAccess",
    "AmazonVPCFullAccess",
    "AWSLambdaMSKExecutionRole",
    "CloudWatchLambdaInsightsExecutionRolePolicy",
)
"""Managed policies of AWS that allow it, and one that a role has beside what allows it."""


def detect(context: Context, role: Resource) -> Iterator[Detection]:
    """One detection for each role."""
    if is_rewritten(context.template):
        return
    functions = [
        use.user
        for use in uses(context, role)
        if use.user.type == "AWS::Lambda::Function"
        and isinstance(vpc := use.user.properties.get("VpcConfig"), dict)
        and not is_intrinsic(vpc)
        and vpc.get("SubnetIds")
    ]
    if functions and _allows(context, role) is False:
        arn = {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/" + _POLICY}
        path = (*role.path, "Properties", "ManagedPolicyArns")
        message = f"{functions[0].id} runs in a VPC, and {role.id} does not allow ec2:CreateNetworkInterface."
        yield Detection(path, message, (Merge(path, (arn,)),))


def _allows(context: Context, role: Resource) -> bool | None:
    """Whether the role allows it, by its own policies or those that name it; None when that is not known."""
    managed = role.properties.get("ManagedPolicyArns", [])
    if not isinstance(managed, list) or not isinstance(role.properties.get("Policies", []), list):
        return None
    for arn in managed:
        form = sub_form(arn.get("Fn::Sub")) if isinstance(arn, dict) else (arn, {})
        text = form[0] if form is not None else None
        if not isinstance(text, str) or ":iam::aws:policy/" not in text:
            return None
        if text.endswith(_OTHERS):
            return True
    holders = [role]
    for ref in context.template.references.to(role.id):
        other = context.template.resources.get(ref.entry)
        if other is not None and other.type.startswith("AWS::IAM::") and "Policy" in other.type:
            holders.append(other)
    if any(is_intrinsic(policy) for policy in role.properties.get("Policies", [])):
        return None
    for holder in holders:
        for path, document in identity_policies(holder):
            if not is_known(document):
                return None
            for _, statement in statements(document, path):
                actions = texts(statement.get("Action"))
                if statement.get("Effect") == "Allow" and (
                    "NotAction" in statement or any(_matches(action) for action in actions)
                ):
                    return True
    return False


def _matches(action: str | None) -> bool:
    return action is None or fnmatch.fnmatchcase(_NEEDED, action.lower())
