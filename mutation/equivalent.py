"""Mutants that no input tells apart from the code, each with the reason: `equivalent.toml` beside this file.

An entry names the file, the line as it stands, the line as it becomes, and why both do the same. One that a test kills was
no equivalent, and one whose line is gone is out of date: `run.py` says both.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from operators import Mutant

Change = tuple[str, str, str]
"""A file, a line and what it becomes; white space counts as one blank."""


def explained(file: Path) -> dict[Change, str]:
    """The changes that are explained, with the reasons."""
    entries = tomllib.loads(file.read_text(encoding="utf-8")).get("equivalent", [])
    return {(one["file"], _plain(one["line"]), _plain(one["becomes"])): one["why"] for one in entries}


def change(mutant: Mutant, source: str) -> Change:
    """What a mutant changes, by whole lines."""
    first = source.rfind("\n", 0, mutant.start) + 1
    last = source.find("\n", mutant.end)
    last = len(source) if last < 0 else last
    becomes = source[first : mutant.start] + mutant.text + source[mutant.end : last]
    return mutant.file, _plain(source[first:last]), _plain(becomes)


def outdated(changes: dict[Change, str], root: Path) -> list[Change]:
    """The explained changes whose line does not stand in its file any more."""
    texts = {file: _plain((root / file).read_text(encoding="utf-8")) if (root / file).exists() else ""
             for file, _, _ in changes}  # fmt: skip
    return [one for one in changes if one[1] not in texts[one[0]]]


def _plain(text: str) -> str:
    return " ".join(text.split())
