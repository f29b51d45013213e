"""Alarms that treat missing data in another way than the profile or the requirements ask for."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for an alarm whose treatment is the default or written out, and differs."""
    asked = context.settings.asked("missing-data")
    written = resource.properties.get("TreatMissingData", "missing")
    if asked is None or written == asked or not isinstance(written, str):
        return
    path = (*resource.path, "Properties", "TreatMissingData")
    yield Detection(
        path, f"{resource.id} treats missing data as {written}; {asked} was asked for.", (Set(path, asked),)
    )
