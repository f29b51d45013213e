"""What differs between two values, as short texts in the format of the file they come from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from repair.document import Document
from repair.document.json_writer import JsonWriter
from repair.document.style import JsonStyle, YamlStyle, yaml_style
from repair.document.yaml_writer import YamlWriter
from repair.patch.same import same
from repair.report.json_report import finite
from repair.template.dialect import CLOUDFORMATION
from repair.template.intrinsics import is_intrinsic

MAX_LINES = 20
MAX_COLUMNS = 160
NOTHING: Any = object()
"""Stands for a value that is not there, where None would be the template's null."""

_NAMES = ("Sid", "Key", "Id", "Name", "Ref")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text to show.

    Attributes:
        text: The lines, no line break at the end; "" when there is nothing to show.
        language: The word behind the fence.
        note: What was left out, as a clause, or "".
    """

    text: str
    language: str
    note: str = ""


class Snippets:
    """Writes values in the habits of one document."""

    def __init__(self, document: Document | None) -> None:
        self.language = document.format if document is not None else "json"
        style = YamlStyle()
        if document is not None and document.format == "yaml":
            style = replace(yaml_style(document.root, document.lines, document.dialect), newline="\n")
        self._yaml = YamlWriter(style, CLOUDFORMATION)
        self._json = JsonWriter(JsonStyle())

    def pair(self, name: str, before: Any, after: Any) -> tuple[Snippet, Snippet]:
        """What stands under `name` before and after, only what differs of it; `NOTHING` gives an empty snippet."""
        if isinstance(before, str) and isinstance(after, str) and "\n" in before and "\n" in after:
            return _changed_lines(before, after), Snippet("", "")
        left_out = False
        if before is not NOTHING and after is not NOTHING:
            old, new = _differing(before, after)
            left_out = not (same(old, before) and same(new, after))
            before, after = _something(old, before), _something(new, after)
        note = "equal parts left out" if left_out else ""
        return self.one(name, before, note), self.one(name, after, note)

    def one(self, name: str, value: Any, note: str = "") -> Snippet:
        """A value under its name."""
        if value is NOTHING:
            return Snippet("", self.language)
        return _cut(self._text(name, value), self.language, note)

    def _text(self, name: str, value: Any) -> str:
        if self.language == "json":
            return self._json.entry(name, finite(value), "") if name else self._json.value(finite(value), "")
        if name:
            return self._yaml.entry(name, value, 0)
        if isinstance(value, dict) and value:
            return "\n".join(self._yaml.entry(key, item, 0) for key, item in value.items())
        return self._yaml.flow(value)


def _something(rest: Any, whole: Any) -> Any:
    """What is left of a value, or `NOTHING` when all of it was equal."""
    return NOTHING if whole and rest in ({}, []) else rest


def _cut(text: str, language: str, note: str = "") -> Snippet:
    lines = text.split("\n")
    notes = [note] if note else []
    if len(lines) > MAX_LINES:
        notes.append(f"the first {MAX_LINES} of {len(lines)} lines")
        lines = lines[:MAX_LINES]
    if any(len(line) > MAX_COLUMNS for line in lines):
        notes.append("long lines cut")
        lines = [line if len(line) <= MAX_COLUMNS else line[: MAX_COLUMNS - 1] + _ELLIPSIS for line in lines]
    return Snippet("\n".join(lines), language, "; ".join(notes))


def _changed_lines(before: str, after: str) -> Snippet:
    """The changed lines of a long text, as a diff: two long texts side by side would hide what differs."""
    from difflib import unified_diff

    lines = list(unified_diff(before.split("\n"), after.split("\n"), n=2, lineterm=""))[2:]
    return _cut("\n".join(lines), "diff")


def _differing(before: Any, after: Any) -> tuple[Any, Any]:
    """Both values without what they have in common; what names an item stays."""
    if is_intrinsic(before) or is_intrinsic(after):  # half a reference says nothing
        return before, after
    if isinstance(before, dict) and isinstance(after, dict):
        old, new = {}, {}
        for key in [*before, *(key for key in after if key not in before)]:
            a, b = before.get(key, NOTHING), after.get(key, NOTHING)
            if a is not NOTHING and b is not NOTHING:
                if same(a, b):
                    if key in _NAMES and not isinstance(a, dict | list):
                        old[key], new[key] = a, b
                    continue
                a, b = _differing(a, b)
            if a is not NOTHING:
                old[key] = a
            if b is not NOTHING:
                new[key] = b
        return old, new
    if isinstance(before, list) and isinstance(after, list):
        return _differing_items(before, after)
    return before, after


def _differing_items(before: list[Any], after: list[Any]) -> tuple[list[Any], list[Any]]:
    old = [item for item in before if not any(same(item, other) for other in after)]
    new = [item for item in after if not any(same(item, other) for other in before)]
    if not old and not new:  # only the order or the number of equal items differs
        return before, after
    if len(old) == len(new):
        pairs = [_differing(a, b) for a, b in zip(old, new, strict=True)]
        return [a for a, _ in pairs], [b for _, b in pairs]
    return old, new
