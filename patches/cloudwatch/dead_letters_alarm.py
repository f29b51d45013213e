"""Dead-letter queues whose messages nobody is told of."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.alarms import Watch, unwatched
from repair.rules.context import Context
from repair.rules.dead_letters import is_dead_letter_queue
from repair.rules.model import Detection
from repair.template.template import Resource

_MESSAGES = Watch(
    "AWS/SQS",
    "ApproximateNumberOfMessagesVisible",
    "QueueName",
    "QueueName",
    "QueueName",
    "Maximum",
    "MessagesAlarm",
)


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a dead-letter queue without an alarm on its messages."""
    if is_dead_letter_queue(context, resource):
        yield from unwatched(context, resource, _MESSAGES)
