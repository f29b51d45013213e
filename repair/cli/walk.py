"""The templates under a folder: names that fit, without what `.gitignore` files and other patterns leave out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SUFFIXES = (".json", ".yaml", ".yml", ".template")
"""Suffixes that templates have; nothing else is looked at."""

EVERYTHING = ("**", "")
"""The pattern of a folder: every file at any depth, hidden ones too."""

_SKIPPED = frozenset(
    {".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".mypy_cache"}
)
_SECTION = re.compile(rb"""(?m)^[ \t{]*["']?Resources["']?[ \t]*:""")
_TYPE = re.compile(rb"""(?:AWS|Alexa|Custom)::[A-Za-z0-9]|AWSTemplateFormatVersion""")

_LOOKED_AT = 1_000_000
"""Bytes in which a template says what it is: CloudFormation takes none that is larger."""

_Patterns = frozenset[tuple[str, ...]]
"""What names below a folder may be: each is the patterns of the steps that are still to come."""


def looks_like_template(path: str) -> bool:
    """Whether the file's text speaks of resources as templates do; a file that cannot be read does not."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(_LOOKED_AT)
    except OSError:
        return False
    return bool(_SECTION.search(data) or b'"Resources"' in data) and bool(_TYPE.search(data))


class Walk:
    """One way through folders. Links to folders are not followed.

    Args:
        left_out: Patterns as in a `.gitignore`, each list with the folder that it is seen from.
        largest: Bytes of the largest files that are taken; None: any.

    Attributes:
        passed: Whether something was left out.
    """

    def __init__(
        self, left_out: Sequence[tuple[Path, Sequence[str]]] = (), largest: int | None = None
    ) -> None:
        self.left_out = [(place, spec) for place, lines in left_out if (spec := _spec(lines)) is not None]
        self.largest = largest
        self.passed = False

    def under(self, folder: Path, patterns: tuple[str, ...] = EVERYTHING) -> Iterator[str]:
        """The templates under a folder, sorted, whose names fit the patterns of a glob, step by step."""
        ignored = [(place, spec) for place in _parents(folder) if (spec := _gitignore(place)) is not None]
        yield from self._walked(folder, _begun([patterns]), ignored)

    def _walked(
        self, place: Path, patterns: _Patterns, ignored: list[tuple[Path, GitIgnoreSpec]]
    ) -> Iterator[str]:
        """The templates in a folder and those in its folders; `ignored` are the `.gitignore` files above it."""
        own = _gitignore(place)
        ignored = [*ignored, (place, own)] if own is not None else ignored
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError:
            return
        for entry in entries:
            path = place / entry.name
            if entry.is_dir(follow_symlinks=False):
                inner = _begun(_below(patterns, entry.name))
                if inner and entry.name not in _SKIPPED and not self._is_left_out(path, ignored, folder=True):
                    yield from self._walked(path, inner, ignored)
                continue
            wanted = entry.name.endswith(SUFFIXES) and any(_last(one, entry.name) for one in patterns)
            taken = wanted and entry.is_file() and not self._is_left_out(path, ignored)
            if taken and self._is_small(entry) and looks_like_template(str(path)):
                yield str(path)

    def _is_small(self, entry: os.DirEntry[str]) -> bool:
        return self.largest is None or entry.stat().st_size <= self.largest

    def _is_left_out(
        self, path: Path, ignored: list[tuple[Path, GitIgnoreSpec]], *, folder: bool = False
    ) -> bool:
        """Whether patterns leave the path out. Of `.gitignore` files the nearest one that speaks of it decides."""
        out = any(_says(base, spec, path, folder=folder) for base, spec in self.left_out)
        if not out:
            answers = (_says(base, spec, path, folder=folder) for base, spec in reversed(ignored))
            out = next((answer for answer in answers if answer is not None), False)
        self.passed |= out
        return out


def _says(base: Path, spec: GitIgnoreSpec, path: Path, *, folder: bool) -> bool | None:
    """Whether patterns seen from `base` leave the path out, or take it back; None when they do not speak of it."""
    inside = os.path.relpath(path, base).replace(os.sep, "/")
    return spec.check_file(inside + "/" if folder else inside).include


def _begun(patterns: Sequence[tuple[str, ...]]) -> _Patterns:
    """The patterns, with those behind a `**` that stands for no folder at all."""
    found = set(patterns)
    for one in patterns:
        while len(one) > 1 and one[0] == "**":
            one = one[1:]
            found.add(one)
    return frozenset(found)


def _below(patterns: _Patterns, name: str) -> list[tuple[str, ...]]:
    """What the patterns leave for the names in the folder called `name`."""
    stay = [one for one in patterns if one[0] == "**" and (one == EVERYTHING or not name.startswith("."))]
    return [*stay, *(one[1:] for one in patterns if len(one) > 1 and one[0] != "**" and _fits(one[0], name))]


def _last(pattern: tuple[str, ...], name: str) -> bool:
    """Whether a file of that name is what the pattern means."""
    return len(pattern) == 1 and (pattern[0] == "" or _fits("*" if pattern[0] == "**" else pattern[0], name))


def _fits(pattern: str, name: str) -> bool:
    """Whether a name fits one step of a glob; names that begin with a dot have to be asked for."""
    return fnmatchcase(name, pattern) and (pattern.startswith(".") or not name.startswith("."))


def _parents(folder: Path) -> list[Path]:
    """The folders above `folder`, the root of the repository first; () outside a repository."""
    found: list[Path] = []
    here = folder.resolve()
    while not (here / ".git").exists():
        if here.parent == here:
            return []
        here = here.parent
        found.append(here)
    return found[::-1]


def _gitignore(folder: Path) -> GitIgnoreSpec | None:
    try:
        return _spec((folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return None


def _spec(lines: Sequence[str]) -> GitIgnoreSpec | None:
    if not lines:
        return None
    from pathspec import GitIgnoreSpec  # only folders pay for it

    return GitIgnoreSpec.from_lines(lines)
