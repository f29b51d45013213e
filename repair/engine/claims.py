"""Which rule explains which delta.

A rule explains what it finds in the generated template and does not find in the ideal one: the deltas at its place, and
the resources that its fix would add for the one that it found. A whole entry is explained only by a rule whose fix
takes that entry away or gives it another name: nobody deletes a bucket because it has no policy.

It explains nothing where the ideal template has something else in the place of the fix (what the fix turns on stays
off), and of the deltas around its place only those that make it fall silent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from repair.diff.delta import Delta
from repair.diff.difference import Diff
from repair.document.pointer import Path
from repair.engine.trial import Trial
from repair.patch.operations import Ensure, Move, Remove, Set
from repair.rules.detect import Detected
from repair.rules.subjects import is_off
from repair.template.intrinsics import is_intrinsic


def claims(
    trial: Trial, diff: Diff, mine: Iterable[Detected], theirs: Iterable[Detected]
) -> dict[int, Detected]:
    """Index of a delta to what explains it. Where several do, the worst counts, and what does not deploy.

    Args:
        trial: The two templates.
        diff: What tells them apart.
        mine: What the rules find in the generated template.
        theirs: What they find in the ideal one.
    """
    partner = {pair.generated: pair.ideal for pair in diff.alignment if pair.generated is not None}
    kept = {(one.rule.id, one.detection.path[:2]) for one in theirs}
    gone = [one for one in mine if (one.rule.id, _in_ideal(one.detection.path[:2], partner)) not in kept]
    gone.sort(key=lambda one: (one.rule.severity.rank, not one.rule.validity))
    entries: dict[Path, list[int]] = {}
    added: dict[tuple[str, str], list[int]] = {}
    for index, delta in enumerate(diff.deltas):
        entries.setdefault(place_path(delta)[:2], []).append(index)
        if delta.kind == "added" and delta.resource_type and len(place_path(delta)) == 2:
            for name in {ref.target for ref in trial.ideal.references.of(str(place_path(delta)[1]))}:
                added.setdefault((delta.resource_type, name), []).append(index)
    taken: dict[int, Detected] = {}
    for detected in gone:
        entry = detected.detection.path[:2]
        around = [one for one in entries.get(entry, ()) if _explains(detected, diff.deltas[one])]
        lists = {place_path(diff.deltas[one])[:-1] for one in around if diff.deltas[one].kind == "added"}
        around = [one for one in around if not _goes_with_more(detected, diff.deltas[one], lists)]
        if any(_parts_ways(detected, diff.deltas[one]) for one in around):
            continue
        made = [
            index
            for index in (*around, *_asked_for(detected, added, partner))
            if index not in taken
            and (_is_its_place(detected, diff.deltas[index]) or trial.mends(diff.deltas[index], detected))
        ]
        for index in (*made, *_in_their_stead(detected, made, around, diff.deltas)):
            taken.setdefault(index, detected)
    return taken


def place_path(delta: Delta) -> Path:
    """Where a delta stands in the generated template, or belongs."""
    return delta.path or delta.target or delta.ideal_path or ()


def _in_ideal(entry: Path, partner: Mapping[str, str | None]) -> Path:
    if len(entry) > 1 and entry[0] == "Resources":
        return "Resources", partner.get(str(entry[1])) or entry[1]
    return entry


def _explains(detected: Detected, delta: Delta) -> bool:
    """Whether the delta stands at, above or below the rule's place, or what its fix changes."""
    path = place_path(delta)
    if len(path) <= 2:
        return _takes_away(detected, path, renamed=delta.kind == "renamed")
    if delta.path is None and isinstance(path[-1], int):
        path = path[:-1]  # what is put into a list stands in front of an item that it has nothing to do with
    return any(
        path[: len(place)] == place[: len(path)]
        for place in _places(detected)
        if len(place) > 2 and place[2:] != ("Properties",)
    )


def _is_its_place(detected: Detected, delta: Delta) -> bool:
    """Whether the delta stands where the rule found something, or exactly where its fix would write."""
    path = place_path(delta)
    return path in _places(detected) and _explains(detected, delta)


