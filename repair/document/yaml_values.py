"""Replacing single values in a YAML text, each at its place, and the care for what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from repair.document.block_edits import BlockEdits
from repair.document.dialect import joined_dotted
from repair.document.spans import Edit
from repair.document.style import nodes
from repair.document.tree import Alias, Mapping, Node, Scalar, Sequence
from repair.document.yaml_writer import YamlWriter

if TYPE_CHECKING:
    from repair.document.document import Document

_HEADER = re.compile(r"([|>][0-9]?)([-+]?)")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a value.

    Attributes:
        at: The offset behind the colon, dash or tag that the value follows.
        column: The column of the key or dash.
        item: It follows a dash.
        key: The key of the short tag that it follows, or `""`.
        flow: It stands in brackets.
        json: Those brackets hold keys and text in double quotes, as JSON has them.
        depth: How many levels under the root.
    """

    at: int
    column: int
    item: bool = False
    key: str = ""
    flow: bool = False
    json: bool = False
    depth: int = 0


class YamlValues(BlockEdits):
    """Knows where values stand; `yaml_edits` adds how collections change."""

    def __init__(self, document: Document, writer: YamlWriter, coarse: int | None, stale: set[int]) -> None:
        super().__init__(document.text, document.lines, writer.style.newline, greedy=not writer.blocks)
        self.root = document.root
        self.dialect = document.dialect
        self.writer = writer
        self.coarse = coarse
        self.stale = stale
        self.anchored: list[Node] = []
        self.edited: set[int] = set()

    def settled(self) -> tuple[Edit, ...]:
        """Return the edits in order, minding a text block that ends a file without final line break."""
        found = self.sorted()
        size = len(self.text)
        if not found or found[-1].end != size:
            return found
        last = found[-1]
        if last.start == size:
            end = _last(self.root)
            if isinstance(end, Scalar) and end.style in ("|", ">") and end.end == size:
                # A line follows it now: without `-` its text would gain a line break.
                header = _HEADER.match(self.text, end.body)
                apart = all(edit.end <= end.start or edit.start >= end.end for edit in found)
                if header is not None and header[2] != "-" and apart:
                    extra = Edit(header.start(2), header.end(2), "-")
                    return tuple(sorted((extra, *found), key=lambda edit: (edit.start, edit.end)))
        elif not last.text:
            blocks = (n for n in nodes(self.root) if isinstance(n, Scalar) and n.end == last.start)
            if any(node.style in ("|", ">") and node.data.endswith("\n") for node in blocks):
                # It ends the file now: its text would lose its line break.
                return (*found[:-1], Edit(last.start + len(self.newline), size, ""))
        return found

    def writer_at(self, end: int, column: int, writer: YamlWriter) -> YamlWriter:
        """Return the writer for text that will stand before the line end `end`, under a key at `column`.

        It writes no text blocks where the lines behind would become part of them, or where no line break
        ends them.
        """
        if not writer.blocks or not self._swallows(end, column):
            return writer
        return YamlWriter(writer.style, self.dialect, blocks=False)

    def _swallows(self, end: int, column: int) -> bool:
        return end == len(self.text) or any(indent > column for _, indent in self.idle(end))

    def put(self, start: int, end: int, new: str) -> None:
        """Replace, and note which anchored values change by it."""
        super().put(start, end, new)
        self.edited.update(id(node) for node in self.anchored)

    def flow_comma(self) -> str:
        """Return the comma between entries on one line."""
        return ", "

    def touched(self, found: tuple[Edit, ...]) -> set[int]:
        """Return the ids of the aliased nodes that these edits change or take away."""
        targets = _alias_targets(self.root)
        gone = {id(node) for node in targets for edit in found if edit.start <= node.start < edit.end}
        return (gone | self.edited) & {id(node) for node in targets}

    def replace(self, node: Node, new: Any, slot: Slot) -> None:
        """Write a value anew at its place."""
        anchor = f"&{node.anchor} " if node.anchor is not None else ""
        dotted = isinstance(node, Scalar) and node.dotted and not slot.key
        if dotted:
            text = joined_dotted(new)
            new = new if text is None else text
        if slot.flow:
            self._replace_in_flow(node, new, slot, anchor)
        elif node is self.root:
            written = root_text(self.writer_at(self.lines.end(node.end), 0, self.writer), new)
            if node.end == node.start:  # an empty file, or comments alone
                begun = self.lines.start(node.start) < node.start
                written = (self.newline if begun else "") + written + self.newline
            self.put(node.start, node.end, anchor + written)
        else:
            self._replace_in_block(node, new, slot, anchor)

    def _replace_in_flow(self, node: Node, new: Any, slot: Slot, anchor: str) -> None:
        style = node.style if isinstance(node, Scalar) and node.style in ("'", '"') else None
        content = joined_dotted(new) if slot.key in self.dialect.dotted and slot.key else None
        if content is not None or not isinstance(new, dict | list):
            style = style or ('"' if slot.json and isinstance(new, str) else None)
            text = self.writer.scalar(new if content is None else content, flow=True, style=style)
        else:
            text = self.writer.flow(new, short=not slot.key, json=slot.json)
        if node.start == node.end:
            text = text if self.text[node.start - 1 : node.start].isspace() else " " + text
        self.put(node.start, node.end, anchor + text)

    def _replace_in_block(self, node: Node, new: Any, slot: Slot, anchor: str) -> None:
        style = node.style if isinstance(node, Scalar) else None
        tail = self.writer_at(self.lines.end(node.end), slot.column, self.writer).tail(
            new,
            slot.column,
            item=slot.item,
            key=slot.key,
            style=style,
            indent=self._block_indent(node),
        )
        if anchor:
            tail = " " + anchor.rstrip() + tail
        compact = slot.item and not slot.key and isinstance(new, dict | list) and bool(new)
        self.replace_tail(slot.at, node, tail, compact=compact)

    def _block_indent(self, node: Node) -> int | None:
        """Return the column of the text in the block scalar that `node` is."""
        if not isinstance(node, Scalar) or node.style not in ("|", ">") or not node.style:
            return None
        header, _, body = self.text[node.body : node.end].partition("\n")
        if any(char.isdigit() for char in header.split("#")[0]):
            return None
        for line in body.split("\n"):
            if line.strip():
                return len(line) - len(line.lstrip(" "))
        return None


def root_text(writer: YamlWriter, new: dict[str, Any]) -> str:
    """Return a whole block mapping at the left margin, without line break at its end."""
    return writer.break_to(0).join(writer.entry(key, value, 0) for key, value in new.items()) or "{}"


def _last(node: Node) -> Node:
    """Return the node that ends last."""
    while True:
        if isinstance(node, Mapping) and (node.entries or node.merges):
            node = max([*node.entries[-1:], *node.merges[-1:]], key=lambda entry: entry.start).value
        elif isinstance(node, Sequence) and node.items:
            node = node.items[-1]
        else:
            return node


def _alias_targets(root: Node) -> list[Node]:
    return list({id(node.target): node.target for node in nodes(root) if isinstance(node, Alias)}.values())
