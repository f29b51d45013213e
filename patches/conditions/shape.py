"""Condition functions with the wrong arguments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.model import Detection

_LISTS = ("Fn::Not", "Fn::And", "Fn::Or")
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "what it should compare only a person can say")


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each such function, the outer one first."""
    conditions = context.template.section("Conditions")
    if is_rewritten(context.template):
        return
    for name, body in conditions.items():
        yield from _inside(body, ("Conditions", name), name, frozenset(conditions))


def _inside(node: Any, path: Path, name: str, known: frozenset[str]) -> Iterator[Detection]:
    if not isinstance(node, dict) or len(node) != 1:
        return
    ((key, argument),) = node.items()
    if key == "Fn::Equals" and isinstance(argument, list) and len(argument) != 2:
        message = f"{name}: Fn::Equals compares two values, not {len(argument)}."
        yield Detection((*path, key), message, refusal=_NEEDS_VALUE)
    if key not in _LISTS:
        return
    right = _right(key, argument, known)
    if right is not None and right != node:
        message = f"{name}: {key} takes a list of {'one condition' if key == 'Fn::Not' else 'two to ten conditions'}."
        yield Detection((*path, key), message, (Set(path, right),))
        return
    for index, item in enumerate(argument if isinstance(argument, list) else ()):
        yield from _inside(item, (*path, key, index), name, known)


def _right(key: str, argument: Any, known: frozenset[str]) -> dict[str, Any] | None:
    """The condition as it must be written; None where that is not clear."""
    items = argument if isinstance(argument, list) else [argument]
    items = [{"Condition": item} if isinstance(item, str) and item in known else item for item in items]
    if not items or not all(isinstance(item, dict) and len(item) == 1 for item in items):
        return None
    if len(items) == 1 and key != "Fn::Not":
        only: dict[str, Any] = items[0]
        return only
    return {key: items}
