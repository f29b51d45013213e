"""The error for a mapping that has a key twice, the same in JSON and YAML."""

from __future__ import annotations

from repair.document.spans import Lines
from repair.errors import DuplicateKeyError


def duplicate_key(key: object, text: str, first: int, second: int, name: str) -> DuplicateKeyError:
    """The error for `key`, which stands at the offsets `first` and `second` of `text`."""
    lines = Lines(text)
    at = lines.position(second)
    message = (
        f"the key {key!r} stands here a second time, first at {lines.position(first)}: remove or rename one"
    )
    return DuplicateKeyError(message, name=name, line=at.line, column=at.column)
