"""How alike pieces of plain data are, and the best one-to-one pairs of two groups of pieces.

Two pieces are alike by the leaves they share: a leaf is a scalar with the keys above it (list indices
left out, so order hardly matters), and weighs as much as its text is long, within bounds. Candidates
come from an index of leaves, so the work grows with what is shared and not with the product of both
groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple

#: A leaf that stands in more pieces than this names none of them: it is not used to find candidates
#: (it still counts in the score).
COMMON = 24
#: Up to this many possible pairs all are looked at.
ALL_PAIRS = 400
#: Weight of a leaf: its length in characters, at least and at most.
LIGHTEST, HEAVIEST = 4, 48
#: What a key weighs that holds a container: equal shape says something even where no leaf is equal.
SHAPE = 2

Leaves = dict[int, int]


class Likely(NamedTuple):
    """A pair of indices with its likeness from 0 to 1."""

    left: int
    right: int
    likeness: float


def leaves(value: Any, normal: Callable[[Any], Hashable | None] | None = None) -> Leaves:
    """Weight by leaf of `value`. Leaves are hashes: equal ones are equal leaves, near enough always.

    `normal` may give a container another form (say, one for all references to something): what it
    returns stands for the whole container as one leaf; None leaves it as it is.
    """
    found: Leaves = {}
    _gather(value, 0, found, normal)
    return found


def _gather(value: Any, path: int, found: Leaves, normal: Callable[[Any], Hashable | None] | None) -> None:
    kind = type(value)
    if kind is dict:
        if normal is not None:
            form = normal(value)
            if form is not None:
                leaf = hash((path, form))
                found[leaf] = found.get(leaf, 0) + 12
                return
        for key, item in value.items():
            below = hash((path, key))
            item_kind = type(item)
            if item_kind is dict or item_kind is list:
                found[below] = found.get(below, 0) + SHAPE
                _gather(item, below, found, normal)
            else:
                leaf = hash((below, item_kind, item))
                size = len(item) if item_kind is str else LIGHTEST
                found[leaf] = found.get(leaf, 0) + (
                    LIGHTEST if size < LIGHTEST else HEAVIEST if size > HEAVIEST else size
                )
    elif kind is list:
        below = hash((path, list))
        for item in value:
            _gather(item, below, found, normal)
    else:
        leaf = hash((path, kind, value))
        size = len(value) if kind is str else LIGHTEST
        found[leaf] = found.get(leaf, 0) + (LIGHTEST if size < LIGHTEST else min(size, HEAVIEST))


def likeness(a: Mapping[int, int], b: Mapping[int, int]) -> float:
    """Weight of the shared leaves over the mean weight of both sides, 0 to 1 (Dice's coefficient)."""
    total = sum(a.values()) + sum(b.values())
    if not total:
        return 1.0
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    shared = 0
    get = large.get
    for leaf, weight in small.items():
        other = get(leaf)
        if other is not None:
            shared += weight if weight < other else other
    return 2 * shared / total


def candidates(left: Sequence[Leaves], right: Sequence[Leaves], least: float) -> list[Likely]:
    """Every pair at least `least` alike, the likeliest first; pairs that share only common leaves not."""
    found: list[Likely] = []
    if len(left) * len(right) <= ALL_PAIRS:
        for i, a in enumerate(left):
            for j, b in enumerate(right):
                score = likeness(a, b)
                if score >= least:
                    found.append(Likely(i, j, score))
    else:
        where: defaultdict[int, list[int]] = defaultdict(list)
        for j, b in enumerate(right):
            for leaf in b:
                where[leaf].append(j)
        for i, a in enumerate(left):
            near: set[int] = set()
            for leaf in a:
                at = where.get(leaf)
                if at is not None and len(at) <= COMMON:
                    near.update(at)
            for j in near:
                score = likeness(a, right[j])
                if score >= least:
                    found.append(Likely(i, j, score))
    found.sort(key=lambda pair: (-pair.likeness, abs(pair.left - pair.right), pair.left, pair.right))
    return found


def best_pairs(left: Sequence[Any], right: Sequence[Any], least: float) -> list[Likely]:
    """One-to-one pairs of values at least `least` alike, taken greedily from the likeliest down."""
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    chosen: list[Likely] = []
    for pair in candidates([leaves(v) for v in left], [leaves(v) for v in right], least):
        if pair.left not in taken_left and pair.right not in taken_right:
            taken_left.add(pair.left)
            taken_right.add(pair.right)
            chosen.append(pair)
    return chosen
