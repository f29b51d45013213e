"""Two trees walked together: mappings by key, lists by what their order means, down to what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from repair.diff.budget import Budget
from repair.diff.delta import leaf_count
from repair.diff.meaning.equality import absent_like, meaning
from repair.diff.meaning.place import STRICT, Place
from repair.diff.meaning.verdict import DIFFERS, SAME, Answer, verdict
from repair.diff.pairing import ListPairs, merged_keys, paired_items
from repair.diff.record import Record
from repair.document.pointer import to_pointer
from repair.patch.same import same
from repair.template.data import Data, Path, value_at
from repair.template.interface import LABELS
from repair.template.intrinsics import NOTHING, branches, is_intrinsic, is_no_value
from repair.template.template import Template


class Spot(NamedTuple):
    """Where the walk stands in both templates."""

    path: Path
    ideal_path: Path
    place: Place

    def at(self, step: str | int, ideal_step: str | int | None = None) -> Spot:
        """The spot one step below, which may differ between the two."""
        other = step if ideal_step is None else ideal_step
        return Spot((*self.path, step), (*self.ideal_path, other), self.place.below(step))


class Walk:
    """One walk through both trees; what differs goes into the record.

    Attributes:
        record: Where the deltas go.

    `view` is the generated template with the ideal one's names; `labels` are the old names of renamed parameters
    by their new ones.
    """

    def __init__(
        self,
        generated: Template,
        view: Template,
        ideal: Template,
        record: Record,
        labels: Mapping[str, str],
        *,
        exact: bool,
        work: Budget,
    ) -> None:
        self.record = record
        self._generated = generated
        self._view = view
        self._ideal = ideal
        self._labels = labels
        self._exact = exact
        self._work = work
        self._whole: list[Path] = []

    def entry(self, key: str, mine: Data, theirs: Data, path: Path, ideal_path: Path, place: Place) -> None:
        """One key of two mappings, on one side or on both."""
        # The console's labels are keyed by parameters: the one place below an entry where a rename changes a key.
        own = self._labels.get(key, key) if path == LABELS else key
        if key not in theirs:
            self.removed((*path, own), self._answer_alone(mine[key], key, place))
        elif key not in mine:
            self.added(
                path, ideal_path, key, theirs[key], self._answer_alone(theirs[key], key, place, mine=False)
            )
        elif not same(mine[key], theirs[key]):
            spot = Spot((*path, own), (*ideal_path, key), place.below(key))
            if is_no_value(mine[key]) or is_no_value(theirs[key]):
                alike = absent_like(mine[key], key, place) and absent_like(theirs[key], key, place)
                self._changed(mine[key], theirs[key], spot, SAME if alike else None)
            else:
                self.value(mine[key], theirs[key], spot)

    def value(self, mine: Data, theirs: Data, spot: Spot) -> None:
        """Two values that are not the same."""
        if type(mine) is dict and type(theirs) is dict:
            mine_is, theirs_is = is_intrinsic(mine), is_intrinsic(theirs)
            if mine_is and theirs_is and branches(mine) and branches(theirs):
                self._branches(mine, theirs, spot)
                return
            related = not mine_is and not theirs_is and (mine.keys() & theirs.keys() or len(spot.path) < 4)
            # What can be written in several ways is not to be taken apart before its meaning is asked.
            if related and (spot.place.reads is None or not self._alike(mine, theirs, spot)):
                for key in merged_keys(mine, theirs):
                    self.entry(key, mine, theirs, spot.path, spot.ideal_path, spot.place)
                return
        elif type(mine) is list and type(theirs) is list and mine and theirs:
            self._list(mine, theirs, spot)
            return
        self._changed(mine, theirs, spot)

    def _branches(self, mine: dict[str, Data], theirs: dict[str, Data], spot: Spot) -> None:
        one, other = mine["Fn::If"], theirs["Fn::If"]
        if one[0] != other[0]:
            answer = self._answer(mine, theirs, spot)
            if answer.says == "same" or not (same(one[1], other[1]) or same(one[2], other[2])):
                self._changed(mine, theirs, spot, answer)
                return
        path, ideal_path = (*spot.path, "Fn::If"), (*spot.ideal_path, "Fn::If")
        if one[0] != other[0]:
            self._changed(one[0], other[0], Spot((*path, 0), (*ideal_path, 0), STRICT))
        for index in (1, 2):
            if not same(one[index], other[index]):
                inner = Spot((*path, index), (*ideal_path, index), spot.place)
                self.value(one[index], other[index], inner)

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

    def _list(self, mine: list[Data], theirs: list[Data], spot: Spot) -> None:
        if not self._work.spend(leaf_count(mine) + leaf_count(theirs)):
            self._whole.append(spot.path)
            self._changed(mine, theirs, spot)
            return
        pairs = paired_items(mine, theirs, spot.place)
        if pairs.reordered and self._exact:
            self.record.add(
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
                self.removed((*spot.path, i), SAME if i in pairs.spare else DIFFERS)
            elif i is None:
                self.record.add(
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
                    self.record.add("moved", inner.path, inner.ideal_path, raw, raw, target=target, weight=1)
                if not same(mine[i], theirs[j]):
                    self.value(mine[i], theirs[j], inner)

    def _alike(self, mine: Data, theirs: Data, spot: Spot) -> bool:
        return meaning(mine, spot.place) == meaning(theirs, spot.place)

    def _answer(self, mine: Data, theirs: Data, spot: Spot) -> Answer:
        if self._alike(mine, theirs, spot):
            return SAME
        return self._judged(mine, theirs, spot.place)

    def _judged(self, mine: Data, theirs: Data, place: Place) -> Answer:
        answer = verdict(mine, theirs, place, self._view, self._ideal)
        if answer.says == "same" and not self._one_context:
            # Each is read with its own template's mappings and conditions: were these mended and the value left as it
            # is, it would mean something else.
            return DIFFERS
        return answer

    @cached_property
    def _one_context(self) -> bool:
        """Whether both templates give what functions look up the same values."""
        return all(
            same(self._view.section(name), self._ideal.section(name))
            for name in ("Parameters", "Mappings", "Conditions")
        )

    def _answer_alone(self, value: Data, key: str, place: Place, *, mine: bool = True) -> Answer:
        """Whether an entry that only one side has says what its absence says."""
        if absent_like(value, key, place):
            return SAME
        if not is_intrinsic(value):
            return DIFFERS
        below = place.below(key)
        return self._judged(value, NOTHING, below) if mine else self._judged(NOTHING, value, below)

    def _changed(self, mine: Data, theirs: Data, spot: Spot, answer: Answer | None = None) -> None:
        """Record two values; whether they mean the same is asked unless it is known."""
        answer = answer or self._answer(mine, theirs, spot)
        self.record.add(
            "changed",
            spot.path,
            spot.ideal_path,
            value_at(self._generated.data, spot.path),
            theirs,
            exact_only=answer.says == "same",
            target=spot.path,
            depends_on=answer.on,
        )

    def removed(self, path: Path, answer: Answer = DIFFERS) -> None:
        """Record what only the generated template has."""
        self.record.add(
            "removed",
            path,
            None,
            value_at(self._generated.data, path),
            None,
            exact_only=answer.says == "same",
            depends_on=answer.on,
        )

    def added(self, path: Path, ideal_path: Path, key: str, after: Data, answer: Answer = DIFFERS) -> None:
        """Record an entry that only the ideal template has."""
        self.record.add(
            "added",
            None,
            (*ideal_path, key),
            None,
            after,
            exact_only=answer.says == "same",
            target=(*path, key),
            depends_on=answer.on,
        )


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
