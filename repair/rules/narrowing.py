"""The one resource of a template that a statement with `Resource: "*"` can mean.

Source: Service Authorization Reference, "Actions, resources, and condition keys".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from repair.rules.decidable import is_rewritten
from repair.rules.dependency_reach import needs
from repair.rules.policy_document import texts
from repair.template.template import Resource, Template


@dataclass(frozen=True, slots=True)
class _Kind:
    """The resources of a service that its data actions apply to.

    Attributes:
        type: Their type.
        actions: The actions, without service, in lower case.
        ref: Whether `Ref` is the ARN.
        below: What may follow the ARN.
    """

    type: str
    actions: re.Pattern[str]
    ref: bool = False
    below: tuple[str, ...] = ()


_KINDS: Mapping[str, _Kind] = {
    "dynamodb": _Kind(
        "AWS::DynamoDB::Table",
        re.compile(r"(batch)?getitem|putitem|updateitem|deleteitem|batchwriteitem|conditioncheckitem|query|scan"
                   r"|describetable"),
        below=("/index/*",),
    ),
    "kinesis": _Kind("AWS::Kinesis::Stream", re.compile(r"putrecords?|getrecords|getsharditerator|describestream")),
    "s3": _Kind(
        "AWS::S3::Bucket",
        re.compile(r"(get|put|delete)object(acl|tagging|version)?|listbucket|getbucketlocation|abortmultipartupload"
                   r"|listmultipartuploadparts"),
        below=("/*",),
    ),
    "secretsmanager": _Kind(
        "AWS::SecretsManager::Secret", re.compile(r"getsecretvalue|describesecret"), ref=True
    ),
    "sns": _Kind("AWS::SNS::Topic", re.compile(r"publish"), ref=True),
    "sqs": _Kind(
        "AWS::SQS::Queue",
        re.compile(r"sendmessage|receivemessage|deletemessage|getqueue(attributes|url)|changemessagevisibility"),
    ),
    "states": _Kind("AWS::StepFunctions::StateMachine", re.compile(r"start(sync)?execution"), ref=True),
}  # fmt: skip


def narrowed(template: Template, holder: Resource, statement: Mapping[str, Any]) -> Any:
    """What the statement's Resource can name instead of "*"; None when that is not just one resource."""
    actions = [action.lower() if action else "" for action in texts(statement.get("Action"))]
    services = {action.partition(":")[0] for action in actions}
    kind = _KINDS.get(services.pop()) if len(services) == 1 else None
    if kind is None or is_rewritten(template) or texts(statement.get("Resource")) != ("*",):
        return None
    if not all(kind.actions.fullmatch(action.partition(":")[2]) for action in actions):
        return None
    targets = template.of_type(kind.type)
    if len(targets) != 1:
        return None
    target = targets[0]
    if target.condition not in (None, holder.condition) or needs(template.references, target.id, holder.id):
        return None
    whole = {"Ref": target.id} if kind.ref else {"Fn::GetAtt": [target.id, "Arn"]}
    below = [{"Fn::Sub": f"${{{target.id}.Arn}}{suffix}"} for suffix in kind.below]
    return [whole, *below] if below else whole
