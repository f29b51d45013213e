"""Why an app does not synthesise: its own words, the place in the source, and the name that was probably meant."""

from __future__ import annotations

import re
from pathlib import Path

from repair.cdk.cause import Cause, own_file
from repair.cdk.python_failure import raised
from repair.cdk.typescript_failure import typed

_NODE_FRAME = re.compile(r"\(?([^()\s]+\.ts):(\d+):(\d+)\)?")
_NODE_ERROR = re.compile(r"^(?:\w*Error|[A-Z]\w+Exception)(?: \[.*?\])?: (.*)", re.MULTILINE)


def cause_of(said: str, folder: Path, code: int) -> Cause:
    """The cause, from all that the run said; a general one when nothing in it is understood."""
    cause = typed(said, folder) or raised(said, folder)
    if cause is not None:
        return cause
    thrown = _NODE_ERROR.search(said)
    if thrown:
        file, line, column = _node_place(said, folder)
        return Cause(f"the app stops: {thrown[1].strip()}", file, line, column)
    last = next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "it said nothing")
    return Cause(f"the app ended with exit code {code}: {last}")


def _node_place(said: str, folder: Path) -> tuple[str, int, int]:
    for match in _NODE_FRAME.finditer(said):
        if "node_modules" not in match[1] and own_file(match[1], folder):
            return own_file(match[1], folder), int(match[2]), int(match[3])
    return "", 0, 0
