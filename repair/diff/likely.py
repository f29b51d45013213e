"""Pairs that are likely: the best one-to-one assignment by content, neighbours and name, repeated until it holds.

A leaf says the more, the fewer entries of the group have it; a reference says much, when both ends are known.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from repair.diff.assign import assigned_within, margins
from repair.diff.features import Edge, Entries
from repair.diff.neighbours import Anchored
from repair.diff.pairs import USE, USER, Idents, Scores, seen

#: The part of what a common neighbour weighs that counts while the neighbours have no partner.
_UNKNOWN = 0.25
#: Weight that is added to both sides of a comparison: next to no content says next to nothing.
_SCANT = 6.0
#: The likeness that a pair needs, and what a reference to something else in the same place takes away from it.
_LEAST, _CONFLICT = 0.36, 0.3
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
#: How often all is thought over again, and how many steps the assignment within one group may take.
_ROUNDS, _WORK = 10, 100_000
#: How many of the settled entries of a group are looked at to learn what is common in it.
_SAMPLE = 10


class Likely(Anchored):
    """Finds the likeliest pairs among those that are not certain."""

    def _assign(self) -> None:
        seen = set()
        for turn in range(_ROUNDS):
            before = list(self.partner)
            state = hash(tuple(before))
            if state in seen:
                break
            seen.add(state)
            self._assign_once(turn)
            if self.partner == before:
                break

    def _assign_once(self, turn: int) -> None:
        self._scores = {}
        idents = self._idents()
        pool = self._pool(idents)
        chosen: list[tuple[int, int, float, float]] = []
        for left, right in pool:
            chosen += self._best_again(left, right, idents)
        for left, _ in pool:
            for i in left:
                if self.partner[i] >= 0:
                    self.back[self.partner[i]] = -1
                    self.partner[i] = -1
                    self.found.pop(i, None)
        for i, j, score, margin in chosen:
            if margin > (_CLEAR_LATER if turn else _CLEAR):
                self.pair(i, j, score, margin)

    def _pool(self, idents: Idents) -> list[tuple[list[int], list[int]]]:
        """By group, the entries without partner and the pairs that do not agree in everything."""
        open_left: defaultdict[str, list[int]] = defaultdict(list)
        open_right: defaultdict[str, list[int]] = defaultdict(list)
        mine, theirs = self.mine, self.theirs
        for i in self._open[0]:
            j = self.partner[i]
            if j < 0:
                open_left[mine.groups[i]].append(i)
            elif not self._agree(i, j, idents) and mine.groups[i] == theirs.groups[j]:
                open_left[mine.groups[i]].append(i)
                open_right[theirs.groups[j]].append(j)
        for j in self._open[1]:
            if self.back[j] < 0:
                open_right[theirs.groups[j]].append(j)
        return [(left, sorted(open_right[name])) for name, left in open_left.items() if name in open_right]

    def _best_again(
        self, left: list[int], right: list[int], idents: Idents
    ) -> list[tuple[int, int, float, float]]:
        """The best pairs of a group, worked out anew only when something about it has changed."""
        group = self.mine.groups[left[0]]
        state = hash((
            self.trust,
            tuple([(i, self.partner[i], seen(self.mine.uses[i], idents[0]), seen(self.mine.users[i], idents[0])) for i in left]),
            tuple([(j, seen(self.theirs.uses[j], idents[1]), seen(self.theirs.users[j], idents[1])) for j in right]),
        ))  # fmt: skip
        known = self._before.get(group)
        if known is None or known[0] != state:
            known = self._before[group] = (
                state,
                self._best(left, right, idents),
                self._scores.get(group, {}),
            )
        self._scores[group] = known[2]
        return known[1]

    def _best(self, left: list[int], right: list[int], idents: Idents) -> list[tuple[int, int, float, float]]:
        count = self._rarity(self.mine.groups[left[0]])
        of_left = self._all_leaves(self.mine, left, self.partner, idents[0], count)
        of_right = self._all_leaves(self.theirs, right, self.back, idents[1], count)
        shared = _shared(of_left, of_right)
        total_left = [sum(f.values()) for f in of_left]
        total_right = [sum(f.values()) for f in of_right]
        of_left_names = self._rare_words(self.mine, left)
        of_right_names = self._rare_words(self.theirs, right)
        scores: Scores = {}
        sure = not self.exchanges or (self.trust > 0.5 and self.mine.names[left[0]][0] != "Resources")
        bonus = _KNOWN_ID if sure else _SAME_ID * max(0.0, self.trust - 0.4) / 0.6
        for (a, b), weight in shared.items():
            i, j = left[a], right[b]
            score = 2 * weight / (total_left[a] + total_right[b] + _SCANT)
            if score + _NAME < _LEAST and self.mine.names[i] != self.theirs.names[j] and self.partner[i] != j:
                continue
            score -= _CONFLICT * self._conflicts(i, j)
            if self.mine.names[i] == self.theirs.names[j]:
                scores[a, b] = score + bonus + 1e-3
                continue
            if not self._may_override(i, j, weight):
                continue
            if sure and score < _SURE and self._contested(i, j):
                continue
            alike = _dice(of_left_names[a], of_right_names[b])
            score += _NAME * max(0.0, (alike - _UNNAMED) / (1 - _UNNAMED)) * self.trust
            if score >= _LEAST:
                scores[a, b] = score
            elif self.partner[i] == j and self._equal(i, j, idents):
                scores[a, b] = _LEAST
        if len(left) * len(right) > _ALL_PAIRS:
            scores = _foremost(scores)
        pairs, exact = assigned_within(scores, _WORK)
        if not exact:
            self.greedy[self.mine.groups[left[0]]] = len(left)
        margin = margins(pairs, scores)
        self._scores[self.mine.groups[left[0]]] = {
            (left[a], right[b]): score for (a, b), score in scores.items()
        }
        return [(left[a], right[b], min(1.0, scores[a, b]), margin[a, b]) for a, b in pairs]

    def _all_leaves(
        self,
        entries: Entries,
        members: list[int],
        known: list[int],
        ident: list[int],
        count: dict[int, float],
    ) -> list[dict[int, float]]:
        """Leaves and edges, each the heavier the fewer have it: of leaves, of all the group; of edges, of those left."""
        uses, users = _multiple(entries.uses, members), _multiple(entries.users, members)
        listed = []
        for n in members:
            found = {leaf: weight / count[leaf] for leaf, weight in entries.content[n].items()}
            for edges, weigh, multiple in ((entries.uses[n], USE, uses), (entries.users[n], USER, users)):
                for edge in edges:
                    label, other = edge
                    leaf = hash((label, ident[other]))
                    weight = weigh / multiple[edge]
                    if known[other] < 0:
                        weight *= _UNKNOWN
                    found[leaf] = found.get(leaf, 0.0) + weight
            listed.append(found)
        return listed

    def _rarity(self, group: str) -> dict[int, float]:
        """In how many entries of a group each leaf stands; the larger side's count."""
        known = self._rare.get(group)
        if known is None:
            known = self._rare[group] = _most(
                _count(self.mine, self._groups[0].get(group, []), self.fixed),
                _count(self.theirs, self._groups[1].get(group, []), self.fixed_back),
            )
        return known

    def _rare_words(self, entries: Entries, members: list[int]) -> list[dict[int, float]]:
        """The words of names, each the heavier the fewer of the group have it."""
        group = entries.groups[members[0]]
        counts = self._word_counts.get(group)
        if counts is None:
            one, other = (
                Counter(word for n in of.get(group, ()) for word in self._words_of(side.names[n][1]))
                for side, of in zip((self.mine, self.theirs), self._groups, strict=True)
            )
            counts = self._word_counts[group] = one | other
        return [
            {word: weight / counts[word] for word, weight in self._words_of(entries.names[n][1]).items()}
            for n in members
        ]


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


