"""Queues for what could not be processed: which queues are such, and one to be added.

Source: Amazon SQS Developer Guide, "Using dead-letter queues in Amazon SQS".
"""

from __future__ import annotations

import re
from typing import Any

from repair.rules.additions import Addition, addition
from repair.rules.context import Context
from repair.template.template import Resource

QUEUE = "AWS::SQS::Queue"
_KEPT_FOR = 14 * 24 * 60 * 60
"""Seconds; the longest that SQS keeps a message."""

_USES = frozenset({"RedrivePolicy", "DeadLetterConfig", "DeadLetterQueue", "DestinationConfig", "OnFailure"})
_NAME = re.compile(r"dlq|dead|fail|undeliver|poison|error", re.IGNORECASE)


def is_dead_letter_queue(context: Context, queue: Resource) -> bool:
    """Whether a queue takes what others failed at: something uses it so, or it is called so."""
    name = queue.properties.get("QueueName")
    return (
        "RedriveAllowPolicy" in queue.properties
        or _NAME.search(queue.id) is not None
        or _NAME.search(str(name)) is not None
        or any(not _USES.isdisjoint(ref.path) for ref in context.template.references.to(queue.id))
    )


def dead_letter_queue(context: Context, owner: Resource, like: Resource | None = None) -> Addition:
    """An encrypted queue for what `owner` fails at, of the kind (FIFO, key) that the queue `like` is."""
    properties: dict[str, Any] = {"MessageRetentionPeriod": _KEPT_FOR}
    written = {} if like is None else like.properties
    if written.get("FifoQueue") in (True, "true"):
        properties["FifoQueue"] = True
    if "KmsMasterKeyId" in written:
        properties["KmsMasterKeyId"] = written["KmsMasterKeyId"]
    else:
        properties["SqsManagedSseEnabled"] = True
    return addition(context, owner, "DeadLetterQueue", QUEUE, properties)
