"""The table of property names that do not exist and what is meant by them (`data/known_mistakes/`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from repair.rules.property_path import Pattern, pattern_of
from repair.rules.tables import FOLDER, table
from repair.template.schema import holds

_FOLDER = "known_mistakes"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A property that does not exist.

    Attributes:
        wrong: Its path.
        right: The path of what is meant; None when the property means nothing that the type could do.
        why: The fact, one clause.
        convert: The conversion of its value, None when that stays as it is.
        merge: The fields that tell items apart where the value becomes items of the list at `right`.
        when: JSON Schema of the values that the entry speaks of.
        sure: Whether there is no other reading.
        person: Whether only a person can say what the value at `right` is.
    """

    wrong: Pattern
    right: Pattern | None
    why: str
    convert: str | None = None
    merge: tuple[str, ...] = ()
    when: Mapping[str, Any] | None = None
    sure: bool = True
    person: bool = False


def known_mistake(type_name: str, path: Pattern, value: Any) -> Mistake | None:
    """What the table says of the property at `path` of the type `type_name`, which holds `value`."""
    for mistake in mistakes(_service(type_name)).get(type_name, ()):
        if mistake.wrong == path and (
            mistake.when is None or holds(value, mistake.when, mistake.when) is True
        ):
            return mistake
    return None


@lru_cache(maxsize=64)
def mistakes(service: str) -> Mapping[str, tuple[Mistake, ...]]:
    """The table of one service (`s3`), by type; empty when there is none."""
    raw = table(f"{_FOLDER}/{service}")
    return {type_name: tuple(map(_mistake, entries)) for type_name, entries in raw.items()}


def services() -> list[str]:
    """The services that have a table."""
    return sorted(file.stem for file in (FOLDER / _FOLDER).glob("*.yaml"))


def _service(type_name: str) -> str:
    parts = type_name.split("::")
    return parts[1].lower() if len(parts) == 3 and parts[1].isalnum() else ""


def _mistake(entry: Mapping[str, Any]) -> Mistake:
    if ("right" in entry) == ("drop" in entry):
        raise ValueError(f"{entry['wrong']}: an entry has either `right` or `drop`")
    return Mistake(
        wrong=pattern_of(entry["wrong"]),
        right=pattern_of(entry["right"]) if "right" in entry else None,
        why=entry["why"],
        convert=entry.get("convert"),
        merge=tuple(entry.get("merge", ())),
        when=entry.get("when"),
        sure=not entry.get("unsafe", False),
        person=entry.get("person", False),
    )
