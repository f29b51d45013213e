"""Pairs that are likely: the best one-to-one assignment by content, neighbours and name, repeated until it holds.

A leaf says the more, the fewer entries of the group have it; a reference says much, when both ends are known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain

from repair.diff.alignment.assign import assigned_within, margins
from repair.diff.alignment.features import Edge, Entries
from repair.diff.alignment.pairs import USE, USER, Around, Scores
from repair.diff.alignment.weighed import Weighed, overlap

#: The part of what a common neighbour weighs that counts while the neighbours have no partner.
_UNKNOWN = 0.35
#: Weight that is added to both sides of a comparison: next to no content says next to nothing.
_SCANT = 6.0
#: The likeness that a pair needs; and what takes away from it: a reference to something else in the same place; that
#: all users refer to something else; and a place where the two say what others of both templates say too (GET and
#: POST). A value that is new says only that somebody edited.
_LEAST, _CONFLICT, _REFUSED, _OTHERWISE = 0.36, 0.3, 0.15, 0.08
#: What the same id adds: where ids are known to be exchanged (by how far they can be believed), and where they are not;
#: and the likeness that entries need which part one from its namesake all the same.
_SAME_ID, _KNOWN_ID, _SURE = 0.15, 0.4, 0.75
#: What a like name adds at most, and the likeness of names that adds nothing.
_NAME, _UNNAMED = 0.2, 0.5
#: The margin that makes a pair at first, and later, when neighbours are known.
_CLEAR, _CLEAR_LATER = 0.05, 0.01
#: Groups of up to so many possible pairs are compared completely; in larger ones, entries meet that share a leaf that so
#: many have at most, and so many of the best of each are kept.
_ALL_PAIRS, _COMMON, _FOREMOST = 400, 12, 6
#: The likeness and the margin of a pair that is not thought over again unless a neighbour speaks against it.
_ALIKE, _APART = 0.7, 0.25
#: How often all is thought over again, and how many steps the assignment within one group may take.
_ROUNDS, _WORK = 10, 100_000


class Likely(Weighed):
    """Finds the likeliest pairs among those that are not certain."""

    def _assign(self) -> None:
        self._look()
        seen = set()
        for _ in range(_ROUNDS):
            before = list(self.partner)
            state = hash(tuple(before))
            if state in seen or state == self._held:
                break
            seen.add(state)
            self._assign_once()
            self._turns += 1
            if self.partner == before:
                self._held = state
                break

    def _assign_once(self) -> None:
        self._scores = {}
        pool = self._pool()
        clear = _CLEAR_LATER if self._turns else _CLEAR
        chosen = {
            i: (j, score, margin)
            for left, right in pool
            for i, j, score, margin in self._best_again(left, right)
            if margin > clear
        }
        for left, _ in pool:
            for i in left:
                if self.partner[i] >= 0 and (i not in chosen or chosen[i][0] != self.partner[i]):
                    self.part(i)
        for i, (j, score, margin) in chosen.items():
            self._weighed.add(i)
            self.pair(i, j, score, margin)

    def _pool(self) -> list[tuple[list[int], list[int]]]:
        """By group, the entries without partner and the pairs that do not agree in everything."""
        open_left: defaultdict[str, list[int]] = defaultdict(list)
        open_right: defaultdict[str, list[int]] = defaultdict(list)
        mine, theirs = self.mine, self.theirs
        for i in self._open[0]:
            j = self.partner[i]
            if j < 0:
                open_left[mine.groups[i]].append(i)
            elif not self._beyond_doubt(i, j) and mine.groups[i] == theirs.groups[j]:
                open_left[mine.groups[i]].append(i)
                open_right[theirs.groups[j]].append(j)
        for j in self._open[1]:
            if self.back[j] < 0:
                open_right[theirs.groups[j]].append(j)
        return [(left, sorted(open_right[name])) for name, left in open_left.items() if name in open_right]

    def _beyond_doubt(self, i: int, j: int) -> bool:
        """Whether all of a pair agrees, or so much that it needs no second thought."""
        known = self._doubtless.get(i)
        if known is None:
            found = self.found[i]
            clear = i in self._weighed and found.score >= _ALIKE and found.margin >= _APART
            known = self._doubtless[i] = self._agree(i, j) or (
                clear and not self._conflicts(i, j) and not self._refused(i, j)
            )
        return known

    def _best_again(self, left: list[int], right: list[int]) -> list[tuple[int, int, float, float]]:
        """The best pairs of a group, worked out anew only when something about it has changed."""
        group = self.mine.groups[left[0]]
        mine, theirs = self._look()
        state = hash((
            self.trust,
            self.exchanges > 0 and self._turns > 0,
            tuple([(i, self.partner[i], mine.uses(i), mine.users(i)) for i in left]),
            tuple([(j, theirs.uses(j), theirs.users(j)) for j in right]),
        ))  # fmt: skip
        known = self._before.get(group)
        if known is None or known[0] != state:
            best = self._best(left, right)
            known = self._before[group] = (state, best, self._scores.get(group, {}))
        self._scores[group] = known[2]
        return known[1]

    def _best(self, left: list[int], right: list[int]) -> list[tuple[int, int, float, float]]:
        group = self.mine.groups[left[0]]
        few = len(left) * len(right) <= _ALL_PAIRS
        mine, theirs = {i: self._around(0, i) for i in left}, {j: self._around(1, j) for j in right}
        candidates = (
            ((i, j) for i in left for j in right) if few else sorted(self._alike_in_something(mine, theirs))
        )
        scores: Scores = {}
        sure = not self.exchanges or (self.trust > 0.5 and self.mine.names[left[0]][0] != "Resources")
        # At first, neighbours have not had their say; ids that may lie count for little until then.
        known = _NAME * self.trust if self._turns else 0.0
        bonus = _KNOWN_ID if sure else known + _SAME_ID * max(0.0, self.trust - 0.4) / 0.6
        for pair in candidates:
            i, j = pair
            weight, score = self._likeness(pair, mine[i], theirs[j])
            same_name = self.mine.names[i] == self.theirs.names[j]
            if not weight or (score + _NAME < _LEAST and not same_name and self.partner[i] != j):
                continue
            if same_name:
                scores[pair] = score + (min(bonus, _SAME_ID) if self._refused(i, j) == 1 else bonus) + 1e-3
                continue
            if not self._may_override(i, j, weight):
                continue
            if sure and score < _SURE and self._contested(i, j) and not self._refused_by_name(i, j):
                continue
            score += _NAME * max(0.0, (self._name_likeness(i, j) - _UNNAMED) / (1 - _UNNAMED)) * self.trust
            if score >= _LEAST:
                scores[pair] = score
            elif self.partner[i] == j and self._equal(i, j) and 2 * score >= _LEAST:
                scores[pair] = _LEAST
        if not few:
            scores = _foremost(scores)
        pairs, exact = assigned_within(scores, _WORK)
        if not exact:
            self.greedy[group] = len(left)
        margin = margins(pairs, scores)
        self._scores[group] = scores
        return [(i, j, min(1.0, scores[i, j]), margin[i, j]) for i, j in pairs]

    def _likeness(self, pair: tuple[int, int], mine: Around, theirs: Around) -> tuple[float, float]:
        """What two entries with these surroundings have in common, and how alike that makes them, names apart."""
        around = mine[0] + theirs[0]
        known = self._likenesses.get(pair)
        if known is None or known[0] != around:
            i, j = pair
            one, other = mine[1], theirs[1]
            weight = self._common(i, j) + overlap(one[0], other[0])
            total = self._weighted(0, i)[1] + self._weighted(1, j)[1] + one[1] + other[1]
            score = 2 * weight / (total + _SCANT) - _CONFLICT * self._conflicts(i, j)
            if score + _NAME >= _LEAST:
                score -= _OTHERWISE * self._otherwise(i, j) + _REFUSED * self._refused(i, j)
            known = self._likenesses[pair] = (around, weight, score)
        return known[1], known[2]

    def _around(self, side: int, n: int) -> Around:
        """References of and to an entry by what the others are known as, each the heavier the fewer of the group have it."""
        look = self._look()[side]
        state = look.uses(n), look.users(n)
        known = self._arounds[side].get(n)
        if known is None or known[0] != state:
            entries, partners = (self.theirs, self.back) if side else (self.mine, self.partner)
            if n not in self._multiple[side]:
                self._count_edges(side, entries.groups[n])
            uses, users = self._multiple[side][n]
            found: dict[int, float] = {}
            for edges, weigh, multiple in ((entries.uses[n], USE, uses), (entries.users[n], USER, users)):
                for edge in edges:
                    label, other = edge
                    leaf = hash((label, look.ident[other]))
                    weight = weigh / multiple[edge] ** 0.5
                    if partners[other] < 0:
                        weight *= _UNKNOWN
                    found[leaf] = found.get(leaf, 0.0) + weight
            known = self._arounds[side][n] = (state, (found, sum(found.values())))
        return known

    def _alike_in_something(self, mine: dict[int, Around], theirs: dict[int, Around]) -> set[tuple[int, int]]:
        """Those that share content or references which few have."""
        where: defaultdict[int, list[int]] = defaultdict(list)
        for j, (_, (around, _)) in theirs.items():
            for leaf in chain(self.theirs.content[j], around):
                where[leaf].append(j)
        return {
            (i, j)
            for i, (_, (around, _)) in mine.items()
            for leaves in (self.mine.content[i], around)
            for leaf in leaves
            if leaf in where and len(where[leaf]) <= _COMMON
            for j in where[leaf]
        }

    def _count_edges(self, side: int, group: str) -> None:
        """How many entries of a group have the same reference, of those that have not been settled."""
        entries, fixed = (self.theirs, self.fixed_back) if side else (self.mine, self.fixed)
        members = [n for n in self._groups[side][group] if not fixed[n]]
        counts = _multiple(entries.uses, members), _multiple(entries.users, members)
        for n in members:
            self._multiple[side][n] = counts

    def _name_likeness(self, i: int, j: int) -> float:
        """How alike two names are, each word the heavier the fewer of the group have it."""
        known = self._name_scores.get((i, j))
        if known is None:
            one, other = self._rare_words(self.mine, i), self._rare_words(self.theirs, j)
            total = sum(one.values()) + sum(other.values())
            known = self._name_scores[i, j] = 2 * overlap(one, other) / total if total else 1.0
        return known

    def _rare_words(self, entries: Entries, n: int) -> dict[int, float]:
        group = entries.groups[n]
        counts = self._word_counts.get(group)
        if counts is None:
            one, other = self._by_side(group, lambda side, m: self._words_of(side.names[m][1]))
            counts = self._word_counts[group] = {
                word: max(one.get(word, 0.0), other.get(word, 0.0)) for word in {**one, **other}
            }
        return {word: weight / counts[word] for word, weight in self._words_of(entries.names[n][1]).items()}


def _foremost(scores: Scores) -> Scores:
    """The best candidates of each."""
    rows: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    columns: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for (a, b), score in scores.items():
        rows[a].append((-score, b))
        columns[b].append((-score, a))
    kept = {(a, b) for a, row in rows.items() for _, b in sorted(row)[:_FOREMOST]}
    kept |= {(a, b) for b, column in columns.items() for _, a in sorted(column)[:_FOREMOST]}
    return {pair: score for pair, score in scores.items() if pair in kept}


def _multiple(edges: list[list[Edge]], members: list[int]) -> Counter[Edge]:
    found: Counter[Edge] = Counter()
    for n in members:
        found.update(edges[n])
    return found
