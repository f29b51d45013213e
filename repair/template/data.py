"""The shape of template data, and reading it by path.

Data is plain JSON-like Python in CloudFormation's long form (`dict`, `list`, `str`, `int`, `float`,
`bool`, `None`), and is never changed after creation: whoever changes it copies along the path and
shares the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from repair.document.number import number_text
from repair.document.pointer import Path as Path

__all__ = ["MISSING", "Data", "Path", "rewritten", "scalar_text", "value_at"]

Data: TypeAlias = Any
"""A value of a template: any JSON shape."""

MISSING: Any = type("Missing", (), {"__repr__": lambda _self: "MISSING", "__bool__": lambda _self: False})()
"""What `value_at` gives for a path that leads nowhere (`None` is a value: JSON's null)."""


def value_at(data: Data, path: Iterable[str | int], default: Data = MISSING) -> Data:
    """The value at `path`, or `default` when there is none."""
    value = data
    for step in path:
        if type(step) is int:
            if not isinstance(value, list) or not 0 <= step < len(value):
                return default
        elif not isinstance(value, dict) or step not in value:
            return default
        value = value[step]
    return value


def rewritten(data: Data, replacements: Mapping[Path, Data]) -> Data:
    """`data` with the value at each path replaced; everything beside those paths is shared.

    A path must lead to a value, and none may lie below another.

    Raises:
        KeyError, IndexError, TypeError: A path leads nowhere.
    """
    if not replacements:
        return data
    below: dict[str | int, dict[Path, Data]] = {}
    for path, replacement in replacements.items():
        if not path:
            return replacement
        below.setdefault(path[0], {})[path[1:]] = replacement
    changed = dict(data) if isinstance(data, dict) else list(data)
    for step, rest in below.items():
        changed[step] = rewritten(changed[step], rest)  # type: ignore[index]
    return changed


def scalar_text(value: str | int | float | bool) -> str:
    """The text CloudFormation reads from a scalar: `true` is "true", and a number stays as it was written."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, float) else repr(value)
