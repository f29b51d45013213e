"""What in a policy document is not of the grammar of IAM, and how it must be written.

Source: IAM User Guide, "Grammar of the IAM JSON policy language" and "IAM JSON policy elements: Condition operators".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Move, RefusalCode, Refused, Set
from repair.rules.entry_keys import right_key
from repair.rules.model import Detection
from repair.rules.policy_document import statements
from repair.rules.property_names import same_letters
from repair.template.intrinsics import is_intrinsic

_VERSIONS = ("2012-10-17", "2008-10-17")
_DOCUMENT = ("Version", "Id", "Statement")
_STATEMENT = (
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
)
_COMPARED = (
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
    "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals",
    "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan",
    "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress",
    "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike",
)  # fmt: skip
_IF_EXISTS = "IfExists"
_SETS = ("ForAnyValue:", "ForAllValues:")
_OPERATORS = frozenset(
    prefix + name + suffix for prefix in ("", *_SETS) for name in _COMPARED for suffix in ("", _IF_EXISTS)
) | {"Null", *(f"{prefix}Null" for prefix in _SETS)}
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "policies have nothing like it")


def faults(owner: str, document: Mapping[str, Any], path: Path) -> Iterator[Detection]:
    """A detection for each wrong name or value of the document at `path`."""
    yield from _keys(owner, document, path, _DOCUMENT)
    version = document.get("Version")
    if isinstance(version, str) and version not in _VERSIONS and "{{resolve:" not in version:
        right = (Set((*path, "Version"), _VERSIONS[0]),)
        yield Detection((*path, "Version"), f"{owner}: policies have no version {version[:20]}.", right)
    for place, statement in statements(document, path):
        yield from _keys(owner, statement, place, _STATEMENT)
        yield from _effect(owner, statement.get("Effect"), (*place, "Effect"))
        condition = statement.get("Condition")
        if isinstance(condition, dict) and not is_intrinsic(condition):
            yield from _keys(owner, condition, (*place, "Condition"), _OPERATORS)


def _keys(owner: str, body: Mapping[str, Any], path: Path, names: Any) -> Iterator[Detection]:
    for key in body:
        if not isinstance(key, str) or key in names or key.startswith("Fn::"):
            continue
        what = f"{owner}: {path[-1] if isinstance(path[-1], str) else 'a statement'} has no {key}"
        found = right_key(key, [name for name in names if name not in body])
        if found is None:
            yield Detection((*path, key), f"{what}.", refusal=_NEEDS_VALUE)
        else:
            moved = (Move((*path, key), (*path, found[0])),)
            yield Detection((*path, key), f"{what}; {found[0]} is meant.", moved, found[1])


def _effect(owner: str, effect: Any, path: Path) -> Iterator[Detection]:
    if not isinstance(effect, str) or effect in ("Allow", "Deny"):
        return
    right = same_letters(effect, ("Allow", "Deny"))
    what = f"{owner}: an Effect is Allow or Deny, not {effect[:20]}."
    if right is None:
        yield Detection(path, what, refusal=_NEEDS_VALUE)
    else:
        yield Detection(path, what, (Set(path, right),))
