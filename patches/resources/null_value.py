"""Null values, which no template may hold."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import RefusalCode, Refused, Remove, Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.property_path import dotted
from repair.template.intrinsics import IF, NO_VALUE, REF, intrinsic

_NO_VALUE = {REF: NO_VALUE}
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "only a person can know what was meant")
_NEEDED = frozenset({"Type", "Resources"})


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each null of the template."""
    template = context.template
    for section, content in template.data.items():
        if section != "Resources":
            yield from _nulls(content, (section,), inside=False)
            continue
        for name, body in template.section("Resources").items():
            resource = template.resources.get(name)
            path: Path = ("Resources", name)
            if resource is None:
                yield from _nulls(body, path, inside=False)
            else:
                yield from context.of_body("null", resource, partial(_all, body, path))


def _all(value: Any, path: Path) -> tuple[Detection, ...]:
    return tuple(_nulls(value, path, inside=False)) if _holds_null(value) else ()


def _holds_null(value: Any) -> bool:
    pending = [value]
    for one in pending:
        if one is None:
            return True
        if type(one) is dict:
            pending.extend(one.values())
        elif type(one) is list:
            pending.extend(one)
    return False


def _nulls(value: Any, path: Path, *, inside: bool) -> Iterator[Detection]:
    """Detections at and below `path`; `inside` tells whether that is an argument of an intrinsic function."""
    if value is None:
        yield _detection(path, inside=inside)
    elif isinstance(value, dict):
        function = intrinsic(value)
        for key, item in value.items():
            yield from _nulls(item, (*path, key), inside=inside or function is not None)
    elif isinstance(value, list):
        empty = [index for index, item in enumerate(value) if item is None]
        if empty and not inside:
            yield _items(path, empty)
        for index, item in enumerate(value):
            if item is not None or inside:
                yield from _nulls(item, (*path, index), inside=inside and not _is_branch(path, index, item))


def _is_branch(path: Path, index: int, item: Any) -> bool:
    """Whether it is the value of an `Fn::If`, where again anything may stand."""
    return item is not None and path[-1:] == (IF,) and index in (1, 2)


def _items(path: Path, empty: list[int]) -> Detection:
    removals = tuple(Remove((*path, index)) for index in reversed(empty))
    return Detection((*path, empty[0]), f"{dotted(path[1:])} holds null.", removals)


def _detection(path: Path, *, inside: bool) -> Detection:
    message = f"{dotted(path[1:]) if len(path) > 1 else path[0]} is null."
    if len(path) > 2 and path[-2] == IF and path[-1] in (1, 2):
        return Detection(path, message, (Set(path, _NO_VALUE),))
    if inside or path[-1] in _NEEDED or (len(path) == 2 and path[0] == "Resources"):
        return Detection(path, message, refusal=_NEEDS_VALUE)
    return Detection(path, message, (Remove(path),))
