"""Guarded operations: what a rule may ask for, and the RFC 6902 that it becomes on given data.

Raw RFC 6902 is not safe to author: `remove` fails the second time, `add …/-` appends twice, `add` overwrites
what the user set, and `add` below an `Fn::If` writes nonsense. An operation here is idempotent (compiled
against data that it has already changed, it compiles to nothing), never descends through an intrinsic, and
addresses list items by identity. What it must not do it refuses, with a code that a report can show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from repair.document.pointer import Path, to_pointer
from repair.patch.same import same
from repair.template.intrinsics import intrinsic

PatchOp = dict[str, Any]
"""One RFC 6902 operation: `op`, `path`, and `value` or `from` where the operation has one."""


class RefusalCode(StrEnum):
    """Why a fix is not applied; part of the report format."""

    NEEDS_VALUE = "needs-value"
    INTRINSIC = "intrinsic"
    CREATE_ONLY = "create-only"
    AMBIGUOUS = "ambiguous"
    CONFLICT = "conflict"
    UNSAFE_NOT_ENABLED = "unsafe-not-enabled"


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """An operation that must not be carried out on this data.

    Attributes:
        code: The reason as reports carry it.
        reason: The reason as a person reads it, one clause without a full stop.
    """

    def __init__(self, code: RefusalCode, reason: str) -> None:
        self.code = code
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Ensure:
    """There is a value at `path`. Missing parents are made; a value that is there already is respected."""

    path: Path
    value: Any

    def compile(self, data: Any) -> list[PatchOp]:
        """The operations that put the value there, or none; refuses when another value stands there."""
        node, depth = _descend(data, self.path)
        if depth == len(self.path):
            if same(node, self.value):
                return []
            raise Refused(
                RefusalCode.AMBIGUOUS, f"the template sets {_name(self.path)} to another value on purpose"
            )
        return [_added(self.path, depth, self.value)]


@dataclass(frozen=True, slots=True)
class Set:
    """The value at `path` is this one, whatever stood there before."""

    path: Path
    value: Any

    def compile(self, data: Any) -> list[PatchOp]:
        """The operations that make it so."""
        node, depth = _descend(data, self.path)
        if depth < len(self.path):
            return [_added(self.path, depth, self.value)]
        if same(node, self.value):
            return []
        return [{"op": "replace", "path": to_pointer(self.path), "value": self.value}]


@dataclass(frozen=True, slots=True)
class Remove:
    """Nothing stands at `path`. With `prune`, a section or list that becomes empty goes too."""

    path: Path
    prune: bool = False

    def compile(self, data: Any) -> list[PatchOp]:
        """The operations that take it away, or none when it is gone."""
        path = self.path
        _, depth = _descend(data, path)
        if depth < len(path):
            return []
        while self.prune and len(path) > 1 and len(_descend(data, path[:-1])[0]) == 1:
            path = path[:-1]
        return [{"op": "remove", "path": to_pointer(path)}]


@dataclass(frozen=True, slots=True)
class Move:
    """What stands at `source` stands at `target`, the same value; a key rename is a move within one mapping."""

    source: Path
    target: Path

    def compile(self, data: Any) -> list[PatchOp]:
        """The operations that move it; refuses when the target is taken or lies within the source."""
        _, found = _descend(data, self.source)
        if found < len(self.source):
            return []
        _, depth = _descend(data, self.target)
        if depth == len(self.target):
            raise Refused(RefusalCode.AMBIGUOUS, f"{_name(self.target)} is set as well")
        if self.target[: len(self.source)] == self.source:
            raise Refused(RefusalCode.CONFLICT, f"{_name(self.source)} cannot be moved into itself")
        ops: list[PatchOp] = []
        if depth < len(self.target) - 1:
            ops.append(_added(self.target[:-1], depth, {}))
        ops.append({"op": "move", "from": to_pointer(self.source), "path": to_pointer(self.target)})
        return ops


@dataclass(frozen=True, slots=True)
class Merge:
    """The list at `path` holds these items, each told from the others by `keys`; the rest of it stays.

    An item whose identity is there already is respected. `keys` empty: items are scalars, told apart by value.
    """

    path: Path
    items: tuple[Any, ...]
    keys: tuple[str, ...] = ()

    def compile(self, data: Any) -> list[PatchOp]:
        """The operations that append the missing items; refuses when the list is computed at deployment."""
        node, depth = _descend(data, self.path)
        if depth < len(self.path):
            return [_added(self.path, depth, list(self.items))]
        if not isinstance(node, list):
            raise Refused(RefusalCode.INTRINSIC, f"{_name(self.path)} is computed at deployment")
        present = [self._identity(item) for item in node]
        return [
            {"op": "add", "path": to_pointer((*self.path, "-")), "value": item}
            for item in self.items
            if self._identity(item) not in present
        ]

    def _identity(self, item: Any) -> Any:
        if self.keys and isinstance(item, Mapping):
            return tuple(item.get(key) for key in self.keys)
        return item


Operation = Ensure | Set | Remove | Move | Merge


def _descend(data: Any, path: Path) -> tuple[Any, int]:
    """The deepest value on the way along `path`, and how many steps lead to it; refuses to enter an intrinsic.

    Index `len(list)` counts as absent, so that an item may be appended. A path that already leads *into* an
    intrinsic's argument (`…, "Fn::Sub"`) is the caller's explicit wish and is followed.
    """
    node = data
    for depth, step in enumerate(path):
        found = intrinsic(node)
        if found is not None and step != found[0]:
            raise Refused(
                RefusalCode.INTRINSIC, f"{_name(path[:depth])} is computed at deployment ({found[0]})"
            )
        if isinstance(node, dict) and isinstance(step, str):
            if step not in node:
                return node, depth
            node = node[step]
        elif isinstance(node, list) and isinstance(step, int):
            if step == len(node):
                return node, depth
            if step > len(node):
                raise Refused(RefusalCode.AMBIGUOUS, f"{_name(path[:depth])} has fewer items")
            node = node[step]
        else:
            raise Refused(RefusalCode.AMBIGUOUS, f"{_name(path[:depth])} has another shape")
    return node, len(path)


def _nested(path: Path, value: Any) -> Any:
    """`value` inside new parents for `path`."""
    for step in reversed(path):
        if isinstance(step, int) and step != 0:
            raise Refused(RefusalCode.AMBIGUOUS, f"there is no list for item {step}")
        value = {step: value} if isinstance(step, str) else [value]
    return value


def _added(path: Path, depth: int, value: Any) -> PatchOp:
    """The operation that puts `value` at `path`, of which the first `depth` steps are there."""
    return {"op": "add", "path": to_pointer(path[: depth + 1]), "value": _nested(path[depth + 1 :], value)}


def _name(path: Iterable[str | int]) -> str:
    parts = [str(part) for part in path]
    return ".".join(parts[1:] if parts[:1] == ["Resources"] else parts) or "the template"
