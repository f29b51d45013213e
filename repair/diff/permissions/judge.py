"""What each delta does to what is allowed: by policies, by the rules of security groups and by Lambda permissions.

A delta is applied alone to the generated template's resource, and what the resource grants before and after is
compared. Where conditions of the template decide (`Fn::If`), that is done for every way in which they can fall, and
the verdict is that of all of them together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from repair.diff.delta import Delta, Permissions, leaf_count
from repair.diff.permissions.applied import with_delta
from repair.diff.permissions.assumptions import Assumptions
from repair.diff.permissions.documents import Reader, verdict
from repair.diff.permissions.grants import Grants, Known, Scope, concerns, grants, implied, is_attachment
from repair.template.data import MISSING, Data
from repair.template.template import Template

#: Deltas of one resource times its leaves, as each delta is judged against all of it. Real resources need less than
#: a tenth of it (308 pairs); reaching it takes about a third of a second.
MOST_WORK = 20_000


def with_permissions(deltas: Sequence[Delta], judge: Judge) -> tuple[list[Delta], tuple[str, ...]]:
    """The deltas, with `permissions` where they touch what is allowed; a verdict that is there already stays.

    Where too many touch one resource, none of them is judged: the second value has a sentence for each.
    """
    asked = {
        index
        for index, delta in enumerate(deltas)
        if delta.permissions is None and any(map(touches, delta.flat))
    }
    of_resource: defaultdict[str, list[int]] = defaultdict(list)
    for index in asked:
        of_resource[deltas[index].resource or ""].append(index)
    too_many = {name for name, found in of_resource.items() if judge.is_too_much(len(found), name)}
    judged = list(deltas)
    for index in asked:
        delta = deltas[index]
        said = judge.verdict(delta.flat) if (delta.resource or "") not in too_many else None
        if said is not None:
            judged[index] = replace(delta, permissions=said)
    return judged, tuple(
        f"What {len(of_resource[name])} differences in {name} do to what it allows was not judged: "
        "that would take too long."
        for name in sorted(too_many)
    )


def touches(delta: Delta) -> bool:
    """Whether a delta stands where something says what is allowed, by its path and type alone."""
    where = delta.path or delta.ideal_path or ()
    if len(where) < 2 or where[0] != "Resources" or delta.resource_type is None or delta.kind == "renamed":
        return False
    if len(where) == 2:
        return delta.kind != "changed" and any(True for _ in _concerned(delta.resource_type, _own(delta)))
    if where[2] != "Properties":
        return False
    if len(where) == 3:
        return any(concerns(delta.resource_type, name) for name in _keys(delta.before) | _keys(delta.after))
    return concerns(delta.resource_type, str(where[3]))


def _own(delta: Delta) -> Data:
    return delta.after if delta.before is None else delta.before


def _keys(value: Data) -> set[str]:
    return set(value) if isinstance(value, dict) else set()


def _concerned(type_name: str, body: Data) -> Iterator[tuple[str, Data]]:
    """The properties of a resource that say what is allowed."""
    properties = body.get("Properties") if isinstance(body, dict) else None
    for key, value in properties.items() if isinstance(properties, dict) else ():
        if concerns(type_name, key):
            yield key, value


class Effect(NamedTuple):
    """How much changes; two effects are comparable only by whether one is nothing.

    Attributes:
        lost: Grants that may be allowed no longer.
        gained: Grants that may be allowed newly.
    """

    lost: int = 0
    gained: int = 0


def _sum(effects: Iterable[Effect | None]) -> Effect | None:
    known = [effect for effect in effects if effect is not None]
    if not known:
        return None
    return Effect(sum(effect.lost for effect in known), sum(effect.gained for effect in known))


class _Change(NamedTuple):
    """What happens to the concerned properties of one resource; None where there is no resource."""

    name: str
    type_name: str
    before: dict[str, Data] | None
    after: dict[str, Data] | None

    @property
    def is_whole(self) -> bool:
        return self.before is None or self.after is None


class Judge:
    """Tells what deltas of one pair of templates do to what is allowed, and remembers it.

    Args:
        view: The generated template with the ideal's names.
        ideal: The ideal template.
        names: The name in the view of each resource that was renamed.
    """

    def __init__(self, view: Template, ideal: Template, names: Mapping[str, str]) -> None:
        self._view = view.section("Resources")
        bodies = {**ideal.section("Resources"), **self._view}
        self._known = Known(bodies, Reader(bodies.keys()))
        self._names = names
        self._assumptions = Assumptions()
        # By identity; the deltas are kept, so that no others take their place.
        self._told: dict[tuple[int, ...], tuple[tuple[Delta, ...], Effect | None]] = {}
        self._befores: dict[str, dict[str, Data] | None] = {}
        self._granted: dict[tuple[str, tuple[tuple[str, bool], ...]], dict[Scope, Grants]] = {}

    def is_too_much(self, count: int, resource: str | None) -> bool:
        """Whether so many deltas of a resource are more than it is worth to judge one by one."""
        name = self._names.get(resource or "", resource or "")
        return count * leaf_count(self._view.get(name)) > MOST_WORK

    def verdict(self, deltas: Iterable[Delta]) -> Permissions | None:
        """What the deltas do when applied together, and nothing else is; None if nothing is granted either way."""
        effect = self.effect(deltas)
        return None if effect is None else verdict(lost=effect.lost, gained=effect.gained)

    def effect(self, deltas: Iterable[Delta]) -> Effect | None:
        """The same, by how much."""
        those = tuple(deltas)
        key = tuple(map(id, those))
        if key not in self._told:
            self._told[key] = (those, self._effect(those))
        return self._told[key][1]

    def mended(self, resource: str, deltas: Iterable[Delta]) -> Data:
        """The view's body of a resource with deltas applied; what goes is `AWS::NoValue`, so that indices stay."""
        body = self._view.get(self._names.get(resource, resource))
        for delta in deltas:
            body = with_delta(body, delta)
        return body

    def _effect(self, deltas: Iterable[Delta]) -> Effect | None:
        by_resource: defaultdict[tuple[str, bool], list[Delta]] = defaultdict(list)
        for delta in deltas:
            if touches(delta) and not delta.exact_only and delta.resource is not None:
                by_resource[delta.resource, _is_new(delta)].append(delta)
        if not by_resource:
            return Effect()
        changes = [self._change(those) for those in by_resource.values()]
        known = [change for change in changes if change is not None]
        if len(known) < len(changes):
            return Effect(1, 1)
        if len(known) == 1 and known[0].is_whole and not is_attachment(known[0].type_name):
            return self._whole(known[0])
        return _sum(
            self._compared(known, truth)
            for truth in self._assumptions.assignments(side for change in known for side in change[2:])
        )

    def _change(self, deltas: Sequence[Delta]) -> _Change | None:
        """What the deltas of one resource do to it; None when one of them leads nowhere."""
        first = deltas[0]
        assert first.resource is not None
        assert first.resource_type is not None
        new = _is_new(first)
        name = first.resource if new else self._names.get(first.resource, first.resource)
        if new:
            before, after = None, first.after
        elif first.path is not None and len(first.path) == 2:
            # Another resource may have taken its name in the view.
            taken = name == first.resource and name in self._names.values()
            before, after = first.before if taken else self._view.get(name, first.before), None
        else:
            before, after = self._view.get(name), self.mended(first.resource, deltas)
            if after is MISSING:
                return None
        kind = first.resource_type
        if before is None or before is not self._view.get(name):
            return _Change(name, kind, _concerned_of(kind, before), _concerned_of(kind, after))
        if name not in self._befores:
            self._befores[name] = _concerned_of(kind, before)
        return _Change(name, kind, self._befores[name], _concerned_of(kind, after))

    def _whole(self, change: _Change) -> Effect | None:
        """Of a resource that comes or goes with its own policies: what these deny hinders nobody else."""
        properties = change.before if change.after is None else change.after
        told = (
            type(part)().short_of(part)
            for truth in self._assumptions.assignments([properties])
            for part in self._grants(change, properties, truth).values()
        )
        return _sum(Effect(gained=much) if change.before is None else Effect(lost=much) for much in told)

    def _compared(self, changes: Sequence[_Change], truth: Mapping[str, bool]) -> Effect | None:
        old: dict[Scope, Grants] = {}
        new: dict[Scope, Grants] = {}
        for change in changes:
            mine, theirs = (self._grants(change, side, truth) for side in (change.before, change.after))
            for scope in mine.keys() | theirs.keys():
                if scope[0] == "managed" and change.is_whole and len(changes) > 1:
                    continue  # a policy that comes or goes with others counts through who holds it
                given = mine.get(scope), theirs.get(scope)
                like = given[0] or given[1]
                assert like is not None
                for side, part in zip((old, new), given, strict=True):
                    said = implied(change.type_name, scope, like) if part is None else part
                    side[scope] = side[scope] | said if scope in side else said
        return _sum(
            Effect(lost=new[scope].short_of(part), gained=part.short_of(new[scope]))
            for scope, part in old.items()
        )

    def _grants(
        self, change: _Change, properties: dict[str, Data] | None, truth: Mapping[str, bool]
    ) -> dict[Scope, Grants]:
        if properties is None:
            return {}
        key = (change.name, tuple(truth.items()))
        mine = properties is self._befores.get(change.name)
        if mine and key in self._granted:
            return self._granted[key]
        found = grants(
            change.name, change.type_name, self._assumptions.assumed(properties, truth), self._known
        )
        if mine:
            self._granted[key] = found
        return found


def _is_new(delta: Delta) -> bool:
    return delta.kind == "added" and delta.ideal_path is not None and len(delta.ideal_path) == 2


def _concerned_of(type_name: str, body: Data) -> dict[str, Data] | None:
    return None if body is None else dict(_concerned(type_name, body))
