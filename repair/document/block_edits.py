"""Edits of whole lines: entries of YAML block mappings and items of block sequences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as ListLike
from typing import Any

from repair.document.align import Plan
from repair.document.flow_edits import FlowEdits, Unit
from repair.document.spans import Lines
from repair.document.tree import Mapping, Node, Sequence

_BLOCK_HEADER = re.compile(r"[|>][-+]?\Z")


class StrangeLayout(Exception):  # noqa: N818 - no error: the caller writes the value anew
    """The text is laid out in a way that no splice is known for (`? key`)."""


class BlockEdits(FlowEdits):
    """Adds, removes and replaces lines. A unit is an entry from its key, or an item from its dash, to its end."""

    def __init__(self, text: str, lines: Lines, newline: str, *, greedy: bool) -> None:
        super().__init__(text)
        self.lines = lines
        self.newline = newline
        self.greedy = greedy  # what is removed takes deeper comments and blanks behind it along

    # -- layout ----------------------------------------------------------------------------------

    def lead(self, offset: int) -> str:
        """Return what stands before `offset` on its line."""
        return self.text[self.lines.start(offset) : offset]

    def strange(self, units: ListLike[Unit]) -> bool:
        """Tell whether some unit neither begins its line nor, the first, follows a dash."""
        if any(self.lead(start).strip(" ") for start, _ in units[1:]):
            return True
        return bool(self.lead(units[0][0]).strip(" -"))

    def own_line(self, unit: Unit) -> bool:
        """Tell whether a unit begins its line."""
        return not self.lead(unit[0]).strip(" ")

    def blank(self, offset: int) -> bool:
        """Tell whether the line of `offset` is blank."""
        return not self.text[self.lines.start(offset) : self.lines.end(offset)].strip()

    def blank_between(self, one: Unit, other: Unit) -> bool:
        """Tell whether a blank line stands between two units."""
        between = self.text[one[1] : other[0]].split("\n")
        return any(not line.strip() for line in between[1:-1])

    def blank_below(self, unit: Unit) -> bool:
        """Tell whether the line after a unit is there and blank."""
        below = self.lines.next_start(unit[1])
        return below < len(self.text) and below > unit[1] and self.blank(below)

    # -- adding and removing ---------------------------------------------------------------------

    def block_structure(
        self, units: ListLike[Unit], plan: Plan, texts: dict[Any, str], *, root: bool = False
    ) -> None:
        """Add the texts (without their indent) where the plan puts them and remove what it does not keep."""
        column = self.lines.column(units[0][0])
        line = self.newline + " " * column
        first = min(plan.kept)
        own = self.own_line(units[0])
        commented = first > 0 and "#" in self.text[self.lines.end(units[first - 1][1]) : units[first][0]]
        for at, names in plan.inserted.items():
            if at >= 0:
                end = self.lines.end(units[at][1])
                added = [
                    (self.newline if self._spaced(units, at, texts[name]) else "") + line + texts[name]
                    for name in names
                ]
                self.put(end, end, "".join(added))
            elif own:
                self._add_first(units, [texts[name] for name in names], line, root=root)
            else:
                start = units[0][0]
                behind = "" if commented else line
                self.put(start, start, line.join(texts[name] for name in names) + behind)
        if not own and first > 0:
            self._remove_compact(units, first, commented, added=-1 in plan.inserted)
        top = own and self.lines.number(units[0][0]) == 0
        for index in range(0 if own else first + 1, len(units)):
            if top and index < first:
                self._remove_from_top(units[index])
            elif index not in plan.kept:
                self._remove(units, index, leading=index < first)

    def _spaced(self, units: ListLike[Unit], at: int, text: str) -> bool:
        """Tell whether a new unit behind `at` is to be set off by a blank line, as its neighbours are."""
        last = at == len(units) - 1
        if len(units) < 2 or not (last or self.blank_below(units[at])):
            return False
        left = max(at - 1, 0)
        if self.blank_between(units[left], units[left + 1]):
            return True
        return self.newline in text and not last and self.blank_between(units[at], units[at + 1])

    def _add_first(self, units: ListLike[Unit], texts: list[str], line: str, *, root: bool) -> None:
        """Add before the first unit, above the comments that stand right on it."""
        spaced = len(units) > 1 and self.blank_between(units[0], units[1])
        extra = self.newline if spaced else ""
        start = here = self.lines.start(units[0][0])
        column = self.lines.column(units[0][0])
        while self.lines.number(here) > 0:
            above = self.lines.start(here - 1)
            content = self.text[above : self.lines.end(above)]
            if not content.startswith(" " * column + "#"):
                break
            here = above
        if not (root and self.lines.number(here) == 0):
            start = here
        if self.lines.number(start) == 0:
            indent = line[len(self.newline) :]
            self.put(start, start, "".join(indent + text + self.newline + extra for text in texts))
            return
        end = self.lines.end(start - 1)
        self.put(end, end, "".join(line + text + extra for text in texts))

    def _remove(self, units: ListLike[Unit], index: int, *, leading: bool) -> None:
        """Remove the lines of a unit, with the line break before them and a blank line too many.

        That is the one above, or the one below where the unit is `leading`: none before it stays.
        """
        start, end = units[index]
        stop = self.lines.end(end)
        if self.greedy:
            stop = self._deeper(stop, self.lines.column(start))
        above = self.lines.start(self.lines.start(start) - 1)
        begin = self.lines.end(above)
        below = self.blank_below(units[index])
        if leading:
            if below:
                stop = max(stop, self.lines.end(self.lines.next_start(end)))
        elif self.blank(above) and above > units[index - 1][1] and (below or index == len(units) - 1):
            begin = self.lines.end(above - 1)
        self.put(begin, stop, "")

    def _remove_from_top(self, unit: Unit) -> None:
        """Remove the lines of a unit that no other stands before, with the line break and a blank line behind them."""
        after = self.lines.next_start(unit[1])
        if self.blank_below(unit):
            after = self.lines.next_start(after)
        self.put(self.lines.start(unit[0]), after, "")

    def _deeper(self, end: int, column: int) -> int:
        """Return the end of the last of the comment and blank lines behind `end` that reach beyond `column`."""
        return max((stop for stop, indent in self.idle(end) if indent > column), default=end)

    def idle(self, end: int) -> Iterator[tuple[int, int]]:
        """Yield the end and the indent of each of the comment and blank lines behind the line that ends at `end`."""
        while (start := self.lines.next_start(end)) < len(self.text):
            end = self.lines.end(start)
            line = self.text[start:end]
            content = line.lstrip(" ")
            if content and not content.startswith("#"):
                return
            yield end, len(line) - len(content)

    def _remove_compact(self, units: ListLike[Unit], first: int, commented: bool, *, added: bool) -> None:
        """Remove the units before `first`, the first of which follows a dash on its line.

        Comments above `first` stay; with them, and nothing `added` in their place, the dash stands alone.
        """
        start = units[0][0]
        if not commented:
            self.put(start, units[first][0], "")
            return
        while not added and self.text[start - 1] == " ":
            start -= 1
        self.put(start, self.lines.end(units[first - 1][1]), "")

    def empty_block(self, at: int, body: int, units: ListLike[Unit], brackets: str) -> None:
        """Remove all units and write the empty brackets behind `at`; comments between the units stay."""
        if self.lines.number(at) == self.lines.number(body) or self.strange(units):
            self.put(body, units[-1][1], brackets)
            return
        self.put(at, at, " " + brackets)
        for unit in units:
            self.put(self.lines.end(self.lines.start(unit[0]) - 1), self.lines.end(unit[1]), "")

    # -- replacing -------------------------------------------------------------------------------

    def replace_tail(self, at: int, node: Node, tail: str, *, compact: bool) -> None:
        """Replace a value by `tail`, which begins with a blank or a line break.

        Args:
            at: The offset behind the colon, dash or tag.
            node: The value.
            tail: Its new text.
            compact: The tail begins on the dash's line with a key or dash of its own.
        """
        breaks = tail.find(self.newline)
        inline, rest = (tail, "") if breaks < 0 else (tail[:breaks], tail[breaks:])
        line_end = self.lines.end(node.end)
        trailing = self.text[node.end : line_end]
        if node.start == node.end and node.start != at:
            at = node.start
        if self.lines.number(node.start) == self.lines.number(at):
            start = node.start
            if not inline or compact or node.start == node.end or node.start == at:
                start = at
            else:
                inline = inline.lstrip(" ")
            if not rest:
                self.put(start, node.end, inline)
            elif not trailing.strip():
                self.put(start, line_end, inline + rest)
            else:
                self.put(start, node.end, inline)
                self.put(line_end, line_end, rest)
            return
        block = isinstance(node, Mapping | Sequence) and not node.flow
        if not rest and not block:
            self.put(node.start, node.end, inline.lstrip(" "))
            return
        begin = self.lines.end(self.lines.start(node.start) - 1)
        if rest and _BLOCK_HEADER.search(inline) and self.lines.number(at) != self.lines.number(begin):
            # A comment or blank line that stayed would become part of the text block.
            self.put(at, line_end, inline + rest)
            return
        self.put(at, at, inline)
        self.put(begin, line_end, rest)
