"""What `repair diff` shows, before any format: entries with their changes, and what they add up to.

Every writer reads this and nothing else, so that text, Markdown and HTML tell one story.
`repair.report.difference_viewer` makes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from repair.diff.delta import Kind
from repair.report import difference_words as words
from repair.report.difference_values import Shown
from repair.report.difference_words import Note

KINDS: tuple[Kind, ...] = ("renamed", "changed", "moved", "added", "removed")
"""The order in which kinds are counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, or a part of one.

    Attributes:
        number: Its place among the differences, from 1; a part's is such as "7.2".
        kind: What happened.
        path: Where, below the entry; "" for the entry itself.
        new_path: Where it is now, if that is another place; else "".
        line: Line in the generated template, or None.
        new_line: Line in the ideal template, or None.
        shown: What differs of the values; nothing for a rename and where the parts say it.
        notes: What it does.
        weight: How much it takes from the similarity.
        parts: The differences that it stands for.
    """

    number: str
    kind: Kind
    path: str
    new_path: str
    line: int | None
    new_line: int | None
    shown: Shown
    notes: tuple[Note, ...]
    weight: int
    parts: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A resource, parameter or other entry of a section, and how it differs.

    Attributes:
        kind: What happened to it as a whole; "changed" when something below it differs.
        section: Its section; "" for what stands at the top of a template.
        name: Its name in the generated template, or in the ideal one if it is only there.
        new_name: Its name in the ideal template, when it was renamed; else "".
        type: A resource's type, or "".
        new_type: The type that it has now, when that is another; else "".
        line: Line in the generated template, or None.
        new_line: Line in the ideal template, or None.
        matched: What the pair rests on, in words; "" when it is the name.
        references: How many references follow the rename.
        contents: The names of the properties of an entry that is added or removed.
        own: The change of the entry as a whole, if there is one.
        changes: The others.
        notes: The worst that its changes do.
        weight: How much it takes from the similarity.
    """

    kind: Kind
    section: str
    name: str
    new_name: str
    type: str
    new_type: str
    line: int | None
    new_line: int | None
    matched: str
    references: int
    contents: tuple[str, ...]
    own: Change | None
    changes: tuple[Change, ...]
    notes: tuple[Note, ...]
    weight: int

    @property
    def count(self) -> int:
        """How many differences it has."""
        return len(self.changes) + (self.own is not None)

    @property
    def every(self) -> tuple[Change, ...]:
        """All its changes, its own first."""
        return self.changes if self.own is None else (self.own, *self.changes)


@dataclass(frozen=True, slots=True)
class Share:
    """What an entry, or all the others, takes from the similarity; the shares add up to what it lacks.

    Attributes:
        name: The entry's, or how many others there are.
        weight: In leaves of both templates.
        part: The weight as a part of all leaves.
        entry: The entry, or None for the others.
    """

    name: str
    weight: int
    part: float
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class View:
    """All that is shown.

    Attributes:
        names: The two templates' names.
        equal: Whether the two mean the same.
        counts: How many differences there are of each kind, in the order of `KINDS`; zeros too.
        sections: Section and entries, in a template's usual order.
        similarity: As a percentage.
        shares: What lowers the similarity most, and the rest of it.
        stack: What it does to a running stack, one sentence.
        permissions: How many differences allow more, less and so on, in words; "" when none says.
        remarks: Sentences on what could not be told apart and where the answer is coarse.
    """

    names: tuple[str, str]
    equal: bool
    counts: Mapping[Kind, int]
    sections: tuple[tuple[str, tuple[Entry, ...]], ...]
    similarity: str
    shares: tuple[Share, ...]
    stack: str
    permissions: str
    remarks: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many differences there are."""
        return sum(self.counts.values())

    @property
    def verdict(self) -> str:
        """The counts and the similarity in a sentence, or that there is nothing to tell."""
        if not self.total:
            return "The two templates mean the same."
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.counts.items() if count)
        noun = words.plural(self.total, "difference")
        spelling = " The two templates mean the same." if self.equal else ""
        return f"{self.total} {noun} ({kinds}); similarity {self.similarity}.{spelling}"
