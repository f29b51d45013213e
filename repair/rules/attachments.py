"""Resources of invented types that attach one thing to another, where CloudFormation has a property for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from repair.patch.operations import Merge, Operation, Remove
from repair.rules.dependency_reach import needs
from repair.rules.reading import Reading
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


@dataclass(frozen=True, slots=True)
class _Said:
    """An attachment that can be said as an item of a list of its holder."""

    resource: Resource
    holder: Resource
    target: str
    item: Any
    keys: tuple[str, ...]


def attachment_reading(template: Template, resource: Resource) -> Reading | None:
    """The attachment said on what it attaches to; None when that is not in the template, or not plain.

    All attachments to the same holder come with it: they make one list.
    """
    mine = _said(template, resource)
    if mine is None:
        return None
    operations: list[Operation] = []
    for other in template.of_type(resource.type):
        said = _said(template, other)
        if said is not None and said.holder.id == mine.holder.id:
            target = (*said.holder.path, "Properties", said.target)
            operations += [Remove(said.resource.path), Merge(target, (said.item,), said.keys)]
    why = f"{mine.target} of {mine.holder.id} says it"
    return Reading((*resource.path, "Type"), why, tuple(operations))


def _said(template: Template, resource: Resource) -> _Said | None:
    attachment = _ATTACHMENTS.get(resource.type)
    if attachment is None or resource.condition is not None or template.references.to(resource.id):
        return None
    fields = dict(resource.properties)
    holders = [fields.pop(name) for name in attachment.holder_fields if name in fields]
    holder = _holder(template, holders[0], attachment.holder_type) if len(holders) == 1 else None
    if holder is None or not fields or not set(fields) <= set(attachment.fields):
        return None
    graph = template.references
    if any(need != holder.id and needs(graph, need, holder.id) for need in graph.dependencies(resource.id)):
        return None  # the holder would come to need what needs it
    present = holder.properties.get(attachment.target, [])
    if not isinstance(present, list):
        return None
    renamed = {attachment.fields[name]: value for name, value in fields.items()}
    item: Any = next(iter(renamed.values())) if attachment.scalar else renamed
    return _Said(resource, holder, attachment.target, item, () if attachment.scalar else tuple(renamed))


def _holder(template: Template, value: Any, type_name: str) -> Resource | None:
    function = intrinsic(value)
    if function is None or function[0] != "Ref" or not isinstance(function[1], str):
        return None
    holder = template.resources.get(function[1])
    return holder if holder is not None and holder.type == type_name and holder.condition is None else None
