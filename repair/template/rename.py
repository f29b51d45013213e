"""Renaming entries of a template together with every reference to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from repair.template.data import Data, Path, rewritten, value_at
from repair.template.interface import interface_renamed
from repair.template.intrinsics import PSEUDO_PARAMETERS
from repair.template.references import Reference, references
from repair.template.sections import section
from repair.template.substitution import Variable, parse_sub, render_sub, sub_form

EntryKind = Literal["resource", "parameter", "condition", "mapping", "output"]

_SECTION: Mapping[EntryKind, str] = {
    "resource": "Resources",
    "parameter": "Parameters",
    "condition": "Conditions",
    "mapping": "Mappings",
    "output": "Outputs",
}
_SPACES: Mapping[EntryKind, tuple[str, ...]] = {
    "resource": ("value", "resource"),
    "parameter": ("value",),
    "condition": ("condition",),
    "mapping": ("mapping",),
    "output": (),
}
# Resources and parameters share one space of names: `Ref` looks in both.
_SHARED: Mapping[EntryKind, tuple[EntryKind, ...]] = {
    "resource": ("resource", "parameter"),
    "parameter": ("resource", "parameter"),
}
_UNWRITABLE = re.compile(r"[\s.!${}&]")


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
    return renamed_kinds(data, {kind: names})


def renamed_kinds(
    data: Data, renames: Mapping[EntryKind, Mapping[str, str]], found: Sequence[Reference] | None = None
) -> Data:
    """`renamed` for entries of several kinds at once.

    Args:
        data: The template.
        renames: New names by kind and old name.
        found: The template's references, where they are known already.

    Raises:
        ValueError: As for `renamed`; then nothing is renamed.
    """
    renames = {
        kind: changed
        for kind, names in renames.items()
        if (changed := {old: new for old, new in names.items() if old != new})
    }
    if not renames:
        return data
    for kind, names in renames.items():
        _check(data, kind, names, renames)
    pointed = _pointed(data, references(data) if found is None else found, renames)
    _check_bound(data, pointed)
    data = rewritten(data, _replacements(data, pointed))
    if "parameter" in renames:
        data = interface_renamed(data, renames["parameter"])
    wanted = {_SECTION[kind]: names for kind, names in renames.items()}
    return {
        key: {wanted[key].get(name, name): body for name, body in value.items()} if key in wanted else value
        for key, value in data.items()
    }


def _pointed(
    data: Data, found: Iterable[Reference], renames: Mapping[EntryKind, Mapping[str, str]]
) -> list[tuple[Reference, str]]:
    """The references to what is renamed, each with the new name of its target."""
    by_space: dict[str, dict[str, str]] = {}
    for kind, names in renames.items():
        # Where a resource and a parameter have one name (a fault), a reference means the resource.
        others = section(data, "Resources") if kind == "parameter" else ()
        for space in _SPACES[kind]:
            by_space.setdefault(space, {}).update(
                (old, new) for old, new in names.items() if old not in others
            )
    none: dict[str, str] = {}
    return [(ref, new) for ref in found if (new := by_space.get(ref.space, none).get(ref.target)) is not None]


def _check(
    data: Data, kind: EntryKind, names: Mapping[str, str], renames: Mapping[EntryKind, Mapping[str, str]]
) -> None:
    entries = section(data, _SECTION[kind])
    for old in names:
        if old not in entries:
            raise ValueError(f"cannot rename {kind} {old!r}: there is none of that name")
    sharing = _SHARED.get(kind, (kind,))
    wanted = [new for other in sharing for new in renames.get(other, {}).values()]
    repeated = {new for new, times in Counter(wanted).items() if times > 1}
    for new in names.values():
        taken = any(
            new in section(data, _SECTION[other]) and new not in renames.get(other, {}) for other in sharing
        )
        if taken or new in repeated or new in PSEUDO_PARAMETERS:
            raise ValueError(f"cannot rename {kind} to {new!r}: the name is taken")
        if not new or new.startswith("Fn::") or (kind in _SHARED and _UNWRITABLE.search(new)):
            raise ValueError(f"cannot rename {kind} to {new!r}: a reference could not spell that name")


def _check_bound(data: Data, pointed: Iterable[tuple[Reference, str]]) -> None:
    """Refuse a name that a variable map or a loop around a reference would catch."""
    for ref, new in pointed:
        if ref.space != "value":
            continue
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


def _replacements(data: Data, pointed: Iterable[tuple[Reference, str]]) -> dict[Path, Data]:
    """New values by path: of the texts that spell one reference, and of the Sub texts that hold some."""
    replacements: dict[Path, Data] = {}
    spans: dict[Path, dict[int, str]] = {}
    for ref, new in pointed:
        if ref.span is None:
            path, value = _respelled(data, ref, new)
            replacements[path] = value
        else:
            spans.setdefault(ref.path, {})[ref.span[0]] = new
    for path, starts in spans.items():
        replacements[path] = _respelled_text(value_at(data, path), starts)
    return replacements


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


def _respelled_text(text: str, starts: Mapping[int, str]) -> str:
    """A Sub text whose variables at some offsets name something else."""
    return render_sub(
        part.renamed(starts[part.start]) if isinstance(part, Variable) and part.start in starts else part
        for part in parse_sub(text)
    )
