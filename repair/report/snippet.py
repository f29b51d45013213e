"""What differs between two values, as short texts in the format of the file they come from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from repair.document import Document
from repair.document.json_writer import JsonWriter
from repair.document.style import JsonStyle, YamlStyle, yaml_style
from repair.document.yaml_writer import YamlWriter
from repair.report.difference_values import cut_pair, visible
from repair.report.differing import ELIDED, NOTHING, both_texts, differing, parsed, whole
from repair.report.json_report import finite
from repair.template.dialect import CLOUDFORMATION

MAX_LINES = 20
MAX_COLUMNS = 160

_ELLIPSIS = "…"
_ENTRY = re.compile(rf"[\"']?{ELIDED}\d+[\"']?: ?[\"']?{ELIDED}[\"']?")
_ITEM = re.compile(rf"[\"']?{ELIDED}\d*[\"']?")


@dataclass(frozen=True, slots=True)
class Text:
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
        self._flat = JsonWriter(JsonStyle(flat_lists=True, flat_pairs=True))

    def pair(self, name: str, before: Any, after: Any, lines: int = MAX_LINES) -> tuple[Text, Text]:
        """What stands under `name` before and after, only what differs of it; `NOTHING` gives an empty text.

        Where the changed lines of a long text say more, they are the first of the two, in the language "diff".
        """
        if before is NOTHING or after is NOTHING:
            return self.one(name, before, lines), self.one(name, after, lines)
        texts = both_texts(before, after)
        if texts is not None and all("\n" in text.strip("\n") and parsed(text) is None for text in texts):
            return _changed_lines(*texts, lines), Text("", "")
        old, new = differing(before, after)
        if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > MAX_COLUMNS // 2:
            left, right = cut_pair(old, new)
            old, new = left.text, right.text
        return self._whole_or(name, old, before, lines), self._whole_or(name, new, after, lines)

    def one(self, name: str, value: Any, lines: int = MAX_LINES) -> Text:
        """A value under its name."""
        if value is NOTHING:
            return Text("", self.language)
        return _cut(self._text(name, value), self.language, lines)

    def flow(self, value: Any) -> str:
        """A value on one line."""
        text = self._flat.value(finite(value), None) if self.language == "json" else self._yaml.flow(value)
        return visible(text)

    def _whole_or(self, name: str, rest: Any, value: Any, lines: int) -> Text:
        """What is left of a value; nothing when all of it was equal, the whole value when it was empty anyway."""
        return self.one(name, rest if whole(rest) or not value else NOTHING, lines)

    def _text(self, name: str, value: Any) -> str:
        if self.language == "json":
            text = self._json.entry(name, finite(value), "") if name else self._json.value(finite(value), "")
        elif name:
            text = self._yaml.entry(name, value, 0)
        elif isinstance(value, dict) and value:
            text = "\n".join(self._yaml.entry(key, item, 0) for key, item in value.items())
        else:
            text = self._yaml.flow(value)
        return _ITEM.sub(_ELLIPSIS, _ENTRY.sub(_ELLIPSIS, text))


def _cut(text: str, language: str, most: int) -> Text:
    lines = [visible(line) for line in text.rstrip("\n").split("\n")]
    notes = []
    if len(lines) > most + 1:
        notes.append(f"the first {most} of {len(lines)} lines")
        lines = lines[:most]
    if any(len(line) > MAX_COLUMNS for line in lines):
        notes.append("long lines cut")
        lines = [line if len(line) <= MAX_COLUMNS else line[: MAX_COLUMNS - 1] + _ELLIPSIS for line in lines]
    return Text("\n".join(line.rstrip() for line in lines), language, "; ".join(notes))


def _changed_lines(before: str, after: str, most: int) -> Text:
    """The changed lines of a long text, as a diff: two long texts side by side would hide what differs."""
    from difflib import unified_diff

    lines = list(unified_diff(before.split("\n"), after.split("\n"), n=2, lineterm=""))[2:]
    return _cut("\n".join(lines), "diff", most)
