"""Deltas that together change nothing about what is allowed: a statement split in two, two merged, one written anew.

Deltas are looked at by statement (or policy, or rule). Two such changes belong together when they do less together
than one by one; what belongs together and leaves all as it was, becomes one delta.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from repair.diff.delta import Delta
from repair.diff.permissions.assumptions import Assumptions
from repair.diff.permissions.judge import Effect, Judge, touches
from repair.template.data import Data, Path, value_at
from repair.template.intrinsics import IF, is_no_value
from repair.template.template import Template

#: So many changes in one property are looked at in pairs; with more nothing is gathered.
_MOST_CHANGES = 16


def gathered_statements(
    deltas: Sequence[Delta], judge: Judge, generated: Template, ideal: Template
) -> list[Delta]:
    """The deltas, with each group that together leaves the permissions as they are as one delta, where its first stood.

    Such a delta is "changed", has the permissions "same" and stands at the nearest value that holds all its parts. If
    it concerns several statements (or policies, or rules), `before` and `after` are lists of these alone.

    Args:
        deltas: Those between two templates, in document order.
        judge: Of these two templates.
        generated: The generated template as it is.
        ideal: The ideal template.
    """
    places: defaultdict[tuple[str | int, ...], list[int]] = defaultdict(list)
    for index, delta in enumerate(deltas):
        where = delta.path or delta.target or ()
        if len(where) > 4 and not delta.parts and not delta.exact_only and touches(delta):
            places[where[:4]].append(index)
    if all(len(found) < 2 for found in places.values()):
        return list(deltas)
    compounds: dict[int, Delta] = {}
    taken: set[int] = set()
    for found in places.values():
        if len(found) < 2 or judge.is_too_much(len(found), deltas[found[0]].resource):
            continue
        for group in _groups(found, deltas, judge):
            compounds[group[0]] = _compound([deltas[index] for index in group], judge, generated, ideal)
            taken.update(group)
    return [
        compounds.get(index, delta)
        for index, delta in enumerate(deltas)
        if index in compounds or index not in taken
    ]


def _groups(found: Sequence[int], deltas: Sequence[Delta], judge: Judge) -> list[list[int]]:
    """Groups of deltas of one property that leave the permissions as they are, and only together do."""

    def effect(those: Iterable[int]) -> Effect | None:
        return judge.effect([deltas[index] for index in sorted(those)])

    items: defaultdict[tuple[bool, Path], list[int]] = defaultdict(list)
    for index in found:
        items[_item(deltas[index])].append(index)
    changes = list(items.values())
    linked = _linked(changes, effect) if len(changes) <= _MOST_CHANGES else changes
    groups = [group for group in linked if _only_together(group, effect)]
    if not groups and _only_together(found, effect):
        return [list(found)]
    return groups


def _only_together(group: Sequence[int], effect: Callable[[Iterable[int]], Effect | None]) -> bool:
    return (
        len(group) > 1 and effect(group) == Effect() and any(effect([index]) != Effect() for index in group)
    )


def _linked(
    changes: Sequence[list[int]], effect: Callable[[Iterable[int]], Effect | None]
) -> list[list[int]]:
    """The changes in groups: two belong together when they do less together than one by one."""
    group = list(range(len(changes)))
    much = [sum(effect(change) or ()) for change in changes]
    for j, other in enumerate(changes):
        for i, one in enumerate(changes[:j]):
            apart = much[i] + much[j]
            if apart and group[i] != group[j] and sum(effect([*one, *other]) or ()) < apart:
                group = [group[i] if number == group[j] else number for number in group]
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, change in zip(group, changes, strict=True):
        found[number].extend(change)
    return [sorted(linked) for linked in found.values()]


def _item(delta: Delta) -> tuple[bool, Path]:
    """The statement, policy or rule in which a delta stands; one that comes new is told by its place in the ideal."""
    path = delta.path or delta.target or ()
    start = max((at + 1 for at, step in enumerate(path) if step == "Statement" and at > 3), default=4)
    end = start
    while end < len(path) and path[end] == IF:
        end += 2
    if end < len(path) and isinstance(path[end], int):
        end += 1
    if delta.kind == "added" and end >= len(path):
        return True, delta.ideal_path or ()
    return False, path[:end]


def _compound(parts: Sequence[Delta], judge: Judge, generated: Template, ideal: Template) -> Delta:
    path = _common([_around(part, part.target if part.path is None else part.path) for part in parts])
    stay = [_around(part, part.ideal_path) for part in parts if part.ideal_path is not None]
    ideal_path = _common(stay) if stay else path
    depth = min(len(path), len(ideal_path))
    path, ideal_path = path[:depth], ideal_path[:depth]
    first = parts[0]
    if len({_item(part) for part in parts}) > 1:
        before, after = _before_and_after(parts, judge, generated)
    else:
        before, after = value_at(generated.data, path), value_at(ideal.data, ideal_path)
    return Delta(
        kind="changed",
        path=path,
        ideal_path=ideal_path,
        before=before,
        after=after,
        resource=first.resource,
        resource_type=first.resource_type,
        target=path,
        permissions="same",
        depends_on=tuple(dict.fromkeys(name for part in parts for name in part.depends_on)),
    ).made_of(tuple(parts))


def _before_and_after(
    parts: Sequence[Delta], judge: Judge, generated: Template
) -> tuple[list[Data], list[Data]]:
    """The statements that the parts concern, and what comes of them; not what else stands beside them."""
    there = dict.fromkeys(path for new, path in map(_item, parts) if not new)
    come = [part.after for part in parts if _item(part)[0]]
    mended = judge.mended(str(parts[0].resource), parts)
    stay = [value_at(mended, path[2:]) for path in there]
    return (
        [value_at(generated.data, path) for path in there],
        [*(Assumptions().assumed(value, {}) for value in stay if not is_no_value(value)), *come],
    )


def _around(part: Delta, path: Path | None) -> Path:
    """The value that holds what a delta changes: what comes may stand where something else goes, so its parent does."""
    assert path is not None
    return path[:-1] if part.kind == "added" else path


def _common(paths: Sequence[Path]) -> Path:
    """What all paths begin with."""
    return tuple(
        steps[0] for steps in takewhile(lambda steps: len(set(steps)) == 1, zip(*paths, strict=False))
    )
