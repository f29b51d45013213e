"""The patch that leads from one piece of plain data to another: exact, small, and readable.

Mappings go by key. A key that is gone and one that is new are one `move` when their values are equal
or nearly so. List items are aligned by equality, then by what identifies them, then by likeness, so
that a changed item is edited where it stands. Where the edits of a subtree would be longer than the
new subtree itself, the subtree is replaced. Last, what such a patch spells out though it stands in the
document already is copied or moved (`reuse`, `siblings`).

The work grows with the size of both sides: equal subtrees are numbered once, orders are found by
patience sorting, and lists whose moves would be too many are replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from repair.patch.editing import Op, escaped
from repair.patch.likeness import best_pairs
from repair.patch.reuse import reused
from repair.patch.same import Numbering, same
from repair.patch.sequence import equal_pairs, in_order, opposite
from repair.patch.step import Step, adding, longer_than, moving, removing, replacing, size_of

#: Keys that name an item among its siblings, the surest first.
IDENTITY_KEYS = ("Sid", "Key", "Id", "Name", "AttributeName", "IndexName", "PolicyName", "ParameterName")
#: Values at least this alike are edited into one another; below it, one goes and the other comes.
LEAST_LIKENESS = 0.45
#: What a move counts of its length where a value might be replaced instead: a move says more than a new value.
MOVE_WEIGHT = 0.5
#: Up to this many possible pairs items are compared with one another; above it they are numbered.
FEW_PAIRS = 64
#: Moves times items of one list: above it the list is replaced (each move searches the list).
MOST_MOVE_STEPS = 2_000_000

#: Types of which Python's own equality is ours too: most values are of one.
_EXACT = frozenset({str, bool, int})


def between(before: Any, after: Any) -> list[Op]:
    """Operations with `same(apply(between(a, b), a), b)`; none exactly if a and b are the same."""
    numbering = Numbering()
    comparison = _Comparison(numbering)
    return [
        step.op for step in reused(comparison.value(before, after, ""), after, numbering, comparison.value)
    ]


class _Comparison:
    """One comparison; holds the numbers of the subtrees met so far."""

    __slots__ = ("_numbering",)

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def value(self, before: Any, after: Any, pointer: str, item: bool = False) -> list[Step]:
        """The steps from one value to the other; `item`: it stands in a list."""
        if before is after:
            return []
        kind = type(before)
        if kind is type(after):
            if kind is dict:
                return _cheaper(self._mapping(before, after, pointer), before, after, pointer, item)
            if kind is list:
                return _cheaper(self._list(before, after, pointer, item), before, after, pointer, item)
            if same(before, after):
                return []
        return [_whole(before, after, pointer, item)]

    def _mapping(self, before: dict[str, Any], after: dict[str, Any], pointer: str) -> list[Step]:
        mark = self._numbering.mark
        steps: list[Step] = []
        gone: list[str] = []
        for key, old in before.items():
            if key not in after:
                gone.append(key)
                continue
            new = after[key]
            if old is new:
                continue
            kind = type(old)
            if kind is type(new):
                if kind in _EXACT:
                    if old != new:
                        steps.append(replacing(f"{pointer}/{escaped(key)}", new))
                    continue
                if kind is dict and old == new and (mark(old) == mark(new) or same(old, new)):
                    continue
            steps.extend(self.value(old, new, f"{pointer}/{escaped(key)}"))
        if gone or len(before) < len(after):
            come = [key for key in after if key not in before]
            steps[:0] = self._keys(before, after, gone, come, pointer)
        return steps

    def _keys(
        self, before: dict[str, Any], after: dict[str, Any], gone: list[str], come: list[str], pointer: str
    ) -> list[Step]:
        """Keys of one side only: first the moves with their edits, then what goes, then what comes."""
        steps: list[Step] = []
        moved: dict[str, str] = {}
        if gone and come:
            moved = self._renamed_keys(before, after, gone, come)
        arrived = set(moved.values())
        for key in gone:
            target = moved.get(key)
            if target is None:
                continue
            source, place = f"{pointer}/{escaped(key)}", f"{pointer}/{escaped(target)}"
            move = [moving(source, place), *self.value(before[key], after[target], place)]
            if len(move) > 1:
                plain = [removing(source, before[key]), adding(place, after[target])]
                if size_of(move) > size_of(plain):
                    move = plain
            steps.extend(move)
        steps.extend(removing(f"{pointer}/{escaped(key)}", before[key]) for key in gone if key not in moved)
        steps.extend(adding(f"{pointer}/{escaped(key)}", after[key]) for key in come if key not in arrived)
        return steps

    def _renamed_keys(
        self, before: dict[str, Any], after: dict[str, Any], gone: list[str], come: list[str]
    ) -> dict[str, str]:
        """New key by old key where the value went along."""
        mark = self._numbering.mark
        moved: dict[str, str] = {}
        left = [key for key in gone if _worth_moving(before[key])]
        for i, j in equal_pairs([mark(before[k]) for k in left], [mark(after[k]) for k in come]):
            moved[left[i]] = come[j]
        arrived = set(moved.values())
        left = [key for key in left if key not in moved]
        right = [key for key in come if key not in arrived]
        if left and right:
            for pair in best_pairs([before[k] for k in left], [after[k] for k in right], LEAST_LIKENESS):
                moved[left[pair.left]] = right[pair.right]
        return moved

    def _list(self, before: list[Any], after: list[Any], pointer: str, item: bool) -> list[Step]:
        start, most = 0, min(len(before), len(after))
        while start < most and same(before[start], after[start]):
            start += 1
        if start == len(before) == len(after):
            return []
        end = 0
        while end < most - start and same(before[-1 - end], after[-1 - end]):
            end += 1
        old, new = before[start : len(before) - end], after[start : len(after) - end]
        pairs = self._pairs(old, new)
        steps = _restructured(pairs, old, new, start, pointer)
        if steps is None:
            return [replacing(pointer, after, item=item)]
        for i, j in pairs:
            if old[i] is not new[j]:
                steps.extend(self.value(old[i], new[j], f"{pointer}/{start + j}", item=True))
        return steps

    def _equal_items(self, old: list[Any], new: list[Any]) -> list[tuple[int, int]]:
        if len(old) * len(new) > FEW_PAIRS:
            mark = self._numbering.mark
            return equal_pairs([mark(v) for v in old], [mark(v) for v in new])
        found: list[tuple[int, int]] = []
        open_places = list(range(len(new)))
        for i, item in enumerate(old):
            j = next((j for j in open_places if item == new[j] and same(item, new[j])), None)
            if j is not None:
                open_places.remove(j)
                found.append((i, j))
        return found

    def _pairs(self, old: list[Any], new: list[Any]) -> list[tuple[int, int]]:
        """Which items become which: the equal, the equally named, the alike, then what stands opposite."""
        if len(old) == len(new) == 1:
            return [(0, 0)]
        if not old or not new:
            return []
        partner = dict(self._equal_items(old, new))
        taken = set(partner.values())

        def leftovers() -> tuple[list[int], list[int]]:
            return (
                [i for i in range(len(old)) if i not in partner],
                [j for j in range(len(new)) if j not in taken],
            )

        def pair(i: int, j: int) -> None:
            partner[i] = j
            taken.add(j)

        left, right = leftovers()
        if left and right:
            for i, j in _named_alike(old, new, left, right):
                pair(i, j)
            left, right = leftovers()
            for likely in best_pairs([old[i] for i in left], [new[j] for j in right], LEAST_LIKENESS):
                pair(left[likely.left], right[likely.right])
            left, right = leftovers()
        for i, j in opposite(partner, left, right):
            pair(i, j)
        return sorted(partner.items())


def _named_alike(
    old: Sequence[Any], new: Sequence[Any], left: list[int], right: list[int]
) -> list[tuple[int, int]]:
    """Pairs of items that carry the same name under the first identity key that tells all items apart."""
    if not all(isinstance(old[i], dict) for i in left) or not all(isinstance(new[j], dict) for j in right):
        return []
    for key in IDENTITY_KEYS:
        by_name = {old[i][key]: i for i in left if isinstance(old[i].get(key), str)}
        others = {new[j][key]: j for j in right if isinstance(new[j].get(key), str)}
        if by_name and len(by_name) == len(left) and len(others) == len(right):
            return [(i, others[name]) for name, i in by_name.items() if name in others]
    return []


def _restructured(
    pairs: list[tuple[int, int]], old: Sequence[Any], new: Sequence[Any], start: int, pointer: str
) -> list[Step] | None:
    """Removals, moves and additions that put partners where they belong; None when they are too many.

    Removals go from the back, so their indices are the old ones. Then the new order is built from the
    front: what kept its order stays and waits, the rest is moved or added right behind its neighbour.
    """
    becomes = dict(pairs)
    steps = [
        removing(f"{pointer}/{start + i}", old[i], item=True)
        for i in range(len(old) - 1, -1, -1)
        if i not in becomes
    ]
    stays = {j for _, j in in_order(pairs)}
    if (len(pairs) - len(stays)) * len(old) > MOST_MOVE_STEPS:
        return None
    standing = [j for _, j in pairs]
    present = set(standing)
    place = 0
    for j in range(len(new)):
        if j in stays:
            while standing[place] != j:
                place += 1
        elif j in present:
            source = standing.index(j)
            del standing[source]
            if source < place:
                place -= 1
            standing.insert(place, j)
            steps.append(moving(f"{pointer}/{start + source}", f"{pointer}/{start + place}", item=True))
        else:
            standing.insert(place, j)
            steps.append(adding(f"{pointer}/{start + place}", new[j], f"{pointer}/{start + j}"))
        place += 1
    return steps


def _worth_moving(value: Any) -> bool:
    """Whether an equal value under another key is evidence of a renamed key, and not of chance."""
    if isinstance(value, str):
        return len(value) > 1
    return isinstance(value, (dict, list)) and bool(value)


def _cheaper(steps: list[Step], before: Any, after: Any, pointer: str, item: bool) -> list[Step]:
    """`steps`, or the replacement of the whole where that is shorter; the document itself stays."""
    if len(steps) < 2 or not pointer:
        return steps
    # With few steps and many parts the whole is most likely longer: then not all of it need be written.
    if len(after) > len(steps) and longer_than(after, size_of(steps)):
        return steps
    whole = _whole(before, after, pointer, item)
    dear = sum([step.size * MOVE_WEIGHT if step.op["op"] == "move" else step.size for step in steps])
    return [whole] if whole.size < dear else steps


def _whole(before: Any, after: Any, pointer: str, item: bool) -> Step:
    """The replacement of a value: by a part of its own where it is stripped of a wrapping, say `Fn::Sub`.

    In a list a value that is moved would come to stand beside the old one and not in its place.
    """
    if type(before) is dict and len(before) == 1 and pointer and not item:
        ((key, inner),) = before.items()
        if same(inner, after):
            lifted = moving(f"{pointer}/{escaped(key)}", pointer)
            whole = replacing(pointer, after)
            return lifted if lifted.size < whole.size else whole
    return replacing(pointer, after, item=item)
