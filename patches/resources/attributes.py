"""Keys of a resource that are no attributes of resources."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.model import Detection
from repair.rules.resource_attributes import attribute_reading, is_attribute
from repair.rules.resource_types import is_parameter_type

_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "nothing like it is known there")


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each key of a resource that CloudFormation does not know there."""
    if is_rewritten(context.template):
        return
    for resource in context.template.resources.values():
        if is_parameter_type(resource.type):  # judged as what it is, a parameter in the wrong place
            continue
        for name in resource.body:
            if is_attribute(resource, name):
                continue
            what = f"{name} is not an attribute of resources"
            reading = attribute_reading(resource, name)
            if reading is None:
                yield Detection((*resource.path, name), f"{resource.id}: {what}.", refusal=_NEEDS_VALUE)
            else:
                yield reading.detection(context.template, resource, what)
