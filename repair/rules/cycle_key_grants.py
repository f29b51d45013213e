"""Circles of a key and a role that each name the other to allow the same thing: one of the two may go.

Source: AWS KMS Developer Guide, "Default key policy": a statement for the account's root lets IAM policies allow
the use of the key, and what the key's own policy allows a principal of the account needs no IAM policy. Where the
role's policy allows less than the key's, it is given the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import partial
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Operation, Remove, Set
from repair.rules.cycle_break import Break, BreakKind, Circle
from repair.rules.policy_document import identity_policies, statements, texts
from repair.template.data import value_at
from repair.template.template import Resource

_KEY = "AWS::KMS::Key"
_ROLE = "AWS::IAM::Role"
_OF_KEY = frozenset({"Sid", "Effect", "Principal", "Action", "Resource"})
_OF_ROLE = frozenset({"Sid", "Effect", "Action", "Resource"})
_ROOT = ":root"


def key_grant_breaks(circle: Circle) -> Iterator[Break]:
    """Statements that allow a role to use a key where the other side allows it too, those of the keys first."""
    keys = [one for one in circle.members.values() if one.type == _KEY]
    for key in keys:
        if _leaves_it_to_iam(key):
            for path, statement in _of_key(key):
                roles = _roles(circle, path, statement)
                if roles and all(_allowed(circle, role, key, _actions(statement)) for role in roles):
                    yield _dropped(circle, path, key, roles)
    yield from _handed_over(circle, [key for key in keys if _leaves_it_to_iam(key)])
    for key in keys:
        for path, statement in _of_key(key):
            for role in _roles(circle, path, statement):
                yield from _repeated(circle, role, key, _actions(statement))


def _repeated(circle: Circle, role: Resource, key: Resource, granted: frozenset[str]) -> Iterator[Break]:
    """Statements of the role that allow what the key allows it anyway, and nothing else."""
    for path, statement in _of_role(role):
        if _is_about(circle, path, statement, key) and _covers(granted, _actions(statement)):
            alone = not isinstance(path[-1], int) or len(value_at(circle.data, path[:-1])) == 1
            # a policy document without a statement is none: the policy goes with its last one
            yield _dropped(circle, path[: path.index("PolicyDocument")] if alone else path, role, (key,))


def _dropped(circle: Circle, path: Path, owner: Resource, others: Collection[Resource]) -> Break:
    names = " and ".join(sorted(other.id for other in others))
    clause = f"{owner.id} no longer repeats what the policy of {names} allows"

    def operations(_taken: Collection[str]) -> tuple[Operation, ...]:
        return (Remove(path, prune=True),)

    return Break(BreakKind.KEY_GRANT, path, circle.below(path), clause, operations)


def _handed_over(circle: Circle, keys: Collection[Resource]) -> Iterator[Break]:
    """Statements of the keys that one role alone is named in: the role's policy allows it from now on.

    One for each role: two would extend the same policy without knowing of each other.
    """
    done: set[str] = set()
    for key in keys:
        for path, statement in _of_key(key, with_condition=True):
            roles = _roles(circle, path, statement)
            extended = _extended(circle, roles[0], key, statement) if len(roles) == 1 else None
            if extended is not None and roles[0].id not in done:
                done.add(roles[0].id)
                clause = f"{roles[0].id} is allowed by its own policy what {key.id} allows it"
                operations = partial(_same, (Remove(path, prune=True), extended))
                yield Break(BreakKind.KEY_GRANT, path, circle.below(path), clause, operations)


def _same(operations: tuple[Operation, ...], _taken: Collection[str]) -> tuple[Operation, ...]:
    return operations


def _extended(
    circle: Circle, role: Resource, key: Resource, statement: Mapping[str, Any]
) -> Operation | None:
    """What makes the role's policy allow what the key's statement does; None where the role has no policy."""
    if not _actions(statement):
        return None
    if "Condition" not in statement:
        for path, own in _of_role(role):
            if _actions(own) and _is_about(circle, path, own, key):
                asked = [str(one) for one in texts(statement["Action"])]
                missing = [one for one in asked if not _covers(_actions(own), frozenset({one.lower()}))]
                return Set((*path, "Action"), [*texts(own["Action"]), *missing])
    new = {"Effect": "Allow", "Action": statement["Action"], "Resource": {"Fn::GetAtt": [key.id, "Arn"]}}
    if "Condition" in statement:
        new["Condition"] = statement["Condition"]
    for path, document in identity_policies(role):
        found = document.get("Statement") if isinstance(document, dict) else None
        if isinstance(found, list):
            return Set((*path, "Statement", len(found)), new)
    return None


def _is_about(circle: Circle, path: Path, statement: Mapping[str, Any], key: Resource) -> bool:
    """Whether the statement of a role speaks of the key and of nothing else."""
    named = {(one.target, one.attribute) for one in circle.below((*path, "Resource"))}
    return named == {(key.id, "Arn")} and len(texts(statement.get("Resource"))) == 1


def _leaves_it_to_iam(key: Resource) -> bool:
    """Whether the policy lets the account's IAM policies allow the use of the key."""
    return any(
        _is_root(statement.get("Principal")) and _actions(statement) & {"kms:*", "*"}
        for _, statement in _of_key(key)
    )


