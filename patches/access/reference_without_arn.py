"""References in a statement's Resource that yield a name where IAM wants an ARN."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Set
from repair.rules.all_policies import all_policies
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.policy_document import statements
from repair.rules.policy_targets import entries, named
from repair.template.template import Resource

_NAMED_BY_REF = {
    "AWS::DynamoDB::Table": "/",
    "AWS::ECR::Repository": "",
    "AWS::ECS::Cluster": "",
    "AWS::EFS::FileSystem": "",
    "AWS::IAM::Role": "",
    "AWS::KMS::Key": "",
    "AWS::Kinesis::Stream": "",
    "AWS::KinesisFirehose::DeliveryStream": "",
    "AWS::Lambda::Function": ":",
    "AWS::S3::Bucket": "/",
    "AWS::SQS::Queue": "",
}
"""Types whose `Ref` is no ARN and that have an attribute Arn -> what may follow the ARN in a policy."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each reference."""
    resources = context.template.resources
    for path, document in all_policies(resource):
        written = [
            entry
            for place, statement in statements(document, path)
            for element in ("Resource", "NotResource")
            for entry in entries(statement, place, element)
        ]
        in_texts = any(isinstance(value, dict) and "Fn::Sub" in value for _, value in written)
        for at, value in written:
            found = named(context.template, value)
            if found is None or found.attribute is not None or found.rest is None:
                continue
            type_name = resources[found.target].type
            follows = _NAMED_BY_REF.get(type_name)
            if follows is None or (found.rest and not (follows and found.rest.startswith(follows))):
                continue
            new = _with_arn(value, found.target, found.rest, in_texts=in_texts)
            message = f"{resource.id} names {found.target} by Ref, which is no ARN of {type_name}."
            yield Detection(at, message, (Set(at, new),))


def _with_arn(value: Any, target: str, rest: str, *, in_texts: bool) -> Any:
    """The ARN, spelt as the policy spells its others: in texts, or by the attribute alone."""
    text = value.get("Fn::Sub")
    if not rest and text is None and not in_texts:
        return {"Fn::GetAtt": [target, "Arn"]}
    if isinstance(text, str):
        return {"Fn::Sub": text.replace("${" + target + "}", "${" + target + ".Arn}", 1)}
    return {"Fn::Sub": f"${{{target}.Arn}}{rest}"}
