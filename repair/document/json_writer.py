"""New JSON text in the style of its neighbours."""

from __future__ import annotations

import json
import math
from typing import Any

from repair.document.number import number_text
from repair.document.style import JsonStyle


class JsonWriter:
    """Writes values as JSON text."""

    def __init__(self, style: JsonStyle) -> None:
        self.style = style

    def text(self, value: str) -> str:
        """Return a JSON string; characters that UTF-8 cannot hold are always escaped."""
        if self.style.ascii:
            return json.dumps(value)
        plain = json.dumps(value, ensure_ascii=False)
        if any("\ud800" <= char <= "\udfff" for char in plain):
            return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in plain)
        return plain

    def scalar(self, value: Any) -> str:
        """Return a text, number, boolean or null. Raises ValueError for what JSON cannot hold."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, float):
            written = number_text(value)
            try:
                json.loads(written)
            except ValueError:
                if not math.isfinite(value):
                    raise ValueError(f"JSON has no number {written}") from None
                return float.__repr__(value)
            return written
        return json.dumps(value)

    def entry(self, key: str, value: Any, indent: str | None) -> str:
        """Return `"key": value`."""
        return self.text(key) + self.style.colon + self.value(value, indent)

    def value(self, value: Any, indent: str | None) -> str:
        """Return a value; `indent` is that of the line it begins on, None puts all on one line."""
        if not isinstance(value, dict | list):
            return self.scalar(value)
        if not value:
            return "{}" if isinstance(value, dict) else "[]"
        style = self.style
        if indent is not None and self._flat(value):
            indent = None
        inner = None if indent is None else indent + style.unit
        if isinstance(value, dict):
            opened, closed = "{", "}"
            parts = [self.entry(key, item, inner) for key, item in value.items()]
        else:
            opened, closed = "[", "]"
            parts = [self.value(item, inner) for item in value]
        if inner is None:
            padding = style.padding if opened == "{" else ""
            return opened + padding + style.comma.join(parts) + padding + closed
        newline = style.newline
        return (
            opened + newline + inner + ("," + newline + inner).join(parts) + newline + (indent or "") + closed
        )

    def _flat(self, value: dict[str, Any] | list[Any]) -> bool:
        if isinstance(value, list):
            return self.style.flat_lists and not any(isinstance(item, dict | list) for item in value)
        return (
            self.style.flat_pairs
            and len(value) == 1
            and not isinstance(next(iter(value.values())), dict | list)
        )
