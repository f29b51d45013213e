"""Circles through the inline policy of a role: the policy can be a resource of its own, made after the role."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Operation, Remove, Set
from repair.rules.cycle_break import Break, BreakKind, Circle
from repair.rules.logical_ids import camel, fresh_id
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource

_PRINCIPALS = {"AWS::IAM::Role": "Roles", "AWS::IAM::User": "Users", "AWS::IAM::Group": "Groups"}

_CARRIERS = frozenset(
    {
        "AWS::Lambda::Function", "AWS::Lambda::Version", "AWS::Lambda::Alias", "AWS::Serverless::Function",
        "AWS::IAM::InstanceProfile", "AWS::EC2::LaunchTemplate", "AWS::AutoScaling::LaunchConfiguration",
        "AWS::ECS::TaskDefinition",
    }
)  # fmt: skip
"""Types through which other resources use a role."""

_AT_CREATION = (
    "AWS::Lambda::EventSourceMapping", "AWS::CloudFormation::CustomResource", "Custom::", "AWS::EC2::Instance",
    "AWS::AutoScaling::AutoScalingGroup", "AWS::ECS::Service",
)  # fmt: skip
"""Types that read or act with the role as soon as they are created."""


def policy_breaks(circle: Circle) -> Iterator[Break]:
    """Inline policies with statements that refer to a member of the circle.

    The other statements of such a policy stay with the role: some resources need them while they are created.
    """
    for principal in circle.members.values():
        if principal.type not in _PRINCIPALS:
            continue
        policies = principal.properties.get("Policies")
        for index, policy in enumerate(policies if isinstance(policies, list) else ()):
            path = (*principal.path, "Properties", "Policies", index)
            if circle.below(path) and isinstance(policy, dict) and not is_intrinsic(policy):
                yield from _policy(circle, principal, policy, path)


def _policy(circle: Circle, principal: Resource, policy: dict[str, Any], path: Path) -> Iterator[Break]:
    document = policy.get("PolicyDocument")
    statements = document.get("Statement") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not set(policy) <= {"PolicyName", "PolicyDocument"}:
        return
    inside = (*path, "PolicyDocument", "Statement")
    if isinstance(statements, list) and not any(is_intrinsic(one) for one in statements):
        found = [index for index in range(len(statements)) if circle.below((*inside, index))]
        everything = frozenset[Any]().union(*(circle.below((*inside, index)) for index in found))
        if len(found) < len(statements) and everything == circle.below(path):
            yield _split(circle, principal, policy, path, found)
            return
    yield _whole(circle, principal, policy, path)


def _whole(circle: Circle, principal: Resource, policy: dict[str, Any], path: Path) -> Break:
    wanted = _wanted(principal, policy)

    def operations(taken: Collection[str]) -> tuple[Operation, ...]:
        name = fresh_id(wanted, taken)
        body = _standalone(principal, policy.get("PolicyName"), policy["PolicyDocument"])
        return Remove(path, prune=True), *_waits(circle, principal, name), Set(("Resources", name), body)

    clause = f"an inline policy of {principal.id} becomes a resource of its own"
    return Break(BreakKind.INLINE_POLICY, path, circle.below(path), clause, operations)


def _split(
    circle: Circle, principal: Resource, policy: dict[str, Any], path: Path, indices: Sequence[int]
) -> Break:
    document = policy["PolicyDocument"]
    inside = (*path, "PolicyDocument", "Statement")
    statements = [document["Statement"][index] for index in indices]
    removes = circle.below(path)
    others = sorted({one.target for one in removes})
    wanted = f"{principal.id}{others[0]}Access" if len(others) == 1 else _wanted(principal, policy)

    def operations(taken: Collection[str]) -> tuple[Operation, ...]:
        name = fresh_id(wanted, taken)
        # A role holds its inline policies by name: the new one must not have the name of the one that stays.
        body = _standalone(principal, name, {**document, "Statement": statements})
        removed = (Remove((*inside, index)) for index in reversed(indices))
        return *removed, *_waits(circle, principal, name), Set(("Resources", name), body)

    clause = f"what {principal.id} may do with {' and '.join(others)} becomes a policy resource of its own"
    return Break(BreakKind.INLINE_POLICY, path, removes, clause, operations)


def _wanted(principal: Resource, policy: dict[str, Any]) -> str:
    name = policy.get("PolicyName")
    words = camel(name) if isinstance(name, str) else ""
    if not words or words.lower() in principal.id.lower():
        return f"{principal.id}Policy"
    return (
        f"{principal.id}{words}"
        if words.lower().endswith(("policy", "access"))
        else f"{principal.id}{words}Policy"
    )


def _standalone(principal: Resource, name: Any, document: Any) -> dict[str, Any]:
    body: dict[str, Any] = {"Type": "AWS::IAM::Policy"}
    if "Condition" in principal.body:
        body["Condition"] = principal.body["Condition"]
    body["Properties"] = {
        "PolicyName": name,
        "PolicyDocument": document,
        _PRINCIPALS[principal.type]: [{"Ref": principal.id}],
    }
    return body


def _waits(circle: Circle, principal: Resource, policy: str) -> Iterator[Operation]:
    """What uses the permissions while it is created has to wait for the policy now."""
    users = _users(circle, principal)
    for name, body in circle.data["Resources"].items():
        if name not in users or name in circle.members:
            continue
        waits = body.get("DependsOn")
        before = [waits] if isinstance(waits, str) else list(waits) if isinstance(waits, list) else []
        yield Set(("Resources", name, "DependsOn"), [*before, policy] if before else policy)


def _users(circle: Circle, principal: Resource) -> frozenset[str]:
    """The resources that act with the role of a principal as soon as they are created."""
    resources = circle.data["Resources"]
    found: set[str] = set()
    carriers = [principal.id]
    seen: set[str] = set()
    while carriers:
        for name in circle.graph.dependents(carriers.pop()):
            kind = str(resources[name].get("Type"))
            if kind.startswith(_AT_CREATION):
                found.add(name)
            elif kind in _CARRIERS and name not in seen:
                seen.add(name)
                carriers.append(name)
    return frozenset(found)
