"""All of a fix or none of it: operations compiled one after the other, and what they touch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from repair.document.pointer import Path, from_pointer
from repair.patch.operations import Operation, PatchOp
from repair.patch.rfc6902 import apply


@dataclass(frozen=True, slots=True)
class Transaction:
    """A compiled fix.

    Attributes:
        ops: RFC 6902 operations against the data that the fix was compiled for; empty when nothing is to do.
        data: The data after them.
        touched: The paths that they change. An item added to or removed from a list touches the whole list,
            because the positions of its neighbours move.
    """

    ops: tuple[PatchOp, ...]
    data: Any
    touched: tuple[Path, ...]


class Claims:
    """Paths that are taken. Another path is in conflict with one that it lies on, above or below."""

    __slots__ = ("_above", "_taken")

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self._taken: set[Path] = set()
        self._above: set[Path] = set()  # every path that leads to a taken one
        self.take(paths)

    def take(self, paths: Iterable[Path]) -> None:
        """Take `paths` too."""
        for path in paths:
            self._taken.add(path)
            self._above.add(path)
            self._above.update(path[:end] for end in range(len(path)))

    def conflict(self, paths: Iterable[Path]) -> bool:
        """Whether one of `paths` is in conflict with what is taken."""
        return any(
            path in self._above or any(path[:end] in self._taken for end in range(len(path)))
            for path in paths
        )


def compile_operations(operations: Sequence[Operation], data: Any) -> Transaction:
    """Compile `operations` in order, each against what the ones before it leave.

    Raises:
        Refused: One of them must not be carried out; then none of them is.
    """
    ops: list[PatchOp] = []
    touched: list[Path] = []
    for operation in operations:
        for op in operation.compile(data):
            touched.extend(_touched(op, data))
            data = apply([op], data)
            ops.append(op)
    return Transaction(tuple(ops), data, tuple(dict.fromkeys(touched)))


def touched_paths(ops: Iterable[PatchOp], data: Any) -> tuple[Path, ...]:
    """The paths that `ops`, applied to `data` in order, change."""
    touched: list[Path] = []
    for op in ops:
        touched.extend(_touched(op, data))
        data = apply([op], data)
    return tuple(dict.fromkeys(touched))


def _touched(op: PatchOp, data: Any) -> Iterable[Path]:
    # What is copied stays as it was; what is moved is gone from where it stood.
    for name in ("path", "from") if op["op"] == "move" else ("path",):
        if name in op:
            path = from_pointer(op[name], data)
            moves_neighbours = (
                op["op"] in ("add", "remove", "move", "copy") and path and isinstance(path[-1], int)
            )
            yield path[:-1] if moves_neighbours else path
