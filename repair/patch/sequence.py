"""Which items of two lists belong together, and which of the pairs kept their order."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence


def equal_pairs(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[int, int]]:
    """One-to-one pairs of equal items, in the order of `left`; of equal ones the first with the first."""
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for j in range(len(right) - 1, -1, -1):
        places[right[j]].append(j)
    found = []
    for i, item in enumerate(left):
        open_places = places.get(item)
        if open_places:
            found.append((i, open_places.pop()))
    return found


def in_order(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """A longest subset of `pairs` (sorted by the first) whose second members rise: what need not move.

    Patience sorting, O(n log n). With unique items these are the pairs of a longest common subsequence.
    """
    tails: list[int] = []
    at_tail: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        if place == len(tails):
            tails.append(j)
            at_tail.append(index)
        else:
            tails[place] = j
            at_tail[place] = index
        before.append(at_tail[place - 1] if place else -1)
    kept: set[tuple[int, int]] = set()
    index = at_tail[-1] if at_tail else -1
    while index >= 0:
        kept.add(pairs[index])
        index = before[index]
    return kept


def opposite(partner: Mapping[int, int], left: Sequence[int], right: Sequence[int]) -> list[tuple[int, int]]:
    """Items left over on both sides between the same two neighbours that kept their order, in order.

    Neither side's items have to move then, and a replacement takes the place of a removal and an addition.
    """
    if not left or not right:
        return []
    found: list[tuple[int, int]] = []
    a = b = 0
    for end_left, end_right in [*sorted(in_order(sorted(partner.items()))), (left[-1] + 1, right[-1] + 1)]:
        first_a, first_b = a, b
        while a < len(left) and left[a] < end_left:
            a += 1
        while b < len(right) and right[b] < end_right:
            b += 1
        found.extend(zip(left[first_a:a], right[first_b:b], strict=False))
    return found
