"""Which files are meant: names, folders and globs become template files, in one order on every machine."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from repair.cli.walk import EVERYTHING, Walk
from repair.errors import InputError

STREAM = "-"


@dataclass(frozen=True, slots=True)
class File:
    """A file to work on.

    Attributes:
        path: As the user would write it.
        named: Whether the user named it; what a folder holds and is no template is passed over in silence.
    """

    path: str
    named: bool


Excluded = Callable[[str], tuple[str, Sequence[str]] | None]
"""What is left out of a folder or glob, and the folder that the patterns are relative to; None for nothing."""

_NONE = "there is no CloudFormation template here: name one"
_NONE_LEFT = (
    "no CloudFormation template is left here: a .gitignore, --exclude or the configuration leaves files out; "
    "a file that you name is taken"
)


def expand(
    arguments: Sequence[str],
    exclude: Sequence[str] = (),
    configured: Excluded | None = None,
    largest: int | None = None,
) -> list[File]:
    """The files that the arguments mean, each once: named ones in their order, those of a folder sorted.

    In folders and for globs `.gitignore` files are respected, and only files that look like templates are taken.

    Args:
        arguments: Files, folders, globs, or `-`.
        exclude: Patterns as in a `.gitignore`, for what is found in folders and by globs.
        configured: What a configuration leaves out, where `exclude` says nothing.
        largest: Bytes of the largest files that are taken from folders and globs; None: any.

    Raises:
        InputError: A glob or folder holds no template.
    """
    found: dict[str, File] = {}
    for argument in arguments:
        if argument == STREAM or not _is_many(argument):
            found.setdefault(_key(argument), File(argument, named=True))
            continue
        place, patterns = _parts(argument)
        more = configured(str(place)) if configured is not None and not exclude else None
        left_out = [(Path(more[0]), more[1])] if more is not None else []
        left_out += [(place if Path(argument).is_dir() else Path(), exclude)] if exclude else []
        walk = Walk(left_out, largest)
        inside = list(walk.under(place, patterns))
        if not inside:
            raise InputError(_NONE_LEFT if walk.passed else _NONE, name=argument)
        for path in inside:
            found.setdefault(_key(path), File(path, named=False))
    return list(found.values())


def each_once(files: Sequence[str]) -> list[str]:
    """The files without those that lead to another one of them, as links do: what is written is written once."""
    found: dict[str, str] = {}
    for file in files:
        target = file if file == STREAM else os.path.realpath(file)
        if target not in found or os.path.islink(found[target]):  # noqa: PTH114 - called for every file
            found[target] = file
    kept = set(found.values())
    return [file for file in files if file in kept]


def _is_many(argument: str) -> bool:
    return Path(argument).is_dir() or (glob.has_magic(argument) and not Path(argument).exists())


def _parts(argument: str) -> tuple[Path, tuple[str, ...]]:
    """The folder where the search begins, and the patterns of the names below it."""
    if Path(argument).is_dir():
        return Path(argument), EVERYTHING
    steps = Path(argument).parts
    fixed = next((number for number, step in enumerate(steps) if glob.has_magic(step)), len(steps))
    return Path(*steps[:fixed]), steps[fixed:]


def _key(path: str) -> str:
    """What two ways to write one path have in common; links stay apart from what they lead to."""
    return path if path == STREAM else os.path.normpath(Path.cwd() / path)
