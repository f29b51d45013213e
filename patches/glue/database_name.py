"""Databases of the Glue catalogue whose names Athena does not take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a name with hyphens in its fixed part."""
    given = resource.properties.get("DatabaseInput")
    name = given.get("Name") if isinstance(given, dict) else None
    text = name.get("Fn::Sub") if isinstance(name, dict) and len(name) == 1 else name
    if not isinstance(text, str) or "-" not in text:
        return
    path: tuple[Any, ...] = (*resource.path, "Properties", "DatabaseInput", "Name")
    message = f"{resource.id} is called {text}, which Athena takes in quotes at best."
    if isinstance(name, dict) and "${" in text:
        refused = Refused(RefusalCode.NEEDS_VALUE, "part of the name is known only at deployment")
        yield Detection(path, message, refusal=refused)
        return
    safety = Safety.SAFE if context.settings.stack == "new" else Safety.UNSAFE
    yield Detection(path, message, (Set(path, text.replace("-", "_")),), safety)
