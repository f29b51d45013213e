"""Functions without TracingConfig, traced together with the permission that tracing needs."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.xray import untraced
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a function that says nothing about tracing."""
    return untraced(context, resource, "TracingConfig", ("Mode", "Active"), "Role")
