"""Statements that allow to pass every role of the account."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.dependency_reach import needs
from repair.rules.model import Detection, Safety
from repair.rules.policy_document import identity_policies, statements, texts
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each statement that allows nothing else."""
    graph = context.template.references
    for path, document in identity_policies(resource):
        for place, statement in statements(document, path):
            actions = [action.lower() for action in texts(statement.get("Action")) if action]
            if (
                statement.get("Effect") != "Allow"
                or "iam:passrole" not in actions
                or statement.get("Condition")
            ):
                continue
            if "*" not in texts(statement.get("Resource")):
                continue
            at = (*place, "Resource")
            message = f"{resource.id} allows to pass every role of the account to every service."
            holders = {ref.target for ref in graph.of(resource.id)} | {resource.id}
            roles = context.template.of_type("AWS::IAM::Role")
            others = [role for role in roles if role.id not in holders]
            if (
                len(actions) > 1
                or not others
                or is_rewritten(context.template)
                or any(role.condition not in (None, resource.condition) for role in others)
                or any(needs(graph, role.id, resource.id) for role in others)
            ):
                yield Detection(at, message, safety=Safety.DISPLAY_ONLY)
            else:
                arns = [{"Fn::GetAtt": [role.id, "Arn"]} for role in others]
                yield Detection(at, message, (Set(at, arns[0] if len(arns) == 1 else arns),), Safety.UNSAFE)
