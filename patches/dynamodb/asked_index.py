"""Tables without a global secondary index that the profile or the requirements name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Merge, Operation, RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.template import Resource

_ANY = "*"
"""The name of an index that may have any."""
_INDEXES = "GlobalSecondaryIndexes"
_ATTRIBUTES = "AttributeDefinitions"


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each index that is missing; unsafe where it needs an attribute of an unknown type."""
    present = _names(resource.properties.get(_INDEXES, []), "IndexName")
    attributes = _names(resource.properties.get(_ATTRIBUTES), "AttributeName")
    if present is None or attributes is None:
        return
    path = (*resource.path, "Properties", _INDEXES)
    for asked in context.settings.asked("asked-indexes") or ():
        wanted, _, keys = asked.partition(": ")
        named = keys.split(", ")
        if wanted in present or (wanted == _ANY and any(one == named for one in _keys(resource))):
            continue
        if named[0] in _own_keys(resource):
            continue  # the table answers such queries itself: the sentence is about the table
        name = f"{'-'.join(named)}-index" if wanted == _ANY else wanted
        others = f"; it has {', '.join(sorted(present))}" if present else ""
        message = f"{resource.id} has no index {name}, which was asked for{others}."
        if sum(one.type == resource.type for one in context.template.resources.values()) > 1:
            reason = "nothing says which of several tables is meant"
            yield Detection(path, message, refusal=Refused(RefusalCode.AMBIGUOUS, reason))
        elif wanted == _ANY and not attributes.issuperset(named):
            reason = f"nothing says what {keys} are in the items"
            yield Detection(path, message, refusal=Refused(RefusalCode.NEEDS_VALUE, reason))
        else:
            safety = Safety.SAFE if attributes.issuperset(named) else Safety.UNSAFE
            yield Detection(path, message, _operations(resource, path, name, named), safety)


def _operations(resource: Resource, path: Path, name: str, keys: Sequence[str]) -> tuple[Operation, ...]:
    schema = [
        {"AttributeName": key, "KeyType": kind} for key, kind in zip(keys, ("HASH", "RANGE"), strict=False)
    ]
    index: dict[str, Any] = {
        "IndexName": name,
        "KeySchema": schema,
        "Projection": {"ProjectionType": "ALL"},
    }
    capacity = resource.properties.get("ProvisionedThroughput")
    if capacity is not None:
        index["ProvisionedThroughput"] = capacity
    definitions = tuple({"AttributeName": key, "AttributeType": "S"} for key in keys)
    return (
        Merge((*resource.path, "Properties", _ATTRIBUTES), definitions, ("AttributeName",)),
        Merge(path, (index,), ("IndexName",)),
    )


def _own_keys(resource: Resource) -> list[Any]:
    """The partition key of the table."""
    schema = resource.properties.get("KeySchema")
    return [
        key.get("AttributeName")
        for key in (schema if isinstance(schema, list) else ())
        if isinstance(key, dict) and key.get("KeyType") == "HASH"
    ]


def _keys(resource: Resource) -> Iterator[list[Any]]:
    """The attributes of each index's key."""
    for index in resource.properties.get(_INDEXES, []):
        schema = index.get("KeySchema") if isinstance(index, dict) else None
        if isinstance(schema, list):
            yield [key.get("AttributeName") if isinstance(key, dict) else None for key in schema]


def _names(items: Any, field: str) -> frozenset[str] | None:
    """The names of a list's items; None when one is known only at deployment."""
    if not isinstance(items, list):
        return None
    names = [item.get(field) if isinstance(item, dict) else None for item in items]
    return frozenset(map(str, names)) if all(isinstance(name, str) for name in names) else None
