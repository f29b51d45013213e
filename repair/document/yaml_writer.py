"""New YAML text in the style of its neighbours."""

from __future__ import annotations

import math
from typing import Any

from repair.document.dialect import Dialect, joined_dotted
from repair.document.number import WrittenFloat, number_text
from repair.document.style import YamlStyle
from repair.document.yaml_scalars import resolve
from repair.document.yaml_text import block_lines, block_safe, flow_scalar, folded_lines, key_text

_WIDTH = 80  # a tagged list that fits goes on one line, in brackets
_FLAT_ITEMS = 4


class YamlWriter:
    """Writes values as YAML text. Its `tail` is what follows the colon of a key or the dash of an item."""

    def __init__(self, style: YamlStyle, dialect: Dialect, *, blocks: bool = True) -> None:
        self.style = style
        self.dialect = dialect
        self.blocks = blocks  # multi-line text may become a literal block

    def scalar(self, value: Any, *, flow: bool = False, style: str | None = None) -> str:
        """Return a text, number, boolean or null on one line."""
        if isinstance(value, str):
            return flow_scalar(value, self.style.quote, flow=flow, style=style)
        if value is None:
            return "null"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, float):
            return _real(value)
        return str(value)

    def tag(self, value: Any) -> tuple[str, Any] | None:
        """Return tag and content when this value is to be written with a short tag."""
        if (
            not self.style.short
            or self.dialect.key_tag is None
            or not isinstance(value, dict)
            or len(value) != 1
        ):
            return None
        (key, content), *_ = value.items()
        tag = self.dialect.key_tag(key)
        return (tag, content) if tag is not None and isinstance(content, str | list) else None

    def dotted(self, key: str, content: Any) -> str | None:
        """Return the dotted text for this content of this key, or None."""
        return joined_dotted(content) if key in self.dialect.dotted else None

    # -- in brackets -----------------------------------------------------------------------------

    def flow(self, value: Any, *, short: bool = True, json: bool = False) -> str:
        """Return a value on one line, containers in brackets; `json`: keys and text in double quotes."""
        style = '"' if json else None
        if isinstance(value, dict):
            tagged = self.tag(value) if short else None
            if tagged is not None:
                return f"{tagged[0]} {self._flow_content(value, tagged[1], style)}"
            parts = (
                f"{self._flow_key(key, style)}: {self.flow(item, json=json)}" for key, item in value.items()
            )
            return "{" + ", ".join(parts) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(item, json=json) for item in value) + "]"
        return self.scalar(value, flow=True, style=style)

    def _flow_key(self, key: str, style: str | None) -> str:
        return key_text(key, self.style.quote, flow=True, style=style)

    def _flow_content(self, value: dict[str, Any], content: Any, style: str | None) -> str:
        text = self.dotted(next(iter(value)), content)
        return (
            self.scalar(text if text is not None else content, flow=True, style=style)
            if (text is not None or isinstance(content, str))
            else self.flow(content)
        )

    # -- in blocks -------------------------------------------------------------------------------

    def entry(self, key: str, value: Any, column: int) -> str:
        """Return `key: value` for a block mapping whose keys stand at `column`; no indent before the key."""
        return key_text(key, self.style.quote) + ":" + self.tail(value, column)

    def item(self, value: Any, column: int) -> str:
        """Return `- value` for a block sequence whose dashes stand at `column`; no indent before the dash."""
        return "-" + self.tail(value, column, item=True)

    def tail(
        self,
        value: Any,
        column: int,
        *,
        item: bool = False,
        key: str = "",
        style: str | None = None,
        indent: int | None = None,
    ) -> str:
        """Return what follows a colon or dash, with the blank or line break that begins it.

        Args:
            value: What it must mean.
            column: That of the key or dash.
            item: It follows a dash.
            key: The key of the short tag whose content it is, so that it may begin with no other; else `""`.
            style: The style of the scalar it replaces.
            indent: The column of the text in the block scalar it replaces.
        """
        if not isinstance(value, dict | list):
            return self._scalar_tail(value, column, item=item, style=style, indent=indent)
        text = self.dotted(key, value)
        if text is not None:
            return " " + self.scalar(text, style=style)
        if not value:
            return " {}" if isinstance(value, dict) else " []"
        short = None if key else self.tag(value)
        if short is not None and isinstance(value, dict):
            return self._tagged(value, short, column, item=item)
        inner = column + self.style.width if item else column + self.style.step
        if isinstance(value, dict):
            lines = [self.entry(name, content, inner) for name, content in value.items()]
        else:
            inner = column + self.style.width if item else column + self.style.dash
            lines = [self.item(content, inner) for content in value]
        return self.lead(inner, compact=item and not key) + self.break_to(inner).join(lines)

    def lead(self, column: int, *, compact: bool) -> str:
        """Return what stands before the first line of a block: blanks behind a dash, or a new line."""
        return " " * (self.style.width - 1) if compact else self.break_to(column)

    def break_to(self, column: int) -> str:
        """Return a line break and the indent of `column`."""
        return self.style.newline + " " * column

    def _tagged(self, value: dict[str, Any], short: tuple[str, Any], column: int, *, item: bool) -> str:
        tag, content = short
        if isinstance(content, list) and 0 < len(content) <= _FLAT_ITEMS:
            flat = f" {tag} {self._flow_content(value, content, None)}"
            if len(flat) + column <= _WIDTH and not any(_multi_line(part) for part in content):
                return flat
        return f" {tag}" + self.tail(content, column, item=item, key=next(iter(value)))

    def _scalar_tail(
        self, value: Any, column: int, *, item: bool, style: str | None, indent: int | None = None
    ) -> str:
        if isinstance(value, str) and self.blocks:
            folded = folded_lines(value) if style == ">" else None
            if folded is None and block_safe(value, short=style == "|") and style not in ("'", '"'):
                folded = block_lines(value)
            if folded is not None:
                header, lines = folded
                if indent is None or indent <= column:
                    indent = column + (self.style.width if item else self.style.step)
                blanks = " " * indent
                body = (blanks + line if line else "" for line in lines)
                return self.style.newline.join([f" {header}", *body])
        return " " + self.scalar(value, style=style)


def _multi_line(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_multi_line(item) for item in value.values())
    if isinstance(value, list):
        return any(_multi_line(item) for item in value)
    return isinstance(value, str) and "\n" in value


def _real(value: float) -> str:
    text = number_text(value)
    if isinstance(resolve(text), float):
        return text
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    if math.isnan(value):
        return ".nan"
    text = float.__repr__(value) if isinstance(value, WrittenFloat) else text
    mantissa, mark, exponent = text.partition("e")
    if "." not in mantissa:
        mantissa += ".0"
    if mark and exponent[0] not in "+-":
        exponent = "+" + exponent
    return mantissa + mark + exponent
