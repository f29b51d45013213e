"""Principals that are missing, in the wrong place, or services by half a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import RefusalCode, Refused, Remove, Set
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.policy_document import statements
from repair.rules.policy_places import documents
from repair.template.template import Resource

_SERVICE = re.compile(r"[a-z][a-z0-9-]*")
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "whom it allows or denies only a person can say")
_HELD = "identity"
_NEEDED_IN = (
    "AWS::S3::BucketPolicy",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
    "AWS::KMS::Key",
    "AWS::IAM::Role",
)
_ALIKE = ("principal", "notprincipal", "principals")


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each statement whose principal is wrong."""
    for path, document, kind in documents(resource):
        for place, statement in statements(document, path):
            yield from _of(resource, statement, place, kind)


def _of(resource: Resource, statement: Mapping[str, Any], place: Path, kind: str) -> Iterator[Detection]:
    names = [key for key in statement if str(key).lower() in _ALIKE]
    if kind == _HELD:
        for key in names:
            message = f"{resource.id}: the policy of an identity has no {key}."
            yield Detection((*place, key), message, (Remove((*place, key)),), Safety.UNSAFE)
        return
    if (
        not names
        and resource.type in _NEEDED_IN
        and not any(str(key).startswith("Fn::") for key in statement)
    ):
        message = f"{resource.id}: a statement of this policy needs a Principal."
        yield Detection(place, message, (), Safety.DISPLAY_ONLY, _NEEDS_VALUE)
    principal = statement.get("Principal")
    services = principal.get("Service") if isinstance(principal, dict) else None
    at = (*place, "Principal", "Service")
    listed = [(at, services)] if isinstance(services, str) else []
    if isinstance(services, list):
        listed = [((*at, index), item) for index, item in enumerate(services) if isinstance(item, str)]
    for where, name in listed:
        if _SERVICE.fullmatch(name):
            right = f"{name}.amazonaws.com"
            message = f"{resource.id}: the service {name} is named {right}."
            yield Detection(where, message, (Set(where, right),))
