"""DynamoDB attribute definitions against the keys of the table and its indexes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Operation, Remove, Set
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.template import Resource


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for a table that defines attributes it has no key for, or the reverse."""
    properties = resource.properties
    defined = _names(properties.get("AttributeDefinitions"))
    keys = _names(properties.get("KeySchema"))
    complete = True
    for name in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes"):
        indexes = properties.get(name, [])
        if not isinstance(indexes, list):
            return
        for index in indexes:
            found = _names(index.get("KeySchema")) if isinstance(index, dict) else None
            complete = complete and found is not None
            keys = None if keys is None else [*keys, *(found or ())]
    if defined is None or keys is None or set(defined) == set(keys):
        return
    path = (*resource.path, "Properties", "AttributeDefinitions")
    missing = list(dict.fromkeys(name for name in keys if name not in defined))
    idle = [at for at, name in enumerate(defined) if name not in keys]
    operations: list[Operation] = [Remove((*path, at)) for at in reversed(idle)]
    start = len(defined) - len(idle)
    operations += [
        Set((*path, start + at), {"AttributeName": name, "AttributeType": "S"})
        for at, name in enumerate(missing)
    ]
    said = []
    if idle:
        said.append(f"defines {', '.join(defined[at] for at in idle)}, which no key uses")
    if missing:
        said.append(f"does not define {', '.join(missing)}")
    safety = Safety.UNSAFE if missing else Safety.SAFE
    if not complete:  # an index without keys may be what the idle ones are meant for
        safety, operations = Safety.DISPLAY_ONLY, []
    yield Detection(path, f"{resource.id} {' and '.join(said)}.", tuple(operations), safety)


def _names(items: Any) -> list[str] | None:
    """The attribute names of a list, or None when one of them is not known."""
    if not isinstance(items, list):
        return None
    names = [item.get("AttributeName") if isinstance(item, dict) else None for item in items]
    return None if any(not isinstance(name, str) for name in names) else [str(name) for name in names]
