"""Proof of an edit: what the synthesised templates changed is what was intended, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from repair.cdk.assembly import Stack
from repair.cdk.noise import provided
from repair.cdk.spelling import Allowed

_GRANTS = frozenset({"AWS::IAM::Policy", "AWS::IAM::Role", "AWS::Lambda::Permission"})
_NOTHING = object()


@dataclass(frozen=True, slots=True)
class Surprise:
    """A change of a template that nothing asked for.

    Attributes:
        stack: The stack's name.
        resource: Logical id, or the section's name outside of Resources.
        what: What of it, as `Tags`.
    """

    stack: str
    resource: str
    what: str

    def __str__(self) -> str:
        return f"{self.what} of {self.resource} in {self.stack} changes too"


def surprises(
    before: Sequence[Stack],
    after: Sequence[Stack],
    goals: Mapping[str, Mapping[str, Any]],
    allowed: Sequence[Allowed] = (),
    *,
    nearer: bool = False,
) -> Iterator[Surprise]:
    """The changes that are neither of the goal nor allowed.

    Args:
        before: The stacks as they were.
        after: As the edited source makes them.
        goals: What the template of each stack should become, by the stack's name.
        allowed: What the CDK may do besides.
        nearer: Whether a value that is nearer to the goal than it was is no surprise.
    """
    new = {stack.name: stack for stack in after}
    for stack in before:
        if stack.name not in new:
            yield Surprise(stack.name, stack.name, "the whole")
            continue
        goal = goals.get(stack.name, stack.template.data)
        yield from _stack(stack, new[stack.name], goal, allowed, nearer=nearer)
    for name in new.keys() - {stack.name for stack in before} - goals.keys():
        yield Surprise(name, name, "the whole")


def distance(one: Any, other: Any) -> int:
    """How many leaves stand in one of two values and not, at the same place, in the other; 0 when they are equal."""
    if one == other:
        return 0
    if isinstance(one, dict) and isinstance(other, dict):
        return sum(
            distance(one.get(key, _NOTHING), other.get(key, _NOTHING)) for key in one.keys() | other.keys()
        )
    if isinstance(one, list) and isinstance(other, list):
        common = min(len(one), len(other))
        pairs = sum(distance(one[at], other[at]) for at in range(common))
        return pairs + sum(_leaves(item) for item in (*one[common:], *other[common:]))
    return max(_leaves(one), 0) + max(_leaves(other), 0)


def _leaves(value: Any) -> int:
    if value is _NOTHING:
        return 0
    if isinstance(value, dict):
        return max(sum(_leaves(item) for item in value.values()), 1)
    if isinstance(value, list):
        return max(sum(_leaves(item) for item in value), 1)
    return 1 if not isinstance(value, str) else 1 + len(value)


def _stack(
    stack: Stack, new: Stack, goal: Mapping[str, Any], allowed: Sequence[Allowed], *, nearer: bool
) -> Iterator[Surprise]:
    old, now = stack.template.data, new.template.data
    for section in old.keys() | now.keys():
        if section == "Resources":
            continue
        if not _fine(old.get(section), now.get(section), goal.get(section), nearer=nearer):
            yield Surprise(stack.name, section, "something")
    mine, theirs = old["Resources"], now["Resources"]
    wanted = goal.get("Resources") or {}
    for name in sorted(mine.keys() | theirs.keys()):
        path = new.constructs.get(name) or stack.constructs.get(name, "")
        if mine.get(name) == theirs.get(name) or provided(path):
            continue
        if name not in mine:
            if name not in wanted and not _may_come(theirs[name], path, allowed):
                yield Surprise(stack.name, name, "the whole")
        elif name not in theirs:
            if name in wanted:
                yield Surprise(stack.name, name, "the whole")
        else:
            bodies = (mine[name], theirs[name], wanted.get(name, {}))
            yield from _resource(stack.name, name, path, bodies, allowed, nearer=nearer)


def _resource(
    stack: str,
    name: str,
    path: str,
    bodies: tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]],
    allowed: Sequence[Allowed],
    *,
    nearer: bool,
) -> Iterator[Surprise]:
    old, now, goal = bodies
    mine = [one for one in allowed if one.resource == name]
    touched = {entry for one in mine for entry in one.touches}
    granted = now.get("Type") in _GRANTS and any(one.grants and _below(path, one) for one in allowed)
    for key in old.keys() | now.keys():
        if key == "Properties":
            before, after, wanted = (body.get("Properties") or {} for body in bodies)
            for entry in before.keys() | after.keys():
                fine = _fine(before.get(entry), after.get(entry), wanted.get(entry), nearer=nearer)
                if not (fine or entry in touched or granted):
                    yield Surprise(stack, name, entry)
        elif key != "DependsOn" and not _fine(old.get(key), now.get(key), goal.get(key), nearer=nearer):
            yield Surprise(stack, name, key)


def _fine(before: Any, after: Any, goal: Any, *, nearer: bool) -> bool:
    if before == after or after == goal:
        return True
    return nearer and distance(after, goal) < distance(before, goal)


def _may_come(body: Mapping[str, Any], path: str, allowed: Sequence[Allowed]) -> bool:
    return any(body.get("Type") in one.adds and _below(path, one) for one in allowed)


def _below(path: str, one: Allowed) -> bool:
    """Whether a construct is part of the one that an edit is about: `S/B/Policy/Resource` of `S/B/Resource`."""
    return path.startswith(one.path.rsplit("/", 1)[0] + "/")
