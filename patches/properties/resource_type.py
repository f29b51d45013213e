"""Resources of types that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.model import Detection
from repair.rules.resource_types import is_unknown, type_reading

_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "no type is near")


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each resource whose type does not exist."""
    template = context.template
    if is_rewritten(template):
        return
    for resource in template.resources.values():
        if not is_unknown(resource.type):
            continue
        what = f"there is no resource type {resource.type}"
        reading = type_reading(template, resource)
        if reading is None:
            yield Detection((*resource.path, "Type"), f"{resource.id}: {what}.", refusal=_NEEDS_VALUE)
        else:
            yield reading.detection(template, resource, what)
