"""Outputs that show a resource which is not always made."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.model import Detection
from repair.template.intrinsics import IF


def detect(context: Context) -> Iterator[Detection]:
    """Yield one detection for each output without a condition whose resources all have the same one."""
    template = context.template
    conditions = template.section("Conditions")
    if not conditions or is_rewritten(template):
        return
    for name, output in template.section("Outputs").items():
        if not isinstance(output, dict) or "Condition" in output:
            continue
        needed: dict[str, str] = {}
        for one in template.references.from_entry("Outputs", name):
            resource = template.resources.get(one.target)
            if resource is not None and one.space in ("value", "resource") and IF not in one.path:
                condition = resource.condition
                if condition is not None and condition in conditions:
                    needed[condition] = resource.id
        if len(needed) == 1:
            [(condition, resource_id)] = needed.items()
            message = f"The output {name} needs {resource_id}, which is made only when {condition} holds."
            yield Detection(("Outputs", name), message, (Ensure(("Outputs", name, "Condition"), condition),))
