"""Queues without a dead-letter queue."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.additions import may_add
from repair.rules.context import Context
from repair.rules.dead_letters import dead_letter_queue, is_dead_letter_queue
from repair.rules.model import Detection
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource

_RECEIVES = 5
"""How often a message is tried; what the Lambda Developer Guide asks for at least."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a queue that is no dead-letter queue and has none."""
    properties = resource.properties
    if "RedrivePolicy" in properties or is_intrinsic(properties.get("FifoQueue")):
        return
    if is_dead_letter_queue(context, resource) or not may_add(context, resource):
        return
    queue = dead_letter_queue(context, resource, resource)
    path = (*resource.path, "Properties", "RedrivePolicy")
    redrive = {"deadLetterTargetArn": queue.arn, "maxReceiveCount": _RECEIVES}
    yield Detection(
        path, f"{resource.id} has no dead-letter queue.", (Ensure(path, redrive), queue.operation)
    )
