"""From two aligned templates to their deltas.

The generated template is first read with the ideal template's names, so that the echoes of a rename are equal
and only true differences stay. Then both trees are walked together: mappings by key, lists by what their order
means, down to the smallest subtree that differs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from repair.diff.alignment.align import EntryPair
from repair.diff.budget import Budget
from repair.diff.delta import Delta
from repair.diff.impact import type_name_of
from repair.diff.meaning.place import STRICT, Place
from repair.diff.meaning.section_place import entry_place, section_place
from repair.diff.pairing import merged_keys
from repair.diff.record import Record
from repair.diff.view import KINDS, Renames, renamed_view
from repair.diff.walk import Spot, Walk
from repair.patch.same import same
from repair.template.data import Data, Path
from repair.template.interface import interface_mentions
from repair.template.references import Reference, Space
from repair.template.template import Template

Pairs = Mapping[str, Mapping[str, EntryPair]]

_LOOKED_UP: Mapping[str, tuple[Space, ...]] = {
    "Resources": ("value", "resource"),
    "Parameters": ("value",),
    "Conditions": ("condition",),
    "Mappings": ("mapping",),
    "Outputs": (),
}


class Compared(NamedTuple):
    """What comparing two templates gives.

    Attributes:
        deltas: All differences, in document order.
        pairs: The pairs that stand: a name that cannot be given unmakes its pair.
        view: The generated template with the ideal one's names.
        renames: The new names by section and old name.
        coarse: Sentences that say where the answer is coarser than it could be.
    """

    deltas: list[Delta]
    pairs: Pairs
    view: Template
    renames: Renames
    coarse: tuple[str, ...]


def standing(generated: Template, pairs: Pairs) -> tuple[Pairs, dict[str, Data], Renames]:
    """The pairs whose names can be given, the generated template's data with those names, and the new ones."""
    wanted = {
        where: {pair.generated: pair.ideal for pair in of.values() if pair.generated != pair.ideal}
        for where, of in pairs.items()
    }
    view, made = (
        renamed_view(generated.data, wanted, generated.references.references)
        if any(wanted.values())
        else (generated.data, {})
    )
    stand = {
        where: {name: pair for name, pair in of.items() if name == pair.ideal or name in made.get(where, {})}
        if made.get(where, {}) != wanted[where]
        else of
        for where, of in pairs.items()
    }
    return stand, view, made


def compared(generated: Template, ideal: Template, pairs: Pairs, *, exact: bool, work: Budget) -> Compared:
    """How two aligned templates differ. With `exact`, differences in spelling are deltas too; such have `exact_only`.

    `work` is for looking at leaves to pair the items of lists, each as often as it is looked at. Lists that come when
    it is spent are compared as wholes.
    """
    pairs, view, made = standing(generated, pairs)
    labels = {new: old for old, new in made.get("Parameters", {}).items()}
    viewed = generated.with_data(view)
    record = Record(generated, ideal, exact=exact)
    walk = Walk(generated, viewed, ideal, record, labels, exact=exact, work=work)
    sections = _Sections(generated, ideal, walk)
    for name in merged_keys(generated.data, ideal.data):
        if name in KINDS:
            sections.section(name, view, pairs[name], made.get(name, {}))
        else:
            walk.entry(name, view, ideal.data, (), (), Place(children={name: section_place(name)}))
    return Compared(record.deltas, pairs, viewed, made, walk.coarse())


class _Sections:
    """The entries of both templates, section by section."""

    def __init__(self, generated: Template, ideal: Template, walk: Walk) -> None:
        self._generated = generated
        self._ideal = ideal
        self._walk = walk
        self._record = walk.record

    def section(
        self, name: str, view: Mapping[str, Data], pairs: Mapping[str, EntryPair], renames: Mapping[str, str]
    ) -> None:
        raw, ideal = self._generated.data.get(name), self._ideal.data.get(name)
        if (raw is not None and not isinstance(raw, dict)) or (
            ideal is not None and not isinstance(ideal, dict)
        ):
            self._walk.entry(
                name, self._generated.data, self._ideal.data, (), (), Place(children={name: STRICT})
            )
            return
        self._itself(name, raw, ideal)
        mine: dict[str, Data] = raw or {}
        seen = view.get(name)
        # The view names everything anew; its entries stand in the same order as those of the raw data.
        viewed = dict(zip(mine, seen.values(), strict=True)) if isinstance(seen, dict) else {}
        theirs: dict[str, Data] = ideal or {}
        for old, new in _entries(mine, theirs, pairs):
            if old is None:
                assert new is not None
                self._record.names = (None, new)
                self._walk.added((name,), (name,), new, theirs[new])
            elif new is None:
                self._record.names = (old, None)
                self._walk.removed((name, old))
            else:
                self._record.names = (old, new)
                if old in renames:
                    self._renamed(name, old, new)
                if viewed[old] is not theirs[new] and not same(viewed[old], theirs[new]):
                    spot = Spot((name, old), (name, new), entry_place(name, type_name_of(theirs[new])))
                    self._walk.value(viewed[old], theirs[new], spot)
        self._record.names = (None, None)

    def _itself(self, name: str, raw: Data, ideal: Data) -> None:
        """An empty section means what none means."""
        if raw == {} and ideal is None:
            self._record.add("removed", (name,), None, raw, None, exact_only=True)
        elif raw is None and ideal == {}:
            self._record.add("added", None, (name,), None, ideal, exact_only=True, target=(name,))

    def _renamed(self, section: str, old: str, new: str) -> None:
        graph = self._generated.references
        holders = [
            _property_of(reference)
            for reference in graph.to(old)
            if reference.space in _LOOKED_UP[section]
            and (reference.kind != "ValueOf" or reference.section == "Rules")
        ]
        if section == "Parameters":
            holders += interface_mentions(self._generated.data, old)
        self._record.add(
            "renamed",
            (section, old),
            (section, new),
            old,
            new,
            claims=tuple(dict.fromkeys(holders)),
            target=(section, new),
            weight=2,
        )


def _entries(
    mine: Mapping[str, Data], theirs: Mapping[str, Data], pairs: Mapping[str, EntryPair]
) -> Iterable[tuple[str | None, str | None]]:
    """Entries in document order, those only the ideal has behind their neighbour there."""
    partner = {pair.ideal: old for old, pair in pairs.items()}
    follows: defaultdict[str | None, list[str]] = defaultdict(list)
    last: str | None = None
    for new in theirs:
        old = partner.get(new)
        if old is None:
            follows[last].append(new)
        else:
            last = old
    yield from ((None, new) for new in follows[None])
    for old in mine:
        yield old, pairs[old].ideal if old in pairs else None
        for new in follows.get(old, ()):
            yield None, new


def _property_of(reference: Reference) -> Path:
    """The property whose value holds a reference: neither inside an intrinsic nor at a list item."""
    path = reference.holder
    for depth, step in enumerate(path):
        if isinstance(step, str) and depth > 1 and (step == "Ref" or step.startswith("Fn::")):
            path = path[:depth]
            break
    while path and isinstance(path[-1], int):
        path = path[:-1]
    return path
