"""The generated template with chosen deltas mended.

Every delta says by itself what it does: where its value stands in the generated template, and where in the
ideal one the new value is. The deltas are gathered in a tree of edits along the generated template's paths, and
the template is rebuilt along it; everything beside it is shared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from repair.diff.alignment.successors import aligned
from repair.diff.compare import standing
from repair.diff.delta import Delta
from repair.diff.pairing import merged_keys
from repair.diff.view import KINDS, Renames, renamed_view
from repair.patch.same import Numbering
from repair.template.data import MISSING, Data, Path, value_at
from repair.template.interface import LABELS
from repair.template.template import Template


def apply_deltas(
    generated: Template | dict[str, Data],
    ideal: Template | dict[str, Data],
    deltas: Iterable[Delta],
    exact: bool = False,
) -> dict[str, Data]:
    """The generated template's data with `deltas` (of these two templates) mended.

    With all deltas the result means what the ideal means, in the generated template's spelling where the two
    mean the same; with all deltas of an exact comparison and `exact` it is equal to the ideal, but for the order
    of keys. With some, the others stay; an ideal value then refers to what it names by the name in the result. A
    rename brings its echoes along; one whose new name is taken in the result is left out.

    Args:
        generated: The template to mend.
        ideal: The template that the deltas lead to.
        deltas: What to mend.
        exact: Also mend deltas that are differences of spelling only.
    """
    mine = generated if isinstance(generated, Template) else Template(generated)
    theirs = ideal if isinstance(ideal, Template) else Template(ideal)
    chosen = [part for delta in deltas for part in delta.flat if exact or not part.exact_only]
    if not chosen:
        return mine.data
    data = _without_entries(mine.data, chosen)
    data, renames = _renamed(data, chosen)
    goal, other_names = _goal(mine, theirs, renames)
    edits = _Edits()
    for delta in chosen:
        if delta.kind != "renamed":
            _plan(delta, edits, renames, goal, other_names)
    merged = edits.carried_out(data)
    assert isinstance(merged, dict)
    return {
        key: value
        for key, value in merged.items()
        # A section whose last entry went, and which the ideal does without, goes too.
        if value != {} or mine.data.get(key) == {} or key in theirs.data
    }


def _without_entries(data: dict[str, Data], deltas: Iterable[Delta]) -> dict[str, Data]:
    """The data without the entries that go: their names may be wanted for others."""
    gone: defaultdict[str, set[str]] = defaultdict(set)
    for delta in deltas:
        if (
            delta.kind == "removed"
            and delta.path is not None
            and len(delta.path) == 2
            and delta.path[0] in KINDS
        ):
            gone[str(delta.path[0])].add(str(delta.path[1]))
    return {
        key: {name: body for name, body in value.items() if name not in gone[key]} if key in gone else value
        for key, value in data.items()
    }


def _is_entry(path: Path) -> bool:
    return len(path) == 2 and path[0] in KINDS


def _renamed(data: dict[str, Data], deltas: Iterable[Delta]) -> tuple[dict[str, Data], Renames]:
    wanted: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for delta in deltas:
        if delta.kind == "renamed" and delta.path is not None:
            wanted[str(delta.path[0])][str(delta.path[1])] = delta.after
    for where, names in wanted.items():
        entries = data.get(where, {})
        wanted[where] = _possible(names, entries)
    return renamed_view(data, wanted)


def _possible(names: Mapping[str, str], entries: Mapping[str, Data]) -> dict[str, str]:
    """Those renames whose new name is free, or becomes free through another one of them."""
    possible = dict(names)
    while True:
        blocked = [old for old, new in possible.items() if new in entries and new not in possible]
        if not blocked:
            return possible
        for old in blocked:
            del possible[old]


def _goal(mine: Template, theirs: Template, renames: Renames) -> tuple[dict[str, Data], Renames]:
    """The ideal template with the generated one's names where those stay; and those names by the ideal's."""
    back: Renames = {}
    pairs_by_section, _, _ = standing(mine, aligned(mine, theirs))
    for where, pairs in pairs_by_section.items():
        made = renames.get(where, {})
        names = {
            p.ideal: p.generated for p in pairs.values() if p.ideal != p.generated and p.generated not in made
        }
        entries = theirs.section(where)
        back[where] = _possible(names, entries)
    return renamed_view(theirs.data, back)


def _plan(delta: Delta, edits: _Edits, renames: Renames, goal: dict[str, Data], other_names: Renames) -> None:
    ideal_path = None if delta.ideal_path is None else _named(delta.ideal_path, other_names)
    if delta.kind == "removed":
        assert delta.path is not None
        if not _is_entry(delta.path):
            edits.at(_named(delta.path, renames)).removed = True
        return
    assert ideal_path is not None
    assert delta.target is not None
    target = _named(delta.target, renames)
    value = value_at(goal, ideal_path)
    if delta.kind == "changed":
        edits.at(target).value = value
    elif delta.kind == "moved" and delta.exact_only:
        edits.at(target).order = value
    elif delta.kind == "moved":
        assert delta.path is not None
        source = edits.at(_named(delta.path, renames))
        source.moves = True
        edits.at(target[:-1]).moved.append((int(target[-1]), int(ideal_path[-1]), int(delta.path[-1])))
    elif isinstance(target[-1], int):
        edits.at(target[:-1]).inserted.append((target[-1], int(ideal_path[-1]), value))
    else:
        parent = edits.at(target[:-1])
        parent.entries[str(ideal_path[-1])] = value
        parent.model = value_at(goal, ideal_path[:-1])


def _named(path: Path, renames: Renames) -> Path:
    if path[: len(LABELS)] == LABELS and len(path) > len(LABELS):
        at = len(LABELS)
        return (*LABELS, renames.get("Parameters", {}).get(str(path[at]), path[at]), *path[at + 1 :])
    if len(path) > 1:
        new = renames.get(str(path[0]), {}).get(str(path[1]))
        if new is not None:
            return (path[0], new, *path[2:])
    return path


class _Edits:
    """What happens to one value, and below it."""

    __slots__ = ("below", "entries", "inserted", "model", "moved", "moves", "order", "removed", "value")

    def __init__(self) -> None:
        self.below: dict[str | int, _Edits] = {}
        self.value: Any = MISSING
        self.removed = False
        self.moves = False
        self.order: list[Data] | None = None
        self.entries: dict[str, Data] = {}
        self.model: Any = None
        self.inserted: list[tuple[int, int, Data]] = []
        self.moved: list[tuple[int, int, int]] = []

    def at(self, path: Sequence[str | int]) -> _Edits:
        """The edits at a path below; made when there are none yet."""
        node = self
        for step in path:
            node = node.below.setdefault(step, _Edits())
        return node

    def carried_out(self, value: Data) -> Data:
        """The value with all edits done; a mapping that is not there yet is made."""
        if self.value is not MISSING:
            return self.value
        if isinstance(value, list):
            items = self._list(value)
            return _like(items, self.order) if self.order is not None else items
        if isinstance(value, dict):
            return self._mapping(value)
        return self._mapping({}) if self.entries or self.below else value

    def _mapping(self, value: dict[str, Data]) -> dict[str, Data]:
        entries: dict[str, Data] = {}
        for key, item in value.items():
            edits = self.below.get(key)
            if edits is None:
                entries[key] = item
            elif not edits.removed:
                entries[key] = edits.carried_out(item)
        added = dict(self.entries)
        for step, edits in self.below.items():
            # Edits below something that is not there: entries of a section that is to be made.
            if step not in value and not edits.removed and (edits.entries or edits.value is not MISSING):
                added[str(step)] = edits.carried_out({})
        if not added:
            return entries
        model = self.model if isinstance(self.model, dict) else {}
        order = merged_keys(
            entries, {**{key: None for key in model if key in added or key in entries}, **added}
        )
        return {key: added[key] if key in added else entries[key] for key in order}

    def _list(self, value: list[Data]) -> list[Data]:
        coming: defaultdict[int, list[tuple[int, Data]]] = defaultdict(list)
        for gap, rank, item in self.inserted:
            coming[gap].append((rank, item))
        for gap, rank, source in self.moved:
            edits = self.below.get(source)
            coming[gap].append((rank, value[source] if edits is None else edits.carried_out(value[source])))
        items: list[Data] = []
        for index in range(len(value) + 1):
            items.extend(item for _, item in sorted(coming.get(index, ()), key=lambda pair: pair[0]))
            if index < len(value):
                edits = self.below.get(index)
                if edits is None:
                    items.append(value[index])
                elif not edits.removed and not edits.moves:
                    items.append(edits.carried_out(value[index]))
        return items


def _like(items: list[Data], model: Sequence[Data]) -> list[Data]:
    """The items in the order of `model`; one that is not there stays behind its neighbour."""
    number = Numbering().of
    places: defaultdict[int, list[int]] = defaultdict(list)
    for j in range(len(model) - 1, -1, -1):
        places[number(model[j])].append(j)
    ranked: list[tuple[int, int]] = []
    rank = -1
    for index, item in enumerate(items):
        at = places.get(number(item))
        if at:
            rank = at.pop()
        ranked.append((rank, index))
    return [items[index] for _, index in sorted(ranked)]