def _in_their_stead(
    detected: Detected, made: Sequence[int], around: Iterable[int], deltas: Sequence[Delta]
) -> Iterator[int]:
    """What comes into a list, item for item, where something that the rule found goes out of it.

    What the fix would write comes first.
    """
    written = [one.value for one in detected.detection.operations if isinstance(one, (Ensure, Set))]
    gone = Counter(place_path(deltas[one])[:-1] for one in made if deltas[one].kind == "removed")
    come = Counter(place_path(deltas[one])[:-1] for one in made if deltas[one].kind == "added")
    for index in sorted(around, key=lambda one: deltas[one].after not in written):
        delta, where = deltas[index], place_path(deltas[index])[:-1]
        if index not in made and delta.kind == "added" and come[where] < gone[where]:
            come[where] += 1
            yield index


def _parts_ways(detected: Detected, delta: Delta) -> bool:
    """Whether the ideal template has something else where the fix would write.

    The fix turns on what the ideal turns off or leaves off, or the reverse; or it has none of the fix's blocks.
    """
    path = place_path(delta)
    return delta.kind in ("added", "changed") and any(
        _is_opposite(operation.value, delta.after)
        for operation in detected.detection.operations
        if isinstance(operation, (Ensure, Set)) and operation.path == path
    )


def _is_opposite(written: Any, ideal: Any) -> bool:
    if isinstance(written, (dict, list)) or isinstance(ideal, (dict, list)):
        blocks = set(_innermost(written))
        return bool(blocks) and blocks.isdisjoint(_names(ideal))
    return is_off(written) != is_off(ideal)


def _innermost(value: Any, name: str = "") -> Iterator[str]:
    """The names of the mappings in `value` that hold no other mapping."""
    if isinstance(value, list):
        for item in value:
            yield from _innermost(item, name)
    elif isinstance(value, dict) and not is_intrinsic(value):
        inner = [one for key, item in value.items() for one in _innermost(item, key)]
        yield from inner or filter(None, [name])


def _names(value: Any) -> Iterator[str]:
    """Every key in `value`, in what its functions choose between too."""
    if isinstance(value, list):
        for item in value:
            yield from _names(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _names(item)


def _places(detected: Detected) -> Iterator[Path]:
    yield detected.detection.path
    for operation in detected.detection.operations:
        if isinstance(operation, Move):
            yield operation.source
            yield operation.target
        else:
            yield operation.path


def _goes_with_more(detected: Detected, delta: Delta, lists: Container[Path]) -> bool:
    """Whether what the rule found goes only because all that it stands in does, and nothing comes in its stead.

    Nobody gives up a script because one of its functions is needless; what does not deploy is mended by that, though.

    Args:
        detected: What the rule found.
        delta: A delta around its place.
        lists: The lists that something comes into.
    """
    path = place_path(delta)
    return (
        delta.kind == "removed"
        and not detected.rule.validity
        and path[:-1] not in lists
        and all(len(path) < len(place) for place in _places(detected) if place[: len(path)] == path)
        and not any(isinstance(one, Remove) for one in detected.detection.operations)
    )


def _takes_away(detected: Detected, entry: Path, *, renamed: bool) -> bool:
    """Whether the fix takes the entry away, or, where the ideal template has it by another name, renames it."""
    operations = detected.detection.operations
    if not operations:
        return detected.rule.validity and detected.detection.path == entry
    return any(
        (isinstance(one, Remove) and one.path == entry and not renamed)
        or (isinstance(one, Move) and one.source == entry)
        for one in operations
    )


def _asked_for(
    detected: Detected, added: Mapping[tuple[str, str], Sequence[int]], partner: Mapping[str, str | None]
) -> Iterator[int]:
    """Resources of the ideal template that the fix would add as well, for the same resource.

    `added` is what only the ideal template has, by its type and each name that it refers to.
    """
    place = detected.detection.path
    name = partner.get(str(place[1])) if added and len(place) > 1 and place[0] == "Resources" else None
    if name is None:
        return
    for operation in detected.detection.operations:
        if isinstance(operation, (Ensure, Set)) and len(operation.path) == 2:
            yield from added.get((_type_of(operation.value), name), ())


def _type_of(body: Any) -> str:
    kind = body.get("Type") if isinstance(body, dict) else None
    return kind if isinstance(kind, str) else ""
