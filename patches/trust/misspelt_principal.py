"""Service principals that no service has, where the one that is meant is known."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.all_policies import resource_policies
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.policy_document import statements
from repair.rules.service_principals import meant_principal
from repair.template.template import Resource


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each wrong name."""
    for path, document in resource_policies(resource):
        for place, statement in statements(document, path):
            principal = statement.get("Principal")
            named = principal.get("Service") if isinstance(principal, dict) else None
            for index, name in enumerate(named if isinstance(named, list) else [named]):
                meant = meant_principal(name) if isinstance(name, str) else None
                if meant is not None:
                    at = (*place, "Principal", "Service", *((index,) if isinstance(named, list) else ()))
                    message = f"{resource.id} names {name}, which is no service; {meant} is meant."
                    yield Detection(at, message, (Set(at, meant),))
