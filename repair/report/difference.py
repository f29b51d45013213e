"""`repair diff` in the form that was asked for: text, JSON, Markdown or HTML."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from repair.errors import UsageError

if TYPE_CHECKING:
    from repair.diff.delta import Delta
    from repair.diff.difference import Diff
    from repair.report.redaction import Redaction
    from repair.template.template import Template

KINDS = ("text", "json", "md", "html")
"""The forms there are."""

_WORDS = {
    "text": "text",
    "txt": "text",
    "json": "json",
    "md": "md",
    "markdown": "md",
    "html": "html",
    "htm": "html",
}


def kind_of(output: str | None, given: str | None) -> str:
    """One of `KINDS`: what `--format` says, else the file's suffix, else text.

    Raises:
        UsageError: `--format` names another one.
    """
    if given is not None:
        if given.lower() not in _WORDS:
            raise UsageError(
                f"repair diff has no format {given}; it has {', '.join(KINDS[:-1])} and {KINDS[-1]}."
            )
        return _WORDS[given.lower()]
    suffix = PurePath(output or "").suffix.lower().removeprefix(".")
    return _WORDS.get(suffix, "text")


def render(diff: Diff, *templates: Template, kind: str, colour: bool = False, width: int = 0) -> str:
    """The difference as text of a kind; `templates` are the generated and the ideal one.

    `colour` and `width` are of use to "text" only. Secrets are redacted in every form.
    """
    if kind == "json":
        return as_json(diff, *templates)
    if kind == "md":
        return as_markdown(diff, *templates)
    if kind == "html":
        return as_html(diff, *templates)
    return as_text(diff, *templates, colour=colour, width=width)


def as_json(diff: Diff, *templates: Template) -> str:
    """The published JSON, secrets redacted. `templates` are the two, to know what NoEcho and labels say of a value."""
    from repair.diff.difference import as_json as shape_of
    from repair.report.json_report import json_text
    from repair.report.redaction import Redaction

    redaction = Redaction(*(template.data for template in templates))
    shape: dict[str, Any] = shape_of(diff)
    shape["coarse"] = [redaction.text(sentence) for sentence in shape["coarse"]]
    for entry, delta in zip(shape["deltas"], diff.deltas, strict=True):
        _redact(entry, delta, redaction)
    return json_text(shape)


def as_text(diff: Diff, *templates: Template, colour: bool, width: int = 0) -> str:
    """A tree by entry for a person; see `repair.report.difference_text`."""
    from repair.report.difference_text import text
    from repair.report.difference_viewer import view

    return text(view(diff, *templates), colour=colour, width=width)


def as_markdown(diff: Diff, *templates: Template) -> str:
    """A comment for a pull request; see `repair.report.difference_markdown`."""
    from repair.report.difference_markdown import markdown
    from repair.report.difference_viewer import view

    return markdown(view(diff, *templates))


def as_html(diff: Diff, *templates: Template) -> str:
    """One page that needs nothing else; see `repair.report.difference_html`."""
    from repair.report.difference_html import page
    from repair.report.difference_viewer import view

    return page(view(diff, *templates))


def _redact(entry: dict[str, Any], delta: Delta, redaction: Redaction) -> None:
    """Hide the secrets of a delta's JSON and of its parts'."""
    from repair.report.json_report import finite

    path = delta.path or delta.ideal_path or ()
    before, after = redaction.pair(delta.before, delta.after, path, delta.ideal_path)
    entry["before"], entry["after"] = finite(before), finite(after)
    entry["depends_on"] = [redaction.text(words) for words in entry["depends_on"]]
    for inner, part in zip(entry["parts"], delta.parts, strict=True):
        _redact(inner, part, redaction)
