"""Baselines: files that list the findings a team knows of and lives with for now, so that only new ones count."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from repair.document.files import read_text, shown
from repair.engine.finding import Finding, FixStatus, fingerprint_of, mark_of
from repair.engine.result import Repair
from repair.engine.suppression import Source
from repair.engine.syntax import KIND as SYNTAX
from repair.errors import InputError

VERSION = 1


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One known finding at one place.

    Attributes:
        resource: Logical id, or "" outside of resources; for people.
        rule: The rule's id.
        path: JSON pointer, with `*` for the items of lists.
        fingerprint: What it is known by.
    """

    resource: str
    rule: str
    path: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is known, by file.

    Attributes:
        folder: The folder that the names of files are relative to.
        files: The entries of each file.
    """

    folder: str
    files: Mapping[str, tuple[Entry, ...]]

    def of(self, file: str) -> tuple[Entry, ...]:
        """The entries for a template."""
        return self.files.get(key_of(file, self.folder), ())


def key_of(file: str, folder: str) -> str:
    """A template's name in a baseline that lies in `folder`: relative to it, with `/`."""
    if file == "-":
        return file
    try:
        return os.path.relpath(file, folder).replace(os.sep, "/")
    except ValueError:  # another drive
        return file.replace(os.sep, "/")


def read_baseline(path: str) -> Baseline:
    """The baseline in a file.

    Raises:
        InputError: It cannot be read, or is none.
    """
    text = read_text(path)
    try:
        data = json.loads(text)
    except ValueError as error:
        place = (
            {"line": error.lineno, "column": error.colno} if isinstance(error, json.JSONDecodeError) else {}
        )
        raise InputError(
            "this is no baseline: write one with --write-baseline", name=shown(path), **place
        ) from None
    try:
        version = data["schema_version"]
        files = {
            str(name): tuple(
                Entry(
                    str(one.get("resource") or ""),
                    str(one["rule"]),
                    str(one["path"]),
                    str(one["fingerprint"]),
                )
                for one in entries
            )
            for name, entries in data["files"].items()
        }
    except (TypeError, KeyError, AttributeError):
        raise InputError("this is no baseline: write one with --write-baseline", name=shown(path)) from None
    if version != VERSION:
        raise InputError(f"this baseline has version {version}, and {VERSION} is read here", name=shown(path))
    return Baseline(os.path.dirname(os.path.abspath(path)), files)  # noqa: PTH100, PTH120 - links stay


def entries_of(result: Repair, *, mended: bool = False) -> tuple[Entry, ...]:
    """What to know of one result: what is left, and what a baseline held before; sorted.

    Args:
        result: What a run came to.
        mended: Whether what was mended has been written; else it is still there, and known too.
    """
    counts: Counter[tuple[str, str]] = Counter()
    found = []
    for finding in (*result.findings, *result.suppressed):
        if _lasts(finding, mended=mended):
            for place in finding.places:
                marks = finding.id, mark_of(place.path)
                counts[marks] += 1
                fingerprint = fingerprint_of(marks, counts[marks])
                found.append(Entry(place.resource or "", *marks, fingerprint))
    return tuple(sorted(found))


def _lasts(finding: Finding, *, mended: bool) -> bool:
    """Whether the finding will be there again, and a baseline may know it. A text must parse whoever knows that it does not."""
    if finding.kind == SYNTAX or (mended and finding.fix.status is FixStatus.APPLIED):
        return False
    return finding.suppression is None or finding.suppression.source is Source.BASELINE


def renewed(path: str, found: Iterable[tuple[str, tuple[Entry, ...]]]) -> str:
    """The text of the baseline at `path` once these files have been looked at again.

    What it says of other files stays, as long as they exist.

    Raises:
        InputError: There is a file at `path` that is no baseline.
    """
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120 - links stay
    old = read_baseline(path).files if Path(path).is_file() and Path(path).stat().st_size else {}
    kept = {name: entries for name, entries in old.items() if name == "-" or Path(folder, name).exists()}
    new = {**kept, **{key_of(file, folder): entries for file, entries in found}}
    data: dict[str, Any] = {
        "schema_version": VERSION,
        "files": {
            name: [
                {
                    "fingerprint": one.fingerprint,
                    "rule": one.rule,
                    "path": one.path,
                    "resource": one.resource or None,
                }
                for one in entries
            ]
            for name, entries in sorted(new.items())
            if entries
        },
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
