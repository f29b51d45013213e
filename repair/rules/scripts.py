"""Where the text of a property is a script or program, in which `${name}` may be a variable of its own."""

from __future__ import annotations

import re

from repair.document.pointer import Path
from repair.template.substitution import Variable

_SCRIPT_KEYS = frozenset(
    {"UserData", "ZipFile", "InlineCode", "BuildSpec", "Command", "EntryPoint", "commands", "command", "content",
     "runCommand", "FunctionCode", "Script", "script"}
)  # fmt: skip
_SHELL_NAME = re.compile(r"[A-Z][A-Z0-9_]*|[A-Za-z]\w*_\w*|_\w+")
_NOT_A_NAME = re.compile(r"[^\w.:]|^[0-9#@*?]")


def in_script(path: Path, text: str) -> bool:
    """Whether the text at `path` is a program."""
    return not _SCRIPT_KEYS.isdisjoint(path) or text.startswith("#!")


def is_script_variable(variable: Variable, path: Path) -> bool:
    """Whether a variable of a script that the template does not define must be the script's own.

    Logical ids have letters and digits only: `INSTANCE_ID` and `VAR:-default` can be nothing else. In program code
    (template literals of JavaScript) any expression that starts with a small letter is one.
    """
    if _NOT_A_NAME.search(variable.full_name):
        return True
    if variable.attribute is None and _SHELL_NAME.fullmatch(variable.name):
        return True
    return ("ZipFile" in path or "InlineCode" in path) and variable.name[:1].islower()
