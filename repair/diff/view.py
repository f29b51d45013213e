"""The generated template as it would read with the ideal template's names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from repair.template.data import Data
from repair.template.references import Reference
from repair.template.rename import EntryKind, renamed_all, renamed_kinds
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
    data: dict[str, Data],
    renames: Mapping[str, Mapping[str, str]],
    found: Sequence[Reference] | None = None,
) -> tuple[dict[str, Data], Renames]:
    """`data` with entries renamed together with their references, and the renames that could be made.

    An entry that is in the way of a new name and is not renamed itself goes by a name of its own, which
    nothing else has: what refers to it differs then from what refers to the namesake. `found` are the
    references of `data`, where they are known already.
    """
    wanted: Renames = {}
    for where in KINDS:
        names = {old: new for old, new in renames.get(where, {}).items() if old != new}
        if names:
            wanted[where] = names
    if not wanted:
        return data, {}
    steps = {KINDS[where]: {**names, **_in_the_way(data, where, names)} for where, names in wanted.items()}
    try:
        return cast("dict[str, Data]", renamed_kinds(data, steps, found)), wanted
    except ValueError:
        return _one_by_one(data, wanted)


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


def _one_by_one(data: dict[str, Data], wanted: Renames) -> tuple[dict[str, Data], Renames]:
    """Those renames that can be made, when one at least cannot."""
    made: Renames = {}
    for where, names in wanted.items():
        aside = _in_the_way(data, where, names)
        try:
            data = cast("dict[str, Data]", renamed_all(data, KINDS[where], {**names, **aside}))
            made[where] = names
            continue
        except ValueError:
            made[where] = {}
        for old, new in names.items():
            step = {old: new, **({new: aside[new]} if new in aside else {})}
            try:
                data = cast("dict[str, Data]", renamed_all(data, KINDS[where], step))
            except ValueError:
                continue
            made[where][old] = new
    return data, made
