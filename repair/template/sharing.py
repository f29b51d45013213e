"""Equal entries of two templates made the same objects, so that whoever compares them later need not look inside."""

from __future__ import annotations

from marshal import dumps

from repair.template.data import Data


def sharing(data: dict[str, Data], other: dict[str, Data]) -> dict[str, Data]:
    """`data` with the objects of `other` in the place of entries that are equal to its entry of that section and name.

    Equal are entries of the same types, numbers and order of keys: nothing tells the result from `data`.
    """
    changed = {}
    for name, entries in data.items():
        theirs = other.get(name)
        if type(entries) is dict and type(theirs) is dict and entries is not theirs:
            same = {key: theirs[key] for key, value in entries.items() if _is_copy(value, theirs.get(key))}
            if same:
                changed[name] = {**entries, **same}
    return {**data, **changed} if changed else data


def _is_copy(value: Data, other: Data) -> bool:
    """Whether a container is another object than an equal one."""
    if value is other or value != other or (type(value) is not dict and type(value) is not list):
        return False
    try:
        # Python's own code does the work; version 2 of its format writes out types and nothing by reference.
        return dumps(value, 2) == dumps(other, 2)
    except ValueError:  # a number that keeps how it was written, or very deep nesting
        return False
