"""Which parts of an old mapping or sequence live on in the new one: pairs, what is gone, what is new."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from collections.abc import Sequence as ListLike
from dataclasses import dataclass
from typing import Any

from repair.document.equality import fingerprint, same

_LIKE = 0.5  # a container under a new key is the old one renamed when at least half of it is the same
_SMALL = 3_600  # pairs of items up to which the likeliest pairing is worth its quadratic cost


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of the old parts 0 … n-1.

    Attributes:
        kept: Old index -> new key or index.
        inserted: Old index of a kept part, or -1 for the front -> the new keys or indices to put behind it,
            in order.
    """

    kept: dict[int, Any]
    inserted: dict[int, list[Any]]


def plan_mapping(
    keys: ListLike[str], values: ListLike[Any], new: dict[str, Any], added: Iterable[str]
) -> Plan:
    """Plan a mapping with these old keys and values; `added` are the keys of `new` that need new text, unless they are old.

    A key that is gone and a key that is new at the same place, over the same or nearly the same value, are
    a pair: a rename.
    """
    kept: dict[int, Any] = {index: key for index, key in enumerate(keys) if key in new}
    position = {key: index for index, key in kept.items()}
    added_set = set(added)
    groups: dict[int, list[str]] = {}
    waiting: list[str] = []
    last = -1
    for key in new:
        if key in position:
            last = position[key]
            if waiting:  # nothing old stands before them: they go before this key
                groups.setdefault(_kept_before(kept, last), []).extend(waiting)
                waiting = []
        elif key in added_set:
            if last < 0 and position:
                waiting.append(key)
            else:
                groups.setdefault(last, []).append(key)
    inserted: dict[int, list[Any]] = {}
    renamed: dict[int, str] = {}
    for after, names in groups.items():
        free = []
        index = after + 1
        while index < len(keys) and index not in kept:
            free.append(index)
            index += 1
        pairs = _renames(free, values, names, new)
        renamed |= pairs
        behind = after
        taken = {name: index for index, name in pairs.items()}
        for name in names:
            if name in taken:
                behind = taken[name]
            else:
                inserted.setdefault(behind, []).append(name)
    kept |= renamed
    return Plan(kept, inserted)


def _kept_before(kept: dict[int, Any], index: int) -> int:
    return max((i for i in kept if i < index), default=-1)


def _renames(free: list[int], values: ListLike[Any], names: list[str], new: dict[str, Any]) -> dict[int, str]:
    """Pair gone entries with new keys, in order: equal values first, then containers that are alike."""
    pairs: dict[int, str] = {}
    low = 0
    for index in free:
        for at in range(low, len(names)):
            if same(values[index], new[names[at]]):
                pairs[index] = names[at]
                low = at + 1
                break
    left = [index for index in free if index not in pairs]
    taken = set(pairs.values())
    open_names = [name for name in names if name not in taken]
    if len(left) == 1 and len(open_names) == 1 and not pairs:
        old, value = values[left[0]], new[open_names[0]]
        if isinstance(old, dict) and isinstance(value, dict) and likeness(old, value) >= _LIKE:
            pairs[left[0]] = open_names[0]
    return pairs


def likeness(old: Any, new: Any) -> float:
    """Return from 0 (nothing in common) to 1 (the same) how much of two values is the same, one level deep."""
    if isinstance(old, dict) and isinstance(new, dict):
        total = len(old.keys() | new.keys())
        if not total:
            return 1.0
        shared = sum(
            1.0 if same(value, new[key]) else (0.3 if type(value) is type(new[key]) else 0.0)
            for key, value in old.items()
            if key in new
        )
        return shared / total
    if isinstance(old, list) and isinstance(new, list):
        shared = sum(1.0 for a, b in zip(old, new, strict=False) if same(a, b))
        return max(shared / max(len(old), len(new), 1), 0.1)
    if isinstance(old, dict | list) or isinstance(new, dict | list):
        return 0.01
    return 0.2 if type(old) is type(new) else 0.1


