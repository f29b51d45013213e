"""Which files are meant: names, folders and globs become template files, in one order on every machine."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from repair.errors import InputError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

STREAM = "-"
SUFFIXES = (".json", ".yaml", ".yml", ".template")
"""Suffixes that templates have; in folders nothing else is looked at."""

_SKIPPED = frozenset(
    {".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".mypy_cache"}
)
_SECTION = re.compile(rb"""(?m)^[ \t{]*["']?Resources["']?[ \t]*:""")
_TYPE = re.compile(rb"""(?:AWS|Alexa|Custom)::[A-Za-z0-9]|AWSTemplateFormatVersion""")


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


def expand(
    arguments: Sequence[str], exclude: Sequence[str] = (), configured: Excluded | None = None
) -> list[File]:
    """The files that the arguments mean, each once: named ones in their order, those of a folder sorted.

    In folders `.gitignore` files are respected, and only files that look like templates are taken.

    Args:
        arguments: Files, folders, globs, or `-`.
        exclude: Patterns as in a `.gitignore`, for what is found in folders and by globs.
        configured: What a configuration leaves out, where `exclude` says nothing.

    Raises:
        InputError: A glob or folder holds no template.
    """
    found: dict[str, File] = {}
    for argument in arguments:
        if argument == STREAM or not _is_many(argument):
            found.setdefault(_key(argument), File(argument, named=True))
            continue
        more = configured(_folder(argument)) if configured is not None and not exclude else None
        inside = list(_inside(argument, exclude, more))
        if not inside:
            raise InputError("there is no CloudFormation template here: name one", name=argument)
        for path in inside:
            found.setdefault(_key(path), File(path, named=False))
    return list(found.values())


def looks_like_template(path: str) -> bool:
    """Whether the file's text speaks of resources as templates do; a file that cannot be read does not."""
    try:
        data = Path(path).read_bytes()
    except OSError:
        return False
    return bool(_SECTION.search(data) or b'"Resources"' in data) and bool(_TYPE.search(data))


def _is_many(argument: str) -> bool:
    return Path(argument).is_dir() or (glob.has_magic(argument) and not Path(argument).exists())


def _folder(argument: str) -> str:
    """A folder, or the one that a glob begins in."""
    if Path(argument).is_dir():
        return argument
    fixed = Path(*(part for part in _before_magic(Path(argument).parts)))
    return str(fixed if fixed.is_dir() else fixed.parent)


def _before_magic(parts: Sequence[str]) -> Iterator[str]:
    for part in parts:
        if glob.has_magic(part):
            return
        yield part


def _inside(argument: str, exclude: Sequence[str], more: tuple[str, Sequence[str]] | None) -> Iterator[str]:
    """The templates of a folder or glob; `more` is left out besides, seen from another folder."""
    base = [(Path(more[0]), _spec(more[1]))] if more is not None else []
    if Path(argument).is_dir():
        yield from _walk(argument, exclude, base)
        return
    excluded = _spec(exclude)
    for path in sorted(glob.glob(argument, recursive=True)):  # noqa: PTH207 - pathlib takes no absolute pattern
        wanted = path.endswith(SUFFIXES) and not (excluded and excluded.match_file(path))
        if wanted and not _ignored(Path(path), base) and Path(path).is_file() and looks_like_template(path):
            yield path


def _walk(
    folder: str, exclude: Sequence[str], base: Sequence[tuple[Path, GitIgnoreSpec | None]]
) -> Iterator[str]:
    """The templates under a folder, without what `.gitignore` files, `exclude` and `base` name."""
    above = [*base, *([(Path(folder), _spec(exclude))] if exclude else ())]
    above += [(place, _spec(_lines(place / ".gitignore"))) for place in _parents(Path(folder))]
    yield from _walked(Path(folder), folder, above)


def _walked(place: Path, shown: str, rules: list[tuple[Path, GitIgnoreSpec | None]]) -> Iterator[str]:
    own = _lines(place / ".gitignore")
    rules = [*rules, (place, _spec(own))] if own else rules
    try:
        entries = sorted(os.scandir(place), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = str(Path(shown) / entry.name)
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _SKIPPED and not _ignored(place / entry.name, rules, folder=True):
                yield from _walked(place / entry.name, path, rules)
            continue
        wanted = entry.name.endswith(SUFFIXES) and entry.is_file()
        if wanted and not _ignored(place / entry.name, rules) and looks_like_template(path):
            yield path


def _ignored(path: Path, rules: list[tuple[Path, GitIgnoreSpec | None]], *, folder: bool = False) -> bool:
    for base, spec in rules:
        if spec is None:
            continue
        inside = os.path.relpath(path, base).replace(os.sep, "/")
        if spec.match_file(inside + "/" if folder else inside):
            return True
    return False


def _parents(folder: Path) -> list[Path]:
    """The folders above `folder` up to the one that holds `.git`; () outside a repository."""
    found: list[Path] = []
    here = folder.resolve()
    while not (here / ".git").exists():
        if here.parent == here:
            return []
        here = here.parent
        found.append(here)
    return found


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _spec(lines: Sequence[str]) -> GitIgnoreSpec | None:
    if not lines:
        return None
    from pathspec import GitIgnoreSpec  # only folders pay for it

    return GitIgnoreSpec.from_lines(lines)


def _key(path: str) -> str:
    """What two ways to write one path have in common; links stay apart from what they lead to."""
    return path if path == STREAM else os.path.normpath(Path.cwd() / path)
