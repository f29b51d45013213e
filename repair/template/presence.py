"""Which properties and items are there: `AWS::NoValue` takes away, functions among the keys may add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from repair.template.data import Data, Path
from repair.template.intrinsics import IF, REF, branches, is_no_value, is_section_function


def presence(item: Data, assumed: Mapping[str, bool]) -> bool | None:
    """Whether a property or item with this value exists; None when a condition decides that."""
    if type(item) is not dict or len(item) != 1:
        return True
    if REF in item:
        return not is_no_value(item)
    choice = branches(item)
    if choice is None:
        return True
    outcome = assumed.get(choice[0])
    if outcome is not None:
        return presence(choice[1 if outcome else 2], assumed)
    first, second = presence(choice[1], assumed), presence(choice[2], assumed)
    return first if first is second else None


def absences(item: Data, path: Path, assumed: Mapping[str, bool]) -> Iterator[Path]:
    """Paths of the `AWS::NoValue`s that may take the value away."""
    if is_no_value(item):
        yield path
        return
    choice = branches(item)
    if choice is not None:
        outcome = assumed.get(choice[0])
        for at in (1, 2):
            if outcome is None or outcome is (at == 1):
                yield from absences(choice[at], (*path, IF, at), assumed)


def is_open(value: Mapping[str, Data]) -> bool:
    """Whether a function among the keys may add properties that do not stand there."""
    return any(map(is_section_function, value))


def has(value: Mapping[str, Data], name: str, assumed: Mapping[str, bool]) -> bool | None:
    """Whether a mapping has a property; None when only deployment tells."""
    if name in value:
        return presence(value[name], assumed)
    return None if is_open(value) else False


def counted(items: Iterable[Data], assumed: Mapping[str, bool]) -> tuple[int, int]:
    """The least and the greatest number of items or properties that exist."""
    least = most = 0
    for item in items:
        there = presence(item, assumed)
        least += there is True
        most += there is not False
    return least, most
