"""Tags of a whole stack: one statement in the class of the stack in place of one for each resource."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from repair.cdk.assembly import Stack
from repair.cdk.edit import Edit, after_statement
from repair.cdk.filling import NoSpellingError
from repair.cdk.imports import core_name
from repair.cdk.locate import locate
from repair.cdk.source import App, Call, SourceFile
from repair.cdk.words import argument_name, quoted

RULES = frozenset({"tags-missing", "tags-required"})
"""Rules that ask for tags of every resource."""

PROPERTIES = ("Tags", "FileSystemTags", "HostedZoneTags", "UserPoolTags")
"""What the CDK writes tags into."""

OWN = ("aws:", "aws-cdk:")
"""What keys begin with that AWS and the CDK give."""

_CONSTRUCTORS = ("__init__", "constructor")


def tag_statements(app: App, stack: Stack, tags: Mapping[str, Any]) -> tuple[Call, tuple[Edit, ...]]:
    """The call that makes the stack, and the edits that tag all that is in it.

    Raises:
        NoSpellingError: The stack's class is not of the app, or a value is known only elsewhere.
    """
    site = locate(app, stack, stack.name)
    if site is None:
        raise NoSpellingError(f"{stack.name} is made nowhere in the source")
    if site.call.name in app.classes:
        last = _last(app, site.call.name)
        owner = "self" if app.file_of(last).language == "python" else "this"
    else:
        last, owner = site.call, site.call.target
        if not owner:
            raise NoSpellingError(f"{stack.name} is kept in no variable")
    file = app.file_of(last)
    edits: list[Edit] = []
    end = ";" if file.language == "typescript" else ""
    core, imports = core_name(file, "Tags")
    for key, value in tags.items():
        text = f"{core}Tags.of({owner}).add({quoted(file, key)}, {_said(file, last, owner, value)}){end}"
        edits.append(after_statement(file, last.statement, text))
    return site.call, (*imports, *edits)


def _last(app: App, name: str) -> Call:
    """The call of the last statement of a class's constructor that stands in no block of it."""
    within = [
        call
        for call in app.calls
        if call.owner == name and call.function in _CONSTRUCTORS and call.statement != (0, 0)
    ]
    if not within:
        raise NoSpellingError(f"{name} has no constructor with a statement to stand behind")
    file = app.file_of(within[0])
    depth = min(_depth(file, call) for call in within)
    return max((call for call in within if _depth(file, call) == depth), key=lambda call: call.statement)


def _depth(file: SourceFile, call: Call) -> int:
    start = file.text.rfind("\n", 0, call.statement[0]) + 1
    return len(file.text[start : call.statement[0]]) - len(file.text[start : call.statement[0]].lstrip())


def _said(file: SourceFile, near: Call, owner: str, value: Any) -> str:
    """A value in the source: a text, or what a parameter of the same constructor holds."""
    if isinstance(value, str):
        return quoted(file, value)
    name = value.get("Ref") if isinstance(value, dict) and len(value) == 1 else None
    if name == "AWS::StackName":
        return f"{owner}.{argument_name(file, 'stackName')}"
    for call in file.calls:
        made = call.name == "CfnParameter" and call.owner == near.owner and call.id is not None
        if made and call.target and call.id is not None and call.id.matches(str(name)):
            return f"{call.target}.{argument_name(file, 'valueAsString')}"
    raise NoSpellingError("what it sets refers to other resources")
