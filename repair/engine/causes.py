"""Which failure each delta belongs to: one of its own, or that of what it only follows.

A person who finds that a table is missing does not count its role, its output and the variable that tells a function
its name: they follow. So a delta belongs to an area of failures (encryption, networking, ...) by what it is about,
unless it follows others:

- what exists for its users (a parameter, a condition, a role) belongs to the failure that uses it;
- what exists for its target (an output, a permission, a policy) belongs to the failure that its target is part of;
- a property that comes to name a new resource belongs to the failure that the resource is part of, when it says
  nothing else;
- a description, a constraint, or an order of creation belongs to what else differs in its entry.

Only a single failure is followed. What several use (a VPC, a key) is one of its own and ties nothing together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from repair.diff.delta import Delta
from repair.rules.rule_kinds import kind_id_of_rule
from repair.rules.subjects import is_addition, is_tool, subject
from repair.template.data import Path
from repair.template.references import Reference
from repair.template.template import Template

Failure = tuple[str, str]
"""What deltas have in common that are one failure: ("rule", its id), ("area", its name) or ("kind", its id)."""

FAR = 40
"""How many steps one follows another; templates of real use need three or four."""

_NAMING = ("area", "naming")
_DECLARATIONS = ("Parameters", "Conditions", "Mappings")
_SPACES: Mapping[str, tuple[str, ...]] = {
    "value": ("Resources", "Parameters"),
    "resource": ("Resources",),
    "condition": ("Conditions",),
    "mapping": ("Mappings",),
}
"""The sections where the target of a reference may stand."""
_DETAILS = frozenset(
    {
        "description-missing",
        "missing-dependson",
        "output-value-or-name-wrong",
        "parameter-constraints-missing-or-too-strict",
        "template-text",
    }
)
"""Kinds of details that follow what else differs in their entry."""
_WIRING = frozenset({"lambda-env-vars", "missing-dependson", "missing-iam-permission", "other-configuration"})
"""Kinds of properties that may do no more than pass on what they name."""


class Cause(NamedTuple):
    """What a delta is part of.

    Attributes:
        failure: The failure.
        kind: What the delta is by itself: a kind of the taxonomy; that of the rule that explains it.
        follows: Whether it belongs to the failure only because of what it uses, or what uses it.
    """

    failure: Failure
    kind: str
    follows: bool


def causes(
    deltas: Sequence[Delta], generated: Template, ideal: Template, claimed: Mapping[int, str]
) -> list[Cause]:
    """What each delta is part of, in the order of `deltas`.

    Args:
        deltas: The differences of the two templates.
        generated: The one to be mended.
        ideal: The other.
        claimed: Index of a delta to the id of the rule that explains it.
    """
    found = _Causes(deltas, claimed)
    found.link(generated, ideal)
    return [
        Cause(failure, found.told[index], follows=failure != found.own[index])
        for index, failure in enumerate(map(found.failure, range(len(deltas))))
    ]


@dataclass(slots=True)
class _Side:
    """One template: the deltas that its entries are made of, and where in it each delta stands."""

    entries: dict[tuple[str, str], int] = field(default_factory=dict)
    places: dict[Path, int] = field(default_factory=dict)

    def holder(self, path: Path) -> int | None:
        """The delta that `path` is part of."""
        for length in range(2, len(path) + 1):
            found = self.places.get(path[:length])
            if found is not None:
                return found
        return None


class _Causes:
    """The deltas with what they are about, and who names whom."""

    def __init__(self, deltas: Sequence[Delta], claimed: Mapping[int, str]) -> None:
        subjects = [subject(delta) for delta in deltas]
        self.deltas = deltas
        self.paths: list[Path] = [delta.path or delta.ideal_path or () for delta in deltas]
        self.kinds = [one.kind for one in subjects]
        self.told = [self._told(claimed.get(index), kind) for index, kind in enumerate(self.kinds)]
        self.own: list[Failure] = [
            ("rule", claimed[index]) if index in claimed else ("area", one.area)
            for index, one in enumerate(subjects)
        ]
        self.known: dict[int, Failure] = {index: self.own[index] for index in claimed}
        self.users: defaultdict[int, dict[int, None]] = defaultdict(dict)
        self.named: defaultdict[int, dict[int, None]] = defaultdict(dict)
        self.beside: defaultdict[Path, list[int]] = defaultdict(list)
        self.rest: dict[Path, Failure | None] = {}
        self.depth = 0

    @staticmethod
    def _told(rule_id: str | None, kind: str) -> str:
        known = kind_id_of_rule(rule_id) if rule_id is not None else None
        return known or kind

    def link(self, generated: Template, ideal: Template) -> None:
        """See who names what is new in the ideal template, and what only the generated one has."""
        theirs, mine = _Side(), _Side()
        for index, (delta, path) in enumerate(zip(self.deltas, self.paths, strict=True)):
            self.beside[path[:2]].append(index)
            for part in (delta, *delta.parts):
                if part.ideal_path is not None:
                    theirs.places.setdefault(part.ideal_path, index)
                if part.path is not None:
                    mine.places.setdefault(part.path, index)
            if self._is_entry(index):
                side = theirs if delta.kind == "added" else mine
                side.entries[str(path[0]), str(path[1])] = index
        for side, template in ((theirs, ideal), (mine, generated)):
            if side.entries:
                self._link(side, template.references.references)

    def _link(self, side: _Side, references: Iterable[Reference]) -> None:
        names = {name for _, name in side.entries}
        for reference in references:
            if reference.target not in names:
                continue
            for section in _SPACES.get(reference.space, ()):
                index = side.entries.get((section, reference.target))
                holder = side.holder(reference.path) if index is not None else None
                if index is not None and holder is not None and holder != index:
                    self.users[index][holder] = None
                    self.named[holder][index] = None

    def failure(self, index: int) -> Failure:
        """The failure that a delta belongs to."""
        known = self.known.get(index)
        if known is not None:
            return known
        if self.depth == FAR:
            return self.own[index]
        self.known[index] = self.own[index]  # who follows in a circle is led back to this
        self.depth += 1
        self.known[index] = known = self._followed(index) or self.own[index]
        self.depth -= 1
        return known

    def _followed(self, index: int) -> Failure | None:
        if self._is_entry(index):
            return self._of_entry(index)
        return self._of_detail(index) if len(self.paths[index]) > 2 else None

    def _is_entry(self, index: int) -> bool:
        """Whether the delta is a whole entry that only one of the templates has."""
        return len(self.paths[index]) == 2 and self.deltas[index].kind in ("added", "removed")

    def _of_entry(self, index: int) -> Failure | None:
        section, type_name = self.paths[index][0], self.deltas[index].resource_type
        if section in _DECLARATIONS:
            return self._commonest(self.users[index])
        if section == "Outputs" or is_addition(type_name):
            followed = self._only(self._resources(index))
            if followed is not None:
                return followed
        return self._only(self.users[index]) if is_tool(type_name) else None

    def _of_detail(self, index: int) -> Failure | None:
        kind = self.kinds[index]
        followed = self._only(self._resources(index)) if kind in _WIRING else None
        if followed is None and kind in _DETAILS:
            followed = self._of_rest(self.paths[index][:2])
        if followed is None and self.deltas[index].kind == "changed":
            parameters = (one for one in self.named[index] if self.paths[one][0] == "Parameters")
            if any(self.failure(one) == _NAMING for one in parameters):
                followed = _NAMING  # the parameter that names are made of is put in here too
        return followed

    def _of_rest(self, entry: Path) -> Failure | None:
        """The failure that all of an entry's differences belong to, but for mere details."""
        if entry not in self.rest:
            self.rest[entry] = None
            self.rest[entry] = self._only(
                one for one in self.beside[entry] if self.kinds[one] not in _DETAILS
            )
        return self.rest[entry]

    def _resources(self, index: int) -> Iterable[int]:
        """The new (or extra) resources that a delta names."""
        return (one for one in self.named[index] if self.paths[one][0] == "Resources")

    def _only(self, indices: Iterable[int]) -> Failure | None:
        """The failure that all of these belong to; None when there are several, or none."""
        found = {self.failure(index) for index in indices}
        return found.pop() if len(found) == 1 else None

    def _commonest(self, indices: Iterable[int]) -> Failure | None:
        """The failure that most of these belong to; names first."""
        counts = Counter(self.failure(index) for index in indices)
        return max(counts, key=lambda one: (counts[one], one == _NAMING, one)) if counts else None
