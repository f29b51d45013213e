"""Custom resources that may be created before the policies of the role that their function runs under."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.rules.context import Context
from repair.rules.creation_order import unordered
from repair.rules.model import Detection
from repair.rules.role_grants import role_named
from repair.template.template import Resource
from repair.template.values import normal

_POLICIES = ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a custom resource that does not wait for a policy of its function's role."""
    resources = context.template.resources
    function = resources.get(_target(resource.properties.get("ServiceToken")))
    if function is None or function.type != "AWS::Lambda::Function":
        return
    role = role_named(context, function.properties.get("Role"))
    if role is None:
        return
    users = {ref.entry: None for ref in context.template.references.to(role.id) if ref.section == "Resources"}
    policies = [resources[name] for name in users if name in resources and resources[name].type in _POLICIES]
    yield from unordered(
        context, resource, policies, f"{function.id} may be called before it may do anything"
    )


def _target(value: Any) -> str:
    target = normal(value)
    argument = target.get("Fn::GetAtt") if isinstance(target, dict) else None
    return argument[0] if isinstance(argument, list) and argument and isinstance(argument[0], str) else ""
