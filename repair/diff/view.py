"""The generated template as it would read with the ideal template's names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from repair.template.data import Data
from repair.template.rename import EntryKind, renamed_all
from repair.template.sections import section

KINDS: Mapping[str, EntryKind] = {
    "Parameters": "parameter",
    "Mappings": "mapping",
    "Conditions": "condition",
    "Resources": "resource",
    "Outputs": "output",
}
"""The kind of entry by section."""

Renames = dict[str, dict[str, str]]
"""New names by section and old name."""


def renamed_view(
    data: dict[str, Data], renames: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, Data], Renames]:
    """`data` with entries renamed together with their references, and the renames that could be made.

    An entry that is in the way of a new name and is not renamed itself goes by a name of its own, which
    nothing else has: what refers to it differs then from what refers to the namesake.
    """
    made: Renames = {}
    for where, kind in KINDS.items():
        names = {old: new for old, new in renames.get(where, {}).items() if old != new}
        if not names:
            continue
        data, done = _renamed(data, kind, names, _in_the_way(data, where, names))
        made[where] = done
    return data, made


def _in_the_way(data: dict[str, Data], where: str, names: Mapping[str, str]) -> dict[str, str]:
    entries = section(data, where)
    aside = {}
    for new in names.values():
        if new in entries and new not in names:
            number = 0
            while (free := f"{new}{number}Aside") in entries:
                number += 1
            aside[new] = free
    return aside


def _renamed(
    data: dict[str, Data], kind: EntryKind, names: dict[str, str], aside: dict[str, str]
) -> tuple[dict[str, Data], dict[str, str]]:
    try:
        return cast("dict[str, Data]", renamed_all(data, kind, {**names, **aside})), names
    except ValueError:
        pass
    done: dict[str, str] = {}
    for old, new in names.items():  # at least one cannot be renamed: do without those
        step = {old: new, **({new: aside[new]} if new in aside else {})}
        try:
            data = cast("dict[str, Data]", renamed_all(data, kind, step))
        except ValueError:
            continue
        done[old] = new
    return data, done
