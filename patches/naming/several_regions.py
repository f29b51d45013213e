"""Names of IAM and S3 without the region, in a stack that is to stand in several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from repair.patch.operations import RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.substitution import escaped_text, variables
from repair.template.template import Resource

_NAMES: Mapping[str, str] = {
    "AWS::IAM::Group": "GroupName",
    "AWS::IAM::InstanceProfile": "InstanceProfileName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::IAM::User": "UserName",
    "AWS::S3::Bucket": "BucketName",
}
_ROOM = 48
"""Characters of the text that leave room for the region: a role's name has at most 64, a bucket's 63."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a name made of text and variables that the region does not tell apart."""
    if context.settings.asked("several-regions") is not True:
        return
    name = _NAMES[resource.type]
    text = _text(resource.properties.get(name))
    if text is None or any(_varies(one.name) for one in variables(text)):
        return
    path = (*resource.path, "Properties", name)
    message = f"{resource.id} has the same name in every region, and only one of them can have it."
    if len(text) > _ROOM:
        reason = "the name leaves no room for the region"
        yield Detection(path, message, refusal=Refused(RefusalCode.NEEDS_VALUE, reason))
    else:
        yield Detection(path, message, (Set(path, {"Fn::Sub": f"{text}-${{AWS::Region}}"}),))


def _varies(name: str) -> bool:
    """Whether a variable may be another one in each region."""
    return name in ("AWS::Region", "AWS::StackName", "AWS::StackId") or "region" in name.lower()


def _text(value: Any) -> str | None:
    """The name as the text of `Fn::Sub`; None when it is made in another way."""
    if isinstance(value, str):
        return escaped_text(value) or None
    if isinstance(value, dict) and set(value) == {"Fn::Sub"} and isinstance(value["Fn::Sub"], str):
        return str(value["Fn::Sub"])
    return None
