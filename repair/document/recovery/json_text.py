"""Text in JSON that is not written as JSON asks: other quotes, line breaks, block text, bare words."""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import dataclass

_GOOD = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_STRUCTURE = re.compile(r'[ \t]*(?:"(?:[^"\n\\]|\\.)*"[ \t]*:|[\]}])')
_BREAKS = re.compile(r"[\r\n](?:[ \t]*+[\r\n])*+")
_BLOCK = re.compile(r"([|>])[-+0-9]{0,2}[ \t]*(?:\r\n|\n|\r)")
_UNICODE = re.compile(r"\\u[0-9a-fA-F]{4}")
_ORDINARY = re.compile(r"[^\"'`\u201d\u2019\\\r\n]*")
_ESCAPES = {
    **{char: char for char in "'`\"/\\"},
    "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
}  # fmt: skip
_LONGEST_BLOCK = 200_000
_BARE = re.compile(r"[A-Za-z_$*@%][^\n\r,\]}{\[\"]*")


@dataclass(frozen=True, slots=True)
class Text:
    """A text value as it stands and as JSON writes it.

    Attributes:
        end: Where it ends in the source.
        value: What it says.
        kind: The kind of mistake; "" when it is JSON as it stands.
        message: What is done about it.
        plain: Whether it has only one reading.
    """

    end: int
    value: str
    kind: str = ""
    message: str = ""
    plain: bool = True


def read_text(source: str, at: int) -> Text | None:
    """The quoted text at `at`, in whatever quotes; None when there is none or it never ends."""
    good = _GOOD.match(source, at)
    if good:
        return Text(good.end(), json.loads(good.group()))
    if source.startswith("'''", at):
        return _until(source, at, "'''", "text in ''' is written in double quotes")
    if source.startswith("'", at):
        return _until(source, at, "'", "text in single quotes is written in double quotes")
    if source.startswith("`", at):
        return _until(source, at, "`", "text in backticks is written in double quotes")
    for opening, closing in ("\u201c\u201d", "\u2018\u2019"):
        if source.startswith(opening, at):
            return _until(source, at, closing, "text in typographic quotes is written in plain ones")
    if source.startswith('"', at):
        return _unescaped(source, at)
    return None


def read_block(source: str, at: int) -> Text | None:
    """The YAML block text (`|`, `>`) that begins at `at`: it ends before the first line indented no more than its key's."""
    head = _BLOCK.match(source, at)
    if head is None:
        return None
    line = source.rfind("\n", 0, at) + 1
    indent = _indent(source[line:at])
    end = position = head.end()
    taken: list[str] = []
    while position < len(source):
        stop = source.find("\n", position)
        stop = len(source) if stop < 0 else stop
        text = source[position:stop].rstrip("\r")
        if text.strip() and _indent(text) <= indent:
            break
        if position - at > _LONGEST_BLOCK:
            return None
        taken.append(text)
        if text.strip():
            end = position + len(text)
        position = stop + 1
    value = textwrap.dedent("\n".join(taken)).strip("\n")
    if not value:
        return None
    if head.group(1) == ">":
        value = re.sub(r"(?<!\n)\n(?!\n)", " ", value)
    keep = "" if "-" in head.group() else "\n"
    return Text(end, value + keep, "syntax-short-form", "YAML block text is written as a JSON text")


def read_bare(source: str, at: int) -> Text | None:
    """The unquoted word or words at `at`, up to the end of the line, a comma or a bracket."""
    found = _BARE.match(source, at)
    if found is None:
        return None
    value = found.group().rstrip()
    return Text(at + len(value), value, "syntax-quotes", "the text is put in quotes", plain=False)


def shown(key: str, before: str = "") -> str:
    """The key in quotes, after the words `before`, when it is a plain name; what may be a secret is not shown."""
    return f"{before}{key!r}" if re.fullmatch(r"[A-Za-z_$][\w$-]{0,40}", key) else "the key"


def _until(source: str, at: int, quote: str, message: str) -> Text | None:
    position = at + len(quote)
    parts: list[str] = []
    while position < len(source):
        if source.startswith(quote, position):
            return Text(position + len(quote), "".join(parts), "syntax-quotes", message)
        if len(quote) == 1 and quote != "`" and source[position] in "\r\n":
            return None
        if source[position] == "\\" and position + 1 < len(source):
            parts.append(_escape(source, position))
            position += 6 if source[position + 1] == "u" and len(parts[-1]) == 1 else 2
            continue
        end = _ordinary(source, position)
        parts.append(source[position:end])
        position = end
    return None


def _ordinary(source: str, at: int) -> int:
    """Past the character at `at` and those after it that mean nothing but themselves."""
    found = _ORDINARY.match(source, at + 1)
    return found.end() if found else at + 1


def _escape(source: str, at: int) -> str:
    pair = source[at : at + 2]
    if pair == "\\u":
        unicode = _UNICODE.match(source, at)
        return str(json.loads(f'"{unicode.group()}"')) if unicode else pair
    return _ESCAPES.get(pair[1], pair)


def _unescaped(source: str, at: int) -> Text | None:
    """Text in double quotes with line breaks, control characters or unknown escapes in it, or without its end."""
    position = at + 1
    parts: list[str] = []
    broken = False
    while position < len(source):
        char = source[position]
        if char == '"':
            value = "".join(parts)
            what = (
                "line breaks are written as \\n" if broken else "a backslash or control character is escaped"
            )
            return Text(position + 1, value, "syntax-escape", what)
        blank = _BREAKS.match(source, position)
        if blank:
            if _STRUCTURE.match(source, blank.end()):
                return _unclosed(source, at, position)
            broken = True
            parts.append(blank.group())
            position = blank.end()
            continue
        if char == "\\" and position + 1 < len(source):
            part = _escape(source, position)
            parts.append(part)
            position += 6 if source[position + 1] == "u" and len(part) == 1 else 2
            continue
        end = _ordinary(source, position)
        parts.append(source[position:end])
        position = end
    return None


def _unclosed(source: str, at: int, line_end: int) -> Text:
    """Text that lacks its closing quote: it ends with its line, before a comma there."""
    end = at + len(source[at:line_end].rstrip().removesuffix(",").rstrip())
    return Text(end, source[at + 1 : end], "syntax-quotes", "the closing quote is added", plain=False)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
