"""Shortens a patch: values that stand somewhere in the document already are moved or copied, not spelled out.

What a patch adds is looked at piece by piece. A piece that equals one that stays in the document, and plays the
same role there, is copied from it; one that equals something the patch removes is moved. Its place stays empty
at first: all such operations come last, when every pointer already is the one of the final document.
"""

from __future__ import annotations

from typing import Any

from repair.patch.pieces import LEAST_PIECE, Wanted, children, role
from repair.patch.same import Numbering
from repair.patch.siblings import Compare, Sketches, sketched
from repair.patch.step import Step, adding, copying, data_size, moving, replacing

#: What a copy or move of a piece must save, in characters.
LEAST_GAIN = 30


def reused(steps: list[Step], after: Any, numbering: Numbering, compare: Compare) -> list[Step]:
    """Steps that lead to `after` as `steps` do, with what is there already moved and copied."""
    if not any("value" in step.op for step in steps) or not steps[0].place:
        return steps
    sketches = sketched(steps, after, compare)
    return _Reuse(steps, after, numbering, sketches).steps()


class _Reuse:
    """One search for equal pieces.

    Attributes:
        _stay: Pointer by mark and role of the pieces that stand in the document when the late steps begin.
        _gone: Removal and pointer by mark of the pieces that only the removals take away, and whether it is
            a list item: to take that would move the others.
        _holes: Pointers of new pieces that the first steps leave out.
        _late: What fills them.
        _taken: Pointers of what was taken out of a removed value, by removal.
        _places: All these pointers.
        _above: Those of what they lie in.
    """

    __slots__ = (
        "_above",
        "_after",
        "_gone",
        "_holes",
        "_late",
        "_numbering",
        "_places",
        "_sketches",
        "_stay",
        "_steps",
        "_taken",
    )

    def __init__(self, steps: list[Step], after: Any, numbering: Numbering, sketches: Sketches) -> None:
        self._steps = steps
        self._after = after
        self._numbering = numbering
        self._sketches = sketches
        self._stay: dict[tuple[bytes | int, str], str] = {}
        self._gone: dict[bytes | int, tuple[Step, str, bool]] = {}
        self._holes: set[str] = set(sketches.places)
        self._late: list[Step] = []
        self._taken: dict[int, set[str]] = {}
        self._places: set[str] = set()
        self._above: set[str] = set()

    def steps(self) -> list[Step]:
        """All steps: first those that need no other place, then the moves and copies, then late removals."""
        new = [
            step
            for step in self._steps
            if "value" in step.op and step.size >= LEAST_PIECE and not self._sketches.covers(step.place)
        ]
        self._gather(new)
        moved = self._moved_keys()
        if self._stay or self._gone or len(new) > 1 or self._holes:
            for step in new:
                if step.place not in self._holes:
                    self._visit(step.op["value"], step.place, whole=not step.item)
        if not self._holes:
            return self._steps
        return self._assembled(moved)

    def _moved_keys(self) -> list[Step]:
        """Additions of what was removed further up or down in the same branch, under the same key."""
        mark = self._numbering.mark
        moved: list[Step] = []
        gone = {
            (step.place.rpartition("/")[2], mark(step.old)): step
            for step in self._steps
            if step.op["op"] == "remove" and not step.item and not self._sketches.covers(step.place)
        }
        if not gone:
            return moved
        for step in self._steps:
            if step.op["op"] != "add" or step.item or step.place in self._holes:
                continue
            above, _, key = step.place.rpartition("/")
            source = gone.get((key, mark(step.op["value"])))
            if source is None or id(source) in self._taken or self._sketches.covers(step.place):
                continue
            other = source.place.rpartition("/")[0]
            if f"{above}/".startswith(f"{other}/") or f"{other}/".startswith(f"{above}/"):
                self._take(source, source.place)
                self._holes.add(step.place)
                moved.append(moving(source.place, step.place))
        return moved

    def _gather(self, new: list[Step]) -> None:
        """Find what stays and what goes, as far as it may equal a new piece."""
        wanted = Wanted(self._numbering)
        for step in new:
            wanted.add(step.op["value"], step.place)
        if not wanted:
            return
        mark = self._numbering.mark
        own = {step.place for step in self._steps if "value" in step.op}
        spine = {""}
        for step in self._steps:
            place = step.place
            while place not in spine:
                spine.add(place)
                place = place.rpartition("/")[0]
        found: list[tuple[Any, str, bool]] = []
        _untouched(self._after, "", spine, own, wanted, found)
        for piece, at, _ in found:
            self._stay.setdefault((mark(piece), role(at)), at)
        for step in self._steps:
            if step.op["op"] == "remove" and not step.item and isinstance(step.old, (dict, list, str)):
                if self._sketches.covers(step.place):
                    continue
                found = []
                wanted.find(step.old, step.place, False, found)
                for piece, at, item in found:
                    self._gone.setdefault(mark(piece), (step, at, item))

    def _visit(self, value: Any, pointer: str, whole: bool = True) -> None:
        """Leave out the pieces of a new value that can be had elsewhere; `whole`: so may be the value itself."""
        size = data_size(value)
        if size < LEAST_PIECE:
            return
        mark = self._numbering.mark(value)
        if whole and pointer not in self._sketches.sources:
            late = self._elsewhere(mark, pointer, size - LEAST_GAIN)
            if late is not None:
                self._holes.add(pointer)
                self._late.append(late)
                return
        if isinstance(value, (dict, list)) and not self._sketches.covers(pointer):
            for piece, at in children(value, pointer):
                if at not in self._holes and isinstance(piece, (dict, list, str)):
                    self._visit(piece, at)
        self._stay.setdefault((mark, role(pointer)), pointer)

    def _elsewhere(self, mark: bytes | int, pointer: str, most: int) -> Step | None:
        """The move or copy that brings a piece with this mark there, in at most so many characters."""
        found = self._gone.get(mark)
        if found is not None:
            removal, source, item = found
            step = copying(source, pointer) if item else moving(source, pointer)
            if step.size <= most and self._free(source):
                self._take(removal, source)
                self._stay[mark, role(pointer)] = pointer
                return step
        stands = self._stay.get((mark, role(pointer)))
        if stands is not None:
            step = copying(stands, pointer)
            if step.size <= most:
                return step
        return None

    def _take(self, removal: Step, source: str) -> None:
        self._taken.setdefault(id(removal), set()).add(source)
        self._places.add(source)
        while source:
            source = source.rpartition("/")[0]
            self._above.add(source)

    def _free(self, source: str) -> bool:
        """Whether what stands there in a removed value is whole and not yet taken along with something else."""
        if source in self._above:
            return False
        while source and source not in self._places:
            source = source.rpartition("/")[0]
        return not source

    def _assembled(self, moved: list[Step]) -> list[Step]:
        first: list[Step] = []
        last: list[Step] = []
        spine = {""}
        for hole in self._holes:
            while hole not in spine:
                spine.add(hole)
                hole = hole.rpartition("/")[0]
        for step in self._steps:
            taken = self._taken.get(id(step))
            if step.place in self._holes and "value" in step.op:
                continue
            if taken:
                if step.place not in taken:
                    last.append(step)
            elif "value" in step.op and step.place in spine:
                value = _without(step.op["value"], step.place, self._holes, spine)
                made = replacing if step.op["op"] == "replace" else adding
                first.append(made(step.op["path"], value))
            else:
                first.append(step)
        return [*first, *moved, *self._sketches.steps, *self._late, *last]


def _untouched(
    value: Any, pointer: str, spine: set[str], own: set[str], wanted: Wanted, found: list[Any]
) -> None:
    """Find what is wanted where no step changes the final document: `spine` leads to all that some step does."""
    if pointer in own:
        return
    for inner, at in children(value, pointer):
        if at in spine:
            if isinstance(inner, (dict, list)):
                _untouched(inner, at, spine, own, wanted, found)
        elif isinstance(inner, (dict, list, str)) and wanted.maybe_in(inner, at):
            wanted.find(inner, at, isinstance(value, list), found)


def _without(value: Any, pointer: str, holes: set[str], spine: set[str]) -> Any:
    """The value with the pieces at `holes` left out; `spine` leads to them."""
    if pointer not in spine:
        return value
    parts = [(at, inner) for inner, at in children(value, pointer)]
    if isinstance(value, dict):
        return {
            key: _without(inner, at, holes, spine)
            for key, (at, inner) in zip(value, parts, strict=True)
            if at not in holes
        }
    return [_without(inner, at, holes, spine) for at, inner in parts if at not in holes]
