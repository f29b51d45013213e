"""Mending YAML line by line: candidates around the place where the parser stopped, the first that helps is taken."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from repair.document.dialect import Dialect
from repair.document.document import parse
from repair.document.recovery.mend import Mend
from repair.document.recovery.yaml_tabs import tab_mends
from repair.document.spans import Edit, apply_edits
from repair.errors import DuplicateKeyError, InputError

_KEY = re.compile(
    r"""(?P<indent>[ ]*)(?P<dash>(?:-[ ]+)*)(?P<key>[^\s'"\[\]{}#&*!|>%@`-][^:#\r\n]*+|"[^"\r\n]*"|'[^'\r\n]*')[ ]*:(?P<gap>[ ]*)(?P<value>[^\r\n]*)"""
)
_WINDOW = 40
"""Lines before the place that are looked at: what is wrong often stands a little earlier."""
WORK = 800_000
"""Characters that may be parsed for one mistake: every change that is tried costs a parse of the text."""
_PARTS = 4
"""How many times as long parsing a character takes as finding the line that it stands in."""
_CERTAIN = re.compile(r"(?:@|`|%|\*(?!\w)|\{\{)")
"""What a value begins with that YAML cannot mean in any other way."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text.

    Attributes:
        start: Where it begins.
        text: What it says, without its line break.
    """

    start: int
    text: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        return not self.text.strip() or self.text.lstrip().startswith("#")


@dataclass(slots=True)
class Work:
    """The characters that may still be parsed for one text. A count and no clock: the same on every machine."""

    left: int = 1_500_000


def yaml_mend(text: str, error: InputError, dialect: Dialect, work: Work) -> list[Mend] | None:
    """The change that takes the parser past `error`, or None when none is known or the work is used up.

    A change counts when the text parses, when the parser gets to a later line, or at least finds another fault
    in the same one; the one that gets furthest is taken.
    """
    work.left -= len(text)
    if work.left <= 0:
        return None
    lines = _lines(text)
    at = min(max((error.line or 1) - 1, 0), len(lines) - 1)
    if isinstance(error, DuplicateKeyError):
        return list(_duplicate(lines, at)) or None
    best: tuple[int, Mend] | None = None
    enough = work.left - WORK
    for mend in _candidates(text, lines, at):
        if work.left <= max(enough, 0):
            break
        work.left -= len(text) // _PARTS
        fault = _fault(text, mend, dialect)
        if fault is None:
            return [mend]
        line, message = fault
        work.left -= lines[min(max(line, 0), len(lines) - 1)].end
        further = line > at or (line == at and message != error.message)
        if further and mend.plain and lines[at].start <= mend.at <= lines[at].end:
            return [mend]  # it stands where the parser stopped: no luck further off is as likely
        if further and (best is None or line > best[0]):
            best = (line, mend)
    return [best[1]] if best else None


def _fault(text: str, mend: Mend, dialect: Dialect) -> tuple[int, str] | None:
    """Where the parser stops after the mend, as a 0-based line of the old text, and why; None: nowhere."""
    after = apply_edits(text, mend.edits)
    try:
        parse(after, dialect=dialect, format="yaml")
    except InputError as error:
        line = (error.line or 1) - 1
        if isinstance(error, DuplicateKeyError):  # the second one's value was read to its end
            line = _block(_lines(after), line)[1]
        return line - (after.count("\n") - text.count("\n")), error.message
    return None


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    start = 1 if text.startswith("\ufeff") else 0
    for match in re.finditer(r"[^\r\n]*(?:\r\n|\n|\r|\Z)", text[start:]):
        if match.group() or not found:
            found.append(_Line(start + match.start(), match.group().rstrip("\r\n")))
    return found


def _candidates(text: str, lines: list[_Line], at: int) -> Iterator[Mend]:
    """Changes to try, the likeliest first, from the place backwards."""
    yield from tab_mends([(line.start, line.text) for line in lines])
    near = [number for number in range(at, max(at - _WINDOW, -1), -1) if not lines[number].blank]
    for make in _MAKERS:
        for number in near:
            yield from make(lines, number)
    yield from _cut_off(text, lines, at)


# -- one line -------------------------------------------------------------------------------------


def _special(lines: list[_Line], number: int) -> Iterator[Mend]:
    """A value that begins with what YAML keeps for itself is put in quotes."""
    line = lines[number]
    for begin, value in _values(line):
        if (
            value[0] in "*&@`%{[!|>?,]}"
            or value.startswith(("{{", "- "))
            or ": " in value
            or " #" in value
            or value.endswith(":")
        ):
            yield from _quoted(line, begin, value)


def _values(line: _Line) -> Iterator[tuple[int, str]]:
    """The value of the line's key, else its list item, and where it begins: after a tag when there is one, then before."""
    entry = _KEY.match(line.text)
    item = re.match(r"[ ]*(?:-[ ]+)+", line.text)
    if entry and entry.group("value"):
        begin = entry.start("value")
    elif item:
        begin = item.end()
    else:
        return
    value = line.text[begin:].rstrip()
    tag = re.match(r"![A-Za-z]+[ ]+", value)
    if tag:
        yield begin + tag.end(), value[tag.end() :]
    if value:
        yield begin, value


def _quoted(line: _Line, begin: int, value: str) -> Iterator[Mend]:
    """The value in quotes: without the comment after it first, then with it."""
    if value[0] in "'\"":
        return
    start = line.start + begin
    comment = re.search(r"(?<! )[ ]+#.*$", value)
    plain = not comment and bool(_CERTAIN.match(value) or re.match(r"\w", value))
    for text in ([value[: comment.start()]] if comment else []) + [value]:
        quoted = "'" + text.replace("'", "''") + "'"
        edit = Edit(start, start + len(text), quoted)
        yield Mend("syntax-quotes", "the value is put in quotes", (edit,), plain, start)


def _quotes(lines: list[_Line], number: int) -> Iterator[Mend]:
    """Quoted text whose quotes do not end it: escaped in another language's way, or closed too early or never."""
    line = lines[number]
    for begin, value in _values(line):
        quote = value[0]
        if quote not in "'\"":
            continue
        start = line.start + begin
        inner = value[1:].removesuffix(quote)
        if quote == "'":
            readings = (
                [inner.replace("\\'", "'"), inner.removesuffix("'")]
                if "\\'" in inner or inner.endswith("'")
                else [inner]
            )
        else:
            readings = [inner.replace('\\"', '"')]
        for reading in readings:
            text = (
                json.dumps(reading, ensure_ascii=False)
                if quote == '"'
                else "'" + reading.replace("'", "''") + "'"
            )
            if text != value:
                edit = Edit(start, start + len(value), text)
                yield Mend("syntax-quotes", "the quotes of this text are mended", (edit,), False, start)


def _colon(lines: list[_Line], number: int) -> Iterator[Mend]:
    """A key without its colon, or without the space after it."""
    line = lines[number]
    body = line.text.strip()
    tight = re.fullmatch(r"((?:-[ ]+)*([A-Za-z][A-Za-z0-9]*)):([^\s:/].*)", body)
    if tight:
        at = line.start + line.text.index(":") + 1
        plain = tight[2][0].isupper() and len(tight[2]) > 1  # `s3:GetObject` is text, and so is a drive `C:`
        yield Mend("syntax-colon", "the space after the colon is added", (Edit(at, at, " "),), plain, at - 1)
    following = next((one for one in lines[number + 1 :] if not one.blank), None)
    if (
        re.fullmatch(r"(?:-[ ]+)*[A-Za-z]\w*(?:::\w+)*", body)
        and following
        and following.indent > line.indent
    ):
        at = line.start + len(line.text.rstrip())
        yield Mend("syntax-colon", "the missing colon is added", (Edit(at, at, ":"),), True, at)
    pair = re.fullmatch(r"([A-Z][A-Za-z0-9]*)[ ]+(\S.*)", body)
    if pair and not body.startswith("- "):
        at = line.start + line.indent + len(pair.group(1))
        yield Mend("syntax-colon", "the missing colon is added", (Edit(at, at, ":"),), False, at)


def _indentation(lines: list[_Line], number: int) -> Iterator[Mend]:
    """A line, or a block, that stands a little left or right of its neighbours."""
    line = lines[number]
    columns: list[int] = []
    for other in reversed(lines[:number]):
        if not other.blank and other.indent not in columns:
            columns.append(other.indent)
        if len(columns) == 6:
            break
    block = [line]
    for other in lines[number + 1 :]:
        if not other.blank and other.indent <= line.indent:
            break
        if not other.blank:
            block.append(other)
    for column in sorted(columns, key=lambda one: abs(one - line.indent)):
        shift = column - line.indent
        if not shift or abs(shift) > 8:
            continue
        for moved in (block, [line]):
            edits = tuple(_shifted(one, shift) for one in moved)
            message = (
                f"{len(edits)} line{'s' if len(edits) > 1 else ''} moved to the column of the lines before"
            )
            yield Mend("syntax-indentation", message, edits, False, line.start + line.indent)
            if len(block) == 1:
                break


def _shifted(line: _Line, shift: int) -> Edit:
    if shift > 0:
        return Edit(line.start, line.start, " " * shift)
    return Edit(line.start, line.start - shift, "")


_MAKERS: tuple[Callable[[list[_Line], int], Iterator[Mend]], ...] = (_special, _colon, _quotes, _indentation)


# -- blocks ---------------------------------------------------------------------------------------


def _duplicate(lines: list[_Line], at: int) -> Iterator[Mend]:
    """A key that stands twice with the same body: the second is taken out."""
    found = _KEY.match(lines[at].text)
    if found is None:
        return
    mine = _block(lines, at)
    for number in range(at - 1, -1, -1):
        other = lines[number]
        if other.blank:
            continue
        if other.indent < lines[at].indent:
            return
        if other.indent == lines[at].indent:
            same = _KEY.match(other.text)
            if same and same.group("key").rstrip() == found.group("key").rstrip():
                if _said(lines, _block(lines, number)) == _said(lines, mine):
                    end = lines[mine[1]].start if mine[1] < len(lines) else lines[-1].end
                    edit = Edit(lines[at].start, end, "")
                    message = "an entry is written twice with the same body; one is taken out"
                    yield Mend("syntax-duplicate", message, (edit,), True, lines[at].start + lines[at].indent)
                return


def _block(lines: list[_Line], number: int) -> tuple[int, int]:
    """The lines of the entry that begins at line `number`."""
    end = number + 1
    while end < len(lines) and (lines[end].blank or lines[end].indent > lines[number].indent):
        end += 1
    while end > number + 1 and lines[end - 1].blank:
        end -= 1
    return number, end


def _said(lines: list[_Line], block: tuple[int, int]) -> list[str]:
    return [line.text.strip() for line in lines[block[0] : block[1]] if not line.blank]


def _cut_off(text: str, lines: list[_Line], at: int) -> Iterator[Mend]:
    """The text ends inside quotes or brackets: its last entry is dropped."""
    last = max((number for number, line in enumerate(lines) if not line.blank), default=0)
    if at < last - 1:
        return
    for number in range(last, max(last - _WINDOW, 0), -1):
        if lines[number].blank:
            continue
        message = "the text ends in the middle of this entry, which is lost; what is whole before it is kept"
        start = lines[number].start
        yield Mend(
            "syntax-cut-off", message, (Edit(start, len(text), ""),), False, start + lines[number].indent
        )
