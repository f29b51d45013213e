"""A parsed file: its text, its tree, its data, and the edits that make it mean something else."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any, Literal

from repair.document.dialect import PLAIN, Dialect
from repair.document.json_parser import parse_json
from repair.document.limits import DEFAULT, Limits
from repair.document.pointer import Path
from repair.document.spans import Edit, Lines, Position, Span, apply_edits
from repair.document.tree import Alias, Entry, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from repair.document.recovery.mend import Recovery

Format = Literal["json", "yaml"]


class Document:
    """A file's text with its tree. Made by `parse`; never changed.

    Attributes:
        text: The whole text, a byte-order mark included.
        name: The file's name as the user gave it.
        format: `"json"` or `"yaml"`.
        data: What the text means, in long form. None for an empty YAML file.
        root: The root of the tree.
        dialect: The dialect it was read in.
        recovery: How its text was made to parse; None when it did by itself. Positions are those of the text
            as it was given.
        limits: What it was allowed to have, and what its text may have when it is read again.
    """

    __slots__ = ("_lines", "data", "dialect", "format", "limits", "name", "recovery", "root", "text")

    def __init__(
        self,
        text: str,
        name: str,
        format: Format,
        root: Node,
        dialect: Dialect,
        recovery: Recovery | None = None,
        limits: Limits = DEFAULT,
    ) -> None:
        self.text = text
        self.limits = limits
        self.recovery = recovery
        self.name = name
        self.format: Format = format
        self.root = root
        self.data: Any = root.data
        self.dialect = dialect
        self._lines: Lines | None = None

    @property
    def original(self) -> str:
        """The text as it was given."""
        return self.recovery.original if self.recovery is not None else self.text

    @property
    def lines(self) -> Lines:
        """The table of line starts, built on first use."""
        if self._lines is None:
            self._lines = Lines(self.text)
        return self._lines

    def span(self, path: Path) -> Span | None:
        """Return the span of the value at `path`, or None when there is none. An alias has its own span."""
        node, _, depth = self._walk(path)
        return Span(node.start, node.end) if depth == len(path) else None

    def key_span(self, path: Path) -> Span | None:
        """Return the span of the key (or short tag) that leads to `path`; None for items and the root."""
        _, entry, depth = self._walk(path)
        return Span(entry.start, entry.end) if entry is not None and depth == len(path) else None

    def position(self, path: Path) -> Position:
        """Return line and column of what `path` names: its key, else its value, else its nearest ancestor."""
        node, entry, _ = self._walk(path)
        offset = entry.start if entry is not None else node.start
        return self.lines.position(offset) if self.recovery is None else self.recovery.position(offset)

    def _walk(self, path: Path) -> tuple[Node, Entry | None, int]:
        """Return the deepest node on the way, the entry that holds it, and how many parts led there."""
        node = self.root
        entry: Entry | None = None
        for depth, part in enumerate(path):
            here = node.target if isinstance(node, Alias) else node
            if isinstance(here, Mapping):
                found = here.entry(part) or _merged(here, part)
                if found is None:
                    return node, entry, depth
                node, entry = found.value, found
            elif isinstance(here, Sequence):
                if not isinstance(part, int) or not 0 <= part < len(here.items):
                    return node, entry, depth
                node, entry = here.items[part], None
            elif isinstance(here, Scalar) and here.dotted and part in range(len(here.data)):
                return Scalar(here.start, here.end, here.data[part]), None, depth + 1
            else:
                return node, entry, depth
        return node, entry, len(path)

    def edits(self, data: object) -> tuple[Edit, ...]:
        """Return the splices that make the text mean `data`: sorted, apart from each other, () iff equal.

        Key order in `data` decides only where new keys go. Raises ValueError when the root is no mapping.
        """
        from repair.document.reconcile import edits

        return edits(self, data)

    def edited(self, data: object) -> str:
        """Return the text with the edits for `data` applied; parsed again it means `data`."""
        return apply_edits(self.text, self.edits(data))


def _merged(mapping: Mapping, key: object) -> Entry | None:
    for merge in mapping.merges:
        source = merge.value.target if isinstance(merge.value, Alias) else merge.value
        sources = source.items if isinstance(source, Sequence) else [source]
        for one in sources:
            target = one.target if isinstance(one, Alias) else one
            if isinstance(target, Mapping):
                found = target.entry(key) or _merged(target, key)
                if found is not None:
                    return found
    return None


def parse(
    text: str,
    *,
    name: str = "",
    dialect: Dialect = PLAIN,
    format: Format | None = None,
    limits: Limits = DEFAULT,
) -> Document:
    """Return the document that `text` is.

    Args:
        text: The whole file, a byte-order mark allowed.
        name: The file's name for messages.
        dialect: What tags and dotted text mean.
        format: None: JSON when the first character that is no blank is `{`, else YAML.
        limits: How much it may have.

    Raises:
        InputError: The text is not what it should be; says line, column and what to do.
    """
    if format is None:
        format = "json" if text.lstrip("\ufeff \t\r\n")[:1] == "{" else "yaml"
    enabled = gc.isenabled()
    # Half a million small objects without a cycle: the collector would walk them again and again.
    gc.disable()
    try:
        if format == "json":
            root = parse_json(text, name, dialect, limits)
        else:
            from repair.document.yaml_parser import parse_yaml  # PyYAML takes as long to load as most files

            root = parse_yaml(text, name, dialect, limits)
    finally:
        if enabled:
            gc.enable()
    return Document(text, name, format, root, dialect, limits=limits)
