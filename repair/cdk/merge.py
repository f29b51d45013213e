"""Candidates for edits towards another app: its arguments and statements, in the words of the source at hand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from repair.cdk.edit import (
    Edit,
    after_statement,
    with_arguments,
    with_import,
    with_value,
    without_argument,
    without_statement,
)
from repair.cdk.excerpt import plain
from repair.cdk.source import App, Call, SourceFile, Span
from repair.cdk.source_failures import IMPERATIVE

_WORD = re.compile(r"(?<![\w.'\"])[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An edit that may bring the app nearer to its goal.

    Attributes:
        name: What it is about, for messages: `s3.Bucket "RawBucket"`.
        edits: What is replaced.
        call: The call of the source that it changes; None for a new statement.
        rank: Where it stands in the ideal source: what comes later may lean on it.
        argument: The argument of the call that it changes, or "".
    """

    name: str
    edits: tuple[Edit, ...]
    call: Call | None
    rank: int
    argument: str = ""


def candidates(mine: App, theirs: App, settled: Collection[Call]) -> tuple[Candidate, ...]:
    """What could be taken over from `theirs`.

    Args:
        mine: The app to mend.
        theirs: The app as it should be.
        settled: Calls of `mine` whose resources are as they should be; they stay.
    """
    return tuple(_Merge(mine, theirs, settled).all())


class _Merge:
    """Two sources side by side."""

    def __init__(self, mine: App, theirs: App, settled: Collection[Call]) -> None:
        self.mine = mine
        self.theirs = theirs
        self.settled = settled
        by_key: dict[tuple[str, str, str], Call] = {}
        for call in mine.calls:
            if call.id is not None and call.name[:1].isupper():
                by_key.setdefault(_key(call), call)
        self.pairs = [
            (by_key[_key(call)], call)
            for call in theirs.calls
            if call.id is not None and _key(call) in by_key
        ]
        self.names = {
            other.target: call.target
            for call, other in self.pairs
            if other.target and call.target and other.target != call.target
        }

    def all(self) -> Iterator[Candidate]:
        for call, other in self.pairs:
            if call not in self.settled:
                yield from self._arguments(call, other)
        for name, file in self.theirs.files.items():
            if name in self.mine.files:
                yield from self._statements(self.mine.files[name], file)

    def _arguments(self, call: Call, other: Call) -> Iterator[Candidate]:
        """One candidate for each argument; one for all where the call has none yet."""
        file, ideal = self.mine.file_of(call), self.theirs.file_of(other)
        new: list[tuple[str, str, list[Edit]]] = []
        for argument in other.arguments:
            text = _dedented(ideal, argument.span, ideal.of(argument.value))
            text, imports = self._words(text, file, ideal)
            held = call.argument(argument.name)
            if held is None:
                new.append((argument.name, text, [*imports, *self._late_calls(call, argument.name, file)]))
            elif plain(file.of(held.value)) != plain(text):
                edits = [*imports, with_value(file, held, text)]
                yield self._candidate(call, argument.name, edits, argument.span[0])
        for one in call.arguments:
            if other.argument(one.name) is None:
                yield self._candidate(call, one.name, [without_argument(file, one)], other.span[0])
        groups = [[one] for one in new] if call.arguments else [new]
        for group in groups if new and call.props is not None else ():
            edits = [edit for one in group for edit in one[2]]
            edits += with_arguments(file, call, [(name, text) for name, text, _ in group])
            yield self._candidate(call, group[0][0], edits, other.span[1])

    def _candidate(self, call: Call, argument: str, edits: list[Edit], rank: int) -> Candidate:
        return Candidate(f"{_named(call)}: {argument}", tuple(edits), call, rank, argument)

    def _late_calls(self, call: Call, argument: str, file: SourceFile) -> Iterator[Edit]:
        """Take away a call that says what the argument says."""
        for one in file.calls:
            target, _, method = one.callee.rpartition(".")
            if call.target and target == call.target and IMPERATIVE.get(_camel(method)) == _camel(argument):
                yield without_statement(file, one.statement)

    def _statements(self, file: SourceFile, ideal: SourceFile) -> Iterator[Candidate]:
        """The statements that only the ideal file has, after what they follow there."""
        partner = {
            other.statement: call.statement
            for call, other in self.pairs
            if other.file == ideal.file and call.file == file.file
        }
        known = {plain(file.of(span)): span for span in file.statements}
        targets = {(call.owner, call.target): call.statement for call in file.calls if call.target}
        anchor: Span | None = None
        for span in ideal.statements:
            text, imports = self._words(ideal.of(span), file, ideal)
            outer = min((one for one in ideal.calls if one.statement == span), key=lambda one: one.span[0])
            target = self.names.get(outer.target, outer.target)
            found = (
                partner.get(span)
                or known.get(plain(text))
                or targets.get((outer.owner, target) if target else ("", ""))
            )
            if found is not None:
                anchor = found
                continue
            if anchor is None or not outer.owner:
                continue
            text = _dedented(ideal, span, _declared(text, outer, file))
            yield Candidate(_named(outer), (*imports, after_statement(file, anchor, text)), None, span[0])

    def _words(self, text: str, file: SourceFile, ideal: SourceFile) -> tuple[str, list[Edit]]:
        """A text of the ideal file in the names of this one, and the imports that it takes."""
        for theirs, ours in self.names.items():
            text = re.sub(rf"(?<![\w.]){re.escape(theirs)}(?!\w)", ours, text)
        imports: list[Edit] = []
        own = {one.name for one in file.imports}
        for one in ideal.imports:
            if one.name in own or one.name not in _WORD.findall(text):
                continue
            whole = next(
                (mine for mine in file.imports if mine.module == one.module and not mine.member), None
            )
            if whole is not None and one.member:
                text = re.sub(
                    rf"(?<![\w.'\"]){re.escape(one.name)}(?!\w)", f"{whole.name}.{one.member}", text
                )
                continue
            edit = with_import(file, one)
            imports += [edit] if edit is not None else []
        return text, imports


def _key(call: Call) -> tuple[str, str, str]:
    return (call.owner, call.name, call.id.pattern.pattern if call.id is not None else "")


def _named(call: Call) -> str:
    known = call.id is not None and not call.id.name and call.name[:1].isupper()
    return (
        f'{call.callee} "{call.id.pattern.pattern}"' if known and call.id is not None else f"{call.callee}()"
    )


def _declared(text: str, call: Call, file: SourceFile) -> str:
    """A new field of TypeScript is a constant, as the class does not declare it."""
    if file.language == "typescript" and call.target.startswith("this.") and text.startswith(call.target):
        return "const " + text.removeprefix("this.")
    return text


def _dedented(file: SourceFile, span: Span, text: str) -> str:
    """A text without the indentation of the line that `span` begins on."""
    start = file.text.rfind("\n", 0, span[0]) + 1
    line = file.text[start:]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    first, *more = text.split("\n")
    return "\n".join([first, *(one.removeprefix(indent) for one in more)])


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


def edits_of(chosen: Sequence[Candidate]) -> Mapping[str, list[Edit]]:
    """The edits of several candidates by file, in the order of the ideal source."""
    found: dict[str, list[Edit]] = {}
    for one in sorted(chosen, key=lambda one: one.rank):
        for edit in one.edits:
            found.setdefault(edit.file, []).append(edit)
    return found
