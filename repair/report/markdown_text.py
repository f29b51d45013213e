"""Text as Markdown that means just that text: escaped prose, code spans and fences that nothing breaks out of."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LIST = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=>])")
_WORD = re.compile(r"(?<=[A-Za-z0-9])\\_(?=[A-Za-z0-9])")
_URL = re.compile(r"https?://[^\s<>\"`\\^{|}]+")


def plain(text: str) -> str:
    """Text on one line in which no character has a meaning."""
    line = " ".join(text.split())
    line = _ENTITY.sub("&amp;", _WORD.sub("_", _SPECIAL.sub(r"\\\1", line)))
    return _LIST.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", line)


def prose(text: str) -> str:
    """A sentence on one line: what stands in single backticks is code, the rest is plain text."""
    line = " ".join(text.split())
    parts = _SPAN.split(line)
    return "".join(
        code(part) if index % 2 else _inner(part, first=index == 0) for index, part in enumerate(parts)
    )


def _inner(part: str, *, first: bool) -> str:
    lead = part[: len(part) - len(part.lstrip())]
    tail = part[len(part.rstrip()) :] if part.strip() else ""
    body = plain(part) if first else plain("x" + part.strip())[1:]
    return lead + body + tail


def code(text: str) -> str:
    """A code span; its fence is longer than any run of backticks inside."""
    line = " ".join(text.split("\n")).replace("\r", " ")
    if not line.strip():
        return ""
    ticks = "`" * (_longest_run(line) + 1)
    pad = " " if line[0] in "` " or line[-1] in "` " else ""
    return f"{ticks}{pad}{line}{pad}{ticks}"


def fence(text: str, language: str = "") -> str:
    """A fenced block; its fence is longer than any run of backticks inside."""
    ticks = "`" * max(3, _longest_run(text) + 1)
    return f"{ticks}{language}\n{text}\n{ticks}"


def link(url: str) -> str:
    """A link that shows where it leads; text that is no web address is code."""
    return f"<{url}>" if _URL.fullmatch(url) else code(url)


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
