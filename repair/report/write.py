"""One report as text, of the kind that was asked for."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from repair.errors import UsageError

if TYPE_CHECKING:
    from repair.engine.result import Repair

_KINDS = {"md": "md", "markdown": "md", "json": "json"}


def kind_of(path: str, format_option: str | None = None) -> str:
    """The kind of a report, `md` or `json`: what `--format` says, else what the file's suffix says.

    Raises:
        UsageError: There is no such kind, or nothing says which.
    """
    suffix = PurePath(path).suffix.lower().removeprefix(".")
    word = (format_option or suffix).lower().removeprefix(".")
    if word in _KINDS:
        return _KINDS[word]
    kinds = "reports are written as .md and .json"
    if format_option:
        raise UsageError(f"there is no report format called {format_option}; {kinds}.")
    if suffix:
        raise UsageError(f"a report cannot be written as .{suffix}; {kinds}.")
    raise UsageError(f"{path} does not say which kind of report it is; {kinds}, or give --format md or json.")


def render(result: Repair, kind: str) -> str:
    """The report as text.

    Raises:
        UsageError: There is no such kind.
    """
    if kind_of("", kind) == "json":
        from repair.report.json_report import as_json, json_text

        return json_text(as_json(result))
    from repair.report.markdown import as_markdown

    return as_markdown(result)
