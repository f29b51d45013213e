"""Parameters that become part of resources' names and take any text.

Source: the name property on the page of each type, and the API reference of its service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.physical_names import NAME_PROPERTIES
from repair.template.references import Reference

_CONSTRAINED = ("AllowedPattern", "AllowedValues", "NoEcho")
_LOWER = frozenset({"AWS::S3::Bucket", "AWS::ECR::Repository"})
"""Types whose names have no capital letters."""
_PUNCTUATION: Mapping[str, str] = {
    "AWS::CloudTrail::Trail": "._-",
    "AWS::CloudWatch::Dashboard": "_-",
    "AWS::CodeBuild::Project": "_-",
    "AWS::DynamoDB::Table": "._-",
    "AWS::ECR::Repository": "/._-",
    "AWS::ECS::Cluster": "_-",
    "AWS::ECS::Service": "_-",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "-",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "-",
    "AWS::Events::Rule": "._-",
    "AWS::IAM::InstanceProfile": "+=,.@_-",
    "AWS::IAM::ManagedPolicy": "+=,.@_-",
    "AWS::IAM::Role": "+=,.@_-",
    "AWS::KMS::Alias": "/_-",
    "AWS::Kinesis::Stream": "._-",
    "AWS::KinesisFirehose::DeliveryStream": "._-",
    "AWS::Lambda::Function": "_-",
    "AWS::Logs::LogGroup": "#/._-",
    "AWS::RDS::DBCluster": "-",
    "AWS::RDS::DBInstance": "-",
    "AWS::S3::Bucket": ".-",
    "AWS::SNS::Topic": "_-",
    "AWS::SQS::Queue": "_-",
    "AWS::SSM::Parameter": "/._-",
}
"""What names take besides letters and digits, by type; other types take nearly anything."""


def detect(context: Context) -> Iterator[Detection]:
    """One detection for each parameter of which every use is known, and whose default keeps the pattern."""
    for name, body in context.template.section("Parameters").items():
        if not isinstance(body, dict) or body.get("Type") != "String":
            continue
        if any(key in body for key in _CONSTRAINED):
            continue
        named = _named_after(context, name)
        if _PUNCTUATION.keys().isdisjoint(named.values()):
            continue
        pattern, words = _pattern(set(named.values()))
        default = body.get("Default", "")
        if not isinstance(default, str) or ("Default" in body and re.fullmatch(pattern, default) is None):
            continue
        base = ("Parameters", name)
        first = next(one for one, kind in named.items() if kind in _PUNCTUATION)
        yield Detection(
            (*base, "AllowedPattern"),
            f"{name} takes any text, and the name of {first} only some characters.",
            (
                Ensure((*base, "AllowedPattern"), pattern),
                *(
                    ()
                    if "ConstraintDescription" in body
                    else (Ensure((*base, "ConstraintDescription"), words),)
                ),
            ),
        )


def _named_after(context: Context, parameter: str) -> Mapping[str, str]:
    """The resources, with their types, whose names the parameter is a part of."""
    found = {}
    for ref in context.template.references.to(parameter, "value"):
        resource = context.template.resources.get(ref.entry) if ref.section == "Resources" else None
        if resource is not None and _is_part(
            ref, (*resource.path, "Properties", NAME_PROPERTIES.get(resource.type))
        ):
            found[resource.id] = resource.type
    return found


def _is_part(ref: Reference, name: tuple[Any, ...]) -> bool:
    """Whether the reference stands within the name, and is not the whole of it."""
    return ref.path[: len(name)] == name and len(ref.path) > len(name)


def _pattern(types: set[str]) -> tuple[str, str]:
    """The pattern that fits the names of all these types, and what it says."""
    letters, called = ("a-z", "Lower-case letters") if types & _LOWER else ("a-zA-Z", "Letters")
    taken = [_PUNCTUATION[kind] for kind in types if kind in _PUNCTUATION]
    signs = [sign for sign in "#/+=,.@_-" if all(sign in some for some in taken)]
    return f"^[{letters}0-9{''.join(signs)}]+$", f"{called}, digits and any of {' '.join(signs)}"
