"""Two values without what they have in common, with a mark where something was left out."""

from __future__ import annotations

import json
from typing import Any

from repair.patch.same import same
from repair.template.intrinsics import is_intrinsic

NOTHING: Any = object()
"""Stands for a value that is not there, where None would be the template's null."""

ELIDED = "\ue000"
"""Stands for an equal part that was left out, as an item, or as key (with a number) and value. Private use: no
template has it, and writers show it as an ellipsis."""

_NAMES = ("Sid", "Key", "Id", "Name", "Ref", "Type")


def differing(before: Any, after: Any) -> tuple[Any, Any]:
    """Both values without what they have in common; what names an item stays, marks stand for the rest.

    Two texts that are JSON are read as what they mean.
    """
    texts = both_texts(before, after)
    if texts is not None:
        read = parsed(texts[0]), parsed(texts[1])
        if all(isinstance(value, dict | list) for value in read):
            return differing(*read)
    if is_intrinsic(before) or is_intrinsic(after):  # half a reference says nothing
        return before, after
    if isinstance(before, dict) and isinstance(after, dict):
        return _entries(before, after)
    if isinstance(before, list) and isinstance(after, list):
        return _items(before, after)
    return before, after


def whole(value: Any) -> bool:
    """Whether anything but marks and empty containers is left of a value."""
    if isinstance(value, dict):
        return any(not is_elided(key) and (whole(item) or not item) for key, item in value.items())
    if isinstance(value, list):
        return any(whole(item) for item in value)
    return not is_elided(value)


def is_elided(value: Any) -> bool:
    """Whether a key or an item is a mark."""
    return isinstance(value, str) and value.startswith(ELIDED)


def both_texts(before: Any, after: Any) -> tuple[str, str] | None:
    """Two texts, plain or under an `Fn::Sub` with the same variables; None where one of the values is none."""
    (old, mine), (new, theirs) = _substituted(before), _substituted(after)
    if not isinstance(old, str) or not isinstance(new, str) or not same(mine, theirs):
        return None
    return old, new


def _substituted(value: Any) -> tuple[Any, Any]:
    """The text of a value, or the value, and the variables that `Fn::Sub` is given for it."""
    inner = value["Fn::Sub"] if isinstance(value, dict) and len(value) == 1 and "Fn::Sub" in value else value
    if inner is not value and isinstance(inner, list) and len(inner) == 2:
        return inner[0], inner[1]
    return inner, None


def parsed(text: str) -> Any:
    """What a text says that is a JSON object or list, else None."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _entries(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    sides: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    for key in [*before, *(key for key in after if key not in before)]:
        a, b = before.get(key, NOTHING), after.get(key, NOTHING)
        if a is not NOTHING and b is not NOTHING and same(a, b):
            if key in _NAMES and not isinstance(a, dict | list):
                sides[0][key], sides[1][key] = a, b
            else:
                for side in sides:
                    _mark(side)
            continue
        if a is not NOTHING and b is not NOTHING:
            a, b = differing(a, b)
        for side, value in zip(sides, (a, b), strict=True):
            if value is not NOTHING:
                side[key] = value
    return sides


def _mark(side: dict[str, Any]) -> None:
    """One mark for all equal entries that follow each other."""
    if not side or not is_elided(next(reversed(side))):
        side[f"{ELIDED}{len(side)}"] = ELIDED


def _items(before: list[Any], after: list[Any]) -> tuple[list[Any], list[Any]]:
    old = [any(same(item, other) for other in after) for item in before]
    new = [any(same(item, other) for other in before) for item in after]
    if all(old) and all(new):  # only the order or the number of equal items differs
        return before, after
    changed = [item for item, kept in zip(before, old, strict=True) if not kept]
    wanted = [item for item, kept in zip(after, new, strict=True) if not kept]
    if len(changed) == len(wanted):
        pairs = [differing(a, b) for a, b in zip(changed, wanted, strict=True)]
        changed, wanted = [a for a, _ in pairs], [b for _, b in pairs]
    return _laid_out(old, changed), _laid_out(new, wanted)


def _laid_out(kept: list[bool], rest: list[Any]) -> list[Any]:
    """The items of `rest` where they stand, and one mark for equal ones that follow each other."""
    items: list[Any] = []
    left = iter(rest)
    for equal in kept:
        if not equal:
            items.append(next(left))
        elif not items or not is_elided(items[-1]):
            items.append(ELIDED)
    return items
