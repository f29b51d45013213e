"""Templates with main resources and no outputs at all."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.main_outputs import MOST_OUTPUTS, TOLD, output_of
from repair.rules.model import Detection
from repair.template.intrinsics import is_section_function


def detect(context: Context) -> Iterator[Detection]:
    """One detection for a template of this kind."""
    template = context.template
    if template.data.get("Outputs") or is_rewritten(template):
        return
    if any(is_section_function(name) for name in template.section("Resources")):
        return
    operations = tuple(
        output_of(context, resource) for resource in template.resources.values() if resource.type in TOLD
    )
    if operations:
        yield Detection(("Outputs",), "The template has no outputs.", operations[:MOST_OUTPUTS])
