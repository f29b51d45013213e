"""Secrets that no rotation schedule of the template is for."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.resource_policies import named, named_in
from repair.template.template import Resource

_SCHEDULE = "AWS::SecretsManager::RotationSchedule"


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a secret without a schedule; one whose secret is not told may be for any."""
    for schedule in context.template.of_type(_SCHEDULE):
        secret = schedule.properties.get("SecretId")
        if resource.id in named_in(secret) or named(context, secret, resource.type) is None:
            return
    reason = "only a person can say what rotates it"
    yield Detection(
        resource.path, f"{resource.id} is never rotated.", refusal=Refused(RefusalCode.NEEDS_VALUE, reason)
    )
