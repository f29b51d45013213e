"""New entries that are much like one that stands beside them: a copy of that one and a few edits.

Templates come in series: two subnets, three alarms, a queue and its dead-letter queue. A new one is compared
with its nearest kin only, the entry of its type before it, so the work grows with what is new.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from repair.patch.editing import escaped, tokens_of
from repair.patch.step import Step, copying, data_size, size_of

Compare = Callable[[Any, Any, str], list[Step]]
"""The steps from one value to another that stands at that pointer."""

#: Entries shorter than this, in characters of JSON, are spelled out.
LEAST_ENTRY = 300
#: A copy with its edits may be this part of the entry's own length, and consist of so many operations.
MOST_LENGTH, MOST_STEPS = 0.75, 8


@dataclass(frozen=True, slots=True)
class Sketches:
    """New entries made from others.

    Attributes:
        places: Pointers of the entries that the first steps leave out.
        sources: Pointers of the entries that they are copied from, which must be whole by then.
        steps: What makes them, in an order in which each source is there before its copy.
    """

    places: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    steps: list[Step] = field(default_factory=list)

    def covers(self, pointer: str) -> bool:
        """Whether the pointer leads to one of the entries or their sources, or into one."""
        while pointer and (self.places or self.sources):
            if pointer in self.places or pointer in self.sources:
                return True
            pointer = pointer.rpartition("/")[0]
        return False


def sketched(steps: list[Step], after: Any, compare: Compare) -> Sketches:
    """The new entries that are better copied from their kin.

    New entries are the values of new keys, and all entries of a section that is replaced as a whole.
    """
    made = Sketches()
    come: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for step in steps:
        op = step.op
        if op["op"] == "add" and not step.item and step.size >= LEAST_ENTRY:
            above, _, key = step.place.rpartition("/")
            come[above][key] = step.size
        elif "value" in op and step.place.count("/") == 1 and isinstance(op["value"], dict):
            for key, entry in op["value"].items():
                come[step.place][escaped(key)] = data_size(entry) + len(key) + 6
    for above, sizes in come.items():
        parent = after
        for token in tokens_of(above):
            parent = parent[token if isinstance(parent, dict) else int(token)]
        _sketch(made, above, parent, sizes, compare)
    return made


def _sketch(
    made: Sketches, above: str, parent: dict[str, Any], sizes: dict[str, int], compare: Compare
) -> None:
    """Look at the new entries of one mapping, with their sizes by escaped key."""
    names = {key: escaped(key) for key in parent}
    kin: defaultdict[str, list[int]] = defaultdict(list)
    entries = [(key, parent[key]) for key in parent]
    types = [_type(entry) for _, entry in entries]
    for position, (key, _) in enumerate(entries):
        if types[position] and names[key] not in sizes:
            kin[types[position]].append(position)
    for position, (key, entry) in enumerate(entries):
        size, kind = sizes.get(names[key]), types[position]
        if size is None or not kind:
            continue
        if size >= LEAST_ENTRY and kin[kind]:
            # The one before it, or where it is the first of its type the next one.
            source, model = entries[kin[kind][max(0, bisect(kin[kind], position) - 1)]]
            pointer, from_ = f"{above}/{names[key]}", f"{above}/{names[source]}"
            steps = [copying(from_, pointer), *compare(model, entry, pointer)]
            if len(steps) <= MOST_STEPS and size_of(steps) <= size * MOST_LENGTH:
                made.steps.extend(steps)
                made.sources.add(from_)
                made.places.add(pointer)
        insort(kin[kind], position)


def _type(entry: Any) -> str:
    """The type of an entry that may have kin, else an empty text."""
    found = entry.get("Type") if isinstance(entry, dict) else None
    return found if isinstance(found, str) else ""
