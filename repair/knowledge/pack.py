"""Reads the packed data: an index of names and offsets, one compressed record a name, loaded on demand."""

from __future__ import annotations

import json
import zlib
from functools import cache
from pathlib import Path
from typing import Any, Literal

DATA = Path(__file__).parent / "data"
INDEX = "index.json"
BODY = "pack.bin"
TABLES = "tables.json"

Section = Literal["types", "constraints", "language"]
SECTIONS: tuple[Section, ...] = ("types", "constraints", "language")


@cache
def _index() -> dict[str, dict[str, list[int]]]:
    index: dict[str, dict[str, list[int]]] = json.loads((DATA / INDEX).read_bytes())
    return index


@cache
def tables() -> dict[str, Any]:
    """The small tables by name, as written by `python -m repair.knowledge.build`."""
    found: dict[str, Any] = json.loads((DATA / TABLES).read_bytes())
    return found


def names(section: Section) -> frozenset[str]:
    """Every name that has a record."""
    return frozenset(_index()[section])


def record(section: Section, name: str) -> Any:
    """The record of `name`, None when there is none. Read anew each time: callers keep what they get."""
    place = _index()[section].get(name)
    if place is None:
        return None
    offset, size = place
    with (DATA / BODY).open("rb") as file:
        file.seek(offset)
        return json.loads(zlib.decompress(file.read(size)))
