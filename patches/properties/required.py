"""Required properties that are missing, and where their value can come from."""

from __future__ import annotations

from collections.abc import Iterator

from repair import knowledge
from repair.document.pointer import Path
from repair.patch.operations import Ensure, RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.decidable import sure_violations
from repair.rules.model import Detection
from repair.rules.new_role import new_role
from repair.rules.only_candidate import only_candidate
from repair.rules.property_path import bare, dotted, inner
from repair.rules.reading import Reading
from repair.rules.required_values import Value, from_schema, from_table
from repair.rules.unknown_properties import unknown_readings
from repair.template.data import value_at
from repair.template.intrinsics import is_no_value
from repair.template.schema import Violation
from repair.template.template import Resource

_KEYWORDS = ("required", "dependentRequired")
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "nothing in the template says what the value should be")
_INTRINSIC = Refused(RefusalCode.INTRINSIC, "AWS::NoValue takes the property away")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each required property that is missing and that no unknown property stands for."""
    missing = [v for v in sure_violations(context, resource) if v.keyword in _KEYWORDS]
    if not missing:
        return
    coming = [
        reading.target for _, reading in unknown_readings(context, resource) if reading.target is not None
    ]
    for violation in missing:
        path = (*violation.path, str(violation.expected))
        if not any(target[: len(path)] == path for target in coming):
            yield _detection(context, resource, violation, path)


def _detection(context: Context, resource: Resource, violation: Violation, path: Path) -> Detection:
    if is_no_value(value_at(context.template.data, violation.path)):
        what = f"{dotted(inner(violation.path))} is required and may be AWS::NoValue"
        return Detection(violation.path, f"{resource.id}: {what}.", refusal=_INTRINSIC)
    what = f"{dotted(inner(path))} is required"
    if violation.keyword == "dependentRequired":
        what = f"{what} beside {violation.actual}"
    value = _value(context, resource, path)
    if value is None:
        role = new_role(context.template, resource) if inner(path) == ("Role",) else None
        if role is not None:
            return Detection(violation.path, f"{resource.id}: {what}.", role)
        return Detection(violation.path, f"{resource.id}: {what}.", refusal=_NEEDS_VALUE)
    reading = Reading(violation.path, value.why, (Ensure(path, value.value),), value.sure)
    return reading.detection(context.template, resource, what)


def _value(context: Context, resource: Resource, path: Path) -> Value | None:
    kind = knowledge.resource_type(resource.type)
    if kind is None:
        return None
    found = from_table(context.template, resource, path)
    if found is None:
        found = from_schema(kind.resolve(bare(inner(path))) or {})
    if found is None and len(inner(path)) == 1:
        found = only_candidate(context.template, resource, kind, str(path[-1]))
    return found