def _count(entries: Entries, members: list[int], fixed: list[bool]) -> dict[int, float]:
    """In how many of a group a leaf stands; of those that are settled, a sample speaks for all."""
    found: Counter[int] = Counter()
    settled = [n for n in members if fixed[n]]
    sample = settled[:: max(1, len(settled) // _SAMPLE)]
    for n in sample:
        entries.read(n)
        found.update(entries.content[n].keys())
    each = len(settled) / len(sample) if sample else 1.0
    counts = {leaf: count * each for leaf, count in found.items()}
    for n in members:
        if not fixed[n]:
            for leaf in entries.content[n]:
                counts[leaf] = counts.get(leaf, 0) + 1
    return counts


def _most(one: dict[int, float], other: dict[int, float]) -> dict[int, float]:
    return {**one, **{leaf: max(count, one.get(leaf, 0.0)) for leaf, count in other.items()}}


def _multiple(edges: list[list[Edge]], members: list[int]) -> Counter[Edge]:
    found: Counter[Edge] = Counter()
    for n in members:
        found.update(edges[n])
    return found


def _shared(left: list[dict[int, float]], right: list[dict[int, float]]) -> Scores:
    """The weight that candidates share. In large groups, those are candidates that share what few have."""
    cut = _COMMON if len(left) * len(right) > _ALL_PAIRS else max(len(left), len(right))
    where: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for b, leaves in enumerate(right):
        for leaf, weight in leaves.items():
            where[leaf].append((b, weight))
    found: Scores = {}
    for a, leaves in enumerate(left):
        got: dict[int, float] = {}
        for leaf, weight in leaves.items():
            at = where.get(leaf)
            if at is not None and len(at) <= cut:
                for b, other in at:
                    got[b] = got.get(b, 0.0) + (weight if weight < other else other)
        for b, total in got.items():
            found[a, b] = total
    return found


def _dice(a: dict[int, float], b: dict[int, float]) -> float:
    total = sum(a.values()) + sum(b.values())
    return 2 * sum(min(weight, b[leaf]) for leaf, weight in a.items() if leaf in b) / total if total else 1.0
