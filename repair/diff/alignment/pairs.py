"""The pairs of two templates' entries, and what can be asked of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from repair.diff.alignment.features import Edge, Entries, name_words
from repair.diff.alignment.surroundings import Surroundings
from repair.patch.likeness import Leaves, likeness

#: What it weighs that both refer to the same entry in the same place, and that both are so referred to.
USE, USER = 12, 8
#: Weight that must be shared before an entry is taken for another one than that of its name.
_ENOUGH = 6.0
#: Among so many entries looked at, one pair may contradict those settled by name.
_DOUBTS_IN = 100

Idents = tuple[list[int], list[int]]
"""What each entry of either side is known as: the same number for both of a pair; the group for one without partner."""

Scores = dict[tuple[int, int], float]
Weighted = tuple[dict[int, float], float]
"""Leaves with their weights, and all of them together."""

Around = tuple[tuple[int, int], Weighted]
"""The surroundings that this was worked out from, and the leaves that they give."""

EdgeCounts = tuple[Counter[Edge], Counter[Edge]]
"""How many entries of a group refer to something, and are referred to by it."""


class Found(NamedTuple):
    """How a pair was found: likeness and margin."""

    score: float
    margin: float


class Pairs:
    """The pairs by number, -1 for none.

    Attributes:
        mine: Entries of the generated template.
        theirs: Entries of the ideal template.
        partner: Partner by number of the generated template's entry.
        back: The reverse.
        found: How each pair was found that was not settled by its name, by number of the generated template's entry.
        colours: By number, of those without partner: what their neighbourhood looks like.
        trust: How far ids can be believed, 0 to 1.
        exchanges: How many entries are certainly something else than their namesakes.
        fixed: Whether an entry was settled by its name beforehand.
        fixed_back: The same for the ideal template.
    """

    def __init__(self, mine: Entries, theirs: Entries) -> None:
        self.mine = mine
        self.theirs = theirs
        self.partner = [-1] * len(mine.names)
        self.back = [-1] * len(theirs.names)
        self.found: dict[int, Found] = {}
        self.sides: tuple[Surroundings, Surroundings] | None = None
        self._doubtless: dict[int, bool] = {}
        self._labels: tuple[dict[int, dict[int, int]], dict[int, dict[int, int]]] = ({}, {})
        self.colours: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self.trust = 1.0
        self.exchanges = 0
        self.ambiguous: list[tuple[list[int], list[int]]] = []
        self.greedy: dict[str, int] = {}
        self._before: dict[str, tuple[int, list[tuple[int, int, float, float]], Scores]] = {}
        self._scores: dict[str, Scores] = {}
        self._words: dict[str, Leaves] = {}
        self._names_alike: dict[tuple[str, str], float] = {}
        self._word_counts: dict[str, dict[int, float]] = {}
        self._weights: tuple[dict[int, Weighted], dict[int, Weighted]] = ({}, {})
        self._in_common: Scores = {}
        self._name_scores: Scores = {}
        self._said: dict[tuple[int, int], int] = {}
        self._sayings: tuple[dict[int, dict[int, int]], dict[int, dict[int, int]]] = ({}, {})
        self._one_sided: dict[str, set[int]] = {}
        self._likenesses: dict[tuple[int, int], tuple[tuple[int, ...], float, float]] = {}
        self._arounds: tuple[dict[int, Around], dict[int, Around]] = ({}, {})
        self._multiple: tuple[dict[int, EdgeCounts], dict[int, EdgeCounts]] = ({}, {})
        self._weighed: set[int] = set()
        self._turns = 0
        self._held = 0
        self._rare: dict[str, dict[int, float]] = {}
        self._groups = mine.members, theirs.members
        self.fixed: list[bool] = [False] * len(mine.names)
        self.fixed_back: list[bool] = [False] * len(theirs.names)
        self._open = list(range(len(mine.names))), list(range(len(theirs.names)))

    def settle(self, names: Iterable[tuple[str, str]]) -> None:
        """Take entries of both for the same, because of their names, and look at the others alone."""
        mine, theirs = self.mine.numbers, self.theirs.numbers
        for name in names:
            i, j = mine.get(name, -1), theirs.get(name, -1)
            if i >= 0 and j >= 0:
                self.partner[i], self.back[j] = j, i
                self.fixed[i] = self.fixed_back[j] = True
        self._open = (
            [i for i, fixed in enumerate(self.fixed) if not fixed],
            [j for j, fixed in enumerate(self.fixed_back) if not fixed],
        )
        self.mine.read_some(self._open[0])
        self.theirs.read_some(self._open[1])

    def contradicts(self, references: Iterable[tuple[str, str]]) -> bool:
        """Whether pairs found speak against those that were settled."""
        mine, theirs = self.mine, self.theirs
        for section in ("Resources", "Parameters", "Conditions", "Mappings"):
            for old, new in references:
                i, j = mine.numbers.get((section, old), -1), theirs.numbers.get((section, new), -1)
                if i >= 0 and j >= 0 and self.partner[i] != j and (self.partner[i] >= 0 or self.back[j] >= 0):
                    return True
        # One or two in a large template are what was removed and added, taken for the same.
        doubts = sum(1 for i in self._open[0] if self.partner[i] >= 0 and self._conflicts(i, self.partner[i]))
        return doubts > len(self._open[0]) // _DOUBTS_IN

    def pair(self, i: int, j: int, score: float = 1.0, margin: float = 1.0) -> None:
        """Make a pair."""
        self.partner[i], self.back[j] = j, i
        self.found[i] = Found(score, margin)
        if self.sides is not None:
            ident = hash(("pair", i))
            self._known_as(i, j, ident, ident)

    def part(self, i: int) -> None:
        """Undo a pair."""
        j = self.partner[i]
        self.partner[i] = self.back[j] = -1
        del self.found[i]
        if self.sides is not None:
            self._known_as(i, j, hash(("?", self.mine.groups[i])), hash(("?", self.theirs.groups[j])))

    def _known_as(self, i: int, j: int, ident: int, other: int) -> None:
        doubtless, (mine, theirs) = self._doubtless, self._look()
        doubtless.pop(i, None)
        for n in mine.know(i, ident):
            doubtless.pop(n, None)
        for n in theirs.know(j, other):
            doubtless.pop(self.back[n], None)

    def _look(self) -> tuple[Surroundings, Surroundings]:
        """The surroundings of all entries, which follow every pair from the first time on."""
        if self.sides is None:
            mine, theirs = self._idents()
            self.sides = Surroundings(self.mine, mine), Surroundings(self.theirs, theirs)
        return self.sides

    def _mass(self, i: int) -> float:
        e = self.mine
        return sum(e.content[i].values()) + USE * len(e.uses[i]) + USER * len(e.users[i])

    def _contested(self, i: int, j: int) -> bool:
        """Whether two entries of different names would part one from its namesake."""
        return self.mine.names[i] != self.theirs.names[j] and (
            self._namesake(i) >= 0 or self._namesake_back(j) >= 0
        )

    def _may_override(self, i: int, j: int, mass: float) -> bool:
        return mass >= _ENOUGH * min(1.0, 2 * self.trust - 0.4) or not self._contested(i, j)

    def _namesake(self, i: int) -> int:
        j = self.theirs.numbers.get(self.mine.names[i], -1)
        return j if j >= 0 and self.theirs.groups[j] == self.mine.groups[i] else -1

    def _namesake_back(self, j: int) -> int:
        i = self.mine.numbers.get(self.theirs.names[j], -1)
        return i if i >= 0 and self.mine.groups[i] == self.theirs.groups[j] else -1

    def _trusted(self) -> float:
        """How far ids can be believed, 0 to 1: how often they are right where content is certain."""
        same = other = 0
        for i, j in enumerate(self.partner):
            if j >= 0 and self.mine.names[i][0] == "Resources":
                if self.fixed[i] or self.mine.names[i] == self.theirs.names[j]:
                    same += 1
                elif self._contested(i, j):
                    other += 1
        self.exchanges = other
        return (same + 2) / (same + other + 2)

    def _idents(self) -> Idents:
        """What each entry is known as now."""
        if self.sides is not None:
            return list(self.sides[0].ident), list(self.sides[1].ident)
        alone = {group: hash(("?", group)) for groups in self._groups for group in groups}
        mine = [
            hash(("pair", i)) if j >= 0 else alone[self.mine.groups[i]] for i, j in enumerate(self.partner)
        ]
        theirs = [
            hash(("pair", i)) if i >= 0 else alone[self.theirs.groups[j]] for j, i in enumerate(self.back)
        ]
        return mine, theirs

    def _agree(self, i: int, j: int) -> bool:
        """Whether all is equal of a pair, neighbours included."""
        mine, theirs = self._look()
        return self._equal(i, j) and mine.users(i) == theirs.users(j)

    def _equal(self, i: int, j: int) -> bool:
        """Whether content is equal, and what it refers to."""
        mine, theirs = self._look()
        return self.mine.digest(i) == self.theirs.digest(j) and mine.uses(i) == theirs.uses(j)

    def _conflicts(self, i: int, j: int) -> int:
        """References that stand in the same place in both, to entries that have other partners."""
        if not self.mine.uses[i] or not self.theirs.uses[j]:
            return 0
        partner, back = self.partner, self.back
        others, count = self._uses_by_label(1, j), 0
        for label, n in self._uses_by_label(0, i).items():
            other = others.get(label, -1)
            if other >= 0 and partner[n] != other and partner[n] >= 0 and back[other] >= 0:
                count += 1
        return count

    def _refused(self, i: int, j: int) -> float:
        """The share of the users of two whose partners refer to something else than the other in the same place."""
        asked = refused = 0
        for one, other, partner, used, expected in (
            (self.mine, self.theirs, self.partner, i, j),
            (self.theirs, self.mine, self.back, j, i),
        ):
            for n in {user for _, user in one.users[used]}:
                if partner[n] >= 0:
                    places = {place for place, target in one.uses[n] if target == used}
                    said = {target for place, target in other.uses[partner[n]] if place in places}
                    asked += bool(said)
                    refused += bool(said) and expected not in said
        return refused / asked if asked else 0.0

    def _refused_by_name(self, i: int, j: int) -> bool:
        """Whether all users say of both that they are not their namesakes."""
        one, other = self._namesake(i), self._namesake_back(j)
        return (one < 0 or self._refused(i, one) == 1) and (other < 0 or self._refused(other, j) == 1)

    def _uses_by_label(self, side: int, n: int) -> dict[int, int]:
        known = self._labels[side]
        if n not in known:
            known[n] = dict((self.theirs if side else self.mine).uses[n])
        return known[n]

    def _words_of(self, name: str) -> Leaves:
        found = self._words.get(name)
        if found is None:
            found = self._words[name] = name_words(name)
        return found

    def _named_alike(self, a: str, b: str) -> float:
        found = self._names_alike.get((a, b))
        if found is None:
            found = self._names_alike[a, b] = likeness(self._words_of(a), self._words_of(b))
        return found


def plain(entries: Entries, n: int) -> int:
    """The content of an entry as one number, with what it asks of others but not of whom."""
    labels = sorted([label for label, _ in entries.uses[n]])
    return hash((entries.groups[n], entries.digest(n), *labels))
