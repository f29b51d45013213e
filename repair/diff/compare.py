"""From two aligned templates to their deltas.

The generated template is first read with the ideal template's names, so that the echoes of a rename are equal
and only true differences stay. Then both trees are walked together: mappings by key, lists by what their order
means, down to the smallest subtree that differs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from repair.diff.align import EntryPair
from repair.diff.delta import Delta, Kind, leaf_count
from repair.diff.equality import absent_like, meaning
from repair.diff.impact import NONE, impact
from repair.diff.pairing import ListPairs, merged_keys, paired_items
from repair.diff.place import PARAMETER, STRICT, TEXT, Place
from repair.diff.typed_place import resource_place
from repair.diff.view import KINDS, Renames, renamed_view
from repair.document.pointer import to_pointer
from repair.patch.same import same
from repair.template.data import Data, Path, value_at
from repair.template.intrinsics import branches, is_intrinsic, is_no_value
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
_TEXT_SECTIONS = frozenset({"Parameters", "Mappings", "Conditions", "Outputs", "Rules", "Description"})


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


def compared(generated: Template, ideal: Template, pairs: Pairs, *, exact: bool, work: int) -> Compared:
    """How two aligned templates differ. With `exact`, differences in spelling are deltas too; such have `exact_only`.

    `work` is how many leaves may be looked at for pairing the items of lists, each as often as it is looked at.
    Lists that come when it is spent are compared as wholes.
    """
    wanted = {
        where: {pair.generated: pair.ideal for pair in of.values() if pair.generated != pair.ideal}
        for where, of in pairs.items()
    }
    view, made = (
        renamed_view(generated.data, wanted, generated.references.references)
        if any(wanted.values())
        else (generated.data, {})
    )
    standing = {
        where: {name: pair for name, pair in of.items() if name == pair.ideal or name in made.get(where, {})}
        for where, of in pairs.items()
    }
    walk = _Walk(generated, ideal, exact=exact, work=work)
    for name in merged_keys(generated.data, ideal.data):
        if name in KINDS:
            walk.section(name, view, standing[name], made.get(name, {}))
        else:
            place = TEXT if name in _TEXT_SECTIONS else STRICT
            mine = _with_labels(view, generated.data) if name == "Metadata" else view
            walk.entry(name, mine, ideal.data, (), (), Place(children={name: place}))
    return Compared(walk.deltas, standing, generated.with_data(view), made, walk.coarse())


def _with_labels(view: dict[str, Data], raw: dict[str, Data]) -> dict[str, Data]:
    """The view, or the raw data where the view gives mapping keys of the metadata other names."""
    labels = ("Metadata", "AWS::CloudFormation::Interface", "ParameterLabels")
    mine, seen = value_at(raw, labels), value_at(view, labels)
    return raw if isinstance(mine, dict) and isinstance(seen, dict) and mine.keys() != seen.keys() else view


class _Spot(NamedTuple):
    """Where the walk stands in both templates."""

    path: Path
    ideal_path: Path
    place: Place

    def at(self, step: str | int, ideal_step: str | int | None = None) -> _Spot:
        other = step if ideal_step is None else ideal_step
        return _Spot((*self.path, step), (*self.ideal_path, other), self.place.below(step))


class _Walk:
    def __init__(self, generated: Template, ideal: Template, *, exact: bool, work: int) -> None:
        self._generated = generated
        self._ideal = ideal
        self._exact = exact
        self._work = work
        self._whole: list[Path] = []
        self._names: tuple[str | None, str | None] = (None, None)
        self.deltas: list[Delta] = []

    # -- sections ----------------------------------------------------------------------------

    def section(
        self, name: str, view: Mapping[str, Data], pairs: Mapping[str, EntryPair], renames: Mapping[str, str]
    ) -> None:
        raw, ideal = self._generated.data.get(name), self._ideal.data.get(name)
        if (raw is not None and not isinstance(raw, dict)) or (
            ideal is not None and not isinstance(ideal, dict)
        ):
            self.entry(name, self._generated.data, self._ideal.data, (), (), Place(children={name: STRICT}))
            return
        self._section_itself(name, raw, ideal)
        mine: dict[str, Data] = raw or {}
        seen = view.get(name)
        # The view names everything anew; its entries stand in the same order as those of the raw data.
        viewed = dict(zip(mine, seen.values(), strict=True)) if isinstance(seen, dict) else {}
        theirs: dict[str, Data] = ideal or {}
        partner = {pair.ideal: old for old, pair in pairs.items()}
        for old, new in _entries(mine, theirs, partner):
            if old is None:
                assert new is not None
                self._names = (None, new)
                self._added((name,), (name,), new, theirs[new])
            elif new is None:
                self._names = (old, None)
                self._removed((name, old), mine[old])
            else:
                self._names = (old, new)
                if old in renames:
                    self._renamed(name, old, new)
                if not same(viewed[old], theirs[new]):
                    spot = _Spot((name, old), (name, new), _entry_place(name, theirs[new]))
                    self.value(viewed[old], theirs[new], spot)
        self._names = (None, None)

    def _section_itself(self, name: str, raw: Data, ideal: Data) -> None:
        """An empty section means what none means."""
        if raw == {} and ideal is None:
            self._add("removed", (name,), None, raw, None, exact_only=True)
        elif raw is None and ideal == {}:
            self._add("added", None, (name,), None, ideal, exact_only=True, target=(name,))

    def _renamed(self, section: str, old: str, new: str) -> None:
        graph = self._generated.references
        holders = [
            _property_of(reference)
            for reference in graph.to(old)
            if reference.space in _LOOKED_UP[section]
            and (reference.kind != "ValueOf" or reference.section == "Rules")
        ]
        self._add(
            "renamed",
            (section, old),
            (section, new),
            old,
            new,
            claims=tuple(dict.fromkeys(holders)),
            target=(section, new),
            weight=2,
        )

    # -- values ------------------------------------------------------------------------------

    def entry(self, key: str, mine: Data, theirs: Data, path: Path, ideal_path: Path, place: Place) -> None:
        """One key of two mappings, on one side or on both."""
        if key not in theirs:
            self._removed((*path, key), mine[key], exact_only=absent_like(mine[key], key, place))
        elif key not in mine:
            self._added(path, ideal_path, key, theirs[key], exact_only=absent_like(theirs[key], key, place))
        elif not same(mine[key], theirs[key]):
            spot = _Spot((*path, key), (*ideal_path, key), place.below(key))
            if is_no_value(mine[key]) or is_no_value(theirs[key]):
                alike = absent_like(mine[key], key, place) and absent_like(theirs[key], key, place)
                self._changed(theirs[key], spot, exact_only=alike)
            else:
                self.value(mine[key], theirs[key], spot)

    def value(self, mine: Data, theirs: Data, spot: _Spot) -> None:
        """Two values that are not the same."""
        if type(mine) is dict and type(theirs) is dict:
            mine_is, theirs_is = is_intrinsic(mine), is_intrinsic(theirs)
            if not mine_is and not theirs_is and (mine.keys() & theirs.keys() or len(spot.path) < 4):
                for key in merged_keys(mine, theirs):
                    self.entry(key, mine, theirs, spot.path, spot.ideal_path, spot.place)
                return
            if mine_is and theirs_is and branches(mine) and branches(theirs):
                self._branches(mine["Fn::If"], theirs["Fn::If"], spot)
                return
        elif type(mine) is list and type(theirs) is list and mine and theirs:
            self._list(mine, theirs, spot)
            return
        self._changed(theirs, spot, exact_only=meaning(mine, spot.place) == meaning(theirs, spot.place))

    def _branches(self, mine: list[Data], theirs: list[Data], spot: _Spot) -> None:
        path, ideal_path = (*spot.path, "Fn::If"), (*spot.ideal_path, "Fn::If")
        if mine[0] != theirs[0]:
            self._changed(theirs[0], _Spot((*path, 0), (*ideal_path, 0), STRICT), exact_only=False)
        for index in (1, 2):
            if not same(mine[index], theirs[index]):
                inner = _Spot((*path, index), (*ideal_path, index), spot.place)
                if is_no_value(mine[index]) or is_no_value(theirs[index]):
                    self._changed(theirs[index], inner, exact_only=False)
                else:
                    self.value(mine[index], theirs[index], inner)

    def coarse(self) -> tuple[str, ...]:
        """What was not looked at closely, as a sentence; nothing when all was."""
        if not self._whole:
            return ()
        where = to_pointer(self._whole[0])
        if len(self._whole) == 1:
            return (f"The list at {where} was compared as a whole: pairing its items would take too long.",)
        return (
            f"{len(self._whole)} lists were compared as wholes, the first at {where}: "
            "pairing all items would take too long.",
        )

    def _list(self, mine: list[Data], theirs: list[Data], spot: _Spot) -> None:
        self._work -= leaf_count(mine) + leaf_count(theirs)
        if self._work < 0:
            self._whole.append(spot.path)
            self._changed(theirs, spot, exact_only=meaning(mine, spot.place) == meaning(theirs, spot.place))
            return
        pairs = paired_items(mine, theirs, spot.place)
        if pairs.reordered and self._exact:
            self._add(
                "moved",
                spot.path,
                spot.ideal_path,
                value_at(self._generated.data, spot.path),
                theirs,
                exact_only=True,
                target=spot.path,
            )
        for i, j in _items(pairs, len(mine), len(theirs)):
            if j is None:
                assert i is not None
                self._removed((*spot.path, i), mine[i], exact_only=i in pairs.spare)
            elif i is None:
                self._add(
                    "added",
                    None,
                    (*spot.ideal_path, j),
                    None,
                    theirs[j],
                    exact_only=j in pairs.ideal_spare,
                    target=(*spot.path, pairs.gaps[j]),
                )
            else:
                inner = spot.at(i, j)
                if i in pairs.moved:
                    raw = value_at(self._generated.data, inner.path)
                    target = (*spot.path, pairs.gaps[j])
                    self._add("moved", inner.path, inner.ideal_path, raw, raw, target=target, weight=1)
                if not same(mine[i], theirs[j]):
                    self.value(mine[i], theirs[j], inner)

    # -- deltas ------------------------------------------------------------------------------

    def _changed(self, theirs: Data, spot: _Spot, *, exact_only: bool) -> None:
        raw = value_at(self._generated.data, spot.path)
        self._add("changed", spot.path, spot.ideal_path, raw, theirs, exact_only=exact_only, target=spot.path)

    def _removed(self, path: Path, _viewed: Data, *, exact_only: bool = False) -> None:
        self._add("removed", path, None, value_at(self._generated.data, path), None, exact_only=exact_only)

    def _added(
        self, path: Path, ideal_path: Path, key: str, after: Data, *, exact_only: bool = False
    ) -> None:
        self._add("added", None, (*ideal_path, key), None, after, exact_only=exact_only, target=(*path, key))

    def _add(
        self,
        kind: Kind,
        path: Path | None,
        ideal_path: Path | None,
        before: Data,
        after: Data,
        *,
        claims: tuple[Path, ...] = (),
        exact_only: bool = False,
        target: Path | None = None,
        weight: int | None = None,
    ) -> None:
        if exact_only and not self._exact:
            return
        where = path or ideal_path or ()
        resource = resource_type = None
        deployment = NONE
        if where[0] == "Resources" and len(where) > 1:
            body, ideal_body = self._bodies()
            resource = self._names[0] or self._names[1]
            resource_type = _type(body if body is not None else ideal_body)
            if not exact_only:
                deployment = impact(kind, where, before, after, body, ideal_body)
        if weight is None:
            weight = _weight(kind, where, before, after)
        self.deltas.append(
            Delta(
                kind=kind,
                path=path,
                ideal_path=ideal_path,
                before=before,
                after=after,
                claims=claims,
                resource=resource,
                resource_type=resource_type,
                deployment=deployment,
                exact_only=exact_only,
                target=target,
                weight=0 if exact_only else weight,
            )
        )

    def _bodies(self) -> tuple[Data, Data]:
        old, new = self._names
        return (
            None if old is None else self._generated.section("Resources").get(old),
            None if new is None else self._ideal.section("Resources").get(new),
        )


def _weight(kind: Kind, where: Path, before: Data, after: Data) -> int:
    entry = 1 if len(where) == 2 and where[0] in KINDS else 0
    if kind == "added":
        return leaf_count(after) + entry
    if kind == "removed":
        return leaf_count(before) + entry
    return leaf_count(before) + leaf_count(after)


def _entries(
    mine: Mapping[str, Data], theirs: Mapping[str, Data], partner: Mapping[str, str]
) -> Iterable[tuple[str | None, str | None]]:
    """Entries in document order, those only the ideal has behind their neighbour there."""
    ideal_of = {old: new for new, old in partner.items()}
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
        yield old, ideal_of.get(old)
        yield from ((None, new) for new in follows.get(old, ()))


def _items(pairs: ListPairs, mine: int, theirs: int) -> Iterable[tuple[int | None, int | None]]:
    """Items in the generated list's order, those only the ideal has at their place."""
    comes: defaultdict[int, list[int]] = defaultdict(list)
    for j in range(theirs):
        if j not in pairs.ideal_partner:
            comes[pairs.gaps[j]].append(j)
    for i in range(mine):
        yield from ((None, j) for j in comes.get(i, ()))
        yield i, pairs.partner.get(i)
    yield from ((None, j) for j in comes.get(mine, ()))


def _entry_place(section: str, body: Data) -> Place:
    if section != "Resources":
        return PARAMETER if section == "Parameters" else TEXT
    return resource_place(_type(body) or "")


def _type(body: Data) -> str | None:
    kind = body.get("Type") if isinstance(body, dict) else None
    return kind if isinstance(kind, str) else None


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
