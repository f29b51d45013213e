"""Values of the wrong JSON type: a list for one value, a map for pairs, the text of JSON for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from repair import knowledge
from repair.document.pointer import Path
from repair.knowledge import ResourceType
from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.decidable import is_decidable, sure_violations
from repair.rules.model import Detection
from repair.rules.property_path import bare, dotted, inner
from repair.rules.suiting import is_list, wanted_types
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
    for path, wanted in chain(_literals(context, resource), _references(context, resource, kind)):
        value = value_at(context.template.data, path, None)
        if value is None:  # a rule of its own
            continue
        what = f"{dotted(inner(path))} must be {' or '.join(_NAMES.get(name, name) for name in wanted)}"
        reading = type_reading(context, kind, path, value, wanted)
        if reading is None:
            yield Detection(path, f"{resource.id}: {what}.", refusal=_NEEDS_VALUE)
        else:
            yield reading.detection(context.template, resource, what)


def _literals(context: Context, resource: Resource) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Where a value, or what a function returns whatever it is given, has none of the types that are wanted."""
    for violation in sure_violations(context, resource):
        if violation.keyword == "type":
            wanted = violation.expected if isinstance(violation.expected, tuple) else (violation.expected,)
            yield violation.path, tuple(map(str, wanted))


def _references(
    context: Context, resource: Resource, kind: ResourceType
) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Where one value is referred to, and the schema takes a list and nothing else."""
    template = context.template
    if not is_decidable(template, resource):
        return
    for one in template.references.of(resource.id):
        place = one.path[3:]
        whole = one.kind in ("Ref", "GetAtt") and one.path[2:3] == ("Properties",)
        if not whole or any(str(step).startswith("Fn::") for step in place):
            continue
        value = value_at(template.data, one.path, None)
        if is_list(template, value) is False and wanted_types(kind, bare(inner(one.path))) == {"array"}:
            yield one.path, ("array",)
