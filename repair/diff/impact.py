"""What a delta does to a running stack: replacement and loss of data.

Sources: the resource types' `createOnlyProperties` and `conditionalCreateOnlyProperties`, and the User Guide's
pages on `DeletionPolicy` and `UpdateReplacePolicy`. Replacement of a resource also touches what refers to it;
that spread along references is not followed here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from repair import knowledge
from repair.diff.delta import Deployment, Kind, Replacement
from repair.template.data import Data, Path

_KEEPS = frozenset({"Retain", "RetainExceptOnCreate", "Snapshot"})
#: Types for which no DeletionPolicy means a final snapshot (User Guide, "DeletionPolicy attribute").
_SNAPSHOT_BY_DEFAULT = frozenset({"AWS::RDS::DBCluster", "AWS::RDS::DBInstance"})
NONE = Deployment()


def impact(kind: Kind, path: Path, before: Data, after: Data, body: Data, ideal_body: Data) -> Deployment:
    """What a delta in Resources does to the resource that it stands in.

    Args:
        kind: The delta's kind.
        path: Where it stands, in either template: ("Resources", id, ...).
        before: Its value in the generated template.
        after: Its value in the ideal template.
        body: The whole resource in the generated template, None when it is only in the ideal.
        ideal_body: The whole resource in the ideal template, None when it is only in the generated.
    """
    if not isinstance(body, dict) or len(path) < 2:
        return NONE
    type_name = body.get("Type")
    type_name = type_name if isinstance(type_name, str) else ""
    if len(path) == 2:
        return _of_whole(kind, type_name, body)
    if path[2] == "Type":
        return Deployment("will", _lost(type_name, body, "DeletionPolicy"))
    if path[2] != "Properties":
        return NONE
    replacement = _replacement(type_name, path[3:], before if kind != "added" else after)
    if replacement == "never":
        return NONE
    policy = ideal_body if isinstance(ideal_body, dict) else body
    return Deployment(replacement, _lost(type_name, policy, "UpdateReplacePolicy"))


def _of_whole(kind: Kind, type_name: str, body: dict[str, Data]) -> Deployment:
    if kind == "renamed":
        # Another logical id is another resource: the old one is deleted.
        return Deployment("will", _lost(type_name, body, "DeletionPolicy"))
    if kind == "removed":
        return Deployment("never", _lost(type_name, body, "DeletionPolicy"))
    return NONE


def _lost(type_name: str, body: dict[str, Data], policy: str) -> bool:
    if type_name not in knowledge.stateful_types():
        return False
    said = body.get(policy)
    if said is None and policy == "DeletionPolicy" and type_name in _SNAPSHOT_BY_DEFAULT:
        return False
    return said not in _KEEPS if isinstance(said, str) else True


def _replacement(type_name: str, path: Path, value: Data) -> Replacement:
    kind = knowledge.resource_type(type_name)
    if kind is None:
        return "may"
    plain = tuple("*" if isinstance(step, int) else step for step in path)
    found = _by_path(type_name, plain)
    if found is not None:
        return found
    # The delta holds create-only properties further down: it counts if it sets one of them.

    def sets_one_of(pointers: Iterable[tuple[str, ...]]) -> bool:
        return any(_reaches(value, pointer[len(plain) :]) for pointer in pointers if _covers(pointer, plain))

    if sets_one_of(kind.create_only):
        return "will"
    return "may" if sets_one_of(kind.conditional_create_only) else "never"


@lru_cache(maxsize=16384)
def _by_path(type_name: str, path: tuple[str, ...]) -> Replacement | None:
    """What a change at `path` brings; None when that depends on what lies below."""
    kind = knowledge.resource_type(type_name)
    assert kind is not None
    if any(len(path) >= len(pointer) and _covers(path, pointer) for pointer in kind.create_only):
        return "will"
    below = any(
        len(path) < len(pointer) and _covers(pointer, path)
        for pointer in kind.create_only | kind.conditional_create_only
    )
    if below:
        return None
    if any(len(path) >= len(pointer) and _covers(path, pointer) for pointer in kind.conditional_create_only):
        return "may"
    return "never"


def _covers(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    return all(a == b or "*" in (a, b) for a, b in zip(longer, shorter, strict=False))


def _reaches(value: Data, steps: tuple[str, ...]) -> bool:
    if not steps:
        return True
    if isinstance(value, list):
        rest = steps[1:] if steps[0] == "*" else steps
        return any(_reaches(item, rest) for item in value)
    if not isinstance(value, dict):
        return False
    if steps[0] == "*":
        return any(_reaches(item, steps[1:]) for item in value.values())
    return steps[0] in value and _reaches(value[steps[0]], steps[1:])
