"""Pieces of new values that are worth a search, and where in other values such pieces may stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.editing import escaped
from repair.patch.same import Numbering
from repair.patch.step import data_size

#: Pieces shorter than this, in characters of JSON, are spelled out: a pointer would say less.
LEAST_PIECE = 120


class Wanted:
    """What is looked for: by the marks of the values, with their sizes so that few others have to be marked."""

    __slots__ = ("_lists", "_mark", "_marks", "_roles", "_sizes", "_texts")

    def __init__(self, numbering: Numbering) -> None:
        self._mark = numbering.mark
        self._marks: set[bytes | int] = set()
        self._sizes: dict[type, set[int]] = {dict: set(), list: set()}
        self._texts: set[str] = set()
        self._roles: set[str] = set()
        self._lists: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._roles)

    def add(self, value: Any, pointer: str) -> None:
        """Look for `value`, which comes to stand there, and for all its parts that are long enough."""
        if not isinstance(value, (dict, list, str)) or data_size(value) < LEAST_PIECE:
            return
        if isinstance(value, str):
            self._play(role(pointer))
            self._texts.add(value)
            return
        if not _is_entry(value):
            self._play(role(pointer))
            self._sizes[type(value)].add(len(value))
            self._marks.add(self._mark(value))
        for inner, at in children(value, pointer):
            self.add(inner, at)

    def _play(self, name: str) -> None:
        self._roles.add(name)
        if name.endswith("/"):
            self._lists.add(name[:-1])

    def maybe_in(self, value: Any, pointer: str) -> bool:
        """Whether `value`, which stands there, or one of its parts may equal a piece of the same role.

        Most values hold none: to know that takes no pointers.
        """
        if role(pointer) in self._roles and self._seems(value):
            return True
        if type(value) is str:
            return False
        texts, roles, lists, sizes = self._texts, self._roles, self._lists, self._sizes
        stack = [value]
        while stack:
            part = stack.pop()
            if type(part) is dict:
                for key, inner in part.items():
                    kind = type(inner)
                    if kind is dict or kind is list:
                        if key in roles and len(inner) in sizes[kind] and self._seems(inner):
                            return True
                        if kind is list and key in lists and any(map(self._seems, inner)):
                            return True
                        stack.append(inner)
                    elif kind is str and texts and key in roles and inner in texts:
                        return True
            else:
                stack.extend([inner for inner in part if type(inner) is dict or type(inner) is list])
        return False

    def find(self, value: Any, pointer: str, item: bool, found: list[tuple[Any, str, bool]]) -> None:
        """Collect what may equal a piece looked for, with its pointer and whether it stands in a list."""
        if self._seems(value):
            found.append((value, pointer, item))
        if isinstance(value, (dict, list)):
            for inner, at in children(value, pointer):
                self.find(inner, at, isinstance(value, list), found)

    def _seems(self, value: Any) -> bool:
        kind = type(value)
        if kind is dict or kind is list:
            return len(value) in self._sizes[kind] and self._mark(value) in self._marks
        return kind is str and value in self._texts


def children(value: Any, pointer: str) -> Iterator[tuple[Any, str]]:
    """The parts of a container, each with its pointer."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield inner, f"{pointer}/{escaped(key)}"
    else:
        for index, inner in enumerate(value):
            yield inner, f"{pointer}/{index}"


def role(pointer: str) -> str:
    """The key that a value stands under, or that its list does: equal values in other roles are so by chance."""
    above, _, key = pointer.rpartition("/")
    return f"{above.rpartition('/')[2]}/" if key.isdecimal() else key


def _is_entry(value: Any) -> bool:
    """Whether it looks like a resource: those are compared with their kin."""
    return isinstance(value, dict) and "Properties" in value and "Type" in value
