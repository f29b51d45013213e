"""Statements that allow all actions, or all actions of a service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.policy_document import identity_policies, statements, texts
from repair.template.template import Resource

_EVERY = re.compile(r"\*|[a-z0-9*-]+:\*")


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each statement."""
    for path, document in identity_policies(resource):
        for place, statement in statements(document, path):
            if statement.get("Effect") != "Allow":
                continue
            actions = [one for one in texts(statement.get("Action")) if one and _EVERY.fullmatch(one.lower())]
            if actions:
                what = "every action" if actions[0] in ("*", "*:*") else f"every action of {actions[0][:-2]}"
                more = f" and of {len(actions) - 1} more services" if len(actions) > 1 else ""
                message = f"{resource.id} allows {what}{more}."
                yield Detection((*place, "Action"), message, safety=Safety.DISPLAY_ONLY)
