"""Functions that answer CloudFormation within Lambda's default timeout, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_SECONDS = 60


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a function behind a custom resource that has no timeout of its own."""
    if "Timeout" in resource.properties or "Fn::Transform" in resource.properties:
        return
    if any("ServiceToken" in ref.path for ref in context.template.references.to(resource.id)):
        path = (*resource.path, "Properties", "Timeout")
        message = f"{resource.id} answers CloudFormation, and Lambda ends it after three seconds."
        yield Detection(path, message, (Ensure(path, _SECONDS),))
