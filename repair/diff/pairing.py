"""Which items of two lists, and which keys of two mappings, stand opposite each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from repair.diff.meaning.equality import meaning
from repair.diff.meaning.place import Place
from repair.knowledge.list_meaning import ListMeaning
from repair.patch.likeness import best_pairs
from repair.patch.same import same
from repair.patch.sequence import equal_pairs, in_order, opposite
from repair.template.data import Data
from repair.template.intrinsics import is_no_value

#: Items at least this alike are one changed item; below it, one is removed and one added.
LEAST_LIKENESS = 0.4


@dataclass(frozen=True, slots=True)
class ListPairs:
    """How the items of two lists belong together; indices are those of the lists as written.

    Attributes:
        partner: Index in the ideal list by index in the generated one.
        ideal_partner: The reverse.
        moved: Indices in the generated list whose items stand elsewhere in the ideal one, where order counts.
        reordered: Whether the items stand in another order, where order does not count.
        spare: Indices in the generated list of items without partner that mean nothing (repetitions in a set, NoValue).
        ideal_spare: The same for the ideal list.
        gaps: By index in the ideal list: the index of the generated list in front of which that item belongs.
    """

    partner: Mapping[int, int]
    ideal_partner: Mapping[int, int]
    moved: frozenset[int]
    reordered: bool
    spare: frozenset[int]
    ideal_spare: frozenset[int]
    gaps: tuple[int, ...]


def paired_items(mine: Sequence[Data], theirs: Sequence[Data], place: Place) -> ListPairs:
    """The items of two lists at `place`, paired by meaning, then by key, then by likeness."""
    lists = place.lists_of([*mine, *theirs])
    ordered = lists.kind == "ordered"
    below = place.below(0)
    start, end = _equal_ends(mine, theirs)
    left = [i for i in range(start, len(mine) - end) if not is_no_value(mine[i])]
    right = [j for j in range(start, len(theirs) - end) if not is_no_value(theirs[j])]
    meant = {i: meaning(mine[i], below) for i in left}
    ideal_meant = {j: meaning(theirs[j], below) for j in right}
    partner = {i: i for i in range(start)} | {len(mine) - 1 - n: len(theirs) - 1 - n for n in range(end)}
    for a, b in equal_pairs([meant[i] for i in left], [ideal_meant[j] for j in right]):
        partner[left[a]] = right[b]
    spare = {i for i in range(start, len(mine) - end) if is_no_value(mine[i])}
    ideal_spare = {j for j in range(start, len(theirs) - end) if is_no_value(theirs[j])}
    left, right = _open(left, right, partner)
    if lists.kind == "set" and (left or right):
        known = {meaning(item, below) for item in theirs}
        ideal_known = {meaning(item, below) for item in mine}
        spare |= {i for i in left if meant[i] in known}
        ideal_spare |= {j for j in right if ideal_meant[j] in ideal_known}
        left, right = [i for i in left if i not in spare], [j for j in right if j not in ideal_spare]
    if left and right:
        for i, j in _changed(mine, theirs, left, right, partner, lists, below):
            partner[i] = j
    pairs = sorted(partner.items())
    kept = in_order(pairs)
    out_of_order = frozenset(i for i, j in pairs if (i, j) not in kept)
    moved = out_of_order if ordered else frozenset()
    ideal_partner = {j: i for i, j in pairs}
    return ListPairs(
        partner=dict(pairs),
        ideal_partner=ideal_partner,
        moved=moved,
        reordered=bool(out_of_order) and not ordered,
        spare=frozenset(spare),
        ideal_spare=frozenset(ideal_spare),
        gaps=_gaps(ideal_partner, moved, len(theirs)),
    )


def _gaps(ideal_partner: Mapping[int, int], moved: frozenset[int], count: int) -> tuple[int, ...]:
    """Behind the partner of the nearest item in front that keeps its place."""
    gaps = []
    gap = 0
    for j in range(count):
        gaps.append(gap)
        i = ideal_partner.get(j)
        if i is not None and i not in moved:
            gap = i + 1
    return tuple(gaps)


def merged_keys(mine: Mapping[str, Data], theirs: Mapping[str, Data]) -> Iterable[str]:
    """The keys of both: in the order of `mine`, those only `theirs` has behind their neighbour there."""
    if theirs.keys() <= mine.keys():
        return list(mine)
    follows: defaultdict[str | None, list[str]] = defaultdict(list)
    last: str | None = None
    for key in theirs:
        if key in mine:
            last = key
        else:
            follows[last].append(key)
    merged = list(follows[None])
    for key in mine:
        merged.append(key)
        merged.extend(follows.get(key, ()))
    return merged


def _equal_ends(mine: Sequence[Data], theirs: Sequence[Data]) -> tuple[int, int]:
    most = min(len(mine), len(theirs))
    start = 0
    while start < most and same(mine[start], theirs[start]):
        start += 1
    end = 0
    while end < most - start and same(mine[-1 - end], theirs[-1 - end]):
        end += 1
    return start, end


def _open(left: list[int], right: list[int], partner: Mapping[int, int]) -> tuple[list[int], list[int]]:
    taken = set(partner.values())
    return [i for i in left if i not in partner], [j for j in right if j not in taken]


def _changed(
    mine: Sequence[Data],
    theirs: Sequence[Data],
    left: list[int],
    right: list[int],
    partner: Mapping[int, int],
    lists: ListMeaning,
    below: Place,
) -> list[tuple[int, int]]:
    """Pairs of items that differ and are yet the same item."""
    found: list[tuple[int, int]] = []
    if lists.keys:
        found += _by_key(mine, theirs, left, right, lists.keys, below)
        done = dict(found)
        left, right = _open(left, right, done)
    containers = [i for i in left if isinstance(mine[i], (dict, list))]
    others = [j for j in right if isinstance(theirs[j], (dict, list))]
    if len(containers) == len(others) == 1 and len(mine) == len(theirs) == 1:
        return [*found, (containers[0], others[0])]
    if lists.kind == "keyed":
        # Another key is another item, unless nearly everything else is the same.
        likely = best_pairs([mine[i] for i in containers], [theirs[j] for j in others], 0.5)
    else:
        likely = best_pairs([mine[i] for i in containers], [theirs[j] for j in others], LEAST_LIKENESS)
    found += [(containers[pair.left], others[pair.right]) for pair in likely]
    if lists.kind == "ordered":
        whole = {**partner, **dict(found)}
        left, right = _open(left, right, dict(found))
        found += opposite(whole, left, right)
    return found


def _by_key(
    mine: Sequence[Data],
    theirs: Sequence[Data],
    left: Iterable[int],
    right: Iterable[int],
    keys: tuple[str, ...],
    below: Place,
) -> list[tuple[int, int]]:
    """Pairs of items with equal keys, where one item on each side has them."""

    def by_key(items: Sequence[Data], indices: Iterable[int]) -> dict[Hashable, list[int]]:
        found: defaultdict[Hashable, list[int]] = defaultdict(list)
        for index in indices:
            item = items[index]
            if isinstance(item, dict) and any(key in item for key in keys):
                found[tuple(meaning(item[k], below.below(k)) if k in item else None for k in keys)].append(
                    index
                )
        return found

    here, there = by_key(mine, left), by_key(theirs, right)
    return [
        (indices[0], there[key][0])
        for key, indices in here.items()
        if len(indices) == 1 and len(there.get(key, ())) == 1
    ]
