"""What the TypeScript compiler says of an app, as a cause."""

from __future__ import annotations

import re
from pathlib import Path

from repair.cdk.cause import Cause, likeliest, own_file
from repair.cdk.installed import interface_members, node_modules

_SAID = re.compile(
    r"^(?P<file>\S.*?)(?:\((?P<line>\d+),(?P<column>\d+)\)|:(?P<line2>\d+):(?P<column2>\d+))"
    r"(?: -|:) error TS\d+: (?P<message>.*(?:\n[ \t]+\S.*)*)",
    re.MULTILINE,
)
_HINT = re.compile(r"\.? ?Did you mean (?:to write )?'([^']+)'\?")
_IMPORTED = re.compile(r"""(?:typeof )?import\("(?:[^"]*/node_modules/)?([^"]+?)(?:/index)?"\)""")
_MEMBER = re.compile(r"Property '(\w+)' does not exist on type '([^']+)'")
_PROPERTY = re.compile(r"'(\w+)' does not exist in type '(\w+)'")
_EXPORT = re.compile(r"""'"?([^'"]+)"?' has no exported member(?: named)? '(\w+)'""")
_MODULE = re.compile(r"Cannot find module '([^']+)'")
_NAME = re.compile(r"Cannot find (?:name|namespace) '(\w+)'")
_LACKING = re.compile(r"Property '(\w+)' is missing in type .* but required in type '(\w+)'")
_LACKING_ALL = re.compile(r"is missing the following properties from type '(\w+)': (.*)")
_KIND = re.compile(r"Type '([^']+)' is not assignable to type '([^']+)'")


def typed(said: str, folder: Path) -> Cause | None:
    """The first message of the compiler, as a cause; None when it says nothing."""
    match = _SAID.search(said)
    if match is None:
        return None
    message = _IMPORTED.sub(lambda one: one[1], match["message"])
    hint = _HINT.search(message)
    text, wrong, meant = _told(_HINT.sub("", message), folder)
    line, column = int(match["line"] or match["line2"]), int(match["column"] or match["column2"])
    return Cause(text, own_file(match["file"], folder), line, column, wrong, hint[1] if hint else meant)


def _told(message: str, folder: Path) -> tuple[str, str, str]:
    """A sentence, the name that does not exist and the nearest that does; "" where there are none."""
    if found := _PROPERTY.search(message):
        wrong, owner = found.groups()
        return f"{owner} has no property {wrong}", wrong, likeliest(wrong, interface_members(folder, owner))
    if found := _MEMBER.search(message):
        return f"{found[2].removeprefix('typeof ')} has no member {found[1]}", found[1], ""
    if found := _EXPORT.search(message):
        return f"{found[1]} exports no {found[2]}", found[2], ""
    if found := _MODULE.search(message):
        return f"there is no module {found[1]}", found[1], likeliest(found[1], node_modules(folder))
    if found := _NAME.search(message):
        module = f"aws-cdk-lib/aws-{found[1].rstrip('_')}"
        add = f": add import * as {found[1]} from '{module}'" if module in node_modules(folder) else ""
        return f"{found[1]} is not defined{add}", found[1], ""
    if found := _LACKING.search(message):
        return f"{found[2]} needs the property {found[1]}", "", ""
    if found := _LACKING_ALL.search(message):
        return f"{found[1]} needs the properties {found[2].strip().rstrip('.')}", "", ""
    if found := _KIND.search(message):
        return f"{found[2]} is needed here, and {found[1]} is given", "", ""
    return message.splitlines()[0].rstrip("."), "", ""
