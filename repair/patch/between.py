"""The patch that leads from one piece of plain data to another: exact, small, and readable.

Mappings go by key. A key that is gone and one that is new are one `move` when their values are equal
or nearly so. List items are aligned by equality, then by what identifies them, then by likeness, so
that a changed item is edited where it stands. Where the edits of a subtree would be longer than the
new subtree itself, the subtree is replaced.

The work grows with the size of both sides: equal subtrees are numbered once, orders are found by
patience sorting, and lists whose moves would be too many are replaced.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from repair.patch.likeness import best_pairs
from repair.patch.rfc6902 import Op, escaped
from repair.patch.same import Numbering, same
from repair.patch.sequence import equal_pairs, in_order, opposite

#: Keys that name an item among its siblings, the surest first.
IDENTITY_KEYS = ("Sid", "Key", "Id", "Name", "AttributeName", "IndexName", "PolicyName", "ParameterName")
#: Values at least this alike are edited into one another; below it, one goes and the other comes.
LEAST_LIKENESS = 0.45
#: Moves times items of one list: above it the list is replaced (each move searches the list).
MOST_MOVE_STEPS = 2_000_000


def between(before: Any, after: Any) -> list[Op]:
    """Operations with `same(apply(between(a, b), a), b)`; none exactly if a and b are the same."""
    return _Comparison().value(before, after, "")


class _Comparison:
    """One comparison; holds the numbers of the subtrees met so far."""

    __slots__ = ("_numbering",)

    def __init__(self) -> None:
        self._numbering = Numbering()

    def value(self, before: Any, after: Any, pointer: str) -> list[Op]:
        if before is after:
            return []
        kind = type(before)
        if kind is type(after):
            if kind is dict:
                return _cheaper(self._mapping(before, after, pointer), after, pointer)
            if kind is list:
                return _cheaper(self._list(before, after, pointer), after, pointer)
            if same(before, after):
                return []
        return [_replace(pointer, after)]

    def _mapping(self, before: dict[str, Any], after: dict[str, Any], pointer: str) -> list[Op]:
        ops: list[Op] = []
        gone: list[str] = []
        shared = 0
        for key, old in before.items():
            if key not in after:
                gone.append(key)
                continue
            shared += 1
            new = after[key]
            if old is new:
                continue
            kind = type(old)
            if kind is type(new):
                if kind is str or kind is bool or kind is int:
                    if old != new:
                        ops.append(_replace(f"{pointer}/{escaped(key)}", new))
                    continue
                if kind is dict and old == new and same(old, new):
                    continue
            ops.extend(self.value(old, new, f"{pointer}/{escaped(key)}"))
        if shared < len(after) or gone:
            come = [key for key in after if key not in before]
            ops[:0] = self._keys(before, after, gone, come, pointer)
        return ops

    def _keys(
        self, before: dict[str, Any], after: dict[str, Any], gone: list[str], come: list[str], pointer: str
    ) -> list[Op]:
        """Keys of one side only: first the moves with their edits, then what goes, then what comes."""
        ops: list[Op] = []
        moved: dict[str, str] = {}
        if gone and come:
            moved = self._renamed_keys(before, after, gone, come)
        arrived = set(moved.values())
        for key in gone:
            target = moved.get(key)
            if target is None:
                continue
            source, place = f"{pointer}/{escaped(key)}", f"{pointer}/{escaped(target)}"
            move = [{"op": "move", "from": source, "path": place}]
            move.extend(self.value(before[key], after[target], place))
            plain: list[Op] = [_remove(source), _add(place, after[target])]
            ops.extend(move if len(move) < 2 or _size(move) <= _size(plain) else plain)
        ops.extend(_remove(f"{pointer}/{escaped(key)}") for key in gone if key not in moved)
        ops.extend(_add(f"{pointer}/{escaped(key)}", after[key]) for key in come if key not in arrived)
        return ops

    def _renamed_keys(
        self, before: dict[str, Any], after: dict[str, Any], gone: list[str], come: list[str]
    ) -> dict[str, str]:
        """New key by old key where the value went along."""
        number = self._numbering.of
        moved: dict[str, str] = {}
        left = [key for key in gone if _worth_moving(before[key])]
        right = [key for key in come if _worth_moving(after[key])]
        for i, j in equal_pairs([number(before[k]) for k in left], [number(after[k]) for k in right]):
            moved[left[i]] = right[j]
        arrived = set(moved.values())
        left = [key for key in left if key not in moved and isinstance(before[key], (dict, list))]
        right = [key for key in right if key not in arrived and isinstance(after[key], (dict, list))]
        if left and right:
            for pair in best_pairs([before[k] for k in left], [after[k] for k in right], LEAST_LIKENESS):
                moved[left[pair.left]] = right[pair.right]
        return moved

    def _list(self, before: list[Any], after: list[Any], pointer: str) -> list[Op]:
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
        ops = _restructured(pairs, old, new, start, pointer)
        if ops is None:
            return [_replace(pointer, after)]
        for i, j in pairs:
            if old[i] is not new[j]:
                ops.extend(self.value(old[i], new[j], f"{pointer}/{start + j}"))
        return ops

    def _pairs(self, old: list[Any], new: list[Any]) -> list[tuple[int, int]]:
        """Which items become which: the equal, the equally named, the alike, then what stands opposite."""
        if len(old) == len(new) == 1:
            return [(0, 0)]
        if not old or not new:
            return []
        number = self._numbering.of
        partner = dict(equal_pairs([number(v) for v in old], [number(v) for v in new]))
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
) -> list[Op] | None:
    """Removals, moves and additions that put partners where they belong; None when they are too many.

    Removals go from the back, so their indices are the old ones. Then the new order is built from the
    front: what kept its order stays and waits, the rest is moved or added right behind its neighbour.
    """
    becomes = dict(pairs)
    ops: list[Op] = [
        _remove(f"{pointer}/{start + i}") for i in range(len(old) - 1, -1, -1) if i not in becomes
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
            if source != place:
                ops.append(
                    {
                        "op": "move",
                        "from": f"{pointer}/{start + source}",
                        "path": f"{pointer}/{start + place}",
                    }
                )
        else:
            standing.insert(place, j)
            ops.append(_add(f"{pointer}/{start + place}", new[j]))
        place += 1
    return ops


def _worth_moving(value: Any) -> bool:
    """Whether an equal value under another key is evidence of a renamed key, and not of chance."""
    if isinstance(value, str):
        return len(value) > 1
    return isinstance(value, (dict, list)) and bool(value)


def _cheaper(ops: list[Op], after: Any, pointer: str) -> list[Op]:
    """`ops`, or the replacement of the whole where that is shorter; the document itself stays."""
    if len(ops) < 2 or not pointer:
        return ops
    whole = [_replace(pointer, after)]
    return whole if _size(whole) < _size(ops) else ops


def _replace(pointer: str, value: Any) -> Op:
    return {"op": "replace", "path": pointer, "value": value}


def _add(pointer: str, value: Any) -> Op:
    return {"op": "add", "path": pointer, "value": value}


def _remove(pointer: str) -> Op:
    return {"op": "remove", "path": pointer}


def _size(ops: list[Op]) -> int:
    return len(json.dumps(ops))
