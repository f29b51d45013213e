"""Properties that do not go together, or of which one is needed."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure, RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.decidable import sure_violations
from repair.rules.model import Detection
from repair.rules.property_path import dotted, inner
from repair.rules.reading import Reading
from repair.template.schema import Violation
from repair.template.template import Resource, Template

_KEYWORDS = frozenset(
    {"allOf", "anyOf", "contains", "dependencies", "dependentExcluded", "false", "not", "oneOf", "propertyNames",
     "requiredOr", "requiredXor", "uniqueKeys"}
)  # fmt: skip
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "which of them is meant only a person can say")
_PRINCIPALS = ("AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each combination that the schema does not allow and no unknown property explains."""
    found = sure_violations(context, resource)
    unknown = {violation.path[:-1] for violation in found if violation.keyword == "additionalProperties"}
    for violation in found:
        if violation.keyword not in _KEYWORDS or violation.path in unknown:
            continue
        if resource.type == "AWS::IAM::Policy" and violation.keyword == "anyOf" and not inner(violation.path):
            yield _unattached(context.template, resource, violation)
        else:
            message = f"{resource.id}: {dotted(inner(violation.path))}: {_clause(violation)}."
            yield Detection(violation.path, message, refusal=_NEEDS_VALUE)


def _clause(violation: Violation) -> str:
    """The violation in words that show names only, never values."""
    if violation.keyword in ("requiredXor", "requiredOr", "dependentExcluded"):
        return violation.message
    inside = {
        name for part in violation.context if part.keyword == "required" for name in [str(part.expected)]
    }
    return f"{', '.join(sorted(inside))} is missing" if inside else "these properties do not go together"


def _unattached(template: Template, resource: Resource, violation: Violation) -> Detection:
    what = "an AWS::IAM::Policy needs Roles, Users or Groups"
    principals = [other for other in template.resources.values() if other.type in _PRINCIPALS]
    if len(principals) != 1 or principals[0].type != "AWS::IAM::Role":
        return Detection(violation.path, f"{resource.id}: {what}.", refusal=_NEEDS_VALUE)
    role = principals[0]
    operations = (Ensure((*violation.path, "Roles"), [{"Ref": role.id}]),)
    reading = Reading(violation.path, f"{role.id} is the only role", operations, sure=False)
    return reading.detection(template, resource, what)
