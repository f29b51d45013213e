"""The public Python API: four functions on templates and paths."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from repair.document.files import read_text, shown, staged
from repair.engine.result import Options, Repair
from repair.engine.select import Selection
from repair.engine.unguided import check_template, repair_template
from repair.errors import InputError
from repair.rules.context import Settings
from repair.template.load import load as _load
from repair.template.template import Template

if TYPE_CHECKING:
    from repair.diff.difference import Diff

__all__ = [
    "Options",
    "Repair",
    "Selection",
    "Settings",
    "Source",
    "Template",
    "check",
    "chosen",
    "diff",
    "load",
    "repair",
    "report",
    "save",
    "saving",
]

Source: TypeAlias = "str | os.PathLike[str] | Template"
"""A template, or the path of one; `-` is standard input."""


def load(path: str | os.PathLike[str]) -> Template:
    """Read a template: text, tree and positions.

    Raises:
        InputError: The file cannot be read as a template; the message says where and what to do.
    """
    return _load(path if path == "-" else Path(path))


def diff(generated: Source, ideal: Source, *, exact: bool = False) -> Diff:
    """The differences in meaning between two templates; with `exact`, those in spelling too.

    Raises:
        InputError: One of them cannot be read as a template.
    """
    from repair.diff.difference import (
        diff as differences,  # the differ loads only when there are two templates
    )

    return differences(_template(generated), _template(ideal), exact=exact)


def repair(template: Source, ideal: Source | None = None, *, options: Options | None = None) -> Repair:
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
        return repair_template(_template(template), options)
    from repair.engine.guided import repair_towards

    return repair_towards(_template(template), _template(ideal), options)


def check(template: Source, *, options: Options | None = None) -> Repair:
    """The findings of one template; nothing is mended.

    Raises:
        InputError: The template cannot be read.
    """
    return check_template(_template(template), options or Options())


def report(generated: Source, ideal: Source, *, options: Options | None = None) -> Repair:
    """The findings that tell two templates apart: what a failure-analysis document is written from.

    Raises:
        InputError: One of them cannot be read as a template.
    """
    from repair.engine.guided import compare_templates

    return compare_templates(_template(generated), _template(ideal), options or Options())


def chosen(options: Options, profiles: Sequence[str], requirements: str | Path | None = None) -> Options:
    """`options` with what profiles and a requirements document ask for.

    Args:
        options: The rest of what the user asks for.
        profiles: Names of bundled profiles or paths of a team's files; see docs/profiles.md.
        requirements: A document to read wishes from.

    Raises:
        UsageError: There is no such profile.
        InputError: A file cannot be read, or says what no profile can say.
    """
    if not requirements and list(profiles) in ([], ["baseline"]):
        return options
    from repair.engine.profile import profile_of

    profile = profile_of(profiles)
    read = None
    if requirements is not None:
        from repair.engine.requirements import read as understood
        from repair.engine.requirements import with_requirements

        profile, read = with_requirements(profile, understood(read_text(requirements)))
    return replace(
        options,
        settings=replace(
            options.settings, profile=profile.base, values={**profile.values, **options.settings.values}
        ),
        selection=replace(options.selection, choices=profile.choices),
        requirements=read,
    )


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


def _template(source: Source) -> Template:
    return source if isinstance(source, Template) else load(source)
