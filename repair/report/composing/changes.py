"""What stands there and what should, as snippets: one for each resource, once for all resources where it is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from repair.document.pointer import Path
from repair.patch.same import same
from repair.report.composing.facts import Fact
from repair.report.composing.sources import Sources
from repair.report.composing.words import quoted
from repair.report.differing import NOTHING
from repair.report.document import Change, Place, Snippet, Spot
from repair.report.snippet import MAX_LINES, Text

if TYPE_CHECKING:
    from repair.engine import finding as engine

MAX_CHANGES = 4
"""Different changes of one finding that are shown; the JSON report has them all."""
_LATER_LINES = 12
"""Lines of a snippet that is not the first of its finding: the first one shows the pattern."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What changes in one resource, as far as one snippet shows it."""

    name: str
    before: Any
    after: Any
    places: tuple[int, ...]
    renamed: bool = False

    def like(self, other: _Shown) -> bool:
        """Whether the same changes; of several places in a resource the resource's own name does not count."""
        named = self.name == other.name or (len(self.places) > 1 and len(other.places) > 1)
        return named and _alike(self.before, other.before) and _alike(self.after, other.after)


def changes_of(
    sources: Sources, finding: engine.Finding, facts: Sequence[Fact]
) -> tuple[tuple[Change, ...], int]:
    """The changes to show, and how many more there are."""
    shown: list[_Shown] = []
    for one in _telling(_by_entry(facts), facts):
        known = next((at for at, other in enumerate(shown) if one.like(other)), None)
        if known is None:
            shown.append(one)
        else:
            shown[known] = replace(shown[known], places=(*shown[known].places, *one.places))
    undecided = sources.result.ideal is None and not finding.fix.ops
    places = [fact.place for fact in facts]
    changes = tuple(
        _change(sources, one, places, _LATER_LINES if number else MAX_LINES, undecided=undecided)
        for number, one in enumerate(shown[:MAX_CHANGES])
    )
    return changes, max(0, len(shown) - MAX_CHANGES)


def _telling(found: Iterable[_Shown], facts: Sequence[Fact]) -> list[_Shown]:
    """Those of resources first; among them what both templates have, then what one has, of each side in turn."""
    turns = {"generated": count(), "ideal": count()}

    def rank(one: _Shown) -> tuple[bool, bool, int]:
        outside = facts[one.places[0]].place.resource is None
        if one.before is not NOTHING and one.after is not NOTHING:
            return outside, False, 0
        return outside, True, next(turns["generated" if one.after is NOTHING else "ideal"])

    return sorted(found, key=rank)


def _by_entry(facts: Sequence[Fact]) -> Iterator[_Shown]:
    """The facts of a finding, those of one resource together where one snippet can show them."""
    together: dict[str, list[int]] = {}
    for index, fact in enumerate(facts):
        # Whole entries and long texts are shown for themselves.
        alone = not fact.place.property or _is_long(fact.before) or _is_long(fact.after)
        together.setdefault(f"{index}" if alone else f".{fact.place.name}", []).append(index)
    for indices in together.values():
        if len(indices) == 1:
            yield _alone(facts[indices[0]], indices[0])
        else:
            several = [facts[index] for index in indices]
            yield _Shown(
                str(several[0].path[1]),
                _tree((fact.path[2:], fact.before) for fact in several),
                _tree((fact.path[2:], fact.after) for fact in several),
                tuple(indices),
            )


def _alone(fact: Fact, index: int) -> _Shown:
    before, after = fact.before, fact.after
    name = next((step for step in reversed(fact.path) if isinstance(step, str)), "")
    if fact.is_item:
        before, after = ([value] if value is not NOTHING else value for value in (before, after))
    return _Shown(name, before, after, (index,), fact.is_rename)


@dataclass(slots=True)
class _Branch:
    """A part of an entry that is being put together from values by their paths."""

    value: Any = NOTHING
    below: dict[str | int, _Branch] = field(default_factory=dict)
    items: list[Any] = field(default_factory=list)

    def built(self) -> Any:
        """The value: items of a list stand in their order, without those that no path leads to."""
        if not self.below and not self.items:
            return self.value
        if all(isinstance(step, str) for step in self.below) and not self.items:
            return {step: branch.built() for step, branch in self.below.items()}
        return [*(branch.built() for branch in self.below.values()), *self.items]


def _tree(values: Iterable[tuple[Path, Any]]) -> Any:
    """The entry with nothing but these values; `NOTHING` when there are none."""
    root = _Branch()
    for path, value in values:
        if value is NOTHING:
            continue
        branch = root
        for step in path[:-1]:
            branch = branch.below.setdefault(step, _Branch())
        if isinstance(path[-1], int):  # several may belong at one index
            branch.items.append(value)
        else:
            branch.below.setdefault(path[-1], _Branch()).value = value
    return root.built()


def _change(
    sources: Sources, shown: _Shown, places: Sequence[Place], lines: int, *, undecided: bool
) -> Change:
    before, after = shown.before, shown.after
    made = Change(shown.name, shown.places, undecided=undecided)
    mine = _first(places[index].generated for index in shown.places)
    theirs = _first(spot for index in shown.places if (spot := places[index].ideal) is not None)
    if undecided:
        return replace(made, generated=_snippet(sources.snippets.one(shown.name, before, lines), mine))
    if shown.renamed:
        return replace(made, note=f"{quoted(before)} is called {quoted(after)} in the ideal template.")
    if before is not NOTHING and after is not NOTHING and same(before, after):
        return replace(
            made,
            generated=_snippet(sources.snippets.one(shown.name, before, lines), mine),
            ideal=_snippet(sources.ideal_snippets.one(shown.name, after, lines), theirs),
            note="It stands in another place.",
        )
    old, new = sources.texts(shown.name, before, after, lines)
    if old.language == "diff":
        return replace(made, difference=_snippet(old, mine))
    return replace(made, generated=_snippet(old, mine), ideal=_snippet(new, theirs))


def _first(spots: Iterable[Spot]) -> Spot | None:
    """The first spot in the file where something stands."""
    return min((spot for spot in spots if spot.present), key=lambda spot: spot.line, default=None)


def _snippet(text: Text, spot: Spot | None) -> Snippet | None:
    if not text.text:
        return None
    file, line = (spot.file, spot.line) if spot is not None else ("", 0)
    return Snippet(text.text, text.language, file, line, text.note)


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and "\n" in value.strip("\n")


def _alike(a: Any, b: Any) -> bool:
    return a is b or (a is not NOTHING and b is not NOTHING and same(a, b))
