"""Attributes that the type of a resource does not have."""

from __future__ import annotations

from collections.abc import Iterator

from repair import knowledge
from repair.knowledge import ResourceType
from repair.patch.operations import RefusalCode, Refused
from repair.rules.attribute_names import Reading, reading
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.reference_text import by_text, replaced_by_text
from repair.template.references import Reference


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each text that asks a resource for an attribute that it cannot have."""
    found = {
        one: kind
        for one in context.template.references.references
        if (kind := _lacks(context, one)) is not None
    }
    for path, group in by_text(found).items():
        readings = {one: _reading(context, one, found[one]) for one in group}
        clauses = [f"{one.target} has no attribute {one.attribute}" for one in group]
        known = {one: meant for one, meant in readings.items() if meant is not None}
        if len(known) < len(readings):
            reason = Refused(RefusalCode.NEEDS_VALUE, f"no attribute of {found[group[0]].name} is like it")
            yield Detection(path, f"{'; '.join(clauses)}.", (), Safety.DISPLAY_ONLY, reason)
            continue
        clauses += dict.fromkeys(meant.clause for meant in known.values())
        texts = {one: meant.text for one, meant in known.items()}
        operations = tuple(replaced_by_text(context.template.data, group, texts))
        yield Detection(path, f"{'; '.join(clauses)}.", operations, min(one.safety for one in known.values()))


def _lacks(context: Context, one: Reference) -> ResourceType | None:
    """The type of what a reference points at, when the type lacks the attribute."""
    if one.attribute is None or one.kind not in ("GetAtt", "Sub") or "${" in one.attribute:
        return None
    resource = context.template.resources.get(one.target)
    kind = knowledge.resource_type(resource.type) if resource is not None else None
    return None if kind is None or kind.has_attribute(one.attribute) else kind


def _reading(context: Context, one: Reference, kind: ResourceType) -> Reading | None:
    resource = context.template.resources[one.target]
    return reading(resource, kind, str(one.attribute), context.template.section("Parameters"))
