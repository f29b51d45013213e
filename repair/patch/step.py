"""One operation of a patch in the making: what it costs, and where it stands once the patch is carried out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from json.encoder import encode_basestring_ascii
from typing import Any

from repair.patch.editing import Op


class Step:
    """An operation with what a later look at the whole patch has to know.

    Attributes:
        op: The operation as it will stand in the patch.
        size: Characters of the operation in JSON, with the separator behind it.
        place: JSON pointer, in the final document, of what the operation is about: of the new value, or of
            where the removed one would stand.
        old: The value that a removal takes away, None for the others.
        item: Whether the operation changes the positions of list items, so that it must stay where it is.
    """

    __slots__ = ("item", "old", "op", "place", "size")

    def __init__(self, op: Op, size: int, place: str, *, old: Any = None, item: bool = False) -> None:
        self.op = op
        self.size = size
        self.place = place
        self.old = old
        self.item = item


def replacing(pointer: str, value: Any, *, item: bool = False) -> Step:
    """The value there becomes this one; `item`: it stands in a list."""
    op = {"op": "replace", "path": pointer, "value": value}
    return Step(op, 40 + text_size(pointer) + data_size(value), pointer, item=item)


def adding(pointer: str, value: Any, place: str | None = None) -> Step:
    """A value comes: a new key, or with `place` a new list item that will end up there."""
    op = {"op": "add", "path": pointer, "value": value}
    size = 36 + text_size(pointer) + data_size(value)
    return Step(op, size, pointer if place is None else place, item=place is not None)


def removing(pointer: str, old: Any, *, item: bool = False) -> Step:
    """The value there, which is `old`, goes."""
    return Step({"op": "remove", "path": pointer}, 28 + text_size(pointer), pointer, old=old, item=item)


def moving(source: str, target: str, *, item: bool = False) -> Step:
    """The value at `source` goes to `target`."""
    op = {"op": "move", "from": source, "path": target}
    return Step(op, 36 + text_size(source) + text_size(target), target, item=item)


def copying(source: str, target: str) -> Step:
    """The value at `source` comes to stand at `target` too."""
    op = {"op": "copy", "from": source, "path": target}
    return Step(op, 36 + text_size(source) + text_size(target), target)


def size_of(steps: Iterable[Step]) -> int:
    """Characters of the steps in JSON, with a separator behind each."""
    return sum([step.size for step in steps])


def text_size(text: str) -> int:
    """Characters of a text in JSON."""
    return len(encode_basestring_ascii(text))


def data_size(value: Any) -> int:
    """Characters of a value in JSON as Python's `json` writes it by default."""
    return len(encode_basestring_ascii(value)) if type(value) is str else len(json.dumps(value))


def longer_than(value: dict[str, Any] | list[Any], limit: int) -> bool:
    """Whether a container is longer than that in JSON, found out without writing all of a long one."""
    room = limit
    for part in value.values() if isinstance(value, dict) else value:
        room -= data_size(part)
        if room < 0:
            return True
    return False
