"""Reports as text, of the kind that was asked for."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from repair.errors import UsageError

if TYPE_CHECKING:
    from repair.engine.result import Options, Repair
    from repair.report.document import Document

KINDS = ("text", "md", "html", "json", "sarif", "junit", "github", "gitlab")
"""The kinds of report."""

OF_SEVERAL = frozenset({"text", "sarif", "junit", "github", "gitlab"})
"""The kinds of which one report may tell of several files."""

_SUFFIXES = {
    "md": "md",
    "markdown": "md",
    "json": "json",
    "html": "html",
    "htm": "html",
    "sarif": "sarif",
    "sarif.json": "sarif",
    "xml": "junit",
    "txt": "text",
}
_WORDS = {**_SUFFIXES, "codeclimate": "gitlab", **{kind: kind for kind in KINDS}}
SUFFIXES = ".md, .html, .json, .sarif, .xml and .txt"
FORMATS = "text, markdown, html, json, sarif, junit, github and gitlab (or codeclimate)"
"""The words that `--format` takes, for messages."""


def kind_of(path: str, format_option: str | None = None) -> str:
    """The kind of a report, one of `KINDS`: what `--format` says, else what the file's suffix says.

    Raises:
        UsageError: There is no such kind, or nothing says which.
    """
    if format_option:
        word = format_option.lower().removeprefix(".")
        if word == "xml" or word not in _WORDS:
            raise UsageError(f"there is no report format called {format_option}; --format takes {FORMATS}.")
        return _WORDS[word]
    suffixes = [suffix.lower() for suffix in PurePath(path).suffixes]
    for suffix in ("".join(suffixes[-2:]), "".join(suffixes[-1:])):
        if suffix.removeprefix(".") in _SUFFIXES:
            return _SUFFIXES[suffix.removeprefix(".")]
    if suffixes:
        raise UsageError(
            f"a report cannot be written as {suffixes[-1]}; its suffix is one of {SUFFIXES}, or give --format."
        )
    raise UsageError(
        f"{path} does not say which kind of report it is; its suffix is one of {SUFFIXES}, or give --format."
    )


def check_number(files: int, kind: str) -> None:
    """Refuse a report of several files in a kind that tells of one.

    Raises:
        UsageError: It is such a kind.
    """
    if files != 1 and kind not in OF_SEVERAL:
        raise UsageError(
            f"a report as {kind} tells of one file; give one, or --format text, sarif, junit, github or gitlab."
        )


def render(
    result: Repair | Sequence[Repair],
    kind: str,
    *,
    root: str = "",
    options: Options | None = None,
    style: str | None = None,
) -> str:
    """The report as text.

    Args:
        result: What a run came to; several only for a kind in `OF_SEVERAL`.
        kind: One of `KINDS`, or another word that `--format` takes.
        root: The folder that formats for machines give absolute paths relative to.
        options: What the user asked for; the document judges the template by it.
        style: For Markdown; None: the default.

    Raises:
        UsageError: There is no such kind, or it tells of one file only.
    """
    results = list(result) if isinstance(result, Sequence) else [result]
    kind = kind_of("", kind)
    if kind in OF_SEVERAL:
        return joined([part_of(one, kind, root) for one in results], kind)
    check_number(len(results), kind)
    if kind == "json":
        from repair.report.json_report import as_json, json_text

        return json_text(as_json(results[0]))
    from repair.report.composing.compose import document_of

    return document_text(document_of(results[0], options), kind, style)


def document_text(document: Document, kind: str, style: str | None = None) -> str:
    """A document as a page, or as Markdown in a style.

    Args:
        document: What to write.
        kind: "html" or "md".
        style: For Markdown; see `repair.report.styled`. None: the default.

    Raises:
        UsageError: There is no such style.
        InputError: The style is a file that cannot be used.
    """
    if kind == "html":
        from repair.report.pages.document_page import as_html

        return as_html(document)
    from repair.report.styled import STYLES, styled

    return styled(document, style or STYLES[0])


def part_of(result: Repair, kind: str, root: str = "") -> Any:
    """What a report of several files tells of one: `joined` makes the report of it, in another process too.

    Args:
        result: What a run over the file came to.
        kind: One of `OF_SEVERAL`.
        root: The folder that absolute paths are given relative to.
    """
    if kind == "text":
        from repair.report.terminal import summary

        return summary(result, colour=False, width=0, written=False)
    return _form(kind).part_of(result, root)


def joined(parts: Sequence[Any], kind: str) -> str:
    """The report of several files, from the part of each, in their order."""
    return "".join(parts) if kind == "text" else str(_form(kind).joined(parts))


def _form(kind: str) -> Any:
    """The module that writes a kind of `OF_SEVERAL`; none is loaded that is not needed."""
    return importlib.import_module(f"repair.report.{kind}")
