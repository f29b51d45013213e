"""Who is who among the entries of two templates: found from what is certain to what is likely.

Ids are no premise here. Entries whose content no other has are paired first; then those that only their neighbours
tell apart, as far as neighbours are known; then the best one-to-one assignment by likeness of content and agreement
of neighbours, again and again while it changes, since each pair found says more about its neighbours. What is left is
equal to others, or has nothing but its name.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

from repair.diff.alignment.assign import assigned_within, margins
from repair.diff.alignment.features import Entries
from repair.diff.alignment.leftovers import BELIEVED, Leftovers
from repair.diff.alignment.pairs import Scores, plain
from repair.diff.alignment.surroundings import Surroundings

#: How many steps the assignment of those that are equally likely may take.
_WORK = 100_000
#: What the name, and the place in the document, add where likeness says nothing; and the margin that counts as none.
_BY_NAME, _IN_ORDER, _TIE = 1e-3, 1e-12, 0.01
#: How many of each side are compared by name, where entries are equal but for it.
_BY_TURNS = 20


Members = tuple[dict[int, list[int]], dict[int, list[int]]]
"""The candidates of each entry of either side."""


class Matching(Leftovers):
    """All steps one after another."""

    def solve(self) -> None:
        """Find all pairs."""
        self._anchor()
        self.trust = self._trusted()
        self._individualise()
        self._assign()
        self._twins()
        self._assign()
        self._by_id()
        self._assign()
        self._ties()
        self._by_custom()
        self._leftovers()
        self._remains()
        self._doubts()

    def _by_id(self) -> None:
        if self.trust < BELIEVED:
            return
        for i, j in enumerate(self.partner):
            if j < 0:
                k = self._namesake(i)
                if k >= 0 and self.back[k] < 0:
                    self.pair(i, k, 1.0, 1.0)

    def _twins(self) -> None:
        """Entries that nothing tells apart: by id, then by name, then in order; and then what hangs on them."""
        classes: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        sides = self._look()
        for side, (entries, known) in enumerate(((self.mine, self.partner), (self.theirs, self.back))):
            for n in self._open[side]:
                if known[n] < 0:
                    key = hash((entries.groups[n], entries.digest(n), sides[side].uses(n)))
                    classes[key][side].append(n)
        for left, right in classes.values():
            if left and right:
                self._twin_class(left, right)

    def _twin_class(self, left: list[int], right: list[int]) -> None:
        left = [i for i in left if self.partner[i] < 0]
        by_name = {self.theirs.names[j]: j for j in right}
        for i in left:
            j = by_name.get(self.mine.names[i], -1)
            if j >= 0 and self.back[j] < 0:
                self._with_neighbours(i, j)
        left = [i for i in left if self.partner[i] < 0]
        right = [j for j in right if self.back[j] < 0]
        while left and right:
            ranked = [
                (
                    -self._named_alike(self.mine.names[i][1], self.theirs.names[j][1]),
                    (a - b) ** 2,
                    a + b,
                    i,
                    j,
                )
                for a, i in enumerate(left[:_BY_TURNS])
                for b, j in enumerate(right[:_BY_TURNS])
            ]
            _, _, _, i, j = min(ranked)
            if not self._may_override(i, j, self._mass(i)):
                break
            self._with_neighbours(i, j)
            left = [i for i in left if self.partner[i] < 0]
            right = [j for j in right if self.back[j] < 0]

    def _with_neighbours(self, i: int, j: int) -> None:
        """Pair two, and then those of their neighbours without partner that stand alone at their place and are equal."""
        self.pair(i, j, 1.0, 0.0)
        todo = [(i, j)]
        while todo:
            i, j = todo.pop()
            for mine, theirs in (
                (self.mine.uses[i], self.theirs.uses[j]),
                (self.mine.users[i], self.theirs.users[j]),
            ):
                at: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
                for label, n in mine:
                    if self.partner[n] < 0:
                        at[hash((label, plain(self.mine, n)))][0].append(n)
                for label, n in theirs:
                    if self.back[n] < 0:
                        at[hash((label, plain(self.theirs, n)))][1].append(n)
                for one, other in at.values():
                    if len(one) == len(other) == 1 and self.partner[one[0]] < 0 and self.back[other[0]] < 0:
                        self.pair(one[0], other[0], 1.0, 0.0)
                        todo.append((one[0], other[0]))

    def _ties(self) -> None:
        """Pairs as likely as others: by name, then in order where the choice makes no difference; else none."""
        made: list[tuple[int, int, float]] = []
        for scores in self._scores.values():
            open_scores = {
                (i, j): score for (i, j), score in scores.items() if self.partner[i] < 0 and self.back[j] < 0
            }
            if not open_scores:
                continue
            told = {
                (i, j): score + _BY_NAME * self._named_alike(self.mine.names[i][1], self.theirs.names[j][1])
                for (i, j), score in open_scores.items()
            }
            in_order = {(i, j): score - _IN_ORDER * (i - j) ** 2 for (i, j), score in told.items()}
            pairs, _ = assigned_within(in_order, _WORK)
            margin = margins(pairs, told)
            members = _by_member(open_scores)
            unsure: list[tuple[int, int]] = []
            for i, j in pairs:
                if margin[i, j] > _BY_NAME / 20 or self._indifferent(i, j, open_scores, members):
                    made.append((i, j, open_scores[i, j]))
                else:
                    unsure.append((i, j))
            self.ambiguous += _clusters(unsure, open_scores, members)
        for i, j, score in made:
            self.pair(i, j, score, 0.0)

    def _indifferent(self, i: int, j: int, scores: Scores, members: Members) -> bool:
        """Whether all that could as well stand in for one of a pair is equal to it."""
        least = scores[i, j] - _TIE
        mine, theirs = self._look()
        return all(
            _alike(self.theirs, j, b, theirs) for b in members[0][i] if b != j and scores[i, b] >= least
        ) and all(_alike(self.mine, i, a, mine) for a in members[1][j] if a != i and scores[a, j] >= least)

    def twins(self) -> set[int]:
        """Entries of the generated template with another name in the ideal one, that others could as well stand in for."""
        around, _ = self._look()
        classes: defaultdict[int, list[int]] = defaultdict(list)
        for i in self._open[0]:
            j = self.partner[i]
            if j >= 0 and self.mine.names[i] != self.theirs.names[j]:
                classes[hash((plain(self.mine, i), around.uses(i), around.users(i)))].append(i)
        return {i for members in classes.values() if len(members) > 1 for i in members}

    def by(self, i: int, j: int) -> Literal["digest", "content"]:
        """Whether two are equal but for names, or only alike."""
        return "digest" if self._equal(i, j) else "content"


def _alike(entries: Entries, a: int, b: int, around: Surroundings) -> bool:
    return entries.digest(a) == entries.digest(b) and around.uses(a) == around.uses(b)


def _by_member(scores: Scores) -> Members:
    """The candidates of each."""
    rows: defaultdict[int, list[int]] = defaultdict(list)
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for i, j in scores:
        rows[i].append(j)
        columns[j].append(i)
    return rows, columns


def _clusters(
    pairs: list[tuple[int, int]], scores: Scores, members: Members
) -> list[tuple[list[int], list[int]]]:
    """The entries of pairs that were not made, with all that they may be; those that overlap together."""
    found: list[tuple[set[int], set[int]]] = []
    for i, j in pairs:
        least = scores[i, j] - _TIE
        lefts = {i, *(a for a in members[1][j] if scores[a, j] >= least)}
        rights = {j, *(b for b in members[0][i] if scores[i, b] >= least)}
        apart = []
        for one, other in found:
            if one & lefts or other & rights:
                lefts |= one
                rights |= other
            else:
                apart.append((one, other))
        found = [*apart, (lefts, rights)]
    return [(sorted(lefts), sorted(rights)) for lefts, rights in found]