def plan_sequence(old: ListLike[Any], new: ListLike[Any]) -> Plan:
    """Plan a sequence: equal items keep their text, the items between them are paired by likeness, in order.

    At least one item is kept where neither list is empty.
    """
    pairs = _equal_items(old, new)
    kept: dict[int, Any] = {}
    inserted: dict[int, list[Any]] = {}
    a = b = 0
    for i, j in [*pairs, (len(old), len(new))]:
        kept |= _likely_pairs(old, new, range(a, i), range(b, j))
        if i < len(old):
            kept[i] = j
        a, b = i + 1, j + 1
    behind = -1
    by_new = {j: i for i, j in kept.items()}
    for j in range(len(new)):
        if j in by_new:
            behind = by_new[j]
        else:
            inserted.setdefault(behind, []).append(j)
    return Plan(kept, inserted)


def _equal_items(old: ListLike[Any], new: ListLike[Any]) -> list[tuple[int, int]]:
    """Return pairs of equal items, both sides rising: ends first, then a longest common subsequence."""
    start = 0
    limit = min(len(old), len(new))
    while start < limit and same(old[start], new[start]):
        start += 1
    tail = 0
    while tail < limit - start and same(old[-1 - tail], new[-1 - tail]):
        tail += 1
    pairs = [(i, i) for i in range(start)]
    left = [fingerprint(v) for v in old[start : len(old) - tail]]
    right = [fingerprint(v) for v in new[start : len(new) - tail]]
    pairs += [(start + i, start + j) for i, j in _common(left, right)]
    pairs += [(len(old) - k, len(new) - k) for k in range(tail, 0, -1)]
    return pairs


def _common(left: list[str], right: list[str]) -> list[tuple[int, int]]:
    """Longest common subsequence by Hunt and Szymanski (1977); repeated items are paired once each, in order."""
    where: dict[str, list[int]] = {}
    for j, item in enumerate(right):
        where.setdefault(item, []).append(j)
    often = sum(len(where.get(item, ())) for item in left)
    if often > 50 * (len(left) + len(right)) + 1000:  # nearly all items are the same: pair by occurrence
        counts: dict[str, int] = {}
        where_nth: dict[str, list[int]] = {}
        for item in left:
            nth = counts.get(item, 0)
            counts[item] = nth + 1
            places = where.get(item, [])
            where_nth.setdefault(f"{nth} {item}", places[nth : nth + 1])
        counts = {}
        renamed: list[str] = []
        for item in left:
            nth = counts.get(item, 0)
            counts[item] = nth + 1
            renamed.append(f"{nth} {item}")
        left, where = renamed, where_nth
    tails: list[int] = []
    links: list[tuple[int, int, Any]] = []
    for i, item in enumerate(left):
        for j in reversed(where.get(item, ())):
            at = bisect_left(tails, j)
            link = (i, j, links[at - 1] if at else None)
            if at == len(tails):
                tails.append(j)
                links.append(link)
            elif j < tails[at]:
                tails[at] = j
                links[at] = link
    found: list[tuple[int, int]] = []
    chain: Any = links[-1] if links else None
    while chain is not None:
        found.append((chain[0], chain[1]))
        chain = chain[2]
    found.reverse()
    return found


def _likely_pairs(old: ListLike[Any], new: ListLike[Any], gone: range, come: range) -> dict[int, int]:
    """Pair old items with new ones in order so that the sum of their likenesses is largest."""
    if not gone or not come:
        return {}
    if len(gone) == len(come) or len(gone) * len(come) > _SMALL:
        return dict(zip(gone, come, strict=False))
    height, width = len(gone), len(come)
    score = [[likeness(old[i], new[j]) for j in come] for i in gone]
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + score[i][j])
    pairs: dict[int, int] = {}
    i = j = 0
    while i < height and j < width:
        if best[i][j] == best[i + 1][j + 1] + score[i][j]:
            pairs[gone[i]] = come[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
