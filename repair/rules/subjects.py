"""What a difference is about when no rule names it: the kind of failure, and the area of failures that it belongs to.

The table is `data/subjects.yaml`. A kind says that something is wrong in the generated template ("not encrypted"), so
it must hold there: most kinds hold only where the ideal template adds something or turns it on. Everything else is
configuration that differs, in the same area.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from repair import knowledge
from repair.diff.delta import Delta
from repair.rules.property_path import Pattern, bare
from repair.rules.structural import structural_id
from repair.rules.tables import table
from repair.rules.taxonomy import categories, kind_of_structure, kinds
from repair.template.data import Data, Path

CONFIGURATION, EXTRA, TEXT = "other-configuration", "resource-extra", "template-text"
"""Kinds that say no more than that something differs, is too much, or reads otherwise."""

OTHER = "other"
"""The area of what is too small for a failure of its own."""

_TEXTS = ("description-missing", "interface-metadata-missing")
_NAME = "naming-convention"
_ENVIRONMENT = re.compile(r"suffix|env(?:ironment)?(?:name)?$|^stage", re.IGNORECASE)
_KEEPS = ("Retain", "RetainExceptOnCreate", "Snapshot")
_OFF = (None, False, "false", 0, "0", "Disabled", "DISABLED", "Suspended", "NONE", "PassThrough", "Delete")


class Subject(NamedTuple):
    """What a delta is about: a kind of the taxonomy, and an area."""

    kind: str
    area: str


class Heading(NamedTuple):
    """How an area is called, and the category that its findings hang in."""

    title: str
    category: str


def subject(delta: Delta) -> Subject:
    """The kind and the area of `delta`."""
    path = delta.path or delta.ideal_path or ()
    find = _SECTIONS.get(str(path[0])) if path else None
    kind = find(delta, path) if find is not None else None
    if kind is None:
        kind = kind_of_structure(structural_id(delta)).id
        return Subject(kind, "outputs" if path[:1] == ("Outputs",) else area_of(kind))
    if len(path) == 2 and delta.kind == "removed" and path[0] == "Resources":
        return Subject(EXTRA, area_of(kind))
    if is_mere_difference(kind) or _holds(kind, delta):
        return Subject(kind, area_of(kind))
    return Subject(TEXT if kind in _TEXTS else CONFIGURATION, area_of(kind))


@cache
def heading(area: str) -> Heading:
    """The heading of an area."""
    known = table("subjects")["headings"].get(area)
    return Heading(**known) if known is not None else Heading(categories()[area].title, area)


def is_tool(type_name: str | None) -> bool:
    """Whether resources of the type exist for what refers to them."""
    return type_name in _names("tools")


def is_addition(type_name: str | None) -> bool:
    """Whether resources of the type exist for what they refer to."""
    return type_name in _names("additions")


def is_mere_difference(kind: str) -> bool:
    """Whether the kind holds whatever differs."""
    return kind in _names("either")


@cache
def area_of(kind: str) -> str:
    """The area that failures of a kind belong to."""
    return _table("areas").get(kind) or kinds()[kind].category


def neighbourhood(area: str) -> str:
    """The area that a long document has in place of this one and its neighbours; the area itself without any."""
    return _table("neighbours").get(area, area)


def _resource(delta: Delta, path: Path) -> str | None:
    type_name = delta.resource_type or ""
    if len(path) > 3 and path[2] == "Properties":
        return _turned(_property(type_name, bare(path[3:])), delta)
    if len(path) > 2:
        of_type = _of_type(type_name).get("rest") if path[2] == "Properties" else None
        return of_type or _turned(_table("attributes").get(str(path[2])), delta)
    return _of_type(type_name).get("whole") if delta.kind in ("added", "removed") else None


@cache
def _property(type_name: str, steps: Pattern) -> str | None:
    """The kind of a property, by the first of its steps that a table names: that of its type, then the general one."""
    known, general = _of_type(type_name), _table("properties")
    for step in steps:
        if step in known:
            return known[step]
    if len(steps) == 1 and steps[0] in _names("names"):
        return _NAME
    for step in steps:
        if step in general:
            return general[step]
    return known.get("rest")


def _turned(kind: str | None, delta: Delta) -> str | None:
    """The kind for the other direction, where what was done is the opposite of what `kind` asks for."""
    if kind == "deletion-policy-missing" and delta.before in _KEEPS and delta.after not in _KEEPS:
        return "retain-blocks-teardown"
    if kind == "deletion-protection-missing" and not is_off(delta.before) and is_off(delta.after):
        return "deletion-protection-blocks-teardown"
    if kind == "missing-iam-permission" and delta.permissions == "narrower":
        return "wildcard-over-permission"
    if kind == "kms-key-policy-missing-grant" and delta.permissions == "narrower":
        return "kms-key-policy-too-broad"
    if kind == "tags-inconsistent-or-malformed" and delta.kind == "added":
        return "tags-missing"
    return kind


def _holds(kind: str, delta: Delta) -> bool:
    """Whether the generated template has the failure that `kind` names."""
    judge = _JUDGES.get(kind)
    if judge is not None:
        return judge(delta)
    if delta.kind == "added":
        return not is_off(delta.after)
    return delta.kind == "changed" and is_off(delta.before) and not is_off(delta.after)


def is_off(value: Data) -> bool:
    """Whether a value says no, or what holds without it as well: `false`, `Suspended`, a `DeletionPolicy` of `Delete`."""
    return any(value is one or (type(value) is type(one) and value == one) for one in _OFF)


def _written_out(delta: Delta) -> bool:
    return isinstance(delta.before, str) and not isinstance(delta.after, str)


def _opened(delta: Delta) -> bool:
    return not is_off(delta.before) and is_off(delta.after)


def _too_short(delta: Delta) -> bool:
    before, after = _number(delta.before), _number(delta.after)
    return after is not None and (delta.kind == "added" or (before is not None and before < after))


def _number(value: Data) -> float | None:
    try:
        return float(value) if isinstance(value, (int, float, str)) and not isinstance(value, bool) else None
    except ValueError:
        return None


def _allows_less(delta: Delta) -> bool:
    return delta.permissions == "broader" or (delta.kind == "added" and delta.permissions is None)


def _from_parameter(delta: Delta) -> bool:
    return isinstance(delta.before, dict) and set(delta.before) == {"Ref"} and delta.before != delta.after


def _says_nothing_of_its_data(delta: Delta) -> bool:
    return delta.kind == "added" and delta.resource_type in knowledge.stateful_types()


_JUDGES: Mapping[str, Callable[[Delta], bool]] = {
    "deletion-policy-missing": _says_nothing_of_its_data,
    "deletion-protection-blocks-teardown": lambda _: True,
    "environment-suffix-parameter-missing": lambda _: True,
    "hardcoded-ami": lambda delta: _written_out(delta) and str(delta.before).startswith("ami-"),
    "hardcoded-az": _written_out,
    "key-pair-required": lambda delta: delta.kind != "added" and len(delta.path or ()) > 2,
    "kms-key-policy-missing-grant": _allows_less,
    "kms-key-policy-too-broad": lambda _: True,
    "missing-iam-permission": _allows_less,
    "password-as-parameter": _from_parameter,
    "public-accessibility": _opened,
    "rds-backup-retention": _too_short,
    "retain-blocks-teardown": lambda _: True,
    "subnet-placement": _opened,
    "wildcard-over-permission": lambda _: True,
}
"""Kinds that hold by what the delta does. The others hold where something is added or turned on."""


def _parameter(delta: Delta, path: Path) -> str | None:
    if len(path) > 2:
        return _table("parameters").get(str(path[2]), "parameter-constraints-missing-or-too-strict")
    if delta.kind == "added":
        new = _ENVIRONMENT.search(str(path[-1])) is not None
        return "environment-suffix-parameter-missing" if new else "hardcoded-value-or-missing-parameter"
    return "wrong-parameter-name-or-type" if delta.kind == "renamed" else None


def _output(delta: Delta, path: Path) -> str | None:
    if len(path) > 2:
        return _table("outputs").get(str(path[2]), "output-value-or-name-wrong")
    if delta.kind == "removed":
        return None
    return "outputs-missing" if delta.kind == "added" else "output-value-or-name-wrong"


def _condition(delta: Delta, path: Path) -> str | None:
    return None if delta.kind == "removed" and len(path) <= 2 else "conditional-logic-missing"


def _mapping(delta: Delta, path: Path) -> str | None:
    return None if delta.kind == "removed" and len(path) <= 2 else "mapping-missing-or-wrong"


def _metadata(_delta: Delta, path: Path) -> str | None:
    return "interface-metadata-missing" if path[1:2] == ("AWS::CloudFormation::Interface",) else None


_SECTIONS: Mapping[str, Callable[[Delta, Path], str | None]] = {
    "Resources": _resource,
    "Parameters": _parameter,
    "Outputs": _output,
    "Conditions": _condition,
    "Mappings": _mapping,
    "Metadata": _metadata,
}


@cache
def _table(name: str) -> Mapping[str, str]:
    found: Mapping[str, str] = table("subjects")[name]
    return found


@cache
def _names(name: str) -> frozenset[str | None]:
    return frozenset(table("subjects")[name])


@cache
def _of_type(type_name: str) -> Mapping[str, str]:
    """What the table says of a type: all beginnings that fit, the longer one heard first."""
    types: Mapping[str, Mapping[str, Any]] = table("subjects")["types"]
    fitting = [
        pattern
        for pattern in types
        if pattern == type_name or (pattern.endswith("*") and type_name.startswith(pattern[:-1]))
    ]
    merged: dict[str, str] = {}
    for pattern in sorted(fitting, key=lambda one: (not one.endswith("*"), len(one))):
        merged.update(types[pattern])
    return merged
