"""The best one-to-one pairs from scored candidates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

#: Groups of candidates that hang together are solved exactly up to this many members on the smaller side;
#: larger ones greedily, the best first.
EXACT_UP_TO = 20

Scores = Mapping[tuple[int, int], float]


def assigned(scores: Scores) -> list[tuple[int, int]]:
    """Pairs (left, right), each member at most once, with the greatest sum of scores; sorted.

    Candidates that share no member are independent, so each connected group is solved for itself.
    """
    chosen: list[tuple[int, int]] = []
    for group in _groups(scores):
        lefts = sorted({i for i, _ in group})
        rights = sorted({j for _, j in group})
        if len(group) == 1:
            chosen.extend(group)
        elif min(len(lefts), len(rights)) > EXACT_UP_TO:
            chosen.extend(_greedy(group, scores))
        elif len(lefts) <= len(rights):
            chosen.extend(_optimal(lefts, rights, scores))
        else:
            turned = {(j, i): scores[i, j] for i, j in group}
            chosen.extend((i, j) for j, i in _optimal(rights, lefts, turned))
    return sorted(chosen)


def margins(pairs: Sequence[tuple[int, int]], scores: Scores) -> dict[tuple[int, int], float]:
    """By how much each pair's score is better than that of the best rival for either member."""
    of_left: defaultdict[int, list[float]] = defaultdict(list)
    of_right: defaultdict[int, list[float]] = defaultdict(list)
    for (i, j), score in scores.items():
        of_left[i].append(score)
        of_right[j].append(score)
    found = {}
    for i, j in pairs:
        rivals = sorted(of_left[i] + of_right[j])
        own = scores[i, j]
        rivals.remove(own)
        rivals.remove(own)
        found[i, j] = own - (rivals[-1] if rivals else 0.0)
    return found


def _groups(scores: Scores) -> list[list[tuple[int, int]]]:
    leader: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for i, j in scores:
        leader[find(("left", i))] = find(("right", j))
    groups: defaultdict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for i, j in scores:
        groups[find(("left", i))].append((i, j))
    return list(groups.values())


def _greedy(group: list[tuple[int, int]], scores: Scores) -> list[tuple[int, int]]:
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    chosen = []
    for i, j in sorted(group, key=lambda pair: (-scores[pair], pair)):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            chosen.append((i, j))
    return chosen


def _optimal(lefts: list[int], rights: list[int], scores: Scores) -> list[tuple[int, int]]:
    """The assignment problem by shortest augmenting paths (H. W. Kuhn 1955; J. Munkres 1957), O(n² m).

    Pairs that are no candidates cost as much as staying alone, and are left out of the result.
    """
    rows, columns = len(lefts), len(rights)
    cost = [[-scores.get((i, j), 0.0) for j in rights] for i in lefts]
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    partner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        partner[0] = row
        column = 0
        least = [float("inf")] * (columns + 1)
        came_from = [0] * (columns + 1)
        used = [False] * (columns + 1)
        while True:
            used[column] = True
            current = partner[column]
            step, following = float("inf"), 0
            for other in range(1, columns + 1):
                if used[other]:
                    continue
                reduced = cost[current - 1][other - 1] - of_row[current] - of_column[other]
                if reduced < least[other]:
                    least[other], came_from[other] = reduced, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(columns + 1):
                if used[other]:
                    of_row[partner[other]] += step
                    of_column[other] -= step
                else:
                    least[other] -= step
            column = following
            if partner[column] == 0:
                break
        while column:
            partner[column] = partner[came_from[column]]
            column = came_from[column]
    pairs = (
        (lefts[partner[column] - 1], rights[column - 1])
        for column in range(1, columns + 1)
        if partner[column]
    )
    return [pair for pair in pairs if pair in scores]
