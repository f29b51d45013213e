"""Failures that live in the source alone: what one app shows to others, types or says at once, and the other does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from repair.cdk.source import App, Call, Declaration, SourceFile, Span

IMPERATIVE: Mapping[str, str] = {
    "enableEventBridgeNotification": "eventBridgeEnabled",
    "addLifecycleRule": "lifecycleRules",
    "addCorsRule": "cors",
    "addEnvironment": "environment",
    "addEventSource": "events",
    "addLayers": "layers",
    "addGlobalSecondaryIndex": "globalSecondaryIndexes",
    "addLocalSecondaryIndex": "localSecondaryIndexes",
    "addTarget": "targets",
    "addManagedPolicy": "managedPolicies",
}
"""Methods that say later what a property of the constructor says at once."""


@dataclass(frozen=True, slots=True)
class SourceFailure:
    """A failure that no template shows.

    Attributes:
        id: What sort of failure it is.
        title: The failure in general.
        name: What it is about, as `LakeStack.rawBucket`.
        message: The failure here, in one sentence.
        remedy: What the ideal app does, in one sentence.
        cause: Why it matters.
        generated: Where in the generated app: file and span; None where it has nothing of it.
        ideal: Where in the ideal app.
    """

    id: str
    title: str
    name: str
    message: str
    remedy: str
    cause: str
    generated: tuple[SourceFile, Span] | None
    ideal: tuple[SourceFile, Span] | None


def source_failures(mine: App, theirs: App) -> Iterator[SourceFailure]:
    """What the ideal app's source does and the generated one's does not, as far as syntax tells."""
    have = {(one.kind, one.owner, one.name): (file, one) for file, one in _declarations(mine)}
    for file, wanted in _declarations(theirs):
        found = have.get((wanted.kind, wanted.owner, wanted.name))
        if wanted.kind == "name" and wanted.public:
            yield from _export(file, wanted, found, mine)
        elif wanted.kind == "field" and wanted.public and wanted.owner in mine.classes:
            yield from _field(file, wanted, found, mine)
        elif wanted.kind == "parameter" and found is not None:
            yield from _untyped(file, wanted, *found)
    yield from _late(mine, theirs)


def _declarations(app: App) -> Iterator[tuple[SourceFile, Declaration]]:
    for file in app.files.values():
        for one in file.declarations:
            yield file, one


def _export(
    file: SourceFile, wanted: Declaration, found: tuple[SourceFile, Declaration] | None, mine: App
) -> Iterator[SourceFailure]:
    if found is not None and found[1].public:
        return
    if found is None and not _is_type(file, wanted):
        return
    kind = "declared and not exported" if found is not None else "not declared"
    yield SourceFailure(
        "cdk-missing-export",
        "A name that others need is not exported"
        if found is not None
        else "Properties have no type of their own",
        wanted.name,
        f"{wanted.name} is {kind}, so no other file can use it",
        f"The ideal app exports {wanted.name}",
        "Tests and other modules can only check what a module exports.",
        (found[0], _head(found[0], found[1].span)) if found is not None else _module(mine, file),
        (file, _head(file, wanted.span)),
    )


def _field(
    file: SourceFile, wanted: Declaration, found: tuple[SourceFile, Declaration] | None, mine: App
) -> Iterator[SourceFailure]:
    if found is not None and found[1].public:
        return
    what = "is not public" if found is not None else "is no property of the class"
    owner = mine.classes[wanted.owner]
    at = found[1].span if found is not None else _line_span(mine.files[owner.file], owner.line)
    yield SourceFailure(
        "cdk-hidden-construct",
        "What the class makes cannot be reached from outside",
        f"{wanted.owner}.{wanted.name}",
        f"{wanted.name} {what}, so no test and no other stack can refer to it",
        f"The ideal app has it as a public property of {wanted.owner}",
        "A construct that is kept in a local variable cannot be handed to another stack or asserted on.",
        (found[0] if found is not None else mine.files[owner.file], at),
        (file, wanted.span),
    )


def _untyped(
    file: SourceFile, wanted: Declaration, mine: SourceFile, found: Declaration
) -> Iterator[SourceFailure]:
    if found.type != "any" or wanted.type in ("", "any"):
        return
    yield SourceFailure(
        "cdk-untyped-props",
        "A constructor takes any properties",
        f"{found.owner}.{found.name}",
        f"{found.name} of {found.owner} is of type any, so no misspelt property is noticed",
        f"The ideal app gives it the type {wanted.type}",
        "With any the compiler checks nothing, and a property that is misspelt is silently ignored.",
        (mine, found.span),
        (file, wanted.span),
    )


def _late(mine: App, theirs: App) -> Iterator[SourceFailure]:
    """Calls on a construct that say what the ideal app says with a property."""
    ideal = {_key(call): call for call in theirs.calls if call.id is not None and call.target}
    makers = {
        (call.file, call.owner, call.target): call
        for call in mine.calls
        if call.target and call.id is not None
    }
    for call in mine.calls:
        target, _, method = call.callee.rpartition(".")
        property_name = IMPERATIVE.get(_camel(method))
        maker = makers.get((call.file, call.owner, target))
        if property_name is None or maker is None:
            continue
        other = ideal.get(_key(maker))
        said = (
            next((one for one in other.arguments if _camel(one.name) == property_name), None)
            if other
            else None
        )
        if other is None or said is None or any(_camel(one.name) == property_name for one in maker.arguments):
            continue
        yield SourceFailure(
            "cdk-imperative-call",
            "A call says what a property could",
            target,
            f"{call.callee}() is called after {target} is made",
            f"The ideal app says {said.name} where it makes {target}",
            "What is said at once stands in one place and depends on no order of statements.",
            (mine.file_of(call), call.span),
            (theirs.file_of(other), said.span),
        )


def _key(call: Call) -> tuple[str, str, str]:
    return (call.owner, call.name, call.id.pattern.pattern if call.id is not None else "")


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


def _is_type(file: SourceFile, wanted: Declaration) -> bool:
    return file.of(wanted.span).startswith(("interface", "type"))


def _head(file: SourceFile, span: Span) -> Span:
    """The first line of a long declaration, its `export` included."""
    return _line_span(file, file.line(span[0]))


def _line_span(file: SourceFile, line: int) -> Span:
    start = sum(len(one) for one in file.text.splitlines(keepends=True)[: line - 1])
    text = file.lines[line - 1]
    return start + len(text) - len(text.lstrip()), start + len(text)


def _module(mine: App, file: SourceFile) -> tuple[SourceFile, Span] | None:
    own = mine.files.get(file.file)
    return (own, _line_span(own, 1)) if own is not None and own.lines else None
