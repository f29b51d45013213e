"""Bucket policies whose statements name another bucket of the template."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.policy_document import statements
from repair.rules.policy_targets import entries, named
from repair.template.template import Resource


def detect(context: Context, policy: Resource) -> Iterator[Detection]:
    """One detection for each entry."""
    value = policy.properties.get("Bucket")
    own = value.get("Ref") if isinstance(value, dict) and len(value) == 1 else None
    resources = context.template.resources
    if not isinstance(own, str) or own not in resources or resources[own].type != "AWS::S3::Bucket":
        return
    path = (*policy.path, "Properties", "PolicyDocument")
    for place, statement in statements(policy.properties.get("PolicyDocument"), path):
        for at, entry in entries(statement, place):
            found = named(context.template, entry)
            if found is None or found.attribute != "Arn" or found.rest is None or found.target == own:
                continue
            if resources[found.target].type == "AWS::S3::Bucket":
                new = (
                    {"Fn::Sub": f"${{{own}.Arn}}{found.rest}"} if found.rest else {"Fn::GetAtt": [own, "Arn"]}
                )
                message = f"{policy.id} is the policy of {own} and names {found.target}."
                yield Detection(at, message, (Set(at, new),))
