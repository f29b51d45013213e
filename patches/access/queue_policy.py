"""Queues that AWS services send to, and that no policy lets them."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.delivery_policies import QUEUE, short_of_access
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(context: Context, queue: Resource) -> Iterator[Detection]:
    """At most one detection for each queue."""
    yield from short_of_access(context, queue, QUEUE)
