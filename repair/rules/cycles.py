"""Circular dependencies: every circle of the template and the smallest known set of changes that breaks it.

A circle is only planned for when nothing goes round any more after the changes. What was found is kept for the
rules that ask: each shows the part of the plan that is of its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from repair.patch.operations import Operation, Refused, Set
from repair.patch.transaction import compile_operations
from repair.rules.context import Context
from repair.rules.cycle_break import Break, BreakKind, Circle
from repair.rules.cycle_depends_on import depends_on_breaks
from repair.rules.cycle_key_grants import key_grant_breaks
from repair.rules.cycle_known_names import known_name_breaks
from repair.rules.cycle_policies import policy_breaks
from repair.rules.cycle_security_groups import security_group_breaks
from repair.rules.logical_ids import names_in
from repair.rules.model import Detection
from repair.template.references import Reference
from repair.template.template import Resource, Template

_WAYS: tuple[Callable[[Circle], Iterator[Break]], ...] = (
    depends_on_breaks,
    key_grant_breaks,
    known_name_breaks,
    security_group_breaks,
    policy_breaks,
)
_NEEDS = frozenset({"value", "resource"})
_PRUNED_FIRST = (
    BreakKind.INLINE_POLICY,
    BreakKind.SECURITY_GROUP,
    BreakKind.KEY_GRANT,
    BreakKind.DEPENDS_ON,
    BreakKind.KNOWN_NAME,
)
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done about one circle; no breaks: nothing that is known breaks it."""

    circle: Circle
    breaks: tuple[Break, ...]

    @property
    def chain(self) -> str:
        """The circle in words: a shortest way round, through its first member."""
        return " → ".join(_way_round(self.circle))


def plans(context: Context) -> tuple[Plan, ...]:
    """A plan for each circle of the template, computed once for each state of it."""
    data = context.template.data
    kept = context.memo.get("cycle-plans")
    if kept is None or kept[0] is not data:
        found = tuple(_plan(circle) for circle in circles(context.template))
        kept = context.memo["cycle-plans"] = (data, found)
    result: tuple[Plan, ...] = kept[1]
    return result


def circles(template: Template) -> Iterator[Circle]:
    """Groups of resources that need each other, with the references that tie them."""
    graph = template.references
    for group in graph.cycles():
        members = {name: template.resources[name] for name in group if name in template.resources}
        inner = {
            name: tuple(one for one in graph.of(name) if one.target in members and _waits(one, members[name]))
            for name in members
        }
        if _tied(one for references in inner.values() for one in references):
            yield Circle(template.data, graph, members, inner)


def _waits(reference: Reference, resource: Resource) -> bool:
    """Whether a resource waits for what it refers to. SAM makes resources of their own of a function's events."""
    if resource.type.startswith("AWS::Serverless::") and reference.path[3:4] == ("Events",):
        return False
    return reference.space in _NEEDS


def broken_by(context: Context, kind: BreakKind) -> Iterator[Detection]:
    """A detection for each circle whose plan has breaks of this kind."""
    taken = names_in(context.template.data)
    for plan in plans(context):
        mine = [one for one in plan.breaks if one.kind is kind]
        if mine:
            operations, added = _operations(mine, taken)
            taken = taken | added
            what = "; ".join(dict.fromkeys(one.clause for one in mine))
            yield Detection(mine[0].path, f"{plan.chain} is a circle; to break it, {what}.", operations)


def _operations(
    breaks: Sequence[Break], taken: Collection[str]
) -> tuple[tuple[Operation, ...], frozenset[str]]:
    """The operations of some breaks: list items from the last to the first, added resources in document order."""
    changed: list[Operation] = []
    added: list[Operation] = []
    names = set(taken)
    for one in breaks:
        mine = one.operations(names)
        for operation in reversed(mine):
            if isinstance(operation, Set) and len(operation.path) == 2:
                names.add(str(operation.path[1]))
                added.append(operation)
            else:
                changed.append(operation)
    return (*reversed(changed), *added), frozenset(names - set(taken))


def _plan(circle: Circle) -> Plan:
    """Take breaks in order of preference until nothing goes round, then give back those that were not needed."""
    everything = frozenset(one for references in circle.inner.values() for one in references)
    left = everything
    taken: list[Break] = []
    for way in _WAYS:
        for candidate in way(circle):
            tied = _tied(left)
            if not tied:
                break
            if candidate.removes & tied:
                taken.append(candidate)
                left = left - candidate.removes
    if _tied(left):
        return Plan(circle, ())
    for kind in _PRUNED_FIRST:
        for candidate in [one for one in taken if one.kind is kind]:
            without = [one for one in taken if one is not candidate]
            if not _tied(everything.difference(*(one.removes for one in without))):
                taken = without
    return Plan(circle, tuple(taken) if _holds(circle, taken) else ())


def _tied(references: Iterable[Reference]) -> frozenset[Reference]:
    """Those of the references that lie on a circle of them."""
    edges: dict[str, set[str]] = {}
    references = tuple(references)
    for one in references:
        edges.setdefault(one.entry, set()).add(one.target)
    reach = {name: _reached(name, edges) for name in edges}
    return frozenset(
        one for one in references if one.entry in reach.get(one.target, ()) or one.entry == one.target
    )


def _reached(start: str, edges: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    stack = list(edges.get(start, ()))
    while stack:
        name = stack.pop()
        if name not in seen:
            seen.add(name)
            stack.extend(edges.get(name, ()))
    return seen


def _holds(circle: Circle, breaks: Sequence[Break]) -> bool:
    """Whether the changed resources really form no circle: the plan is carried out on them, and looked at."""
    part: Any = {
        "Parameters": circle.data.get("Parameters", {}),
        "Resources": {name: one.body for name, one in circle.members.items()},
    }
    try:
        operations, _ = _operations(sorted(breaks, key=_place), names_in(circle.data))
        part = compile_operations(operations, part).data
    except Refused:
        return False
    return not tuple(circles(Template(part)))


def _place(one: Break) -> tuple[str, ...]:
    """Where it stands, items of a list in order."""
    return tuple(f"{step:06}" if isinstance(step, int) else step for step in one.path)


def _way_round(circle: Circle) -> list[str]:
    edges = {name: {one.target: None for one in found} for name, found in circle.inner.items()}
    best: list[str] = []
    for start in edges:
        way = _shortest(start, edges)
        if way and (not best or len(way) < len(best)):
            best = way
    return best if len(best) <= _SHOWN else [*best[: _SHOWN - 2], "…", best[-1]]


def _shortest(start: str, edges: dict[str, dict[str, None]]) -> list[str]:
    """The shortest way from `start` back to it."""
    ways = [[start, name] for name in edges[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        if way[-1] == start:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, name] for name in edges[way[-1]]]
    return []
