"""YAML text -> tree, from libyaml's events. Meaning, spans and checks are our own; see `yaml_scalars`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from repair.document.dialect import Dialect, split_dotted
from repair.document.duplicate import duplicate_key
from repair.document.limits import DEFAULT, Limits
from repair.document.spans import Lines
from repair.document.tree import Alias, Entry, Mapping, Node, Scalar, Sequence
from repair.document.yaml_errors import forbidden, input_error
from repair.document.yaml_scalars import resolve
from repair.errors import FunctionKeyError, InputError, LimitError

_STANDARD = "tag:yaml.org,2002:"
_PROPERTY = re.compile(r"&[^\s,\[\]{}]+|!<[^>\s]*>|![^\s,\[\]{}]*")
_GAP = re.compile(r"(?:[ \t\r\n\x85\u2028\u2029\ufeff]+|(?<!\S)#[^\r\n\x85\u2028\u2029]*)*")
_BLANK_END = re.compile(r"(?:\r\n?|\n)[ ]*\Z")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str, name: str, dialect: Dialect, limits: Limits = DEFAULT) -> Node:
    """Return the tree of a YAML text; an empty file is a scalar that means None.

    Raises:
        InputError: The text is no YAML, holds more than one document, has a key twice or a key that is no
            text, an alias without anchor or inside its own anchor, or a tag the dialect does not know.
        LimitError: It has more values, stands for more with its aliases, or nests deeper than the limits allow.
    """
    if text.count("\n") > limits.nodes:  # told at once, where counting values would take seconds
        message = f"has more than {limits.nodes} lines: is it a template? --max-nodes allows more"
        raise LimitError(message, name=name)
    return _Composer(text, name, dialect, limits).document()


class _Anchor(NamedTuple):
    """What an alias may refer to.

    Attributes:
        node: The node; None while it is being read.
        size: The values in it, aliases followed.
        height: The levels that it nests.
    """

    node: Node | None
    size: int = 1
    height: int = 0


class _Composer:
    def __init__(self, text: str, name: str, dialect: Dialect, limits: Limits) -> None:
        self.text = text
        self.name = name
        self.dialect = dialect
        self.next: Callable[[], Any]
        self.shift = 1 if text.startswith("\ufeff") else 0
        self.anchors: dict[str, _Anchor] = {}
        self.limits = limits
        self.max_nodes = limits.nodes
        self.nodes = 0
        self.expanded = 0
        self.depth = 0
        self.deepest = 0

    def fault(self, message: str, offset: int) -> InputError:
        place = Lines(self.text).position(offset)
        return InputError(message, name=self.name, line=place.line, column=place.column)

    def beyond(self, message: str, offset: int) -> LimitError:
        place = Lines(self.text).position(offset)
        return LimitError(message, name=self.name, line=place.line, column=place.column)

    def function_key(self, tag: str, offset: int) -> FunctionKeyError:
        place = Lines(self.text).position(offset)
        message = (
            f"a key must be text, no function like {tag}: write the key out, "
            "or give the whole document around it as JSON text in one Fn::Sub"
        )
        return FunctionKeyError(message, name=self.name, line=place.line, column=place.column)

    def too_deep(self, offset: int) -> LimitError:
        depth = self.limits.depth
        return self.beyond(
            f"values nest deeper than {depth} levels: flatten the file, or raise --max-depth", offset
        )

    def document(self) -> Node:
        try:
            loader = _Loader(self.text[self.shift :] if self.shift else self.text)
            self.next = loader.get_event
            self.next()
            event = self.next()
            if type(event) is StreamEndEvent:
                return Scalar(len(self.text), len(self.text), None)
            root = self.node(self.next())
            self.next()
            event = self.next()
            kind = type(event)
            if kind is DocumentStartEvent:
                raise self.fault(
                    "a second YAML document begins here: keep one document in a file",
                    event.start_mark.index + self.shift,
                )
        except yaml.YAMLError as error:
            raise input_error(error, self.text, self.name) from None
        except UnicodeEncodeError as error:  # libyaml reads UTF-8, which has no half of a surrogate pair
            raise forbidden(self.text, error.start + self.shift, self.name) from None
        return root

    # -- nodes -----------------------------------------------------------------------------------

    def node(self, event: Any) -> Node:
        kind = type(event)
        self.nodes += 1
        if self.nodes > self.max_nodes:
            raise self.beyond(
                f"the file holds more than {self.max_nodes} values: is it a template? --max-nodes allows more",
                event.start_mark.index + self.shift,
            )
        if kind is ScalarEvent:
            return self.scalar(event)
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            return self.collection(event)
        return self.alias(event)

    def scalar(self, event: Any) -> Node:
        start = event.start_mark.index + self.shift
        end = event.end_mark.index + self.shift
        value = event.value
        style = event.style
        tag = event.tag
        anchor = event.anchor
        if style == "|" or style == ">":
            end = self.block_end(start, end, value)
        if tag is None and anchor is None:
            if style is None or style == "":
                return Scalar(start, end, resolve(value))
            return Scalar(start, end, value, style)
        node = Scalar(start, end, value, style or "")
        self.properties(node, (tag is not None) + (anchor is not None))
        if tag is None:
            if not style:
                node.data = resolve(value)
        elif tag.startswith("!") and tag != "!":
            return self.shortened(node, tag, anchor)
        elif tag.startswith(_STANDARD):
            node.data = self.standard(tag[len(_STANDARD) :], value, start)
        if anchor is not None:
            self.anchor(node, anchor, 1)
        return node

    def collection(self, event: Any) -> Node:
        start = event.start_mark.index + self.shift
        tag = event.tag
        anchor = event.anchor
        short = tag is not None and tag.startswith("!") and tag != "!"
        levels = 2 if short else 1
        self.depth += levels
        above, self.deepest = self.deepest, self.depth
        if self.depth > self.limits.depth:
            raise self.too_deep(start)
        before = self.nodes + self.expanded
        if anchor is not None:
            self.anchors[anchor] = _Anchor(None)
        node: Mapping | Sequence
        kind = type(event)
        if kind is MappingStartEvent:
            node = self.mapping(start, event.flow_style)
        else:
            node = self.sequence(start, event.flow_style)
        self.depth -= levels
        height = self.deepest - self.depth
        self.deepest = max(above, self.deepest)
        if tag is None and anchor is None:
            return node
        self.properties(node, (tag is not None) + (anchor is not None))
        size = self.nodes + self.expanded - before
        if tag is not None and short:
            return self.shortened(node, tag, anchor, size, height)
        if anchor is not None:
            self.anchor(node, anchor, size, height)
        return node

    def mapping(self, start: int, flow: bool) -> Mapping:
        text = self.text
        shift = self.shift
        data: dict[str, Any] = {}
        entries: list[Entry] = []
        merges: list[Entry] = []
        following = self.next
        end = start
        while True:
            event = following()
            kind = type(event)
            if kind is ScalarEvent:
                key = event.value
                key_start = event.start_mark.index + shift
                key_end = event.end_mark.index + shift
                if event.tag is not None and event.tag[0] == "!" and event.tag != "!":
                    raise self.function_key(event.tag, key_start)
                if event.anchor is not None:
                    self.anchors[event.anchor] = _Anchor(Scalar(key_start, key_end, key))
            elif kind is MappingEndEvent:
                close = event.end_mark.index + shift
                if flow and text[close - 1] == "}":  # a pair in brackets has none
                    end = close
                break
            else:
                key, key_start, key_end = self.strange_key(event)
            value = self.node(following())
            entry = Entry(key, key_start, key_end, value)
            end = max(value.end, key_end)
            if key == "<<" and kind is ScalarEvent and not event.style and event.tag is None:
                merges.append(entry)
            else:
                if key in data:
                    first = next(e.start for e in entries if e.key == key)
                    raise duplicate_key(key, text, first, key_start, self.name)
                data[key] = value.data
                entries.append(entry)
        if len(entries) == 1 and not merges:
            entry = entries[0]
            if (
                entry.key in self.dialect.dotted
                and type(entry.value) is Scalar
                and isinstance(entry.value.data, str)
            ):
                data[entry.key] = entry.value.data = split_dotted(entry.value.data)
                entry.value.dotted = True
        if merges:
            data = self.merge(merges, data)
        node = Mapping(start, end, data, entries, flow)
        node.merges = merges
        return node

    def strange_key(self, event: Any) -> tuple[str, int, int]:
        start = event.start_mark.index + self.shift
        kind = type(event)
        if kind is AliasEvent:
            target = self.alias(event).target
            if type(target) is Scalar and isinstance(target.data, str):
                return target.data, start, event.end_mark.index + self.shift
        raise self.fault(
            "a key must be text, not a list or mapping: quote it if it is text; for a key that a function makes "
            "give the whole document around it as JSON text in one Fn::Sub",
            start,
        )

    def sequence(self, start: int, flow: bool) -> Sequence:
        items: list[Node] = []
        following = self.next
        end = start
        node = self.node
        while True:
            event = following()
            kind = type(event)
            if kind is SequenceEndEvent:
                if flow:
                    end = event.end_mark.index + self.shift
                break
            item = node(event)
            items.append(item)
            end = item.end
        return Sequence(start, end, [item.data for item in items], items, flow)

    # -- anchors, aliases, merges ----------------------------------------------------------------

    def anchor(self, node: Node, name: str, size: int, height: int = 0) -> None:
        node.anchor = name
        self.anchors[name] = _Anchor(node, size, height)

    def alias(self, event: Any) -> Alias:
        start = event.start_mark.index + self.shift
        if event.anchor not in self.anchors:
            raise self.fault(
                "no anchor of this name stands before the alias: define it, or quote the text", start
            )
        target, size, height = self.anchors[event.anchor]
        if target is None:
            raise self.fault("the alias stands inside of what it refers to: remove one of the two", start)
        self.expanded += size
        if self.expanded > self.limits.expansion:
            raise self.beyond(
                f"with its aliases expanded the file grows by more than {self.limits.expansion} values: "
                "write fewer aliases, or raise --max-expansion",
                start,
            )
        self.deepest = max(self.deepest, self.depth + height)
        if self.deepest > self.limits.depth:
            raise self.too_deep(start)
        return Alias(start, event.end_mark.index + self.shift, target)

    def merge(self, merges: list[Entry], explicit: dict[str, Any]) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for entry in merges:
            value = entry.value.target if type(entry.value) is Alias else entry.value
            sources = value.items if type(value) is Sequence else [value]
            for source in sources:
                if not isinstance(source.data, dict):
                    raise self.fault(
                        "'<<' takes a mapping or a list of mappings: correct the alias behind it", entry.start
                    )
                for key, item in source.data.items():
                    merged.setdefault(key, item)
        return {**merged, **explicit}

    # -- tags ------------------------------------------------------------------------------------

    def properties(self, node: Scalar | Mapping | Sequence, count: int) -> None:
        """Find where the content begins behind an anchor and a tag."""
        position = node.start
        for _ in range(count):
            found = _PROPERTY.match(self.text, position)
            if found is not None:
                node.props = found.end()
                position = _GAP.match(self.text, node.props).end()  # type: ignore[union-attr]  # it matches no blank, too
        node.body = max(min(position, node.end), node.props)

    def shortened(
        self, node: Scalar | Mapping | Sequence, tag: str, anchor: str | None, size: int = 1, height: int = 1
    ) -> Mapping:
        """Return the mapping of one entry that a short tag with this content means."""
        if self.dialect.tag_key is None:
            raise self.fault(
                f"the tag {tag} is not known here: remove it, or write the long form", node.start
            )
        start = node.start
        key = self.dialect.tag_key(tag)
        at = self.text.find("!", start, node.props)
        found = _PROPERTY.match(self.text, at)
        content: Scalar | Mapping | Sequence = node
        content.start = node.body
        if type(content) is Scalar and key in self.dialect.dotted:
            content.data = split_dotted(content.data)
            content.dotted = True
        entry = Entry(key, at, found.end() if found else node.props, content)
        wrapper = Mapping(start, node.end, {key: content.data}, [entry], False)
        wrapper.short = True
        wrapper.props = node.props
        wrapper.body = node.body
        self.nodes += 1
        if anchor is not None:
            self.anchor(wrapper, anchor, size + 1, height)
        return wrapper

    def standard(self, name: str, value: str, offset: int) -> Any:
        if name in ("null", "bool", "int", "float"):
            meaning = resolve(value)
            if name == "null" and value == "":
                return None
            if name == "float" and type(meaning) is int:
                return float(meaning)
            wanted = {"null": type(None), "bool": bool, "int": int, "float": float}[name]
            if not isinstance(meaning, wanted) or (name == "int" and isinstance(meaning, bool)):
                raise self.fault(
                    f"this is no value for the tag !!{name}: correct it or remove the tag", offset
                )
            return meaning
        return value

    def block_end(self, start: int, end: int, value: str) -> int:
        """Return where a block scalar ends, before the line break: with `+` behind its trailing blank lines."""
        raw = self.text[start:end]
        header = raw.partition("\n")[0].partition("#")[0]
        if "+" in header or value[-1:] in ("", " ", "\t") or value.rstrip("\n")[-1:] in (" ", "\t"):
            found = _BLANK_END.search(raw)
            return start + (found.start() if found else len(raw))
        return start + len(raw.rstrip(" \r\n\t"))
