"""The lines of the source that a difference comes from: of a call, the arguments that differ; and what it leans on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from repair.cdk.source import App, Call, SourceFile, Span

SHORT = 12
"""Lines of a call that is shown whole."""

_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?")
_COMMENTS = {"python": "#", "typescript": "//"}


def excerpt(file: SourceFile, call: Call, other: tuple[SourceFile, Call] | None) -> str:
    """The call's lines; of a long one those that differ from `other`'s, an ellipsis for the rest."""
    first, last = file.line(call.span[0]), file.line(max(call.span[0], call.span[1] - 1))
    first = min(first, file.line(call.statement[0])) if call.target else first
    kept = set(range(first, last + 1))
    if last - first >= SHORT and call.arguments:
        kept = {first, last} | set(range(first, file.line(call.arguments[0].span[0])))
        for argument in call.arguments:
            if other is None or not _has(other, argument.name, file.of(argument.value)):
                kept.update(range(file.line(argument.span[0]), file.line(argument.span[1]) + 1))
    return _shown(file, sorted(kept), _COMMENTS[file.language])


def leaned_on(app: App, call: Call, other: App, told: Collection[Call]) -> Iterator[tuple[SourceFile, Span]]:
    """Statements that the other app has not, and that make or change what the call makes or is given.

    Args:
        app: The app.
        call: A call of it.
        other: The app that it is compared with.
        told: Calls that are told of by themselves: what makes a resource.
    """
    file = app.file_of(call)
    names = {call.target} if call.target else set()
    for argument in call.arguments:
        for name in _NAME.findall(file.of(argument.value)):
            names |= {name, name.split(".")[0]}
    names = {name for name in names if any(one.target in (name, f"self.{name}") for one in file.calls)}
    theirs = {plain(one.of(span)) for one in other.files.values() for span in one.statements}
    for span in file.statements:
        if span == call.statement or plain(file.of(span)) in theirs:
            continue
        inside = [one for one in file.calls if one.statement == span]
        outer = min(inside, key=lambda one: one.span[0])
        if outer in told:
            continue
        acts = any(one.callee.startswith(f"{name}.") for one in inside for name in names)
        if outer.owner == call.owner and (outer.target in names or (acts and not outer.target)):
            yield file, span


def plain(text: str) -> str:
    """A statement without white space and without how fields are reached, so that two apps' can be compared."""
    return re.sub(r"\s+|\b(?:this|self)\.|;$|,(?=\s*[\])}])", "", text).replace('"', "'")


def _has(other: tuple[SourceFile, Call], name: str, text: str) -> bool:
    file, call = other
    argument = call.argument(name)
    return argument is not None and plain(file.of(argument.value)) == plain(text)


def _shown(file: SourceFile, lines: list[int], comment: str) -> str:
    texts = [file.lines[line - 1] for line in lines]
    indent = min((len(text) - len(text.lstrip()) for text in texts if text.strip()), default=0)
    out: list[str] = []
    for number, line in enumerate(lines):
        if number and line != lines[number - 1] + 1:
            after = file.lines[line - 1]
            out.append(" " * max(len(after) - len(after.lstrip()) - indent, 0) + f"{comment} …")
        out.append(file.lines[line - 1][indent:])
    return "\n".join(out)
