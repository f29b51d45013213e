"""Glue jobs of another version than the one that was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a job that says another version; one that says none runs on the oldest."""
    wanted = context.settings.asked("glue-version")
    given = resource.properties.get("GlueVersion", "0.9")
    if wanted is None or not isinstance(given, str | float) or str(given) == wanted:
        return
    path = (*resource.path, "Properties", "GlueVersion")
    yield Detection(
        path, f"{resource.id} runs on Glue {given}; {wanted} was asked for.", (Set(path, wanted),)
    )
