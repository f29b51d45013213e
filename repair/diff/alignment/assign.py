"""The best one-to-one pairs from scored candidates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

Scores = Mapping[tuple[int, int], float]


def assigned(scores: Scores) -> list[tuple[int, int]]:
    """Pairs (left, right), each member at most once, with the greatest sum of scores; sorted.

    Exact for any size. Successive shortest augmenting paths with potentials (J. Edmonds and R. M. Karp 1972), on the
    candidates alone: the work grows with the candidates that hang together. Scores are positive; to stay alone
    scores 0.
    """
    return assigned_within(scores, None)[0]


def assigned_within(scores: Scores, work: int | None) -> tuple[list[tuple[int, int]], bool]:
    """The same within so many steps, and whether they were enough: what comes later gets the best place left."""
    costs: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    rivals: defaultdict[int, int] = defaultdict(int)
    for (i, j), score in sorted(scores.items()):
        costs[i].append((j, -score))
        rivals[j] += 1
    partner: dict[int, int] = {}
    place: dict[int, int] = {}
    of_left: dict[int, float] = {}
    of_right: defaultdict[int, float] = defaultdict(float)
    for i, row in costs.items():
        if len(row) == 1 and rivals[row[0][0]] == 1 and row[0][1] < 0:
            partner[row[0][0]] = i  # nobody else asks for either
            continue
        of_left[i] = min(0.0, *(cost for _, cost in row))
        if work is None or work > 0:
            steps = _augment(i, costs, partner, place, of_left, of_right)
            work = None if work is None else work - steps
        else:
            free = [(cost, j) for j, cost in row if j not in partner and cost < 0]
            if free:
                partner[min(free)[1]] = i
    return sorted((i, j) for j, i in partner.items() if j >= 0), work is None or work > 0


def _augment(
    start: int,
    costs: Mapping[int, Sequence[tuple[int, float]]],
    partner: dict[int, int],
    place: dict[int, int],
    of_left: dict[int, float],
    of_right: defaultdict[int, float],
) -> int:
    """Give `start` a place, moving others where that is cheapest. Place -1 - i is that of i alone.

    Returns:
        The steps taken.
    """
    far: dict[int, float] = {}
    came_from: dict[int, int] = {}
    done: dict[int, float] = {}
    heap: list[tuple[float, int]] = []
    i, so_far = start, 0.0
    while True:
        base = so_far - of_left[i]
        for j, cost in (*costs[i], (-1 - i, 0.0)):
            if j not in done:
                way = base + cost - of_right[j]
                if j not in far or way < far[j]:
                    far[j], came_from[j] = way, i
                    heappush(heap, (way, j))
        so_far, column = heappop(heap)
        while column in done:
            so_far, column = heappop(heap)
        if column not in partner:
            break
        done[column] = so_far
        i = partner[column]
    of_left[start] += so_far
    for j, way in done.items():
        of_left[partner[j]] += so_far - way
        of_right[j] += way - so_far
    i = -1
    while i != start:
        i = came_from[column]
        before = place.get(i, 0)
        partner[column], place[i] = i, column
        column = before
    return len(far)


def margins(pairs: Sequence[tuple[int, int]], scores: Scores) -> dict[tuple[int, int], float]:
    """By how much each pair's score is better than that of the best rival for either member."""
    best: defaultdict[int, list[float]] = defaultdict(list)
    other: defaultdict[int, list[float]] = defaultdict(list)
    for (i, j), score in scores.items():
        best[i].append(score)
        other[j].append(score)
    found = {}
    for i, j in pairs:
        own = scores[i, j]
        rivals = 0.0
        for listed in (best[i], other[j]):
            if len(listed) > 1:
                highest, second = sorted(listed)[-1], sorted(listed)[-2]
                rivals = max(rivals, second if own == highest else highest)
        found[i, j] = own - rivals
    return found
