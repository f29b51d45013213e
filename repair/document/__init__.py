"""Text of a file as a tree: JSON and YAML in, a span for every node, edits that leave every other byte alone."""

from __future__ import annotations

from repair.document.dialect import PLAIN, Dialect
from repair.document.document import Document, parse
from repair.document.number import WrittenFloat
from repair.document.pointer import Path, from_pointer, to_pointer
from repair.document.spans import Edit, Position, Span

__all__ = [
    "PLAIN",
    "Dialect",
    "Document",
    "Edit",
    "Path",
    "Position",
    "Span",
    "WrittenFloat",
    "from_pointer",
    "parse",
    "to_pointer",
]
