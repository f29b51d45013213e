"""Lists whose items must differ and do not."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Operation, Remove
from repair.rules.context import Context
from repair.rules.decidable import sure_violations
from repair.rules.model import Detection
from repair.rules.property_path import dotted, inner
from repair.rules.reading import Reading
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each list that repeats an item."""
    for violation in sure_violations(context, resource):
        if violation.keyword == "uniqueItems":
            indices = [index for index in violation.actual if isinstance(index, int)]
            operations: tuple[Operation, ...] = tuple(
                Remove((*violation.path, index)) for index in sorted(indices, reverse=True)
            )
            what = f"{dotted(inner(violation.path))} repeats an item"
            yield Reading(violation.path, "the second says nothing new", operations).detection(
                context.template, resource, what
            )