def _is_root(principal: Any) -> bool:
    account = principal.get("AWS") if isinstance(principal, dict) and set(principal) == {"AWS"} else None
    text = account.get("Fn::Sub") if isinstance(account, dict) else account
    if isinstance(account, dict) and "Fn::Join" in account:
        argument = account["Fn::Join"]
        items = argument[1] if isinstance(argument, list) and len(argument) == 2 else None
        text = items[-1] if isinstance(items, list) and items else None
    return isinstance(text, str) and text.endswith(_ROOT)


def _of_key(key: Resource, *, with_condition: bool = False) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The plain statements of a key's policy."""
    path = (*key.path, "Properties", "KeyPolicy")
    elements = _OF_KEY | {"Condition"} if with_condition else _OF_KEY
    for at, statement in statements(key.properties.get("KeyPolicy"), path):
        if (
            set(statement) <= elements
            and statement.get("Effect") == "Allow"
            and statement.get("Resource") == "*"
        ):
            yield at, statement


def _of_role(role: Resource) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The plain statements of a role's inline policies."""
    for path, document in identity_policies(role):
        for at, statement in statements(document, path):
            if set(statement) <= _OF_ROLE and statement.get("Effect") == "Allow":
                yield at, statement


def _roles(circle: Circle, path: Path, statement: Mapping[str, Any]) -> tuple[Resource, ...]:
    """The roles of the circle that are all the principals of a statement; none when there are others."""
    principal = statement.get("Principal")
    if not isinstance(principal, dict) or set(principal) != {"AWS"}:
        return ()
    found = circle.below((*path, "Principal"))
    roles = tuple(circle.members[name] for name in dict.fromkeys(sorted(one.target for one in found)))
    plain = len(roles) == len(texts(principal["AWS"])) and all(one.attribute == "Arn" for one in found)
    return roles if plain and all(role.type == _ROLE for role in roles) else ()


def _allowed(circle: Circle, role: Resource, key: Resource, actions: frozenset[str]) -> bool:
    """Whether the role's own policies allow these actions on the key."""
    granted: frozenset[str] = frozenset()
    for path, statement in _of_role(role):
        named = {(one.target, one.attribute) for one in circle.below((*path, "Resource"))}
        if statement.get("Resource") == "*" or (key.id, "Arn") in named:
            granted |= _actions(statement)
    return _covers(granted, actions)


def _actions(statement: Mapping[str, Any]) -> frozenset[str]:
    """The actions in small letters; empty when one of them is no literal, so that nothing is concluded from it."""
    found = texts(statement.get("Action"))
    return frozenset() if None in found else frozenset(one.lower() for one in found if one is not None)


def _covers(granted: frozenset[str], wanted: frozenset[str]) -> bool:
    return bool(wanted) and all(any(fnmatchcase(one, pattern) for pattern in granted) for one in wanted)
