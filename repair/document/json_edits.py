"""Edits that make a JSON text mean other data."""

from __future__ import annotations

from typing import Any

from repair.document.align import plan_mapping, plan_sequence
from repair.document.dialect import Dialect, joined_dotted
from repair.document.equality import same
from repair.document.flow_edits import FlowEdits
from repair.document.json_writer import JsonWriter
from repair.document.spans import Edit
from repair.document.style import json_style, line_indent
from repair.document.tree import Mapping, Node, Scalar, Sequence


def json_edits(text: str, root: Node, new: dict[str, Any], dialect: Dialect) -> tuple[Edit, ...]:
    """Return the edits that make `text` mean `new`."""
    edits = _JsonEdits(text, root, dialect)
    # An empty root on one line opens up: templates are not written on one line.
    edits.value(root, new, "")
    return edits.sorted()


class _JsonEdits(FlowEdits):
    def __init__(self, text: str, root: Node, dialect: Dialect) -> None:
        super().__init__(text)
        self.dialect = dialect
        self.writer = JsonWriter(json_style(root, text))

    def flow_comma(self) -> str:
        return self.writer.style.comma

    def value(self, node: Node, new: Any, indent: str | None) -> None:
        """Edit one value; `indent` is that of its line, None where all stands on one line."""
        if node.data is new:
            return
        if isinstance(node, Mapping) and isinstance(new, dict) and node.entries and new:
            self.mapping(node, new)
        elif isinstance(node, Sequence) and isinstance(new, list) and node.items and new:
            self.sequence(node, new)
        elif not same(node.data, new):
            dotted = joined_dotted(new) if isinstance(node, Scalar) and node.dotted else None
            self.put(node.start, node.end, self.writer.value(new if dotted is None else dotted, indent))

    def mapping(self, node: Mapping, new: dict[str, Any]) -> None:
        entries = node.entries
        keys = [entry.key for entry in entries]
        units = [(entry.start, entry.value.end) for entry in entries]
        plan = plan_mapping(keys, [entry.value.data for entry in entries], new, new)
        inner = line_indent(self.text, entries[0].start) if self.apart(node.start, units) else None
        if not plan.kept:
            separator = self._separator(node.start, units, 0)
            entries_text = separator.join(self.writer.entry(key, value, inner) for key, value in new.items())
            self.put(units[0][0], units[-1][1], entries_text)
            return
        for index, key in plan.kept.items():
            entry = entries[index]
            value = entry.value
            if key != entry.key:
                self.put(entry.start, entry.end, self.writer.text(key))
            own = inner if inner is None else line_indent(self.text, entry.start)
            if isinstance(value, Scalar) and value.dotted and (len(new) != 1 or key != entry.key):
                self.put(value.start, value.end, self.writer.value(new[key], own))
            else:
                self.value(value, new[key], own)
        self.flow_structure(node.start, units, plan, lambda key: self.writer.entry(key, new[key], inner))

    def sequence(self, node: Sequence, new: list[Any]) -> None:
        items = node.items
        units = [(item.start, item.end) for item in items]
        plan = plan_sequence([item.data for item in items], new)
        inner = line_indent(self.text, items[0].start) if self.apart(node.start, units) else None
        for index, at in plan.kept.items():
            own = inner if inner is None else line_indent(self.text, items[index].start)
            self.value(items[index], new[at], own)
        self.flow_structure(node.start, units, plan, lambda at: self.writer.value(new[at], inner))
