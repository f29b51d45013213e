"""Texts, lists and mappings that are too short or too long, and texts of the wrong form."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.decidable import sure_violations
from repair.rules.model import Detection
from repair.rules.property_path import dotted, inner
from repair.rules.wrong_values import alternatives
from repair.template.template import Resource

_WORDS = {
    "minLength": "must have at least {} characters",
    "maxLength": "cannot have more than {} characters",
    "minItems": "must have at least {} items",
    "maxItems": "cannot have more than {} items",
    "minProperties": "must have at least {} properties",
    "maxProperties": "cannot have more than {} properties",
    "pattern": "must have the form {}",
}
_LONGEST_PATTERN = 80
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "only a person can choose another value")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each value of the wrong length or form that is not wrong for another reason already."""
    found = sure_violations(context, resource)
    others = {violation.path for violation in found if violation.keyword not in _WORDS}
    for violation in found:
        expected = str(violation.expected)
        listed = violation.keyword == "pattern" and alternatives(expected)  # properties-value knows those
        if violation.keyword in _WORDS and violation.path not in others and not listed:
            if len(expected) > _LONGEST_PATTERN:
                expected = "that the documentation describes"
            clause = _WORDS[violation.keyword].format(expected)
            message = f"{resource.id}: {dotted(inner(violation.path))} {clause}."
            yield Detection(violation.path, message, refusal=_NEEDS_VALUE)
