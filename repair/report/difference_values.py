"""Two values as what differs of them: a short text for each, or their lines side by side."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from repair.document import parse
from repair.document.json_writer import JsonWriter
from repair.document.style import JsonStyle, YamlStyle
from repair.document.yaml_writer import YamlWriter
from repair.errors import InputError
from repair.report.json_report import finite
from repair.template.dialect import CLOUDFORMATION

INLINE = 120
"""Characters of a value that stand on one line; of longer texts only what differs is shown."""
CONTEXT = 2
"""Equal lines shown around a changed one."""

_AROUND = 24
"""Equal characters shown around what differs of a long text."""
_LINE = 200
"""Characters of one of several lines."""
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Cut:
    """A value on one line; what differs of it stands in the middle, and … where equal text is left out."""

    head: str
    middle: str
    tail: str

    @property
    def text(self) -> str:
        """All of it."""
        return self.head + self.middle + self.tail


@dataclass(frozen=True, slots=True)
class Row:
    """A line of both values side by side.

    Attributes:
        kind: "same" lines are context; a "gap" stands for equal lines that are left out.
        old: The generated template's line; None where there is none.
        new: The ideal template's line; None where there is none.
        count: How many lines a gap stands for.
    """

    kind: Literal["same", "changed", "gap"]
    old: str | None = None
    new: str | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What differs of two values: either one line each, or rows."""

    old: Cut | None = None
    new: Cut | None = None
    rows: tuple[Row, ...] = ()


class Notation:
    """Writes values as one of the two formats does."""

    def __init__(self, format: str) -> None:
        self.format = format
        self._json = JsonWriter(JsonStyle(flat_lists=True, flat_pairs=True))
        self._yaml = YamlWriter(YamlStyle(), CLOUDFORMATION)

    def flow(self, value: Any) -> str:
        """A value on one line."""
        text = self._json.value(finite(value), None) if self.format == "json" else self._yaml.flow(value)
        return visible(text)

    def lines(self, value: Any, *, as_json: bool = False) -> list[str]:
        """A value in lines. A text that is JSON is laid out as such, any other text by its own lines."""
        if isinstance(value, str):
            inner = _json_container(value)
            text = self._json.value(finite(inner), "") if inner is not None else value
            if inner is None and not _has_lines(value):
                return [self.flow(value)]
        elif as_json or (self.format == "json" and not _has_lines(value)):
            text = self._json.value(finite(value), "")
        else:
            text = self._yaml.tail(value, 0)
            margin = re.match(r"\n( *)", text)
            text = text.removeprefix("\n").replace("\n" + margin[1], "\n") if margin else text
            text = text[len(margin[1]) :] if margin else text.lstrip(" ")
        return [visible(line) for line in text.removesuffix("\n").split("\n")]

    def one(self, value: Any) -> Shown:
        """A value that stands on one side only, as the old one; `swapped` makes it the new one."""
        text = self.flow(value)
        if len(text) <= INLINE and not _has_lines(value):
            return Shown(old=Cut("", text, ""))
        if isinstance(value, dict | list) or _has_lines(value):
            return Shown(rows=tuple(Row("changed", old=_short(line)) for line in self.lines(value)))
        return Shown(old=Cut("", _short(text), ""))

    def pair(self, before: Any, after: Any) -> Shown:
        """Two values that differ."""
        old, new = self.flow(before), self.flow(after)
        long = max(len(old), len(new)) > INLINE
        structured = isinstance(before, dict | list) or isinstance(after, dict | list)
        texts = [value for value in (before, after) if isinstance(value, str)]
        json_text = bool(texts) and all(_json_container(text) is not None for text in texts)
        if (long and (structured or json_text)) or (_has_lines(before) and _has_lines(after)):
            a, b = self.lines(before, as_json=json_text), self.lines(after, as_json=json_text)
            if len(a) > 1 or len(b) > 1:
                rows = tuple(aligned(a, b))
                if any(row.kind == "changed" for row in rows):
                    return Shown(rows=rows)
        return Shown(*cut_pair(old, new))


