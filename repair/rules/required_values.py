"""Where the value of a missing required property can come from: the table, the schema, the only candidate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from repair.document.pointer import Path
from repair.rules.derivations import DERIVATIONS, Missing
from repair.rules.property_path import bare, inner
from repair.rules.tables import entries
from repair.template.data import value_at
from repair.template.schema import holds
from repair.template.template import Resource, Template

TABLE = "required_values"


@dataclass(frozen=True, slots=True)
class Value:
    """A value for a property that is missing.

    Attributes:
        value: The value.
        why: Why this one, a clause.
        sure: Whether no other is as plausible.
    """

    value: Any
    why: str
    sure: bool = True


def from_table(template: Template, resource: Resource, path: Path) -> Value | None:
    """What the table says should stand at `path`, where nothing stands."""
    for entry in entries(TABLE, resource.type, bare(inner(path))):
        parent = value_at(template.data, path[:-1], {})
        if "when" in entry and holds(parent, entry["when"], entry["when"]) is not True:
            continue
        if "derive" in entry:
            value = DERIVATIONS[entry["derive"]](Missing(template, resource, path))
        else:
            number = next((step for step in reversed(path) if isinstance(step, int)), 0) + 1
            value = _filled(entry["value"], {"{id}": resource.id, "{number}": str(number)})
        if value is not None:
            return Value(value, entry["why"], not entry.get("unsafe", False))
    return None


def from_schema(schema: Mapping[str, Any]) -> Value | None:
    """The one value that a schema allows, or the default that it states."""
    if "const" in schema:
        return Value(schema["const"], "it is the only legal value")
    allowed = schema.get("enum")
    if isinstance(allowed, list) and len(allowed) == 1:
        return Value(allowed[0], "it is the only legal value")
    if "default" in schema:
        return Value(schema["default"], "it is the default")
    return None


def _filled(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for name, text in names.items():
            value = value.replace(name, text)
        return value
    if isinstance(value, dict):
        return {key: _filled(inside, names) for key, inside in value.items()}
    return value
