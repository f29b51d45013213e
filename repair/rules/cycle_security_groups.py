"""Circles of security groups whose inline rules name each other: a rule can be a resource of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Operation, Remove, Set
from repair.rules.cycle_break import Break, BreakKind, Circle
from repair.rules.logical_ids import fresh_id
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource

GROUP = "AWS::EC2::SecurityGroup"
_SUFFIX = re.compile(r"(SecurityGroup|SG)$")
_INGRESS = "SecurityGroupIngress"
_EGRESS = "SecurityGroupEgress"


def security_group_breaks(circle: Circle) -> Iterator[Break]:
    """Inline rules that refer to a member of the circle, those that let traffic in first.

    An outgoing rule may only move when another stays: EC2 allows all outgoing traffic of a group without one.
    """
    groups = [one for one in circle.members.values() if one.type == GROUP]
    for group in groups:
        yield from _rules(circle, group, _INGRESS)
    for group in groups:
        egress = group.properties.get(_EGRESS)
        moving = list(_rules(circle, group, _EGRESS))
        if isinstance(egress, list) and len(moving) < len(egress):
            yield from moving


def _rules(circle: Circle, group: Resource, name: str) -> Iterator[Break]:
    rules = group.properties.get(name)
    for index, rule in enumerate(rules if isinstance(rules, list) else ()):
        path = (*group.path, "Properties", name, index)
        found = circle.below(path)
        if found and isinstance(rule, dict) and not is_intrinsic(rule):
            other = min(one.target for one in found)
            yield _moved(group, name, rule, path, other, circle)


def _moved(group: Resource, name: str, rule: dict[str, Any], path: Path, other: str, circle: Circle) -> Break:
    wanted = _wanted(group.id, name, other)
    group_id = {"Ref": group.id} if "VpcId" in group.properties else {"Fn::GetAtt": [group.id, "GroupId"]}

    def operations(taken: Collection[str]) -> tuple[Operation, ...]:
        body: dict[str, Any] = {"Type": f"AWS::EC2::{name}"}
        if "Condition" in group.body:
            body["Condition"] = group.body["Condition"]
        body["Properties"] = {"GroupId": group_id, **rule}
        return Remove(path, prune=True), Set(("Resources", fresh_id(wanted, taken)), body)

    clause = f"the rule of {group.id} that names {other} becomes a resource of its own"
    return Break(BreakKind.SECURITY_GROUP, path, circle.below(path), clause, operations)


def _wanted(group: str, name: str, other: str) -> str:
    """`DatabaseFromWebIngress`, `WebToDatabaseEgress`; `WebSecurityGroupSelfIngress` for a rule about its own group."""
    kind = name.removeprefix(GROUP.rpartition(":")[2])
    if group == other:
        return f"{group}Self{kind}"
    direction = "From" if name == _INGRESS else "To"
    return f"{_SUFFIX.sub('', group) or group}{direction}{_SUFFIX.sub('', other) or other}{kind}"
