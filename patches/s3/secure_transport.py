"""Buckets that answer requests over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.secure_transport import open_to_plain_http
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a bucket without the statement; a website's endpoint speaks HTTP only."""
    if "WebsiteConfiguration" not in resource.properties:
        yield from open_to_plain_http(context, resource)
