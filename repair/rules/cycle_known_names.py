"""Circles through a reference where only text is needed, to a resource whose name the template sets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Operation
from repair.rules.cycle_break import Break, BreakKind, Circle
from repair.rules.known_names import known_text
from repair.rules.reference_text import by_text, replaced_by_text
from repair.template.references import Reference
from repair.template.sections import section
from repair.template.template import Resource

_ANY = "*"
_INLINE: tuple[Path, ...] = (("Policies", _ANY, "PolicyDocument", "Statement", _ANY, "Resource"),)
_TEXT_ONLY: dict[str, tuple[Path, ...]] = {
    "AWS::Lambda::Function": (("Environment", "Variables"),),
    "AWS::Serverless::Function": (("Environment", "Variables"),),
    "AWS::Lambda::Permission": (("SourceArn",),),
    "AWS::ECS::TaskDefinition": (("ContainerDefinitions", _ANY, "Environment"),),
    "AWS::IAM::Role": _INLINE,
    "AWS::IAM::User": _INLINE,
    "AWS::IAM::Group": _INLINE,
    "AWS::IAM::Policy": (("PolicyDocument", "Statement", _ANY, "Resource"),),
    "AWS::IAM::ManagedPolicy": (("PolicyDocument", "Statement", _ANY, "Resource"),),
    "AWS::S3::BucketPolicy": (("PolicyDocument", "Statement", _ANY, "Condition"),),
    "AWS::SQS::QueuePolicy": (("PolicyDocument", "Statement", _ANY, "Condition"),),
    "AWS::SNS::TopicPolicy": (("PolicyDocument", "Statement", _ANY, "Condition"),),
    "AWS::SSM::Parameter": (("Value",),),
}
"""Where a value is kept as it is: the service does not look, at creation, whether what it names exists."""


def known_name_breaks(circle: Circle) -> Iterator[Break]:
    """References to named members from places that need no more than the text."""
    parameters = section(circle.data, "Parameters")
    for name, references in circle.inner.items():
        places = _TEXT_ONLY.get(circle.members[name].type, ())
        texts = {}
        for one in references:
            if one.kind in ("Ref", "GetAtt", "Sub") and any(_lies_in(one.path, place) for place in places):
                text = _text(circle.members[one.target], one, parameters)
                if text is not None:
                    texts[one] = text
        for path, group in by_text(texts).items():
            targets = " and ".join(sorted({one.target for one in group}))
            clause = f"{name} spells the name of {targets}, which the template sets"
            operations = tuple(replaced_by_text(circle.data, group, texts))
            yield Break(BreakKind.KNOWN_NAME, path, frozenset(group), clause, partial(_same, operations))


def _text(target: Resource, reference: Reference, parameters: Mapping[str, Any]) -> str | None:
    """What a reference yields; where a policy wants an ARN and it yields a name, the ARN."""
    text = known_text(target, reference.attribute, parameters)
    if _begins_resource(reference):
        return text if text is not None and text.startswith("arn:") else known_text(target, "Arn", parameters)
    return text


def _begins_resource(reference: Reference) -> bool:
    """Whether the text of an entry of a statement's Resource starts with the reference."""
    path = reference.path
    if "Statement" not in path or "Resource" not in path[path.index("Statement") :]:
        return False
    rest = path[path.index("Resource", path.index("Statement")) + 1 :]
    rest = rest[1:] if rest and isinstance(rest[0], int) else rest
    if reference.span is not None:
        return reference.span[0] == 0 and rest in (("Fn::Sub",), ("Fn::Sub", 0))
    return rest in ((), ("Fn::Join", 1, 0), ("Fn::If", 1), ("Fn::If", 2))


def _same(operations: tuple[Operation, ...], _taken: Collection[str]) -> tuple[Operation, ...]:
    return operations


def _lies_in(path: Path, place: Path) -> bool:
    inside = path[3:]
    return (
        path[2] == "Properties"
        and len(inside) >= len(place)
        and all(want in (_ANY, step) for want, step in zip(place, inside, strict=False))
    )
