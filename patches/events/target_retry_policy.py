"""Targets of EventBridge rules without RetryPolicy; data rules cannot reach the items of a list."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_AGE, _ATTEMPTS = 3600, 185
"""Seconds and attempts. 185 is the greatest number and the default, so that the age alone decides."""


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each target that stands in the template and has no retry policy."""
    targets = resource.properties.get("Targets")
    for index, target in enumerate(targets if isinstance(targets, list) else ()):
        if (
            not isinstance(target, dict)
            or "RetryPolicy" in target
            or any(key[:4] == "Fn::" for key in target)
        ):
            continue
        if "Id" not in target and "Arn" not in target:
            continue  # not a target: a Ref to a whole one, or a fault of another kind
        path = (*resource.path, "Properties", "Targets", index, "RetryPolicy")
        name = target["Id"] if isinstance(target.get("Id"), str) else f"number {index + 1}"
        yield Detection(
            path,
            f"Target {name} of {resource.id} has no RetryPolicy.",
            (Ensure(path, {"MaximumEventAgeInSeconds": _AGE, "MaximumRetryAttempts": _ATTEMPTS}),),
        )
