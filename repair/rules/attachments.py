"""Resources of invented types that attach one thing to another, where CloudFormation has a property for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from repair.patch.operations import Merge, Remove
from repair.rules.dependency_reach import needs
from repair.rules.reading import Reading
from repair.template.data import MISSING, value_at
from repair.template.intrinsics import intrinsic
from repair.template.template import Resource, Template


@dataclass(frozen=True, slots=True)
class _Attachment:
    """How an attachment is said: to what, in which list, and how its fields are called there."""

    holder_type: str
    holder_fields: tuple[str, ...]
    target: str
    fields: Mapping[str, str]
    scalar: bool = False


_ATTACHMENTS: Mapping[str, _Attachment] = {
    "AWS::ElasticLoadBalancingV2::TargetGroupAttachment": _Attachment(
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        ("TargetGroupArn",),
        "Targets",
        {"TargetId": "Id", "Id": "Id", "Port": "Port", "AvailabilityZone": "AvailabilityZone"},
    ),
    "AWS::IAM::RolePolicyAttachment": _Attachment(
        "AWS::IAM::Role", ("Role", "RoleName"), "ManagedPolicyArns", {"PolicyArn": "PolicyArn"}, scalar=True
    ),
}


def attachment_reading(template: Template, resource: Resource) -> Reading | None:
    """The attachment said on what it attaches to; None when that is not in the template, or not plain."""
    attachment = _ATTACHMENTS.get(resource.type)
    if attachment is None or resource.condition is not None or template.references.to(resource.id):
        return None
    said = dict(resource.properties)
    holders = [said.pop(name) for name in attachment.holder_fields if name in said]
    holder = _holder(template, holders[0], attachment.holder_type) if len(holders) == 1 else None
    if holder is None or not said or not set(said) <= set(attachment.fields):
        return None
    if any(need != holder.id and needs(template.references, need, holder.id) for need in _needed(template, resource)):
        return None  # the holder would come to need what needs it
    target = (*holder.path, "Properties", attachment.target)
    if not isinstance(value_at(template.data, target), list) and value_at(template.data, target) is not MISSING:
        return None
    renamed = {attachment.fields[name]: value for name, value in said.items()}
    item: Any = next(iter(renamed.values())) if attachment.scalar else renamed
    keys = () if attachment.scalar else tuple(renamed)
    operations = (Remove(resource.path), Merge(target, (item,), keys))
    return Reading((*resource.path, "Type"), f"{attachment.target} of {holder.id} says it", operations)


def _needed(template: Template, resource: Resource) -> tuple[str, ...]:
    return template.references.dependencies(resource.id)


def _holder(template: Template, value: Any, type_name: str) -> Resource | None:
    function = intrinsic(value)
    if function is None or function[0] != "Ref" or not isinstance(function[1], str):
        return None
    holder = template.resources.get(function[1])
    return holder if holder is not None and holder.type == type_name and holder.condition is None else None
