"""Properties that do not go together, or of which one is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.patch.operations import Ensure, Move, Operation, RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.decidable import sure_violations
from repair.rules.model import Detection, Safety
from repair.rules.property_path import dotted, inner
from repair.rules.reading import Reading
from repair.template.schema import Violation
from repair.template.template import Resource, Template

_KEYWORDS = frozenset(
    {"allOf", "anyOf", "contains", "dependencies", "dependentExcluded", "false", "not", "oneOf", "propertyNames",
     "requiredOr", "requiredXor", "uniqueKeys"}
)  # fmt: skip
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "which of them is meant only a person can say")
_PRINCIPALS = {"AWS::IAM::Role": "Roles", "AWS::IAM::User": "Users", "AWS::IAM::Group": "Groups"}
_KIND = re.compile(r"(Policy|Role|User|Group)$")


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
    namesakes = [other for other in principals if _stem(other.id) == _stem(resource.id)]
    if _wanted_as_arn(template, resource):
        return _managed(template, resource, violation, what, sure=True)
    if len(namesakes) == 1:
        return _attached(template, resource, violation, what, namesakes[0], sure=True)
    if len(principals) == 1 and principals[0].type == "AWS::IAM::Role":
        return _attached(template, resource, violation, what, principals[0], sure=False)
    return _managed(template, resource, violation, what, sure=not principals)


def _stem(name: str) -> str:
    """The name without the word for its kind: a `ReaderPolicy` is that of a `ReaderRole`."""
    return _KIND.sub("", name).lower()


def _wanted_as_arn(template: Template, resource: Resource) -> bool:
    """Whether what Ref gives is taken for an ARN: by a list of managed policies, or by an output that says so."""
    uses = [use for use in template.references.to(resource.id) if use.kind != "DependsOn"]
    return bool(uses) and all(
        "ManagedPolicyArns" in use.path or (use.section == "Outputs" and use.entry.lower().endswith("arn"))
        for use in uses
    )


def _attached(
    template: Template, resource: Resource, violation: Violation, what: str, to: Resource, *, sure: bool
) -> Detection:
    why = f"{to.id} goes with it by name" if sure else f"{to.id} is the only role"
    operations = (Ensure((*violation.path, _PRINCIPALS[to.type]), [{"Ref": to.id}]),)
    return Reading(violation.path, why, operations, sure=sure).detection(template, resource, what)


def _managed(
    template: Template, resource: Resource, violation: Violation, what: str, *, sure: bool
) -> Detection:
    """A policy that stands on its own is a managed policy; Ref gives its ARN then, not its name."""
    uses = [use for use in template.references.to(resource.id) if use.kind != "DependsOn"]
    own_keys = set(resource.properties) <= {"PolicyName", "PolicyDocument"}
    if not own_keys or (uses and not _wanted_as_arn(template, resource)):
        return Detection(violation.path, f"{resource.id}: {what}.", refusal=_NEEDS_VALUE)
    operations: list[Operation] = [Set((*resource.path, "Type"), "AWS::IAM::ManagedPolicy")]
    if "PolicyName" in resource.properties:
        operations.append(Move((*violation.path, "PolicyName"), (*violation.path, "ManagedPolicyName")))
    why = "one that is attached to nothing yet is an AWS::IAM::ManagedPolicy"
    return Detection(
        violation.path,
        f"{resource.id}: {what}; {why}.",
        tuple(operations),
        Safety.SAFE if sure else Safety.UNSAFE,
    )
