"""Lines that an edit made too long are broken as black and prettier break them; no other line is touched."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN, _CLOSE = "([{", ")]}"
_LEAST = {"python": 88, "typescript": 80}
_MOST = 120


def laid_out(old: str, new: str, language: str) -> str:
    """The new text, in which lines that are not in the old one keep to the width of the old one."""
    known = set(old.splitlines())
    width = min(max([_LEAST[language], *map(len, known)]), _MOST)
    style = _Style(width, _unit(old), trailing=language == "python" or bool(re.search(r",\n\s*[}\])]", old)))
    position = 0
    while position < len(new):
        end = new.find("\n", position)
        end = len(new) if end < 0 else end
        line = new[position:end]
        broken = None
        if line not in known and len(line) > width:
            broken = _broken(new, position, end, language, style)
        if broken is None:
            position = end + 1
        else:
            new = new[:position] + broken + new[end:]
            position += broken.index("\n") + 1  # what stands on lines of its own now may be too long still
    return new


@dataclass(frozen=True, slots=True)
class _Style:
    """The width of lines in characters, one step of indentation, and whether lists end in a comma."""

    width: int
    unit: str
    trailing: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """Brackets that open and close on one line: their places, and the commas between what they hold."""

    start: int
    end: int
    commas: tuple[int, ...]
    depth: int


def _broken(text: str, start: int, end: int, language: str, style: _Style) -> str | None:
    """The line from `start` to `end` on several lines; None when nothing in it can be broken."""
    groups = _groups(text, start, end, language)
    if not groups:
        return None
    shallow = min(one.depth for one in groups)
    group = [one for one in groups if one.depth == shallow][-1]
    if language == "typescript" and text[group.start] == "(":
        # the object that ends the arguments holds the lines: new Bucket(this, 'B', {
        before = group.commas[-1] if group.commas else group.start
        inner = [one for one in groups if one.depth == shallow + 1 and one.end == group.end - 1]
        if inner and text[inner[0].start] == "{" and not text[before + 1 : inner[0].start].strip():
            group = inner[0]
    indent = re.match(r"[ \t]*", text[start:end])
    inner_indent = (indent[0] if indent else "") + style.unit
    ends = [*group.commas, group.end]
    begins = [group.start + 1, *(one + 1 for one in group.commas)]
    items = [text[one:other].strip() for one, other in zip(begins, ends, strict=True)]
    items = [one for one in items if one]
    last = "," if style.trailing else ""
    body = (",\n" + inner_indent).join(items)
    return (
        f"{text[start : group.start + 1]}\n{inner_indent}{body}{last}\n{indent[0] if indent else ''}"
        f"{text[group.end : end]}"
    )


def _groups(text: str, start: int, end: int, language: str) -> list[_Group]:
    """The brackets on a line that hold something, outside of texts and comments."""
    found: list[_Group] = []
    stack: list[tuple[int, list[int]]] = []
    at = 0
    while at < end:
        skipped = _text_end(text, at, language)
        if skipped > at:
            at = skipped
            continue
        mark = text[at]
        if mark in _OPEN:
            stack.append((at, []))
        elif mark == "," and stack:
            stack[-1][1].append(at)
        elif mark in _CLOSE and stack:
            opened, commas = stack.pop()
            if opened >= start and text[opened + 1 : at].strip():
                found.append(_Group(opened, at, tuple(commas), len(stack)))
        at += 1
    return found


_TEXTS = {
    "python": re.compile(
        r"[rbfuRBFU]{0,2}(?:\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')|#[^\n]*",
        re.DOTALL,
    ),
    "typescript": re.compile(
        r"`(?:\\.|[^`\\])*`|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|//[^\n]*|/\*.*?\*/", re.DOTALL
    ),
}


def _text_end(text: str, at: int, language: str) -> int:
    """The end of the text or comment that begins at `at`; `at` when none does."""
    if text[at] not in "\"'`#/rbfuRBFU" or (text[at].isalpha() and text[at - 1 : at].isalnum()):
        return at
    found = _TEXTS[language].match(text, at)
    return found.end() if found is not None else at


def _unit(text: str) -> str:
    """One step of indentation: the smallest that the text has."""
    indents = {match[0] for match in re.finditer(r"^(?:\t|  +)(?=\S)", text, re.MULTILINE)}
    plain = [one for one in indents if one and not one.startswith(" *")]
    return min(plain, key=len, default="    ")
