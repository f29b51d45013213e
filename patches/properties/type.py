"""Values of the wrong JSON type: a list for one value, a map for pairs, the text of JSON for JSON."""

from __future__ import annotations

from collections.abc import Iterator

from repair import knowledge
from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.decidable import sure_violations
from repair.rules.model import Detection
from repair.rules.property_path import dotted, inner
from repair.rules.wrong_types import type_reading
from repair.template.data import value_at
from repair.template.template import Resource

_NAMES = {
    "array": "a list", "boolean": "true or false", "integer": "a whole number", "number": "a number",
    "object": "a mapping", "string": "text", "null": "null",
}  # fmt: skip
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "what is there does not say what was meant")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each value that its property cannot take because of its type."""
    kind = knowledge.resource_type(resource.type)
    if kind is None:
        return
    for violation in sure_violations(context, resource):
        if violation.keyword != "type":
            continue
        wanted = violation.expected if isinstance(violation.expected, tuple) else (violation.expected,)
        value = value_at(context.template.data, violation.path, None)
        if value is None:  # a rule of its own
            continue
        what = f"{dotted(inner(violation.path))} must be {' or '.join(_NAMES.get(str(name), str(name)) for name in wanted)}"
        reading = type_reading(context, kind, violation.path, value, wanted)
        if reading is None:
            yield Detection(violation.path, f"{resource.id}: {what}.", refusal=_NEEDS_VALUE)
        else:
            yield reading.detection(context.template, resource, what)
