"""State machines without TracingConfiguration, traced together with the permission that tracing needs."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.xray import grant, role_of
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a state machine that says nothing about tracing."""
    properties = resource.properties
    if "TracingConfiguration" in properties or any(key[:4] == "Fn::" for key in properties):
        return
    base = (*resource.path, "Properties", "TracingConfiguration")
    role = role_of(context, properties.get("RoleArn"))
    permission = grant(context, role) if role else ()
    yield Detection(
        base, f"{resource.id} sends no traces to X-Ray.", (Ensure((*base, "Enabled"), True), *permission)
    )
