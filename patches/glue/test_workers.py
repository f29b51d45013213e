"""Glue jobs of a test environment with more workers than a test takes."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_ENOUGH = 2
"""The least that a Spark job takes: a driver and an executor."""


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a job that has a number of more."""
    given = resource.properties.get("NumberOfWorkers")
    if isinstance(given, bool) or not isinstance(given, int) or given <= _ENOUGH:
        return
    path = (*resource.path, "Properties", "NumberOfWorkers")
    yield Detection(path, f"{resource.id} has {given} workers.", (Set(path, _ENOUGH),))
