"""JSON text -> tree. A scanner of its own, because Python's tells no positions of values."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from repair.document.dialect import Dialect, split_dotted
from repair.document.duplicate import duplicate_key
from repair.document.limits import DEFAULT, Limits
from repair.document.number import written
from repair.document.spans import Lines
from repair.document.tree import Entry, Mapping, Node, Scalar, Sequence
from repair.errors import InputError, LimitError

_WS = r"[ \t\r\n]*"
_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![0-9A-Za-z_.+-])"
_PLAIN_STRING = r'"([^"\\\x00-\x1f]*)"'
_VALUE = rf"(?:{_PLAIN_STRING}|({_NUMBER})|(true|false|null)\b|([\[{{]))"
# The fast ways: a whole entry or item up to the comma or bracket behind it.
_ENTRY = re.compile(rf"{_PLAIN_STRING}{_WS}:{_WS}{_VALUE}{_WS}")
_ITEM = re.compile(rf"{_VALUE}{_WS}")
_SPACE = re.compile(_WS)
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_STRING_PART = re.compile(r'(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*')
_CALL = re.compile(rf'\{{{_WS}"(?:Ref|Fn::\w+)"')
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


def parse_json(text: str, name: str, dialect: Dialect, limits: Limits = DEFAULT) -> Node:
    """Return the tree of a JSON text.

    Raises:
        InputError: The text is no JSON, or an object has a key twice.
        LimitError: It has more values, or they nest deeper, than the limits allow.
    """
    if _values(text, limits.nodes) > limits.nodes:
        message = f"holds more than {limits.nodes} values: is it a template? --max-nodes allows more"
        raise LimitError(message, name=name)
    return _Scanner(text, name, dialect.dotted, limits.depth).document()


def _values(text: str, enough: int) -> int:
    """At least the values of a text; text in quotes is looked through only where it may matter."""
    at_most = text.count(",") + text.count("[") + text.count("{") + 1
    if at_most <= enough:
        return at_most
    bare = _STRING.sub("", text)
    return bare.count(",") + bare.count("[") + bare.count("{") + 1


class _Scanner:
    def __init__(self, text: str, name: str, dotted: frozenset[str], depth: int) -> None:
        self.text = text
        self.name = name
        self.dotted = dotted
        self.depth = 0
        self.max_depth = depth

    def fault(self, message: str, offset: int) -> InputError:
        place = Lines(self.text).position(offset)
        return InputError(message, name=self.name, line=place.line, column=place.column)

    def skip(self, position: int) -> int:
        return _SPACE.match(self.text, position).end()  # type: ignore[union-attr]  # it matches no blank, too

    def document(self) -> Node:
        position = self.skip(1 if self.text.startswith("\ufeff") else 0)
        node, position = self.value(position)
        if position < len(self.text):
            raise self.fault(
                f"expected the end of the file, found {self.shown(position)}: remove what follows the value",
                position,
            )
        return node

    def shown(self, position: int) -> str:
        if position >= len(self.text):
            return "the end of the file"
        return repr(self.text[position])

    def value(self, position: int) -> tuple[Node, int]:
        """Return the value at `position` and where the next token begins."""
        text = self.text
        found = _ITEM.match(text, position)
        if found is None:
            if position < len(text) and text[position] == '"':
                end = self.string_end(position)
                return Scalar(position, end, json.loads(text[position:end])), self.skip(end)
            self.no_value(position)
        which = found.lastindex
        if which == 1:
            return Scalar(position, found.end(1) + 1, found.group(1)), found.end()
        if which == 2:
            return Scalar(position, found.end(2), _number(found.group(2))), found.end()
        if which == 3:
            return Scalar(position, found.end(3), _WORDS[found.group(3)]), found.end()
        node = self.object(position) if text[position] == "{" else self.array(position)
        return node, self.skip(node.end)

    def no_value(self, position: int) -> NoReturn:
        rest = self.text[position:]
        if rest.startswith(("//", "/*", "#")):
            raise self.fault("JSON has no comments: remove this one, or write the file as YAML", position)
        if rest.startswith("'"):
            raise self.fault("JSON text stands in double quotes: write \" in place of '", position)
        if rest[:1] in ("]", "}"):
            raise self.fault(
                f"expected a value, found {rest[0]!r}: remove the comma before it or add the value", position
            )
        word = re.match(r"[A-Za-z_]\w*", rest)
        if word:
            raise self.fault(
                "this is no JSON value: write text in double quotes, or true, false, null",
                position,
            )
        if re.match(r"[-+.0-9]", rest):
            raise self.fault(
                "this number is not written as JSON asks: no leading zeros, no '+', digits around '.'",
                position,
            )
        raise self.fault(f"expected a value, found {self.shown(position)}", position)

    def string_end(self, position: int) -> int:
        found = _STRING.match(self.text, position)
        if found:
            return found.end()
        part = _STRING_PART.match(self.text, position + 1)
        stop = part.end() if part else position + 1
        if stop >= len(self.text):
            raise self.fault("this text is never closed: add the closing '\"'", position)
        if self.text[stop] in "\r\n":
            raise self.fault(
                "this text does not end on its line: add the closing '\"', or write a line break as \\n", stop
            )
        if self.text[stop] == "\\":
            raise self.fault(
                f"{self.text[stop : stop + 2]} is no JSON escape: write \\\\ for a backslash", stop
            )
        raise self.fault("a control character must be written as an escape, a tab as \\t", stop)

    def enter(self, position: int) -> None:
        self.depth += 1
        if self.depth > self.max_depth:
            place = Lines(self.text).position(position)
            message = (
                f"values nest deeper than {self.max_depth} levels: flatten the file, or raise --max-depth"
            )
            raise LimitError(message, name=self.name, line=place.line, column=place.column)

    def object(self, start: int) -> Mapping:
        self.enter(start)
        text = self.text
        data: dict[str, Any] = {}
        entries: list[Entry] = []
        position = self.skip(start + 1)
        node: Node
        if text.startswith("}", position):
            self.depth -= 1
            return Mapping(start, position + 1, data, entries, True)
        match = _ENTRY.match
        while True:
            found = match(text, position)
            if found is not None:
                key = found.group(1)
                key_end = found.end(1) + 1
                which = found.lastindex
                if which == 2:
                    node = Scalar(found.start(2) - 1, found.end(2) + 1, found.group(2))
                elif which == 5:
                    begin = found.start(5)
                    node = self.object(begin) if text[begin] == "{" else self.array(begin)
                elif which == 3:
                    node = Scalar(found.start(3), found.end(3), _number(found.group(3)))
                else:
                    node = Scalar(found.start(4), found.end(4), _WORDS[found.group(4)])
                after = found.end() if which != 5 else self.skip(node.end)
            else:
                key, key_end, node, after = self.slow_entry(position)
            if key in data:
                self.duplicate(entries, key, position)
            data[key] = node.data
            entries.append(Entry(key, position, key_end, node))
            mark = text[after : after + 1]
            if mark == ",":
                position = self.skip(after + 1)
                if text.startswith("}", position):
                    raise self.fault(
                        "expected another key after the comma: remove the comma before this '}'", position
                    )
            elif mark == "}":
                self.depth -= 1
                if (
                    len(entries) == 1
                    and key in self.dotted
                    and isinstance(node, Scalar)
                    and isinstance(node.data, str)
                ):
                    data[key] = node.data = split_dotted(node.data)
                    node.dotted = True
                return Mapping(start, after + 1, data, entries, True)
            else:
                self.no_comma(start, node.end, after, "}")

    def slow_entry(self, position: int) -> tuple[str, int, Node, int]:
        text = self.text
        if not text.startswith('"', position):
            if text.startswith(("//", "/*", "#"), position):
                raise self.fault("JSON has no comments: remove this one, or write the file as YAML", position)
            message = f"expected a key in double quotes, found {self.shown(position)}"
            if _CALL.match(text, position):
                message = (
                    "a key must be text, and a function stands here: write the key out, or give the whole document "
                    "around it as JSON text in one Fn::Sub"
                )
            raise self.fault(message, position)
        key_end = self.string_end(position)
        colon = self.skip(key_end)
        if not text.startswith(":", colon):
            raise self.fault(f"expected a colon after the key, found {self.shown(colon)}: add ':'", colon)
        node, after = self.value(self.skip(colon + 1))
        return json.loads(text[position:key_end]), key_end, node, after

    def duplicate(self, entries: list[Entry], key: str, position: int) -> NoReturn:
        earlier = next(entry for entry in entries if entry.key == key)
        raise duplicate_key(key, self.text, earlier.start, position, self.name)

    def array(self, start: int) -> Sequence:
        self.enter(start)
        text = self.text
        items: list[Node] = []
        position = self.skip(start + 1)
        if text.startswith("]", position):
            self.depth -= 1
            return Sequence(start, position + 1, [], items, True)
        while True:
            node, after = self.value(position)
            items.append(node)
            mark = text[after : after + 1]
            if mark == ",":
                position = self.skip(after + 1)
                if text.startswith("]", position):
                    raise self.fault(
                        "expected another item after the comma: remove the comma before this ']'", position
                    )
            elif mark == "]":
                self.depth -= 1
                return Sequence(start, after + 1, [item.data for item in items], items, True)
            else:
                self.no_comma(start, node.end, after, "]")

    def no_comma(self, start: int, value_end: int, after: int, bracket: str) -> NoReturn:
        if after >= len(self.text):
            opened = Lines(self.text).position(start)
            raise self.fault(
                f"the file ends before the {self.text[start]!r} of {opened} is closed: add {bracket!r}", after
            )
        if self.text.startswith(("//", "/*", "#"), after):
            raise self.fault("JSON has no comments: remove this one, or write the file as YAML", after)
        raise self.fault(
            f"expected a comma or {bracket!r} after the value, found {self.shown(after)}", value_end
        )


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        # Also reached for integers of more digits than Python converts (sys.set_int_max_str_digits).
        return written(float(text), text)
