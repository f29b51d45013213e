"""Exact edits of a source file: arguments of calls, statements, imports. All other characters stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from repair.cdk.source import Argument, Call, Import, SourceFile, Span
from repair.document import spans
from repair.document.spans import apply_edits


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement: `span` of `file` becomes `text`; an empty span inserts."""

    file: str
    span: Span
    text: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits; the same edit twice counts once, insertions at one place keep their order.

    Raises:
        ValueError: Two edits overlap.
    """
    ordered = sorted(dict.fromkeys(edits), key=lambda edit: edit.span)
    return apply_edits(text, (spans.Edit(*edit.span, edit.text) for edit in ordered))


def with_arguments(file: SourceFile, call: Call, given: Sequence[tuple[str, str]]) -> list[Edit]:
    """The edits that give a call more named arguments, as (name, value), written as its others are.

    Raises:
        ValueError: The call takes its arguments from elsewhere, so none can be added in this place.
    """
    if call.props is None:
        raise ValueError("its properties come from elsewhere")
    sign = "=" if file.language == "python" else ": "
    words = [f"{name}{sign}{value}" for name, value in given]
    start, end = call.props
    if start == end and file.text[start - 1] != "{" and file.language == "typescript":
        return [Edit(file.file, (end, end), ", { " + ", ".join(words) + " }")]
    inside = file.text[start:end]
    last = call.arguments[-1].span[1] if call.arguments else None
    if last is None and file.language == "typescript":
        return [Edit(file.file, (start, start), " " + ", ".join(words) + ("" if inside.strip() else " "))]
    if last is None:
        last = start + len(inside.rstrip().removesuffix(","))
    rest = file.text[last:end]
    if "\n" not in rest:
        return [Edit(file.file, (last, last), "".join(f", {word}" for word in words))]
    indent = _indent(file, call.arguments[-1].span[0] if call.arguments else last)
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
        at = same[-1].insert or 0
        rest = file.text[at : same[-1].span[1]]
        indent = _indent(file, at) if "\n" in rest else ""
        return Edit(file.file, (at, at), f",\n{indent}{word}" if indent else f", {word}")
    line = _import_line(file.language, wanted, word)
    if not file.imports:
        return Edit(file.file, (0, 0), line + "\n")
    at = max(one.span[1] for one in file.imports)
    return Edit(file.file, (at, at), "\n" + line)


def _import_line(language: str, wanted: Import, word: str) -> str:
    if language == "python":
        if wanted.member:
            return f"from {wanted.module} import {word}"
        return f"import {wanted.module}" + (f" as {wanted.name}" if wanted.name != wanted.module else "")
    if wanted.member == "default":
        return f"import {wanted.name} from '{wanted.module}';"
    if wanted.member:
        return f"import {{ {word} }} from '{wanted.module}';"
    return f"import * as {wanted.name} from '{wanted.module}';"


def _indent(file: SourceFile, offset: int) -> str:
    start = file.text.rfind("\n", 0, offset) + 1
    line = file.text[start:]
    return line[: len(line) - len(line.lstrip(" \t"))]
