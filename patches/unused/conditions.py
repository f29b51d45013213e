"""Conditions that nothing names."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Remove
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.section_use import only_used_in, unused_conditions


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each; unsafe where a parameter would be left that nothing uses any more."""
    graph = context.template.references
    unused = unused_conditions(context)
    gone = frozenset(unused)
    parameters = context.template.section("Parameters")
    for name in unused:
        used = {one.target for one in graph.from_entry("Conditions", name) if one.target in parameters}
        orphans = sorted(parameter for parameter in used if only_used_in(graph, parameter, gone))
        message = f"Nothing names the condition {name}."
        if orphans:
            message = (
                f"Nothing names the condition {name}; without it nothing would use {', '.join(orphans)}."
            )
        safety = Safety.UNSAFE if orphans else Safety.SAFE
        yield Detection(("Conditions", name), message, (Remove(("Conditions", name), prune=True),), safety)
