"""The public Python API: four functions on templates and paths."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from repair.config.force import Chooser, InForce
from repair.document.files import read_text as text_of
from repair.document.files import shown, staged
from repair.document.limits import DEFAULT, Limits
from repair.engine.chosen import chosen
from repair.engine.finding import Finding
from repair.engine.result import Options, Repair
from repair.engine.select import Selection
from repair.engine.unguided import check_template, repair_template
from repair.errors import InputError
from repair.rules.context import Settings
from repair.rules.model import Severity
from repair.template.load import Syntax, from_text
from repair.template.load import load as _load
from repair.template.template import Template

if TYPE_CHECKING:
    from repair.config.baseline import Entry as Entry
    from repair.config.explain import Setting as Setting
    from repair.diff.difference import Diff

__all__ = [
    "Chooser",
    "Finding",
    "InForce",
    "Limits",
    "Options",
    "Repair",
    "Selection",
    "Settings",
    "Severity",
    "Source",
    "Syntax",
    "Template",
    "check",
    "chosen",
    "diff",
    "entries_of",
    "from_text",
    "load",
    "renewed",
    "repair",
    "report",
    "save",
    "saving",
    "settings_for",
    "text_of",
]

Source: TypeAlias = "str | os.PathLike[str] | Template"
"""A template, or the path of one; `-` is standard input."""


def load(
    path: str | os.PathLike[str], *, syntax: Syntax = Syntax.AS_IS, limits: Limits = DEFAULT
) -> Template:
    """Read a template: text, tree and positions.

    Args:
        path: The file; `-` is standard input.
        syntax: How much of a text that does not parse may be mended to read it; its findings say what was.
        limits: How much the file may have.

    Raises:
        InputError: The file cannot be read as a template; the message says where and what to do.
    """
    return _load(path if path == "-" else Path(path), syntax=syntax, limits=limits)


def diff(generated: Source, ideal: Source, *, exact: bool = False, limits: Limits = DEFAULT) -> Diff:
    """The differences in meaning between two templates; with `exact`, those in spelling too.

    `limits` hold for templates that are given as paths, here and in the functions below.

    Raises:
        InputError: One of them cannot be read as a template.
    """
    from repair.diff.difference import (
        diff as differences,  # the differ loads only when there are two templates
    )

    return differences(_template(generated, limits), _template(ideal, limits), exact=exact)


def repair(
    template: Source,
    ideal: Source | None = None,
    *,
    options: Options | None = None,
    limits: Limits = DEFAULT,
) -> Repair:
    """Mend a template by the rules, or towards an ideal one.

    Returns:
        Findings, patch, inverse and the repaired text. Nothing is written.

    Raises:
        InputError: A template cannot be read.
        UsageError: The options name a rule or profile that does not exist.
        ConvergenceError, GateError: The result cannot be trusted.
    """
    options = options or Options()
    if ideal is None:
        return repair_template(_template(template, limits), options)
    from repair.engine.guided import repair_towards

    return repair_towards(_template(template, limits), _template(ideal, limits), options)


def check(template: Source, *, options: Options | None = None, limits: Limits = DEFAULT) -> Repair:
    """The findings of one template; nothing is mended.

    Raises:
        InputError: The template cannot be read.
    """
    return check_template(_template(template, limits), options or Options())


def report(
    generated: Source, ideal: Source, *, options: Options | None = None, limits: Limits = DEFAULT
) -> Repair:
    """The findings that tell two templates apart: what a failure-analysis document is written from.

    Raises:
        InputError: One of them cannot be read as a template.
    """
    from repair.engine.guided import compare_templates

    return compare_templates(_template(generated, limits), _template(ideal, limits), options or Options())


def entries_of(result: Repair, *, mended: bool = False) -> tuple[Entry, ...]:
    """What a baseline is to know of one result: what is left, and what a baseline held before.

    Args:
        result: What a run came to.
        mended: Whether what was mended has been written; else it is still there, and known too.
    """
    from repair.config.baseline import entries_of as listed  # only baselines pay for it

    return listed(result, mended=mended)


def renewed(path: str, found: Iterable[tuple[str, tuple[Entry, ...]]]) -> str:
    """The text of the baseline at `path` once these files have been looked at again.

    Raises:
        InputError: There is a file at `path` that is no baseline.
    """
    from repair.config.baseline import renewed as text

    return text(path, found)


def settings_for(chosen: Chooser, place: str) -> list[Setting]:
    """Everything that is in force for a template, and where each setting is said.

    Raises:
        InputError, UsageError: A configuration, or a file that it names, cannot be read.
    """
    from repair.config.explain import settings_for as explained

    return explained(chosen, place)


def save(path: str | os.PathLike[str], text: str) -> None:
    """Write `text` whole or not at all: beside the target first, then in its place. The file's mode stays.

    Raises:
        InputError: The file cannot be written.
    """
    with saving([(path, text)]):
        pass


@contextlib.contextmanager
def saving(texts: Iterable[tuple[str | os.PathLike[str], str]]) -> Iterator[None]:
    """Write several files, all or none: made ready before the body, put in place when it has run without an error.

    Raises:
        InputError: One of them cannot be written.
    """
    texts = list(texts)
    paths = {os.fspath(path) for path, _ in texts}
    try:
        with staged(texts):
            yield
    except OSError as error:
        if error.filename not in paths:
            raise
        reason = error.strerror or error
        if isinstance(error, FileNotFoundError):
            reason = "its folder does not exist"
        raise InputError(f"cannot be written: {reason}", name=shown(error.filename)) from None


def _template(source: Source, limits: Limits) -> Template:
    return source if isinstance(source, Template) else load(source, limits=limits)
