"""Reads IAM policy documents as they stand in templates: statements, actions, principals.

Source: AWS IAM User Guide, "IAM JSON policy elements reference". A part that is only known at deployment is
None here, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from repair.document.pointer import Path
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource

_NAMED_DOCUMENTS = ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy", "AWS::IAM::UserPolicy",
                    "AWS::IAM::GroupPolicy")  # fmt: skip
_HOLDERS = ("AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group")


def identity_policies(resource: Resource) -> Iterator[tuple[Path, Any]]:
    """The policy documents of an IAM resource that say what a principal may do, with their paths.

    A role's trust policy is not one of them.
    """
    base: Path = (*resource.path, "Properties")
    if resource.type in _NAMED_DOCUMENTS:
        if "PolicyDocument" in resource.properties:
            yield (*base, "PolicyDocument"), resource.properties["PolicyDocument"]
        return
    policies = resource.properties.get("Policies")
    for index, policy in enumerate(policies if isinstance(policies, list) else ()):
        if isinstance(policy, dict) and "PolicyDocument" in policy:
            yield (*base, "Policies", index, "PolicyDocument"), policy["PolicyDocument"]


def statements(document: Any, path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The statements of a document that stand there as mappings; a single one may stand without a list."""
    found = document.get("Statement") if isinstance(document, dict) else None
    if isinstance(found, dict) and not is_intrinsic(found):
        yield (*path, "Statement"), found
    for index, statement in enumerate(found if isinstance(found, list) else ()):
        if isinstance(statement, dict) and not is_intrinsic(statement):
            yield (*path, "Statement", index), statement


def is_known(document: Any) -> bool:
    """Whether the template shows every statement of the document."""
    found = document.get("Statement") if isinstance(document, dict) else None
    if isinstance(found, list):
        return all(isinstance(statement, dict) and not is_intrinsic(statement) for statement in found)
    return isinstance(found, dict) and not is_intrinsic(found)


def texts(value: Any) -> tuple[str | None, ...]:
    """The entries of an element that may be one text or a list of them; None for an entry that is no literal."""
    entries = value if isinstance(value, list) else [value]
    return tuple(entry if isinstance(entry, str) else None for entry in entries)


def allows_everyone(statement: Mapping[str, Any]) -> bool | None:
    """Whether a resource policy's statement allows every principal; None: a condition or an intrinsic decides."""
    if statement.get("Effect") == "Deny":
        return False
    principal = statement.get("Principal")
    if isinstance(principal, dict) and not is_intrinsic(principal):
        principal = principal.get("AWS", ())
    entries = principal if isinstance(principal, list | tuple) else [principal]
    if "*" in [entry for entry in entries if isinstance(entry, str)]:
        return True if statement.get("Effect") == "Allow" and not statement.get("Condition") else None
    return None if "NotPrincipal" in statement else False
