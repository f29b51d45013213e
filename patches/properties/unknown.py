"""Properties that the type does not have: renamed, moved, or taken out."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.unknown_properties import called, unknown_readings
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each unknown property, or group of them that moves together."""
    for paths, reading in unknown_readings(context, resource):
        yield reading.detection(context.template, resource, called(paths, resource.type))
