"""Exact edits of a source file: arguments of calls, statements, imports. All other characters stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from repair.cdk.holder import Holder, holder_at
from repair.cdk.source import Argument, Call, Import, SourceFile, Span
from repair.document import spans
from repair.document.spans import apply_edits

_LAST = "~"
"""Orders a new line behind what is added to the end of the line before it."""
_PLAIN = re.compile(r"[\w.]+(?:\(\))?")


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement: `span` of `file` becomes `text`; an empty span inserts.

    Attributes:
        file: The file.
        span: What goes.
        text: What comes.
        around: What comes before, between and after the texts of all edits at this span that have the same.
        order: What orders it among others at its span; else they keep theirs.
    """

    file: str
    span: Span
    text: str
    around: tuple[str, str, str] = ("", "", "")
    order: str = ""


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits; the same edit twice counts once, insertions at one place keep their order.

    Raises:
        ValueError: Two edits overlap.
    """
    together: dict[tuple[Span, tuple[str, str, str]], list[str]] = {}
    for edit in sorted(dict.fromkeys(edits), key=lambda edit: (edit.span, edit.order)):
        together.setdefault((edit.span, edit.around), []).append(edit.text)
    return apply_edits(
        text,
        (
            spans.Edit(*span, one)
            for (span, (before, between, after)), texts in together.items()
            for one in ([f"{before}{between.join(texts)}{after}"] if before or between or after else texts)
        ),
    )


def with_arguments(file: SourceFile, call: Call, given: Sequence[tuple[str, str]]) -> list[Edit]:
    """The edits that give a call more named arguments, as (name, value), written as its others are.

    Raises:
        ValueError: There is no place for them.
    """
    holder = holder_at(file, call.span)
    if holder is None:
        raise ValueError("its properties come from elsewhere")
    return with_entries(file, holder, given)


def with_entries(file: SourceFile, holder: Holder, given: Sequence[tuple[str, str]]) -> list[Edit]:
    """The edits that give a holder more entries, as (name, value), written as its others are."""
    mark = holder.quote
    words = [f"{mark}{name}{mark}{holder.sign}{value}" for name, value in given]
    if holder.missing:
        return [Edit(file.file, holder.inside, word, (", { ", ", ", " }")) for word in words]
    if holder.spread is not None:
        start, end = holder.spread
        plain = _PLAIN.fullmatch(file.of(holder.spread)) is not None
        opening = Edit(file.file, (start, start), "{ ..." if plain else "{ ...(")
        closing = ("", "", " }") if plain else (")", "", " }")
        return [opening, *(Edit(file.file, (end, end), f", {word}", closing) for word in words)]
    start, end = holder.inside
    last = holder.last
    if last == start:
        space = " " if file.language == "typescript" and not file.of((start, end)).strip() else ""
        return [Edit(file.file, (start, start), word, (space, ", ", space)) for word in words]
    rest = file.text[last:end]
    if "\n" not in rest:
        return [Edit(file.file, (last, last), "".join(f", {word}" for word in words))]
    indent = _indent(file, last)
    trailing = rest.lstrip().startswith(",")
    line_end = last + rest.index("\n")
    lines = [indent + word.replace("\n", "\n" + indent) for word in words]
    body = "".join(f"{line},\n" for line in lines).removesuffix("\n")  # others may be added below
    edits = [] if trailing else [Edit(file.file, (last, last), ",")]
    return [*edits, Edit(file.file, (line_end, line_end), "\n" + body)]


def with_value(file: SourceFile, argument: Argument, value: str) -> Edit:
    """The edit that gives an argument another value; a shorthand property is spelled out."""
    value = value.replace("\n", "\n" + _indent(file, argument.span[0]))
    if argument.value == argument.span:
        return Edit(file.file, argument.span, f"{argument.name}: {value}")
    return Edit(file.file, argument.value, value)


def without_argument(file: SourceFile, argument: Argument) -> Edit:
    """The edit that takes an argument away, with its comma and, if nothing else is on it, its line."""
    start, end = argument.span
    after = re.match(r"[ \t]*,?[ \t]*\n?", file.text[end:])
    before = re.search(r"(?:\n[ \t]*|,?[ \t]*)$", file.text[:start])
    own_line = (
        before is not None and before[0].startswith("\n") and after is not None and after[0].endswith("\n")
    )
    if own_line and before is not None and after is not None:
        return Edit(file.file, (start - len(before[0]) + 1, end + len(after[0])), "")
    if after is not None and "," in after[0]:
        return Edit(file.file, (start, end + len(after[0])), "")
    return Edit(file.file, (start - len(before[0] if before else ""), end), "")


def after_statement(file: SourceFile, statement: Span, text: str) -> Edit:
    """The edit that writes statements on new lines after one, indented like it."""
    end = file.text.find("\n", statement[1])
    end = len(file.text) if end < 0 else end
    indent = _indent(file, statement[0])
    lines = "".join("\n" + (indent + line if line.strip() else line) for line in text.splitlines())
    return Edit(file.file, (end, end), lines)


def without_statement(file: SourceFile, statement: Span) -> Edit:
    """The edit that takes a statement away, with its line."""
    start = file.text.rfind("\n", 0, statement[0]) + 1
    end = file.text.find("\n", statement[1])
    end = len(file.text) if end < 0 else end + 1
    alone = not file.text[start : statement[0]].strip() and file.text[statement[1] : end].strip() in ("", ";")
    return Edit(file.file, (start, end) if alone else statement, "")


def with_import(file: SourceFile, wanted: Import) -> Edit | None:
    """The edit that imports a name as `wanted` does elsewhere; None when the file has the name."""
    if any(one.name == wanted.name for one in file.imports):
        return None
    word = wanted.member if wanted.member in ("", wanted.name) else f"{wanted.member} as {wanted.name}"
    same = [one for one in file.imports if one.module == wanted.module and one.insert is not None]
    if wanted.member and same:
        at, before = _member_place(file, same, word)
        rest = file.text[same[-1].span[0] : same[-1].span[1]]
        indent = _indent(file, same[-1].insert or 0) if "\n" in rest else ""
        apart = f"\n{indent}" if indent else " "
        text = f"{word},{apart}" if before else f",{apart}{word}"
        return Edit(file.file, (at, at), text, order=word.lower())
    line = _import_line(file, wanted, word)
    if not file.imports:
        return Edit(file.file, (0, 0), line + "\n")
    at = _import_place(file, wanted)
    if not wanted.member or wanted.member == "default":
        return Edit(file.file, (at, at), "\n" + line, order=_LAST + line)
    head, _, tail = line.partition(word)
    return Edit(file.file, (at, at), word, ("\n" + head, ", ", tail), order=_LAST + line)


def _member_place(file: SourceFile, same: Sequence[Import], word: str) -> tuple[int, bool]:
    """Where a member goes among others of one statement, and whether before what stands there."""
    statement = same[-1].span
    others = [one for one in same if one.span == statement]
    words = [one.member if one.member == one.name else f"{one.member} as {one.name}" for one in others]
    last = others[-1].insert or statement[1]
    for order in (str, str.lower):
        if words == sorted(words, key=order):
            later = next((one for one in words if order(one) > order(word)), None)
            found = later and re.search(rf"\b{re.escape(later)}\b", file.of(statement))
            return (statement[0] + found.start(), True) if found else (last, False)
    return last, False


def _import_place(file: SourceFile, wanted: Import) -> int:
    """The end of the import that a new one goes after: in order, where the others are."""
    package = re.split(r"[./]", wanted.module)[0]
    kin = [one for one in file.imports if re.split(r"[./]", one.module)[0] == package]
    if kin and [one.module for one in kin] == sorted(one.module for one in kin):
        before = [one for one in kin if one.module <= wanted.module]
        if before:
            return before[-1].span[1]
    return max(one.span[1] for one in kin or file.imports)


def _import_line(file: SourceFile, wanted: Import, word: str) -> str:
    if file.language == "python":
        if wanted.member:
            return f"from {wanted.module} import {word}"
        return f"import {wanted.module}" + (f" as {wanted.name}" if wanted.name != wanted.module else "")
    form = next((file.of(one.span) for one in file.imports), "';")
    mark, end = ('"' if '"' in form else "'"), (";" if form.endswith(";") else "")
    source = f"from {mark}{wanted.module}{mark}{end}"
    if wanted.member == "default":
        return f"import {wanted.name} {source}"
    if wanted.member:
        return f"import {{ {word} }} {source}"
    return f"import * as {wanted.name} {source}"


def _indent(file: SourceFile, offset: int) -> str:
    start = file.text.rfind("\n", 0, offset) + 1
    line = file.text[start:]
    return line[: len(line) - len(line.lstrip(" \t"))]
