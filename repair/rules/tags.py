"""Tags in their two shapes: a list of {Key, Value} and a map of key to value."""

from __future__ import annotations

from typing import Any

from repair.rules.conversions import Unconvertible
from repair.template.intrinsics import is_intrinsic

_NAMES = ("Key", "Name")


def as_list(value: Any, name_field: str = "Key") -> list[Any]:
    """A map as a list of pairs; a list stays as it is. Scalars become text, which is what tags are.

    Raises:
        Unconvertible: It is neither, or what it holds is known only at deployment.
    """
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or is_intrinsic(value) or "Fn::Transform" in value:
        raise Unconvertible
    return [{name_field: key, "Value": inside} for key, inside in value.items()]


def as_map(value: Any) -> dict[str, Any]:
    """A list of pairs as a map; a map stays as it is.

    Raises:
        Unconvertible: It is neither, an item is no plain pair, or two have the same key.
    """
    if isinstance(value, dict) and not is_intrinsic(value):
        return value
    if not isinstance(value, list):
        raise Unconvertible
    pairs: dict[str, Any] = {}
    for item in value:
        key, inside = _pair(item)
        if key in pairs:
            raise Unconvertible
        pairs[key] = inside
    return pairs


def shaped(value: Any, shape: str | None) -> Any:
    """Tags in the shape that a type wants, "list" or "map"; raises `Unconvertible`."""
    if shape is None or (is_intrinsic(value) and not isinstance(value, list)):
        raise Unconvertible
    return as_list(value) if shape == "list" else as_map(value)


def _pair(item: Any) -> tuple[str, Any]:
    if isinstance(item, dict) and len(item) == 2 and "Value" in item:
        for field in _NAMES:
            if isinstance(item.get(field), str):
                return item[field], item["Value"]
    raise Unconvertible
