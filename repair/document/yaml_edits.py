"""Edits that make a YAML text mean other data."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from repair.document.align import plan_mapping, plan_sequence
from repair.document.block_edits import StrangeLayout
from repair.document.equality import same
from repair.document.spans import Edit
from repair.document.style import yaml_style
from repair.document.tree import Alias, Entry, Mapping, Node, Scalar, Sequence
from repair.document.yaml_text import key_text
from repair.document.yaml_values import Slot, YamlValues, root_text
from repair.document.yaml_writer import YamlWriter

if TYPE_CHECKING:
    from repair.document.document import Document

_COLON = re.compile(r"(?:[ \t\r\n]+|(?<!\S)#[^\r\n]*)*:")
_DASH = re.compile(r"(?:[ \t\r\n]+|(?<!\S)#[^\r\n]*)*-")
_MERGE = "\0<<"


def yaml_edits(
    document: Document, new: dict[str, Any], *, blocks: bool, coarse: int | None
) -> tuple[Edit, ...]:
    """Return edits that should make the document mean `new`; the caller proves it.

    Args:
        document: The YAML document.
        new: The data.
        blocks: New text of several lines may become a text block. Else, and for the same reason, removed lines
            take along what a text block before them would swallow.
        coarse: The depth from which on a changed value is written anew as a whole; None: never.
    """
    style = yaml_style(document.root, document.lines, document.dialect)
    writer = YamlWriter(style, document.dialect, blocks=blocks)
    stale: set[int] = set()
    while True:  # until no alias stands for a value that has changed
        edits = _YamlEdits(document, writer, coarse, stale)
        edits.value(document.root, new, Slot(at=document.root.start, column=-style.step))
        found = edits.settled()
        touched = edits.touched(found)
        if touched <= stale:
            return found
        stale |= touched


def whole_edit(document: Document, new: dict[str, Any], *, everything: bool) -> tuple[Edit, ...]:
    """Return the one edit that writes the root, or the whole text, anew."""
    style = yaml_style(document.root, document.lines, document.dialect)
    writer = YamlWriter(style, document.dialect, blocks=False)
    text = root_text(writer, new)
    if everything:
        return (Edit(0, len(document.text), text + style.newline),)
    return (Edit(document.root.start, document.root.end, text),)


class _YamlEdits(YamlValues):
    # -- values ----------------------------------------------------------------------------------

    def value(self, node: Node, new: Any, slot: Slot) -> None:
        """Edit one value at its place."""
        if node.data is new and not self.stale:
            return
        if isinstance(node, Alias):
            if id(node.target) in self.stale or not same(node.data, new):
                self.replace(node, new, slot)
            return
        if self.coarse is not None and slot.depth >= self.coarse:
            if not same(node.data, new) or self.stale:
                self.replace(node, new, slot)
            return
        if node.anchor is not None:
            self.anchored.append(node)
        try:
            self.collection(node, new, slot)
        finally:
            if node.anchor is not None:
                self.anchored.pop()

    def collection(self, node: Scalar | Mapping | Sequence, new: Any, slot: Slot) -> None:
        if isinstance(node, Mapping) and isinstance(new, dict):
            if node.short:
                self.short(node, new, slot)
            elif node.entries or node.merges:
                self.mapping(node, new, slot)
            elif new:
                self.replace(node, new, slot)
        elif isinstance(node, Sequence) and isinstance(new, list) and node.items:
            self.sequence(node, new, slot)
        elif not same(node.data, new):
            self.replace(node, new, slot)

    def short(self, node: Mapping, new: dict[str, Any], slot: Slot) -> None:
        entry = node.entries[0]
        content = new.get(entry.key)
        if len(new) != 1 or not isinstance(content, str | list | dict):
            if not same(node.data, new):
                self.replace(node, new, slot)
            return
        self.value(entry.value, content, replace(slot, at=node.props, key=entry.key, depth=slot.depth + 1))

    # -- mappings --------------------------------------------------------------------------------

    def mapping(self, node: Mapping, new: dict[str, Any], slot: Slot) -> None:
        entries = [*node.entries, *node.merges]
        entries.sort(key=lambda entry: entry.start)
        merges = {id(entry) for entry in node.merges}
        keys = [_MERGE if id(entry) in merges else entry.key for entry in entries]
        merged = self._merged(node, new)
        explicit = {entry.key for entry in node.entries}
        added = [
            key
            for key, value in new.items()
            if key not in explicit and not (merged is not None and key in merged and same(merged[key], value))
        ]
        goal = {_MERGE: None, **new} if merges and merged is not None else new
        values = [None if id(entry) in merges else entry.value.data for entry in entries]
        plan = plan_mapping(keys, values, goal, added)
        units = [(entry.start, max(entry.value.end, entry.end)) for entry in entries]
        changed = bool(plan.inserted) or len(plan.kept) < len(units)
        flow = node.flow
        braces = flow and self.text[node.body] == "{"  # a pair in brackets has none
        if not new and braces:
            self.put(node.body, node.end, "{}")
            return
        if not plan.kept and not new and not flow and node is not self.root:
            self.empty_block(_behind(node, slot), node.body, units, "{}")
            return
        colons = [self._colon(entry) for entry in entries]
        if (
            not plan.kept
            or (changed and flow and not braces)
            or (changed and not flow and self.strange(units))
            or None in colons
        ):
            if not same(node.data, new) or self.stale:
                self.replace(node, new, slot)
            return
        column = self.lines.column(units[0][0])
        json = flow and self.text[entries[0].start] == '"'
        for index, key in plan.kept.items():
            entry, colon = entries[index], colons[index]
            if key == _MERGE or colon is None:
                continue
            value = entry.value
            if key != entry.key:
                quote = self.text[entry.start]
                style = quote if quote in ("'", '"') else None
                self.put(
                    entry.start, entry.end, key_text(key, self.writer.style.quote, flow=flow, style=style)
                )
            place = Slot(colon, column, flow=flow, json=json, depth=slot.depth + 1)
            if isinstance(value, Scalar) and value.dotted and (len(new) != 1 or key != entry.key):
                self._undotted(value, new[key], place)
            else:
                self.value(value, new[key], place)
        if not changed:
            return
        if flow:
            style = '"' if json else None

            def flow_entry(key: str) -> str:
                name = key_text(key, self.writer.style.quote, flow=True, style=style)
                return f"{name}: {self.writer.flow(new[key], json=json)}"

            self.flow_structure(node.body, units, plan, flow_entry)
            return
        local = self._local_writer(node)
        texts: dict[Any, str] = {}
        for at, names in plan.inserted.items():
            writer = self.writer_at(self.lines.end(units[at][1]), column, local) if at >= 0 else local
            texts |= {key: writer.entry(key, new[key], column) for key in names}
        self.block_structure(units, plan, texts, root=node is self.root)

    def _undotted(self, node: Scalar, new: Any, slot: Slot) -> None:
        copy = Scalar(node.start, node.end, node.data, node.style)
        copy.body, copy.props, copy.anchor = node.body, node.props, node.anchor
        self.replace(copy, new, slot)

    def _merged(self, node: Mapping, new: dict[str, Any]) -> dict[str, Any] | None:
        """Return what `<<` brings in when that may stay, None when it must be written out."""
        merged: dict[str, Any] = {}
        for entry in node.merges:
            value = entry.value.target if isinstance(entry.value, Alias) else entry.value
            for part in [value, *(value.items if isinstance(value, Sequence) else [])]:
                source = part.target if isinstance(part, Alias) else part
                if id(source) in self.stale:
                    return None
                if isinstance(source.data, dict):
                    for key, item in source.data.items():
                        merged.setdefault(key, item)
        return merged if all(key in new for key in merged) else None

    def _colon(self, entry: Entry) -> int | None:
        """Return the offset behind the colon of an entry; None where none is found (`? key`)."""
        found = _COLON.match(self.text, entry.end)
        return found.end() if found else None

    def _local_writer(self, node: Mapping) -> YamlWriter:
        """Return a writer with the indentation that this mapping's own entries have."""
        style = self.writer.style
        for entry in node.entries:
            value = entry.value
            while isinstance(value, Mapping) and value.short:
                value = value.entries[0].value
            inner = self.lines.column(value.body) - self.lines.column(entry.start)
            if isinstance(value, Mapping) and value.entries and not value.flow:
                style = replace(style, step=inner)
            elif isinstance(value, Sequence) and value.items and not value.flow:
                style = replace(style, dash=inner)
        if style == self.writer.style:
            return self.writer
        return YamlWriter(style, self.dialect, blocks=self.writer.blocks)

    # -- sequences -------------------------------------------------------------------------------

    def sequence(self, node: Sequence, new: list[Any], slot: Slot) -> None:
        items = node.items
        flow = node.flow
        units = [(item.start, item.end) for item in items] if flow else self._dashes(node)
        if not new:
            if flow:
                self.put(node.body, node.end, "[]")
            else:
                self.empty_block(_behind(node, slot), node.body, units, "[]")
            return
        plan = plan_sequence([item.data for item in items], new)
        changed = bool(plan.inserted) or len(plan.kept) < len(items)
        if changed and (any(s == e for s, e in units) if flow else self.strange(units)):
            self.replace(node, new, slot)
            return
        json = flow and (slot.json or self.text[items[0].start : items[0].start + 1] == '"')
        column = self.lines.column(units[0][0])
        for index, at in plan.kept.items():
            place = Slot(units[index][0] + 1, column, item=True, depth=slot.depth + 1)
            if flow:
                place = Slot(items[index].start, column, flow=True, json=json, depth=slot.depth + 1)
            self.value(items[index], new[at], place)
        if not changed:
            return
        if flow:
            self.flow_structure(node.body, units, plan, lambda at: self.writer.flow(new[at], json=json))
            return
        width = items[0].start - units[0][0]
        writer = self.writer
        if 1 < width != writer.style.width and self.lines.number(items[0].start) == self.lines.number(
            units[0][0]
        ):
            writer = YamlWriter(replace(writer.style, width=width), self.dialect, blocks=writer.blocks)
        texts: dict[Any, str] = {}
        for behind, places in plan.inserted.items():
            own = self.writer_at(self.lines.end(units[behind][1]), column, writer) if behind >= 0 else writer
            texts |= {at: own.item(new[at], column) for at in places}
        self.block_structure(units, plan, texts)

    def _dashes(self, node: Sequence) -> list[tuple[int, int]]:
        """Return the units of a block sequence, each from its dash on."""
        units: list[tuple[int, int]] = []
        position = node.body
        for item in node.items:
            found = _DASH.match(self.text, position)
            if found is None:
                raise StrangeLayout
            position = max(item.end, found.end())
            units.append((found.end() - 1, position))
        return units


def _behind(node: Mapping | Sequence, slot: Slot) -> int:
    """Return the offset behind the colon, dash or tag that the content of a node follows."""
    return node.props if node.props > node.start else slot.at
