"""Trust policies for services that call on behalf of many accounts, without a condition on the account."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.policy_document import statements, texts
from repair.rules.service_roles import trusts
from repair.template.template import Resource

_SAY_ACCOUNT = frozenset(
    f"{name}.amazonaws.com"
    for name in ("codebuild", "ecs-tasks", "pipes", "scheduler", "states", "vpc-flow-logs")
)
"""Services whose user guides recommend `aws:SourceAccount` in the trust policy of a role."""


def detect(_context: Context, role: Resource) -> Iterator[Detection]:
    """One detection for each statement."""
    known = {trust.path: trust for trust in trusts(role) or () if trust.services and not trust.conditional}
    base = (*role.path, "Properties", "AssumeRolePolicyDocument")
    for path, statement in statements(role.properties.get("AssumeRolePolicyDocument"), base):
        trust, principal = known.get(path), statement.get("Principal")
        if trust is None or not isinstance(principal, dict) or set(principal) != {"Service"}:
            continue
        if set(trust.services) <= _SAY_ACCOUNT and texts(statement.get("Action")) == ("sts:AssumeRole",):
            yield Detection(
                (*path, "Condition"),
                f"{role.id} trusts {trust.services[0]} on behalf of every account.",
                (
                    Ensure(
                        (*path, "Condition"),
                        {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
                    ),
                ),
            )
