"""Proof of an edit: what the synthesised templates changed is what was intended, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from repair.cdk.assembly import Stack
from repair.cdk.noise import provided
from repair.cdk.spelling import Allowed
from repair.template.values import same_value

_GRANTS = frozenset({"AWS::IAM::Policy", "AWS::IAM::Role", "AWS::Lambda::Permission"})
_FOLLOWS = frozenset({("AWS::ApiGateway::Stage", "DeploymentId")})
"""Properties that the CDK makes of the hash of other resources, which are looked at themselves."""
_RENEWED = frozenset({"AWS::ApiGateway::Deployment"})
"""Types whose logical ids hold such a hash: one goes and one comes."""
_NOTHING = object()


@dataclass(frozen=True, slots=True)
class Surprise:
    """A change of a template that nothing asked for.

    Attributes:
        stack: The stack's name.
        resource: Logical id, or the section's name outside of Resources.
        what: What of it, as `Tags`.
        path: The resource's construct path, or "".
    """

    stack: str
    resource: str
    what: str
    path: str = ""

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
        renames = [pair for one in allowed if one.path == stack.name for pair in one.renames]
        if renames:
            stack, goal = _renamed_stack(stack, renames), _renamed(goal, renames)
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
        if section == "Outputs":
            yield from _outputs(stack, new, goal, allowed, nearer=nearer)
            continue
        if not _fine(old.get(section), now.get(section), goal.get(section), nearer=nearer):
            yield Surprise(stack.name, section, "something")
    mine, theirs = old["Resources"], now["Resources"]
    wanted = goal.get("Resources") or {}
    for name in sorted(mine.keys() | theirs.keys()):
        path = new.constructs.get(name) or stack.constructs.get(name, "")
        if mine.get(name) == theirs.get(name) or provided(path):
            continue
        if (name in mine) != (name in theirs) and mine.get(name, theirs.get(name))["Type"] in _RENEWED:
            continue
        if name not in mine:
            if name not in wanted and not _may_come(theirs[name], path, allowed):
                yield Surprise(stack.name, name, "the whole", path)
        elif name not in theirs:
            if name in wanted:
                yield Surprise(stack.name, name, "the whole", path)
        else:
            bodies = (mine[name], theirs[name], wanted.get(name, {}))
            yield from _resource(stack.name, name, path, bodies, allowed, nearer=nearer)


def _renamed_stack(stack: Stack, renames: Sequence[tuple[str, str]]) -> Stack:
    return replace(stack, template=stack.template.with_data(_renamed(stack.template.data, renames)))


def _renamed(value: Any, renames: Sequence[tuple[str, str]]) -> Any:
    """The value with names in the place of others, wherever they stand as words of their own."""
    if isinstance(value, str):
        for old, new in renames:
            if old in value:
                value = re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new.replace("\\", r"\\"), value)
        return value
    if isinstance(value, dict):
        return {key: _renamed(one, renames) for key, one in value.items()}
    return [_renamed(one, renames) for one in value] if isinstance(value, list) else value


def _outputs(
    stack: Stack, new: Stack, goal: Mapping[str, Any], allowed: Sequence[Allowed], *, nearer: bool
) -> Iterator[Surprise]:
    old, now, wanted = (one.get("Outputs") or {} for one in (stack.template.data, new.template.data, goal))
    for name in sorted(old.keys() | now.keys()):
        before, after, ideal = (one.get(name) for one in (old, now, wanted))
        path = new.constructs.get(name, "")
        touched = {
            entry for one in allowed if one.resource == name and one.path == path for entry in one.touches
        }
        if touched and isinstance(before, dict) and isinstance(after, dict):
            before, after, ideal = (
                {key: value for key, value in (one or {}).items() if key not in touched}
                for one in (before, after, ideal)
            )
        if not _fine(before, after, ideal, nearer=nearer):
            yield Surprise(stack.name, name if name in old else "Outputs", "something", path)


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
    mine = [one for one in allowed if one.resource == name or (not one.resource and _in_stack(path, one))]
    touched = {entry for one in mine for entry in one.touches}
    granted = now.get("Type") in _GRANTS and any(one.grants and _below(path, one) for one in allowed)
    for key in old.keys() | now.keys():
        if key == "Properties":
            before, after, wanted = (body.get("Properties") or {} for body in bodies)
            for entry in before.keys() | after.keys():
                fine = _fine(before.get(entry), after.get(entry), wanted.get(entry), nearer=nearer)
                follows = (now.get("Type"), entry) in _FOLLOWS
                if not (fine or entry in touched or granted or follows):
                    yield Surprise(stack, name, entry, path)
        elif key != "DependsOn" and not _fine(old.get(key), now.get(key), goal.get(key), nearer=nearer):
            yield Surprise(stack, name, key, path)


def _fine(before: Any, after: Any, goal: Any, *, nearer: bool) -> bool:
    if before == after or after == goal or (after is not None and same_value(after, goal)):
        return True
    return nearer and distance(after, goal) < distance(before, goal)


def _may_come(body: Mapping[str, Any], path: str, allowed: Sequence[Allowed]) -> bool:
    return any(
        (body.get("Type") in one.adds or (one.grants and body.get("Type") in _GRANTS))
        and path.startswith(one.path.removesuffix("/Resource"))
        for one in allowed
    )


def _in_stack(path: str, one: Allowed) -> bool:
    return path.startswith(f"{one.path}/")


def _below(path: str, one: Allowed) -> bool:
    """Whether a construct is part of the one that an edit is about: `S/B/Policy/Resource` of `S/B/Resource`."""
    return path.startswith(one.path.rsplit("/", 1)[0] + "/")
