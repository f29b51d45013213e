"""Permissions whose SourceArn begins with what Ref returns where that is a name or an id."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.policy_targets import named
from repair.rules.sweep import sweep
from repair.template.template import Resource

_WITH_ARN = frozenset({"AWS::S3::Bucket", "AWS::Events::Rule"})
_APIS = frozenset({"AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api", "AWS::Serverless::Api", "AWS::Serverless::HttpApi"})  # fmt: skip
_ANY_PARTITION = "arn:${AWS::Partition}"


def detect(context: Context, permission: Resource) -> Iterator[Detection]:
    """At most one detection for each permission; what follows the name stays as it is."""
    value = permission.properties.get("SourceArn")
    found = named(context.template, value)
    if found is None or found.attribute is not None or found.rest is None:
        return
    kind = context.template.resources[found.target].type
    if kind in _WITH_ARN and found.rest[:1] in ("", "/"):
        text = f"${{{found.target}.Arn}}{found.rest}"
    elif kind in _APIS and found.rest[:1] == "/":
        text = f"{_partition(context)}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{found.target}}}{found.rest}"
    else:
        return
    path = (*permission.path, "Properties", "SourceArn")
    message = f"{permission.id} names {found.target} by Ref, which is no ARN of {kind}."
    mended = {"Fn::Sub": text} if found.rest else {"Fn::GetAtt": [found.target, "Arn"]}
    yield Detection(path, message, (Set(path, mended),))


def _partition(context: Context) -> str:
    """How ARNs begin in the template's texts: its way, where it has one."""
    texts = [str(text) for _, text in sweep(context).subs]
    written_out = any("arn:aws:" in text for text in texts) and not any(
        _ANY_PARTITION in text for text in texts
    )
    return "arn:aws" if written_out else _ANY_PARTITION
