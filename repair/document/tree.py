"""The tree of a text: nodes with spans. Plain slotted classes, because a large file has 100 000 of them.

Each node has `start` and `end` (offsets of the whole node, with its anchor and tag), `body` (where the
content begins, after anchor and tag) and `data` (what it means). A node is never changed after parsing.
"""

from __future__ import annotations

from typing import Any


class Scalar:
    """A text, number, boolean or null.

    `style` is one of `""` (plain, empty, or any JSON scalar), `"'"`, `'"'`, `"|"`, `">"`. A `dotted` scalar is
    text that means a list.
    """

    __slots__ = ("anchor", "body", "data", "dotted", "end", "props", "start", "style")

    def __init__(self, start: int, end: int, data: Any, style: str = "") -> None:
        self.start = start
        self.end = end
        self.body = start
        self.props = start
        self.data: Any = data
        self.style = style
        self.anchor: str | None = None
        self.dotted = False


class Entry:
    """One entry of a mapping: the key with its span, and the value."""

    __slots__ = ("end", "key", "start", "value")

    def __init__(self, key: str, start: int, end: int, value: Node) -> None:
        self.key = key
        self.start = start
        self.end = end
        self.value = value


class Mapping:
    """A mapping, or (`short`) a short tag with its content, which means a mapping of one entry.

    `merges` are its `<<` entries; what they bring in is in `data` and not among `entries`.
    """

    __slots__ = (
        "_index",
        "anchor",
        "body",
        "data",
        "end",
        "entries",
        "flow",
        "merges",
        "props",
        "short",
        "start",
    )

    def __init__(self, start: int, end: int, data: dict[str, Any], entries: list[Entry], flow: bool) -> None:
        self.start = start
        self.end = end
        self.body = start
        self.props = start
        self.data = data
        self.entries = entries
        self.flow = flow
        self.short = False
        self.anchor: str | None = None
        self.merges: list[Entry] = []
        self._index: dict[str, Entry] | None = None

    def entry(self, key: object) -> Entry | None:
        """Return the entry with this key, or None."""
        if self._index is None:
            self._index = {entry.key: entry for entry in self.entries}
        return self._index.get(key)  # type: ignore[call-overload, no-any-return]


class Sequence:
    """A sequence of nodes."""

    __slots__ = ("anchor", "body", "data", "end", "flow", "items", "props", "start")

    def __init__(self, start: int, end: int, data: list[Any], items: list[Node], flow: bool) -> None:
        self.start = start
        self.end = end
        self.body = start
        self.props = start
        self.data = data
        self.items = items
        self.flow = flow
        self.anchor: str | None = None


class Alias:
    """A `*name` that stands for another node and shares its data."""

    __slots__ = ("anchor", "body", "data", "end", "props", "start", "target")

    def __init__(self, start: int, end: int, target: Node) -> None:
        self.start = start
        self.end = end
        self.body = start
        self.props = start
        self.data: Any = target.data
        self.target = target
        self.anchor: str | None = None


Node = Scalar | Mapping | Sequence | Alias
