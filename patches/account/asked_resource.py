"""Kinds of resource that were asked for and that the template has none of."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection

_SAME = {
    "AWS::DynamoDB::GlobalTable": ("Custom::", "AWS::CloudFormation::CustomResource"),
    "AWS::SQS::Queue": ("AWS::SNS::Topic",),
}
"""What serves the same end; a type, or the beginning of types."""


def detect(context: Context) -> Iterator[Detection]:
    """One detection for each type that is missing; nested stacks and macros may hold anything."""
    template = context.template
    types = {resource.type for resource in template.resources.values()}
    if "AWS::CloudFormation::Stack" in types or set(template.transforms) - {"AWS::LanguageExtensions"}:
        return
    for name in context.settings.asked("asked-resources") or ():
        accepted = (name, *_SAME.get(name, ()))
        if not any(one == other or one.startswith(other) for one in types for other in accepted):
            reason = "only a person can say how it is to look"
            message = f"The requirements ask for {name}, and the template has none."
            yield Detection(("Resources",), message, refusal=Refused(RefusalCode.NEEDS_VALUE, reason))
