"""Whether a policy lets a service in, and how it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Merge, Operation, Set
from repair.rules.policy_document import is_known, statements
from repair.rules.service_roles import service_text
from repair.template.intrinsics import is_intrinsic

VERSION = "2012-10-17"
ACCOUNT: Mapping[str, Any] = {"Ref": "AWS::AccountId"}
OWN_ACCOUNT: Mapping[str, Any] = {"StringEquals": {"aws:SourceAccount": dict(ACCOUNT)}}


def lets_in(document: Any, service: str) -> bool | None:
    """Whether some statement that allows names `service`, or everyone; None when that is not known."""
    if not is_known(document):
        return None
    answers: list[bool | None] = [False]
    for _, statement in statements(document, ()):
        if statement.get("Effect") == "Allow":
            answers.append(_names(statement, service))
    return True if True in answers else None if None in answers else False


def _names(statement: Mapping[str, Any], service: str) -> bool | None:
    principal = statement.get("Principal")
    if principal == "*":
        return True
    if not isinstance(principal, dict) or is_intrinsic(principal):
        return None
    accounts, services = principal.get("AWS"), principal.get("Service", [])
    if "*" in (accounts if isinstance(accounts, list) else [accounts]):
        return True
    named = [service_text(one) for one in (services if isinstance(services, list) else [services])]
    return True if service in named else None if None in named else False


def with_statements(document: Mapping[str, Any], path: Path, new: tuple[Mapping[str, Any], ...]) -> Operation:
    """What adds statements to a document whose statements are known; a Sid that is taken gets a number."""
    taken = {statement.get("Sid") for _, statement in statements(document, ())}
    added = []
    for statement in new:
        sid, number = statement["Sid"], 2
        while sid in taken:
            sid, number = f"{statement['Sid']}{number}", number + 1
        added.append({**statement, "Sid": sid})
    held = document["Statement"]
    if isinstance(held, list):
        return Merge((*path, "Statement"), tuple(added), ("Sid",))
    return Set((*path, "Statement"), [held, *added])
