"""Resources that a fix adds for another one: named after it, under its condition, with its tags.

Source: AWS CloudFormation User Guide, "Condition attribute" (a resource that refers to a conditional one must share
its condition), and the template reference of each type in `_TAGGED`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.logical_ids import camel
from repair.template.intrinsics import is_intrinsic, is_section_function
from repair.template.template import Resource

_TAGGED = frozenset(
    {
        "AWS::CloudWatch::Alarm",
        "AWS::EC2::FlowLog",
        "AWS::IAM::Role",
        "AWS::Logs::LogGroup",
        "AWS::S3::Bucket",
        "AWS::SNS::Topic",
        "AWS::SQS::Queue",
    }
)
"""Types that take `Tags` as a list of Key and Value."""


_NAMING = ("Resources", "Parameters", "Conditions", "Mappings", "Outputs")


@dataclass(frozen=True, slots=True)
class Addition:
    """A resource to be added.

    Attributes:
        id: Its logical id, which no entry of the template has.
        operation: What adds it.
    """

    id: str
    operation: Ensure

    @property
    def arn(self) -> dict[str, Any]:
        """A reference to its attribute Arn."""
        return {"Fn::GetAtt": [self.id, "Arn"]}

    @property
    def ref(self) -> dict[str, Any]:
        """A reference to it."""
        return {"Ref": self.id}


def addition(
    context: Context,
    owner: Resource,
    suffix: str,
    type_name: str,
    properties: Mapping[str, Any],
    attributes: Mapping[str, Any] | None = None,
) -> Addition:
    """A resource of `type_name` that belongs to `owner` and exists just where that does.

    Args:
        context: The template, whose names are taken.
        owner: The resource that it is for.
        suffix: Its id is the owner's and this.
        type_name: Its type.
        properties: Its properties; the owner's tags are added where the type takes tags.
        attributes: Attributes of the resource beside Type, Condition and Properties, such as DeletionPolicy.
    """
    name = _free(context, camel(owner.id + suffix))
    tags = _tags(owner) if type_name in _TAGGED else []
    body: dict[str, Any] = {"Type": type_name}
    if owner.condition is not None:
        body["Condition"] = owner.condition
    body.update(attributes or {})
    body["Properties"] = {**properties, **({"Tags": tags} if tags else {})}
    return Addition(name, Ensure(("Resources", name), body))


def may_add(context: Context, owner: Resource) -> bool:
    """Whether a fix may refer to `owner` from a new resource: it is a plain entry, and no macro adds entries."""
    return not _makes_entries(context) and not any(is_section_function(key) for key in owner.properties)


def _makes_entries(context: Context) -> bool:
    """Whether a function makes entries of Resources; asked once for each state of the template."""
    section = context.template.section("Resources")
    slot = ("functions that make resources", id(section))
    kept = context.memo.get(slot)
    if kept is None:
        kept = context.memo[slot] = (section, any(is_section_function(key) for key in section))
    answer: bool = kept[1]
    return answer


def _free(context: Context, wanted: str) -> str:
    """`wanted`, with a number behind it when an entry of the template has that name."""
    template = context.template
    sections = [template.section(name) for name in _NAMING]
    name, number = wanted, 1
    while any(name in section for section in sections):
        number += 1
        name = f"{wanted}{number}"
    return name


def _tags(owner: Resource) -> list[Any]:
    """The owner's tags but its name; none when they are computed or have another shape."""
    tags = owner.properties.get("Tags")
    if isinstance(tags, dict) and not is_intrinsic(tags):
        tags = [{"Key": key, "Value": value} for key, value in tags.items()]
    if not isinstance(tags, list) or not all(_is_tag(tag) for tag in tags):
        return []
    return [{"Key": tag["Key"], "Value": tag["Value"]} for tag in tags if tag["Key"] != "Name"]


def _is_tag(tag: Any) -> bool:
    return (
        isinstance(tag, dict)
        and tag.keys() >= {"Key", "Value"}
        and isinstance(tag["Key"], str)
        and not tag["Key"].startswith("aws:")
        and (isinstance(tag["Value"], str) or is_intrinsic(tag["Value"]))
    )
