"""Dead letter queues that keep messages for another time than was asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource

_DAY = 86_400
_DEFAULT = 4 * _DAY


def detect(context: Context) -> Iterator[Detection]:
    """One detection for each queue that serves as a dead letter queue and keeps messages for another time."""
    days = context.settings.asked("queue-retention-days")
    if days is None:
        return
    for resource in context.template.resources.values():
        if resource.type != "AWS::SQS::Queue" or not _takes_failures(context, resource):
            continue
        value = resource.properties.get("MessageRetentionPeriod", _DEFAULT)
        if is_intrinsic(value) or str(value) == str(days * _DAY):
            continue
        path = (*resource.path, "Properties", "MessageRetentionPeriod")
        message = f"{resource.id} keeps messages for {json.dumps(value)} seconds; {days} days were asked for."
        yield Detection(path, message, (Set(path, days * _DAY),))


def _takes_failures(context: Context, resource: Resource) -> bool:
    """Whether something in the template sends what failed to this queue."""
    return any(
        {"RedrivePolicy", "DeadLetterConfig", "DeadLetterQueue", "OnFailure"}.intersection(map(str, one.path))
        for one in context.template.references.to(resource.id, "value")
    )
