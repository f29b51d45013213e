"""Renaming entries of a template together with every reference to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from repair.template.data import Data, Path, rewritten, value_at
from repair.template.intrinsics import PSEUDO_PARAMETERS
from repair.template.references import Reference, references
from repair.template.sections import section
from repair.template.substitution import Variable, parse_sub, render_sub, sub_form

EntryKind = Literal["resource", "parameter", "condition", "mapping", "output"]

_SECTION = {
    "resource": "Resources",
    "parameter": "Parameters",
    "condition": "Conditions",
    "mapping": "Mappings",
    "output": "Outputs",
}
_SPACES = {
    "resource": ("value", "resource"),
    "parameter": ("value",),
    "condition": ("condition",),
    "mapping": ("mapping",),
    "output": (),
}
# Resources and parameters share one space of names: `Ref` looks in both.
_SHARED = {"resource": ("Resources", "Parameters"), "parameter": ("Resources", "Parameters")}
_UNWRITABLE = re.compile(r"[\s.!${}&]")
_INTERFACE = ("Metadata", "AWS::CloudFormation::Interface")


def renamed(data: Data, kind: EntryKind, old: str, new: str) -> Data:
    """`data` with the entry `old` named `new`, and every reference with it.

    References are followed in every form: Ref, GetAtt, text inside Sub (not `${!Old}`, not names of
    the Sub's own map), DependsOn, Condition, If, FindInMap, rules, and the parameter lists of
    `AWS::CloudFormation::Interface`. The entry keeps its place; unchanged subtrees are shared.

    Raises:
        ValueError: There is no `old`, or `new` is taken or would be taken for something else.
    """
    return renamed_all(data, kind, {old: new})


def renamed_all(data: Data, kind: EntryKind, names: Mapping[str, str]) -> Data:
    """`renamed` for several entries at once, so that two may also change names with each other.

    Raises:
        ValueError: As for `renamed`; then nothing is renamed.
    """
    names = {old: new for old, new in names.items() if old != new}
    if not names:
        return data
    _check(data, kind, names)
    found = [ref for ref in references(data) if ref.space in _SPACES[kind] and ref.target in names]
    _check_bound(data, found, names)
    replacements = dict(_respelled(data, ref, names[ref.target]) for ref in found if ref.span is None)
    replacements |= _respelled_texts(data, [ref for ref in found if ref.span is not None], names)
    data = rewritten(data, replacements)
    if kind == "parameter":
        data = _interface_renamed(data, names)
    where = _SECTION[kind]
    return {
        key: {names.get(name, name): body for name, body in value.items()} if key == where else value
        for key, value in data.items()
    }


def _check(data: Data, kind: EntryKind, names: Mapping[str, str]) -> None:
    entries = section(data, _SECTION[kind])
    for old in names:
        if old not in entries:
            raise ValueError(f"cannot rename {kind} {old!r}: there is none of that name")
    wanted = list(names.values())
    for new in wanted:
        taken = any(new in section(data, where) for where in _SHARED.get(kind, (_SECTION[kind],)))
        if (taken and new not in names) or wanted.count(new) > 1 or new in PSEUDO_PARAMETERS:
            raise ValueError(f"cannot rename {kind} to {new!r}: the name is taken")
        if not new or new.startswith("Fn::") or (kind in _SHARED and _UNWRITABLE.search(new)):
            raise ValueError(f"cannot rename {kind} to {new!r}: a reference could not spell that name")


def _check_bound(data: Data, found: Iterable[Reference], names: Mapping[str, str]) -> None:
    """Refuse a name that a variable map or a loop around a reference would catch."""
    for ref in found:
        if ref.space != "value":
            continue
        new = names[ref.target]
        if ref.span is not None:
            form = sub_form(value_at(data, ref.holder).get("Fn::Sub"))
            if form is not None and (new if ref.attribute is None else f"{new}.{ref.attribute}") in form[1]:
                raise ValueError(
                    f"cannot rename {ref.target!r} to {new!r}: a Fn::Sub has a variable of that name"
                )
        if ref.attribute is None and new in _loop_names(data, ref.path):
            raise ValueError(
                f"cannot rename {ref.target!r} to {new!r}: a Fn::ForEach has a variable of that name"
            )


def _loop_names(data: Data, path: Path) -> Iterable[str]:
    for depth, step in enumerate(path):
        if isinstance(step, str) and step.startswith("Fn::ForEach::") and path[depth + 1 : depth + 2] == (2,):
            identifiers = value_at(data, (*path[: depth + 1], 0))
            yield from identifiers if isinstance(identifiers, list) else [identifiers]


_SPELLED_AT: dict[str, Path] = {
    "Ref": ("Ref",),
    "GetAtt": ("Fn::GetAtt",),
    "If": ("Fn::If", 0),
    "FindInMap": ("Fn::FindInMap", 0),
    "ValueOf": ("Fn::ValueOf", 0),
}


def _respelled(data: Data, ref: Reference, new: str) -> tuple[Path, Data]:
    """Path and new value of the text that spells a reference."""
    path = ref.path + _SPELLED_AT.get(ref.kind, ())
    if ref.kind == "GetAtt":
        argument = value_at(data, path)
        return (path, new + argument[len(ref.target) :]) if isinstance(argument, str) else ((*path, 0), new)
    return path, new if ref.kind != "Ref" or ref.attribute is None else f"{new}.{ref.attribute}"


def _respelled_texts(data: Data, found: Iterable[Reference], names: Mapping[str, str]) -> dict[Path, Data]:
    """The Sub texts that hold some references, each with all of its references respelled."""
    spans: dict[Path, dict[int, str]] = {}
    for ref in found:
        if ref.span is not None:
            spans.setdefault(ref.path, {})[ref.span[0]] = names[ref.target]
    texts: dict[Path, Data] = {}
    for path, starts in spans.items():
        parts = [
            part.renamed(starts[part.start]) if isinstance(part, Variable) and part.start in starts else part
            for part in parse_sub(value_at(data, path))
        ]
        texts[path] = render_sub(parts)
    return texts


def _interface_renamed(data: Data, names: Mapping[str, str]) -> Data:
    """Parameter names in the console's interface metadata: the groups' lists and the labels' keys."""
    interface = value_at(data, _INTERFACE)
    if not isinstance(interface, dict):
        return data
    replacements: dict[Path, Data] = {}
    groups = interface.get("ParameterGroups")
    for index, group in enumerate(groups if isinstance(groups, list) else ()):
        listed = group.get("Parameters") if isinstance(group, dict) else None
        for at, name in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(name, str) and name in names:
                replacements[(*_INTERFACE, "ParameterGroups", index, "Parameters", at)] = names[name]
    labels = interface.get("ParameterLabels")
    if isinstance(labels, dict) and any(name in labels for name in names):
        replacements[(*_INTERFACE, "ParameterLabels")] = {names.get(key, key): labels[key] for key in labels}
    return rewritten(data, replacements)
