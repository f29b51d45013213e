"""A path as a person reads it: `Properties.Tags[Team].Value`, list items by what names them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.report.difference_values import visible
from repair.report.redaction import Redaction
from repair.template.data import MISSING, Path, value_at

_NAMES = ("Key", "Sid", "Id", "Name")
_NAME_ENDS = ("Name", "Identifier")
_LONGEST = 48
_BRANCHES = ("condition", "then", "else")


class Paths:
    """Names the paths of one template."""

    def __init__(self, data: Any, redaction: Redaction) -> None:
        self._data = data
        self._redaction = redaction

    def text(self, path: Path, start: int = 0, *, by_index: bool = False) -> str:
        """The steps of `path` from `start` on.

        Args:
            path: A path of the template.
            start: How many steps the reader knows already.
            by_index: The last step by its index, even if something names the item.
        """
        words = ""
        here = value_at(self._data, path[:start])
        for depth in range(start, len(path)):
            step = path[depth]
            if isinstance(step, int):
                last = depth == len(path) - 1
                name = None if last and by_index else self._item(here, path, depth)
                words += f"[{visible(name) if name is not None else step}]"
            else:
                words += _key(step) if not words else _below(step)
            here = value_at(here, (step,)) if here is not MISSING else MISSING
        return words

    def _item(self, items: Any, path: Path, depth: int) -> str | None:
        """What names the item at a step: one of its own values that no other item of the list has there."""
        index = path[depth]
        if depth and path[depth - 1] == "Fn::If" and index in (0, 1, 2):
            return _BRANCHES[index]
        if not isinstance(items, list) or not isinstance(index, int) or not 0 <= index < len(items):
            return None
        for key in _naming(items[index]):
            if path[depth + 1 : depth + 2] == (key,):  # that value itself differs
                continue
            name = items[index][key]
            if sum(isinstance(item, dict) and item.get(key) == name for item in items) == 1:
                shown = self._redaction.value(name, (*path[: depth + 1], key))
                return shown if len(shown) <= _LONGEST else None
        return None


def _naming(item: Any) -> Iterator[str]:
    if not isinstance(item, dict):
        return
    keys = [*_NAMES, *(key for key in item if key not in _NAMES and key.endswith(_NAME_ENDS))]
    for key in keys:
        if isinstance(item.get(key), str) and item[key]:
            yield key


def _key(step: str) -> str:
    return visible(step) if step and not set(step) & set('.[]"') else f'["{visible(step)}"]'


def _below(step: str) -> str:
    word = _key(step)
    return word if word.startswith("[") else f".{word}"
