"""What the content of entries weighs: the more, the fewer entries of the group have it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import chain

from repair.diff.alignment.features import Entries
from repair.diff.alignment.neighbours import Anchored

#: How many times as common a leaf counts as that only one template has: most were edited, and tell
#: nobody apart from others.
_ONE_SIDED = 2.0
#: How many of the settled entries of a group are looked at to learn what is common in it.
_SAMPLE = 10
#: How many places count at most where two say something else.
_OTHERWISE_AT_MOST = 3


class Weighed(Anchored):
    """Knows what two entries have in common, and how much that says in their group."""

    def _weighted(self, side: int, n: int) -> tuple[dict[int, float], float]:
        """Content, each leaf the heavier the fewer of the group have it; and all of it together."""
        known = self._weights[side].get(n)
        if known is None:
            entries = self.theirs if side else self.mine
            count = self._rarity(entries.groups[n])
            found = {leaf: weight / count[leaf] for leaf, weight in entries.content[n].items()}
            known = self._weights[side][n] = (found, sum(found.values()))
        return known

    def _common(self, i: int, j: int) -> float:
        """What the contents of two entries have in common."""
        known = self._in_common.get((i, j))
        if known is None:
            known = self._in_common[i, j] = overlap(self._weighted(0, i)[0], self._weighted(1, j)[0])
        return known

    def _otherwise(self, i: int, j: int) -> int:
        """In how many places the two say something else, each of which both templates say somewhere."""
        known = self._said.get((i, j))
        if known is None:
            one, other = self._says(0, i), self._says(1, j)
            if len(other) < len(one):
                one, other = other, one
            count = sum(1 for place, leaf in one.items() if other.get(place, leaf) != leaf)
            known = self._said[i, j] = min(count, _OTHERWISE_AT_MOST)
        return known

    def _says(self, side: int, n: int) -> dict[int, int]:
        """By place, the one thing that an entry says there, where entries of its group in both templates say it."""
        known = self._sayings[side].get(n)
        if known is None:
            entries = self.theirs if side else self.mine
            self._rarity(entries.groups[n])
            one_sided = self._one_sided[entries.groups[n]]
            places = [entries.places[leaf] for leaf in entries.content[n]]
            once = {place for place, times in Counter(places).items() if times == 1}
            known = self._sayings[side][n] = {
                place: leaf
                for leaf, place in zip(entries.content[n], places, strict=True)
                if place in once and leaf not in one_sided
            }
        return known

    def _rarity(self, group: str) -> dict[int, float]:
        """In how many entries of a group each leaf stands; the larger side's count."""
        known = self._rare.get(group)
        if known is None:
            known = self._rare[group] = self._counted(group)
        return known

    def _by_side(
        self, group: str, of: Callable[[Entries, int], Iterable[int]]
    ) -> tuple[dict[int, float], dict[int, float]]:
        """In how many entries of a group something stands; of those that are settled, a sample speaks for all."""
        counts: list[dict[int, float]] = []
        for entries, groups, fixed in zip(
            (self.mine, self.theirs), self._groups, (self.fixed, self.fixed_back), strict=True
        ):
            members = groups.get(group, [])
            settled = [n for n in members if fixed[n]]
            sample = settled[:: max(1, len(settled) // _SAMPLE)]
            each = len(settled) / len(sample) if sample else 1.0
            sampled = Counter(chain.from_iterable(of(entries, n) for n in sample))
            found = defaultdict(float, {leaf: count * each for leaf, count in sampled.items()})
            for n in members:
                if not fixed[n]:
                    for leaf in of(entries, n):
                        found[leaf] += 1
            counts.append(found)
        return counts[0], counts[1]

    def _counted(self, group: str) -> dict[int, float]:
        one, other = self._by_side(group, self._content_of)
        self._one_sided[group] = one.keys() ^ other.keys()
        return {
            **{leaf: count if leaf in other else _ONE_SIDED * count for leaf, count in one.items()},
            **{
                leaf: max(count, one[leaf]) if leaf in one else _ONE_SIDED * count
                for leaf, count in other.items()
            },
        }

    @staticmethod
    def _content_of(entries: Entries, n: int) -> Iterable[int]:
        entries.read(n)
        return entries.content[n]


def overlap(one: dict[int, float], other: dict[int, float]) -> float:
    """The weight that two have in common: of each leaf the lesser one."""
    if len(other) < len(one):
        one, other = other, one
    total = 0.0
    for leaf in filter(other.__contains__, one):
        weight, second = one[leaf], other[leaf]
        total += weight if weight < second else second
    return total
