"""The small tables of `data/`, by resource type and property path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from repair.rules.packed import contents
from repair.rules.property_path import Pattern, pattern_of

FOLDER = FilePath(__file__).parent / "data"


def table(name: str) -> Mapping[str, Any]:
    """The table called `name`; a name may lead into a folder. Empty when there is none."""
    found: Mapping[str, Any] = contents(FOLDER).get(f"{name}.yaml", {})
    return found


def entries(name: str, type_name: str, pattern: Pattern) -> Iterator[Mapping[str, Any]]:
    """What the table `name` says of the property at `pattern` of a type: its entries with that `at`."""
    for entry in table(name).get(type_name, ()):
        if pattern_of(entry["at"]) == pattern:
            yield entry
