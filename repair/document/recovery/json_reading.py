"""Reading JSON as it was meant: a scanner that goes on where JSON ends and notes what must change.

It reads twice where brackets do not match: the second time indentation says which bracket is missing or too many.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from itertools import accumulate

from repair.document.dialect import Dialect, split_dotted
from repair.document.limits import DEFAULT
from repair.document.recovery.json_text import Text, read_bare, read_block, read_text, shown
from repair.document.recovery.mend import Mend
from repair.document.spans import Edit, Lines

MAX_DEPTH = DEFAULT.depth

MAX_MENDS = 20_000
"""Mistakes of one text that are mended; a text with more is none that people or programs write."""

_STRUCTURE = frozenset({"syntax-bracket", "syntax-cut-off"})
_SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_INDENT = re.compile(r"[ \t]*")
_COMMENT = re.compile(r"//[^\r\n]*|/\*.*?\*/|#[^\r\n]*", re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![0-9A-Za-z_.+-])")
_WORD = re.compile(r"(?:true|false|null)\b")
_OTHER_WORDS = {"True": "true", "False": "false", "None": "null", "undefined": "null"}
_OTHER_WORD = re.compile(rf"(?:{'|'.join(_OTHER_WORDS)})\b")
_TAG = re.compile(r"!([A-Za-z][A-Za-z0-9]*)[ \t]+")
_TAGGED = re.compile(r"[A-Za-z0-9_:.-]+")
_KEY = re.compile(r"[A-Za-z_$][\w$:.-]*")
_CLOSED = re.compile(r'"[ \t]*:')


class UnclearError(Exception):
    """What was meant cannot be told here."""


class _CutError(Exception):
    """The text ends inside an entry; what holds it drops the entry."""


@dataclass(slots=True)
class _Frame:
    """An object or array that is being read.

    Attributes:
        start: Where its opening bracket stands.
        closer: Its closing bracket.
        indent: The indentation of the line that the opening bracket ends; None when it does not, or nobody asks.
        whole: Where its last whole entry ends.
        comma: The comma after that entry, None as long as there is none.
        filled: Whether it has a whole entry.
        known: Where the value of each of its keys stands.
    """

    start: int
    closer: str
    indent: int | None
    whole: int
    comma: int | None = None
    filled: bool = False
    known: dict[str, tuple[int, int]] = field(default_factory=dict)


def json_mends(text: str, dialect: Dialect) -> list[Mend] | None:
    """What makes JSON of `text`, or None when it cannot be told. The result is still to be parsed."""
    plain = _read(text, dialect, indented=False)
    if plain is not None and not any(one.kind in _STRUCTURE for one in plain):
        return plain
    indented = _read(text, dialect, indented=True)
    if indented is None:
        return plain and [replace(one, plain=False) for one in plain]
    # Where brackets alone and indentation tell the same story there is no other.
    sure = plain is not None and [one.edits for one in plain] == [one.edits for one in indented]
    return [replace(one, plain=one.plain and (sure or one.kind not in _STRUCTURE)) for one in indented]


def _read(text: str, dialect: Dialect, *, indented: bool) -> list[Mend] | None:
    reader = _Reader(text, dialect, indented=indented)
    try:
        reader.document()
    except (UnclearError, _CutError):
        return None
    return _outermost(reader.mends)


def _outermost(mends: list[Mend]) -> list[Mend]:
    """The mends without those whose text another one takes out."""
    taken = sorted({(e.start, e.end) for mend in mends for e in mend.edits if e.end > e.start})
    starts = [start for start, _ in taken]
    furthest = list(accumulate((end for _, end in taken), max))

    def covered(edit: Edit) -> bool:
        before = bisect_left(starts, edit.start)  # those that begin earlier
        if before and furthest[before - 1] >= edit.end:
            return True
        same = bisect_right(starts, edit.start)
        return same > before and furthest[same - 1] > edit.end

    return [mend for mend in mends if not any(covered(edit) for edit in mend.edits)]


class _Reader:
    def __init__(self, text: str, dialect: Dialect, *, indented: bool) -> None:
        self.text = text
        self.lines = Lines(text)
        self.dialect = dialect
        self.indented = indented
        self.mends: list[Mend] = []
        self.frames: list[_Frame] = []
        self.comments: set[int] = set()
        self.cut_at: int | None = None
        self.endings: list[str] = []

    def mend(self, kind: str, message: str, at: int, *edits: Edit, plain: bool = True) -> None:
        if len(self.mends) == MAX_MENDS:
            raise UnclearError
        self.mends.append(Mend(kind, message, edits, plain, at))

    # -- space and comments ---------------------------------------------------------------------

    def skip(self, at: int) -> int:
        """Past space and comments; comments are taken out, with the space before them on their line."""
        while True:
            space = _SPACE.match(self.text, at)
            at = space.end() if space else at
            comment = _COMMENT.match(self.text, at)
            if comment is None:
                return at
            if at in self.comments:
                at = comment.end()
                continue
            self.comments.add(at)
            begin = at
            while begin > 0 and self.text[begin - 1] in " \t":
                begin -= 1
            end = comment.end()
            alone = begin == 0 or self.text[begin - 1] == "\n"
            if alone and self.text[end : end + 1] == "\n":
                end += 1
            self.mend("syntax-comment", "the comment is taken out", at, Edit(begin, end, ""))
            at = comment.end()

    def indent(self, at: int) -> int | None:
        """The column of `at` when nothing but space stands before it on its line."""
        line = self.lines.start(at)
        return at - line if _indent_end(self.text, line) >= at else None

    def line_indent(self, at: int) -> int | None:
        """The indentation of the line of a bracket that ends its line; None for one that does not."""
        if _indent_end(self.text, at + 1) < self.lines.end(at):
            return None
        line = self.lines.start(at)
        return min(_indent_end(self.text, line), at) - line

    # -- values ---------------------------------------------------------------------------------

    def document(self) -> None:
        at = self.value(self.skip(0))
        if self.cut_at is not None:
            edit = Edit(self.cut_at, len(self.text), "".join(self.endings) + "\n")
            self.mend(
                "syntax-bracket",
                "the brackets that are still open at the end are closed",
                self.cut_at,
                edit,
                plain=False,  # nobody knows whether more stood there
            )
            return
        after = self.skip(at)
        if after == len(self.text):
            return
        if self.text[after:].strip("}], \t\r\n") or not self.indented:
            raise UnclearError  # indentation may say which bracket is too many
        message = "what closes nothing at the end is taken out"
        self.mend("syntax-bracket", message, after, Edit(at, len(self.text), "\n"))

    def value(self, at: int) -> int:
        """Past the value at `at`."""
        text = self.text
        if at >= len(text):
            raise _CutError
        char = text[at]
        if char in "{[":
            return self.container(at)
        found = _NUMBER.match(text, at) or _WORD.match(text, at)
        if found:
            return found.end()
        other = _OTHER_WORD.match(text, at)
        if other:
            word = _OTHER_WORDS[other.group()]
            self.mend("syntax-quotes", f"{other.group()} is written {word}", at, Edit(at, other.end(), word))
            return other.end()
        if char == "!":
            return self.tagged(at)
        quoted = read_text(text, at) or read_block(text, at)
        if quoted is not None:
            return self.written(at, quoted)
        if char in "\"'`":
            raise _CutError
        bare = read_bare(text, at)
        if bare is None:
            raise UnclearError
        return self.written(at, bare)

    def written(self, at: int, found: Text) -> int:
        if found.kind:
            new = json.dumps(found.value, ensure_ascii=False)
            self.mend(found.kind, found.message, at, Edit(at, found.end, new), plain=found.plain)
        return found.end

    def tagged(self, at: int) -> int:
        """A short YAML tag and its value, `!Ref Name`: written as an object."""
        tag = _TAG.match(self.text, at)
        if tag is None or self.dialect.tag_key is None:
            raise UnclearError
        key = self.dialect.tag_key(f"!{tag.group(1)}")
        message = f"the short form !{tag.group(1)} is written {json.dumps(key)}"
        opening = f"{{{json.dumps(key)}: "
        name = _TAGGED.match(self.text, tag.end())
        if name:
            value = split_dotted(name.group()) if key in self.dialect.dotted else name.group()
            edit = Edit(at, name.end(), f"{opening}{json.dumps(value)}}}")
            self.mend("syntax-short-form", message, at, edit)
            return name.end()
        end = self.value(tag.end())
        self.mend("syntax-short-form", message, at, Edit(at, tag.end(), opening), Edit(end, end, "}"))
        return end

    # -- objects and arrays ---------------------------------------------------------------------

    def container(self, at: int) -> int:
        """Past the object or array at `at`."""
        if len(self.frames) >= MAX_DEPTH:
            raise UnclearError
        closer = "}" if self.text[at] == "{" else "]"
        frame = _Frame(at, closer, self.line_indent(at) if self.indented else None, at + 1)
        self.frames.append(frame)
        try:
            return self.entries(frame)
        finally:
            self.frames.pop()

    def entries(self, frame: _Frame) -> int:
        """Past the closing bracket of `frame`, there or not."""
        text = self.text
        at = self.skip(frame.whole)
        while at < len(text):
            if self.outdented(frame, at):
                return self.closed_early(frame, at)
            if text[at] in "}]":
                if self.too_deep(frame, at):
                    at = self.surplus(frame, at)
                elif text[at] == frame.closer:
                    return self.closed(frame, at)
                elif any(outer.closer == text[at] for outer in self.frames[:-1]):
                    return self.closed_early(frame, at)
                else:
                    raise UnclearError
                continue
            if text[at] == ",":
                message = "a comma with nothing before it is taken out"
                self.mend("syntax-comma", message, at, Edit(at, at + 1, ""))
                at = self.skip(at + 1)
                continue
            if frame.filled and frame.comma is None:
                if _quotes_touch(text, at):
                    raise UnclearError
                self.mend(
                    "syntax-comma", "the missing comma is added", at, Edit(frame.whole, frame.whole, ",")
                )
            try:
                end = self.entry(frame, at) if frame.closer == "}" else self.value(at)
            except _CutError:
                return self.cut(frame, at)
            frame.whole, frame.comma, frame.filled = end, None, True
            at = self.past_comma(frame, self.skip(end))
        return self.ends(frame)

    def past_comma(self, frame: _Frame, at: int) -> int:
        if self.text[at : at + 1] != "," or frame.comma is not None:
            return at
        frame.comma = at
        return self.skip(at + 1)

    def entry(self, frame: _Frame, at: int) -> int:
        """Past the key at `at` and its value."""
        text = self.text
        name, end = self.key(at)
        colon = self.skip(end)
        if colon >= len(text):
            raise _CutError
        size = (
            1 if text[colon] == ":" else 2 if text.startswith("=>", colon) else 1 if text[colon] == "=" else 0
        )
        if text[colon] != ":":
            if (not size and text[colon] not in '"{[') or _quotes_touch(text, colon):
                raise UnclearError
            edit = Edit(end, colon + size, ": ")
            self.mend("syntax-colon", f"the colon after {shown(name)} is written", colon, edit)
        value = self.skip(colon + size)
        if text[value : value + 1] in (",", "}", "]"):
            raise UnclearError  # a key without a value: nobody knows which
        end = self.value(value)
        first = frame.known.setdefault(name, (value, end))
        if first != (value, end):
            if _squeezed(text[slice(*first)]) != _squeezed(text[value:end]):
                raise UnclearError  # two values: nobody knows which
            message = f"{shown(name)} is written twice with the same value; one is taken out"
            self.mend("syntax-duplicate", message, at, Edit(frame.whole, end, ""))
        return end

    def key(self, at: int) -> tuple[str, int]:
        """The key at `at` and where it ends."""
        quoted = read_text(self.text, at)
        if quoted is not None:
            return quoted.value, self.written(at, quoted)
        bare = _KEY.match(self.text, at)
        if bare is None:
            raise _CutError if self.text[at] == '"' else UnclearError
        name = bare.group().rstrip(":")
        end = at + len(name)
        if _CLOSED.match(self.text, end):  # only the opening quote is missing
            end += 1
        message = f"{shown(name, before='the key ')} is put in quotes"
        self.mend("syntax-quotes", message, at, Edit(at, end, json.dumps(name)))
        return name, end

    # -- brackets -------------------------------------------------------------------------------

    def too_deep(self, frame: _Frame, at: int) -> bool:
        """Whether the closing bracket at `at` stands deeper than what it would close: it is one too many."""
        if frame.indent is None:
            return False
        column = self.indent(at)
        return column is not None and column > frame.indent

    def outdented(self, frame: _Frame, at: int) -> bool:
        """Whether what stands at `at` begins its line too far left to be in this frame: its end is missing."""
        if frame.indent is None:
            return False
        column = self.indent(at)
        if column is None:
            return False
        return column < frame.indent or (column == frame.indent and self.text[at] not in "}]")

    def closed(self, frame: _Frame, at: int) -> int:
        if frame.comma is not None:
            message = "the comma before the closing bracket is taken out"
            self.mend("syntax-comma", message, frame.comma, Edit(frame.comma, frame.comma + 1, ""))
        return at + 1

    def closed_early(self, frame: _Frame, at: int) -> int:
        """Close the frame before what stands at `at`; a comma there belongs to what holds the frame."""
        ending = Edit(frame.whole, frame.whole, self.ending(frame))
        self.mend("syntax-bracket", f"the missing {frame.closer!r} is added", at, ending, plain=False)
        return frame.whole

    def surplus(self, frame: _Frame, at: int) -> int:
        """Past a closing bracket that is taken out, and the comma after it, which stays."""
        after = self.skip(at + 1)
        comma = self.text[after : after + 1] == ","
        end = after + 1 if comma else at + 1
        keep = "," if comma and frame.comma is None else ""
        if frame.comma is None and comma:
            frame.comma = after
        message = f"a {self.text[at]!r} that closes nothing is taken out"
        self.mend("syntax-bracket", message, at, Edit(frame.whole, end, keep), plain=False)
        return self.skip(end)

    def ends(self, frame: _Frame) -> int:
        """The text ends with nothing half done: the bracket is closed."""
        if self.cut_at is None:
            self.cut_at = frame.whole
        self.endings.append(self.ending(frame))
        return len(self.text)

    def cut(self, frame: _Frame, at: int) -> int:
        """The text ends inside the entry at `at`: it is dropped, and so is what holds nothing but it."""
        if not frame.filled and len(self.frames) > 1:
            raise _CutError
        message = "the text ends in the middle of this entry, which is lost; what is whole before it is kept"
        self.mend("syntax-cut-off", message, at, plain=False)
        return self.ends(frame)

    def ending(self, frame: _Frame) -> str:
        """The closing bracket, on a line of its own where the opening one ended its line."""
        line = self.lines.start(frame.start)
        indent = self.text[line : min(_indent_end(self.text, line), frame.start)]
        rest = self.text[frame.start + 1 : frame.start + 2]
        return f"\n{indent}{frame.closer}" if rest in ("\r", "\n") else frame.closer


def _indent_end(text: str, at: int) -> int:
    """Where the spaces and tabs from `at` on end."""
    found = _INDENT.match(text, at)
    return found.end() if found else at


def _quotes_touch(text: str, at: int) -> bool:
    """Whether a quote stands right before and at `at`: one text with quotes inside, or two texts, nobody knows."""
    return text[at] == '"' == text[at - 1]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)
