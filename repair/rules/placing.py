"""Brings a value from where it must not stand to where it is meant to stand, without overwriting anything."""

from __future__ import annotations

from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Ensure, Merge, Move, Operation, Remove, Set
from repair.patch.same import same
from repair.template.data import MISSING, value_at
from repair.template.intrinsics import intrinsic
from repair.template.template import Resource

Placed = tuple[tuple[Operation, ...], bool]
"""The operations, and whether nothing that the template says is lost by them."""


def placed(resource: Resource, source: Path, target: Path, value: Any) -> Placed:
    """`value`, which stands at `source` or was made from what stands there, comes to stand at `target`.

    Where the target is set already, its value counts, and what else `value` says is added to it.
    """
    data = {"Resources": {resource.id: resource.body}}
    present = value_at(data, target)
    if present is MISSING:
        if value_at(data, source) is value:
            return (Move(source, target),), True
        if source[:-1] == target[:-1]:  # the new name keeps the old one's place
            return (Move(source, target), Set(target, value)), True
        return (Remove(source), Ensure(target, value)), True
    fields, complete = _fields(present, target, value)
    return (Remove(source), *fields), complete


def placed_items(
    resource: Resource, source: Path, target: Path, items: list[Any], keys: tuple[str, ...]
) -> Placed:
    """`items`, made from what stands at `source`, join the list at `target`; `keys` tell its items apart."""
    data = {"Resources": {resource.id: resource.body}}
    present = value_at(data, target)
    operations: list[Operation] = [Remove(source)]
    complete = True
    for item in items:
        at = _index(present, item, keys)
        if at is None:
            operations.append(Merge(target, (item,), keys))
        else:
            fields, whole = _fields(present[at], (*target, at), item)
            operations += fields
            complete = complete and whole
    return tuple(operations), complete


def _index(present: Any, item: dict[str, Any], keys: tuple[str, ...]) -> int | None:
    if not isinstance(present, list):
        return None
    for at, other in enumerate(present):
        if isinstance(other, dict) and all(other.get(key) == item.get(key) for key in keys):
            return at
    return None


def _fields(present: Any, target: Path, value: Any) -> tuple[list[Operation], bool]:
    """What `value` says beyond `present`, and whether the two agree in the rest."""
    if same(present, value):
        return [], True
    if not (_is_mapping(present) and _is_mapping(value)):
        return [], False
    missing: list[Operation] = [
        Ensure((*target, key), inside) for key, inside in value.items() if key not in present
    ]
    return missing, all(same(present[key], inside) for key, inside in value.items() if key in present)


def _is_mapping(value: Any) -> bool:
    return isinstance(value, dict) and intrinsic(value) is None
