"""When two pieces of plain data are the same, and a number for each different piece."""

from __future__ import annotations

from collections.abc import Iterator
from marshal import dumps
from typing import Any

from repair.document.pointer import Path


def same(a: Any, b: Any) -> bool:
    """Strict equality of plain data: `True` is not 1, 1 is not 1.0, `5.10` is not `5.1`.

    The order of a mapping's keys has no meaning, that of a list has.
    """
    if a is b:
        return True
    kind = type(a)
    if kind is not type(b):
        return False
    if kind is str:
        return bool(a == b)
    if kind is dict:
        if len(a) != len(b):
            return False
        for key, value in a.items():
            # No value is the list type itself: a default that can never be found.
            other = b.get(key, list)
            if value is other:
                continue
            if type(value) is str:  # most values are: a call for each would take half of the time
                if value != other:
                    return False
            elif not same(value, other):
                return False
        return True
    if kind is list:
        if len(a) != len(b):
            return False
        for value, other in zip(a, b, strict=True):
            if value is not other and not same(value, other):
                return False
        return True
    if isinstance(a, float):
        return spelling(a) == spelling(b)
    return bool(a == b)


def differing(a: Any, b: Any, path: Path = ()) -> Iterator[Path]:
    """The places where two pieces of data are not the same, each as deep as it goes; none when they are.

    A key that only one of them has differs, and lists of different length differ as wholes.
    """
    if a is b:
        return
    if type(a) is dict and type(b) is dict:
        yield from ((*path, key) for key in a if key not in b)
        for key, value in b.items():
            if key in a:
                yield from differing(a[key], value, (*path, key))
            else:
                yield (*path, key)
    elif type(a) is list and type(b) is list and len(a) == len(b):
        for index, (value, other) in enumerate(zip(a, b, strict=True)):
            yield from differing(value, other, (*path, index))
    elif not same(a, b):
        yield path


def same_number_blind(a: Any, b: Any) -> bool:
    """Equality as RFC 6902 section 4.6 wants it for `test`: numbers compare by value, the rest strictly."""
    if a is b:
        return True
    if isinstance(a, dict):
        return (
            isinstance(b, dict)
            and len(a) == len(b)
            and all(k in b and same_number_blind(v, b[k]) for k, v in a.items())
        )
    if isinstance(a, list):
        return (
            isinstance(b, list)
            and len(a) == len(b)
            and all(same_number_blind(x, y) for x, y in zip(a, b, strict=True))
        )
    if isinstance(a, bool) or isinstance(b, bool) or not isinstance(a, (int, float)):
        return type(a) is type(b) and bool(a == b)
    return isinstance(b, (int, float)) and a == b


def spelling(number: float) -> str:
    """A float as its document writes it: the text of a written one, else Python's shortest form."""
    return repr(number)


class Numbering:
    """Gives equal data the same number, in time linear in the size of the data.

    Two pieces have one number exactly if `same` holds: subtrees are numbered from the leaves upwards,
    so no hash can collide. Containers are remembered by identity: they must outlive this object.
    """

    __slots__ = ("_by_identity", "_numbers")

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}
        self._by_identity: dict[int, int] = {}

    def of(self, value: Any) -> int:
        """The number of `value`."""
        kind = type(value)
        if kind is str:
            return self._number(value)
        if kind is dict:
            known = self._by_identity.get(id(value))
            if known is None:
                known = self._number(frozenset([(key, self.of(item)) for key, item in value.items()]))
                self._by_identity[id(value)] = known
            return known
        if kind is list:
            known = self._by_identity.get(id(value))
            if known is None:
                known = self._number(tuple([self.of(item) for item in value]))
                self._by_identity[id(value)] = known
            return known
        return self._number((kind, spelling(value) if isinstance(value, float) else value))

    def mark(self, value: Any) -> bytes | int:
        """The same for equal values that write their keys in the same order: found faster than the number.

        Different values never have the same mark.
        """
        try:
            # Python's own code does the work. Version 2 of its format writes every value out with its type,
            # where it stands, and none by reference.
            return dumps(value, 2)
        except ValueError:  # a written float
            return self.of(value)

    def _number(self, form: Any) -> int:
        return self._numbers.setdefault(form, len(self._numbers))
