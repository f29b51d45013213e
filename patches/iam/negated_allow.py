"""Statements that allow all but what they name."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.all_policies import all_policies
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.policy_document import statements
from repair.template.template import Resource


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each statement and element."""
    for path, document in all_policies(resource):
        for place, statement in statements(document, path):
            for element in ("NotAction", "NotResource", "NotPrincipal"):
                if statement.get("Effect") == "Allow" and element in statement:
                    message = f"{resource.id} allows all but what {element} names."
                    yield Detection((*place, element), message, safety=Safety.DISPLAY_ONLY)
