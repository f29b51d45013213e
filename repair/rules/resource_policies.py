"""The policies of buckets, queues and topics: which one is whose, and how a statement gets into it.

Source: AWS CloudFormation template reference, AWS::S3::BucketPolicy, AWS::SQS::QueuePolicy, AWS::SNS::TopicPolicy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from repair.patch.operations import Merge, Operation, Set
from repair.rules.additions import addition
from repair.rules.context import Context
from repair.rules.policy_document import is_known, texts
from repair.rules.policy_document import statements as statements_of
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource
from repair.template.values import normal, same_value


@dataclass(frozen=True, slots=True)
class Shape:
    """How the policy of a type stands in a template.

    Attributes:
        type: The policy's type.
        key: The property that names what the policy is for.
        many: Whether that is a list.
        suffix: What the id of an added policy ends in.
    """

    type: str
    key: str
    many: bool
    suffix: str


SHAPES: Mapping[str, Shape] = {
    "AWS::S3::Bucket": Shape("AWS::S3::BucketPolicy", "Bucket", False, "Policy"),
    "AWS::SQS::Queue": Shape("AWS::SQS::QueuePolicy", "Queues", True, "Policy"),
    "AWS::SNS::Topic": Shape("AWS::SNS::TopicPolicy", "Topics", True, "Policy"),
}
_NAMES = {"AWS::S3::Bucket": "BucketName", "AWS::SQS::Queue": "QueueName", "AWS::SNS::Topic": "TopicName"}


def policies_of(context: Context, owner: Resource) -> Iterator[Resource]:
    """The policies of the template for `owner`, whether they name it by a reference or by the name that it has."""
    shape = SHAPES[owner.type]
    resources = context.template.resources
    name = owner.properties.get(_NAMES[owner.type])
    for entry in dict.fromkeys(ref.entry for ref in context.template.references.to(owner.id)):
        policy = resources.get(entry)
        if policy is not None and policy.type == shape.type:
            found = policy.properties.get(shape.key)
            if any(mentions(one, owner.id) for one in (found if isinstance(found, list) else [found])):
                yield policy
    for policy in context.template.of_type(shape.type) if name is not None else ():
        found = policy.properties.get(shape.key)
        if any(_is_name(one, name) for one in (found if isinstance(found, list) else [found])):
            yield policy


def _is_name(target: Any, name: Any) -> bool:
    """Whether a value is spelt as the name is, in whatever way."""
    if isinstance(target, dict) and ("Ref" in target or "Fn::GetAtt" in target) and target != name:
        return False  # the usual case, decided without a normal form
    return same_value(target, name)


def mentions(value: Any, name: str) -> bool:
    """Whether a reference to the resource `name` stands somewhere in the value."""
    return name in named_in(value)


def named_in(value: Any) -> frozenset[str]:
    """The resources and parameters that references in the value name."""
    return frozenset(_targets(normal(value)))


def with_statements(
    context: Context, owner: Resource, statements: Sequence[Mapping[str, Any]]
) -> tuple[Operation, ...]:
    """What gets statements, told apart by Sid, into the policy of `owner`; none when it is not one that is known."""
    shape = SHAPES[owner.type]
    items = tuple(dict(statement) for statement in statements)
    present = list(policies_of(context, owner))
    if not present:
        return (new_policy(context, owner, items),)
    policy = present[0]
    whose = policy.properties.get(shape.key)
    document = policy.properties.get("PolicyDocument")
    if (
        len(present) > 1
        or (isinstance(whose, list) and len(whose) != 1)
        or policy.condition != owner.condition
        or not isinstance(document, dict)
        or not is_known(document)
    ):
        return ()
    path = (*policy.path, "Properties", "PolicyDocument", "Statement")
    if isinstance(document["Statement"], dict):
        return (Set(path, [document["Statement"], *items]),)
    taken = {statement.get("Sid") for statement in document["Statement"] if isinstance(statement, dict)}
    return () if any(item["Sid"] in taken for item in items) else (Merge(path, items, ("Sid",)),)


def new_policy(context: Context, owner: Resource, statements: Sequence[Mapping[str, Any]]) -> Operation:
    """What adds a policy with these statements."""
    shape = SHAPES[owner.type]
    ref = {"Ref": owner.id}
    document = {"Version": "2012-10-17", "Statement": [dict(statement) for statement in statements]}
    properties = {shape.key: [ref] if shape.many else ref, "PolicyDocument": document}
    return addition(context, owner, shape.suffix, shape.type, properties).operation


def named(context: Context, value: Any, type_name: str) -> Resource | None:
    """The resource of a type that `value` is a `Ref` or a `GetAtt` to, and nothing else."""
    target = normal(value)
    name: Any = None
    if isinstance(target, dict) and len(target) == 1:
        argument = target.get("Fn::GetAtt")
        name = argument[0] if isinstance(argument, list) and argument else target.get("Ref")
    found = context.template.resources.get(name) if isinstance(name, str) else None
    return found if found is not None and found.type == type_name else None


def grants(document: Any, service: str, action: str) -> bool:
    """Whether a statement lets a service do something, or may do so: a principal or action that is not known counts."""
    for _, statement in statements_of(document, ()):
        if statement.get("Effect") == "Deny":
            continue
        if not any(_may_be(service, one) for one in _services(statement)):
            continue
        if any(
            text is None or fnmatchcase(action.lower(), text.lower())
            for text in texts(statement.get("Action"))
        ):
            return True
    return False


def _services(statement: Mapping[str, Any]) -> tuple[str | None, ...]:
    principal = statement.get("Principal")
    if principal == "*":
        return ("*",)
    if not isinstance(principal, dict) or is_intrinsic(principal):
        return (None,)
    found = [*texts(principal["Service"])] if "Service" in principal else []
    return (*found, *("*" for one in texts(principal.get("AWS", ())) if one == "*"))


def _may_be(service: str, found: str | None) -> bool:
    return found is None or found in ("*", service)


def _targets(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if is_intrinsic(value):
            if isinstance(value.get("Ref"), str):
                yield value["Ref"]
                return
            argument = value.get("Fn::GetAtt")
            if isinstance(argument, list) and argument and isinstance(argument[0], str):
                yield argument[0]
                return
        for item in value.values():
            yield from _targets(item)
    elif isinstance(value, list):
        for item in value:
            yield from _targets(item)
