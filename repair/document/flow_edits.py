"""Edits in bracketed collections: all of JSON, and YAML's `{}` and `[]`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence as ListLike
from typing import Any

from repair.document.align import Plan
from repair.document.spans import Edit

Unit = tuple[int, int]  # where an entry or item begins and ends


class EditList:
    """Collects edits against one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[Edit] = []

    def put(self, start: int, end: int, new: str) -> None:
        """Replace `start` up to `end` by `new`. At one place, what is put first stands first."""
        if self.text[start:end] != new:
            self.out.append(Edit(start, end, new))

    def sorted(self) -> tuple[Edit, ...]:
        """Return the edits in order, deletions that overlap made one."""
        merged: list[Edit] = []
        for edit in sorted(self.out, key=lambda edit: (edit.start, edit.end)):
            last = merged[-1] if merged else None
            if last is not None and edit.start < last.end and not edit.text and not last.text:
                merged[-1] = Edit(last.start, max(last.end, edit.end), "")
            else:
                merged.append(edit)
        return tuple(merged)


class FlowEdits(EditList, ABC):
    """Adds and removes entries and items between brackets."""

    @abstractmethod
    def flow_comma(self) -> str:
        """Return the comma between entries on one line, with its blanks."""

    def apart(self, opened: int, units: ListLike[Unit]) -> bool:
        """Tell whether the first entry stands on another line than the opening bracket."""
        lead = self.text[opened : units[0][0]]
        return "\n" in lead or "\r" in lead

    def flow_structure(self, opened: int, units: ListLike[Unit], plan: Plan, render: Any) -> None:
        """Add and remove: `render(key or index)` gives the text of a new entry; at least one unit is kept."""
        text = self.text
        first = min(plan.kept)
        for at, names in plan.inserted.items():
            separator = self._separator(opened, units, at)
            if at < 0:
                start = units[0][0]
                self.put(start, start, "".join(render(name) + separator for name in names))
            else:
                end = units[at][1]
                self.put(end, end, "".join(separator + render(name) for name in names))
        self.put(units[0][0], units[first][0], "")
        with_next = False  # it goes with the comma behind it, and so do those that go next
        for index in range(first + 1, len(units)):
            if index in plan.kept:
                with_next = False
                continue
            start, end = units[index - 1][1], units[index][1]
            # A comment of the entry before stays, with the comma.
            with_next = with_next or "#" in text[start : units[index][0]]
            if with_next:
                start = units[index][0]
                rest = len(text[end:]) - len(text[end:].lstrip(" \t\r\n"))
                if text[end + rest : end + rest + 1] == ",":
                    end += rest + 1
            self.put(start, end, "")

    def _separator(self, opened: int, units: ListLike[Unit], at: int) -> str:
        """Return the text between two entries, as it is beside the place of the new one."""
        for left, right in ((at, at + 1), (at - 1, at), (0, 1)):
            if left >= 0 and right < len(units):
                between = self.text[units[left][1] : units[right][0]]
                if between.count(",") == 1 and not between.replace(",", "").strip():
                    return between
        lead = self.text[opened + 1 : units[0][0]]
        if ("\n" in lead or "\r" in lead) and not lead.strip():
            return "," + lead
        return self.flow_comma()
