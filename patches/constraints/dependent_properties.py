"""Properties that need, exclude or replace each other by the provider's schema."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.provider import provider_violations
from repair.template.template import Resource
from repair.template.violation import Violation

_AMBIGUOUS = ("dependentExcluded", "requiredXor", "requiredOr", "anyOf", "oneOf")
_NEEDS = ("dependentRequired", "dependencies")
_OWN_RULE = {("KMSMasterKeyId", "SSEType")}


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each such rule of the schema that is broken."""
    for one in provider_violations(context, resource):
        if one.keyword in _NEEDS and (one.actual, one.expected) in _OWN_RULE:
            continue
        if one.keyword in _NEEDS or (one.keyword in _AMBIGUOUS and not _is_alternative_of_values(one)):
            code = RefusalCode.NEEDS_VALUE if one.keyword in _NEEDS else RefusalCode.AMBIGUOUS
            where = ".".join(str(step) for step in one.path[3:]) or resource.type
            reason = Refused(code, "which property is meant is for a person to say")
            yield Detection(
                one.path, f"{resource.id}: {where} {_said(one)}.", (), Safety.DISPLAY_ONLY, reason
            )


def _is_alternative_of_values(one: Violation) -> bool:
    """Whether alternatives differ in values, not in which properties stand together."""
    return one.keyword in ("anyOf", "oneOf") and not any(inner.keyword == "required" for inner in one.context)


def _said(one: Violation) -> str:
    """The violation by names of properties only: values may be secrets."""
    if one.keyword in ("anyOf", "oneOf"):
        names = dict.fromkeys(str(inner.expected) for inner in one.context if inner.keyword == "required")
        return f"lacks one of the properties that it needs, such as {', '.join(names)}"
    return one.message.replace('"', "")
