"""Permissions for a service that do not say on whose behalf it may call the function."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure, Operation
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.dependency_reach import needs
from repair.rules.function_callers import callers, source_arn
from repair.rules.model import Detection
from repair.rules.reference_fields import field_of
from repair.rules.service_roles import service_text
from repair.template.template import Resource

_NARROWED = (
    "events.amazonaws.com",
    "sns.amazonaws.com",
    "s3.amazonaws.com",
    "logs.amazonaws.com",
    "secretsmanager.amazonaws.com",
)
_GIVE_ACCOUNT = ("s3.amazonaws.com", "logs.amazonaws.com", "secretsmanager.amazonaws.com")
"""Services that say for which account they call."""


def detect(context: Context, permission: Resource) -> Iterator[Detection]:
    """At most one detection for each permission."""
    template, properties = context.template, permission.properties
    service = service_text(properties.get("Principal"))
    if is_rewritten(template) or service not in _NARROWED or any(key[:4] == "Fn::" for key in properties):
        return
    if {"SourceArn", "SourceAccount", "PrincipalOrgID", "EventSourceToken"} & set(properties):
        return
    graph = template.references
    function = next((ref.target for ref in graph.of(permission.id) if field_of(ref) == "FunctionName"), None)
    found = [one for one in callers(template, function) if one.service == service] if function else []
    arn = source_arn(template, found[0]) if len(found) == 1 else None
    base = (*permission.path, "Properties")
    message = f"{permission.id} lets {service} call the function on behalf of anybody."
    operations: tuple[Operation, ...]
    if arn is not None and _is_there(context, arn, permission):
        operations = (Ensure((*base, "SourceArn"), arn),)
    elif service not in _GIVE_ACCOUNT:
        return
    else:
        operations = (Ensure((*base, "SourceAccount"), {"Ref": "AWS::AccountId"}),)
    yield Detection(base, message, operations)


def _is_there(context: Context, arn: dict[str, object], permission: Resource) -> bool:
    """Whether what the ARN names is there when the permission is, and does not need it."""
    argument = next(iter(arn.values()))
    name = argument[0] if isinstance(argument, list) else argument
    source = context.template.resources.get(str(name))
    return (
        source is not None
        and source.condition in (None, permission.condition)
        and not needs(context.template.references, source.id, permission.id)
    )