def swapped(shown: Shown) -> Shown:
    """What stood on the old side on the new one, and the reverse."""
    rows = tuple(Row(row.kind, row.new, row.old, row.count) for row in shown.rows)
    return Shown(shown.new, shown.old, rows)


def cut_pair(old: str, new: str) -> tuple[Cut, Cut]:
    """Two texts, each on one line, with what differs of them in the middle."""
    start, end = _common(old, new)
    cuts = []
    for text in (old, new):
        head, middle, tail = text[:start], text[start : len(text) - end], text[len(text) - end :]
        if len(old) > INLINE or len(new) > INLINE:
            head = head if len(head) <= _AROUND + 1 else _ELLIPSIS + head[-_AROUND:]
            tail = tail if len(tail) <= _AROUND + 1 else tail[:_AROUND] + _ELLIPSIS
            middle = _short(middle)
        cuts.append(Cut(head, middle, tail))
    return cuts[0], cuts[1]


@lru_cache(maxsize=4096)
def visible(text: str) -> str:
    """`text` with its control characters, and those that turn the direction of writing, as escapes.

    A value must not command the terminal, nor look like another one.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escape(char) if unicodedata.category(char) in _HIDDEN else char for char in text)


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def _escape(char: str) -> str:
    code = ord(char)
    if char in "\t\n\r":
        return {"\t": "\\t", "\n": "\\n", "\r": "\\r"}[char]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _short(text: str) -> str:
    if len(text) <= _LINE:
        return text
    return f"{text[:_LINE]}{_ELLIPSIS} ({len(text) - _LINE} more characters)"


def _common(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts have in common at the start and at the end, no word cut in two."""
    least = min(len(old), len(new))
    start = next((i for i in range(least) if old[i] != new[i]), least)
    rest = least - start
    end = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    back = _word_end(old[:start]) if start < max(len(old), len(new)) else 0
    on = _word_start(old[len(old) - end :]) if end else 0
    return start - back, end - on


def _word_end(text: str) -> int:
    match = re.search(rf"\w{{0,{_AROUND}}}$", text)
    return len(match[0]) if match and len(match[0]) < _AROUND else 0


def _word_start(text: str) -> int:
    match = re.match(rf"\w{{0,{_AROUND}}}", text)
    return len(match[0]) if match and len(match[0]) < _AROUND else 0


def aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """The lines of two texts side by side, equal ones left out but for some context."""
    from difflib import SequenceMatcher

    opcodes = SequenceMatcher(None, old, new).get_opcodes()
    for index, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        if tag != "equal":
            yield from _changed(old[i1:i2], new[j1:j2])
            continue
        before = CONTEXT if index else 0
        behind = CONTEXT if index < len(opcodes) - 1 else 0
        gap = i2 - i1 - before - behind
        if gap <= 1:
            before, behind, gap = i2 - i1, 0, 0
        yield from (Row("same", _short(line), _short(line)) for line in old[i1 : i1 + before])
        if gap:
            yield Row("gap", count=gap)
        yield from (Row("same", _short(line), _short(line)) for line in old[i2 - behind : i2])


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    for index in range(max(len(old), len(new))):
        a = old[index] if index < len(old) else None
        b = new[index] if index < len(new) else None
        if a is not None and b is not None:
            if a.rstrip() == b.rstrip():
                a, b = _with_blanks(a), _with_blanks(b)
            if max(len(a), len(b)) > _LINE:
                left, right = cut_pair(a, b)
                a, b = left.text, right.text
        yield Row("changed", None if a is None else _short(a), None if b is None else _short(b))


def _with_blanks(line: str) -> str:
    """`line` with the blanks at its end made visible."""
    bare = line.rstrip(" ")
    return bare + "·" * (len(line) - len(bare))


def _has_lines(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_lines(item) for item in value.values())
    if isinstance(value, list):
        return any(_has_lines(item) for item in value)
    return isinstance(value, str) and "\n" in value.strip("\n")


def _json_container(text: str) -> Any:
    """What a text says that is a JSON object or array, else None."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        value = parse(text, format="json").data
    except (InputError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else None
