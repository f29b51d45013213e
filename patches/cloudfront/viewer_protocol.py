"""Cache behaviours that serve plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each behaviour."""
    for path, behaviour in _behaviours(resource):
        if behaviour.get("ViewerProtocolPolicy") == "allow-all":
            place = (*path, "ViewerProtocolPolicy")
            yield Detection(place, f"{resource.id} serves plain HTTP.", (Set(place, "redirect-to-https"),))


def _behaviours(resource: Resource) -> Iterator[tuple[Path, dict[str, Any]]]:
    config = resource.properties.get("DistributionConfig")
    if not isinstance(config, dict):
        return
    base = (*resource.path, "Properties", "DistributionConfig")
    default, others = config.get("DefaultCacheBehavior"), config.get("CacheBehaviors")
    if isinstance(default, dict):
        yield (*base, "DefaultCacheBehavior"), default
    for index, behaviour in enumerate(others if isinstance(others, list) else ()):
        if isinstance(behaviour, dict):
            yield (*base, "CacheBehaviors", index), behaviour
