"""Functions without VpcConfig that do the stack's work."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_ELSEWHERE = frozenset({"ServiceToken", "LambdaFunctionAssociations"})
"""Properties through which CloudFormation or CloudFront calls a function."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a function outside a VPC."""
    if "VpcConfig" in resource.properties or "Fn::Transform" in resource.properties:
        return
    if any(not _ELSEWHERE.isdisjoint(ref.path) for ref in context.template.references.to(resource.id)):
        return
    reason = "only a person can say which subnets and security groups, and the role needs AWSLambdaVPCAccessExecutionRole"
    yield Detection(
        (*resource.path, "Properties", "VpcConfig"),
        f"{resource.id} runs outside the VPC.",
        refusal=Refused(RefusalCode.NEEDS_VALUE, reason),
    )
