"""Statements that stand twice in a policy document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Remove
from repair.rules.all_policies import all_policies
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource
from repair.template.values import same_value


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each document: the first statement that repeats another one."""
    for path, document in all_policies(resource):
        found = document.get("Statement") if isinstance(document, dict) else None
        seen: dict[str, list[dict[str, Any]]] = {}
        for index, statement in enumerate(found if isinstance(found, list) else ()):
            if not isinstance(statement, dict) or is_intrinsic(statement):
                continue
            plain = {key: value for key, value in statement.items() if key != "Sid"}
            alike = seen.setdefault(
                f"{plain.get('Effect')} {plain.get('Action')}", []
            )  # cheap, and it tells most apart
            if plain and any(same_value(plain, other) for other in alike):
                at = (*path, "Statement", index)
                yield Detection(at, f"{resource.id} says the same statement twice.", (Remove(at),))
                break  # those behind it move up
            alike.append(plain)
