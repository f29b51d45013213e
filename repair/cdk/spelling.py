"""Rules in the words of the CDK: which argument of which constructor mends a finding, else an escape hatch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from repair.cdk.assembly import Stack
from repair.cdk.edit import Edit, after_statement, with_arguments, with_value, without_argument
from repair.cdk.filling import NoSpellingError, Place, UnsetError, filled, target_of
from repair.cdk.hatch import overrides
from repair.cdk.holder import only_use
from repair.cdk.locate import Site
from repair.cdk.low_level import folded, placed
from repair.cdk.source import App, Call, SourceFile
from repair.cdk.tasks import on_tasks
from repair.cdk.words import argument_name, snake
from repair.template.data import value_at

_TABLE = Path(__file__).with_name("data") / "spelling.yaml"
_NAMES = "names"


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a rule's fix is spelled for a class; see `data/spelling.yaml`."""

    class_name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    removes: tuple[str, ...] = ()
    same: Mapping[str, str] = field(default_factory=dict)
    method: Mapping[str, Any] = field(default_factory=dict)
    tasks: Mapping[str, str] = field(default_factory=dict)
    touches: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    grants: bool = False

    def fits(self, call: Call) -> bool:
        """Whether it is for the class that a call makes."""
        low = call.name.startswith("Cfn")
        return self.class_name in (call.name, "Cfn*" if low else "*")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the template may change by an edit, besides what the rule sets.

    Attributes:
        resource: The logical id that the edit is about; "" when it is about a whole stack.
        path: Its construct's path.
        touches: Properties of it; of all resources of the stack where it is about one.
        adds: Types of resources that may come, below the construct or beside it with an id that begins as its.
        grants: Whether roles and policies of the stack may change.
        renames: Texts, and what may stand in their place in the whole stack.
    """

    resource: str
    path: str
    touches: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    grants: bool = False
    renames: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Spelled:
    """A fix as edits of the source, and what they may bring."""

    edits: tuple[Edit, ...]
    allowed: Allowed
    hatch: bool = field(default=False)


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    return table


@cache
def spellings() -> Mapping[str, tuple[Spelling, ...]]:
    """The table, by rule."""
    return {
        rule: tuple(
            Spelling(
                one["class"],
                one.get("arguments", {}),
                tuple(one.get("removes", ())),
                one.get("same", {}),
                one.get("method", {}),
                one.get("tasks", {}),
                tuple(one.get("touches", ())),
                tuple(one.get("adds", ())),
                bool(one.get("grants", False)),
            )
            for one in entries
        )
        for rule, entries in _table().items()
        if rule != _NAMES
    }


def spelled(
    app: App,
    site: Site,
    rule: str,
    resource: str,
    ops: Sequence[Mapping[str, Any]],
    *,
    others: Sequence[Mapping[str, Any]] = (),
    stack: Stack | None = None,
) -> Spelled:
    """The edits that do at a site what `ops` do to its resource.

    Args:
        app: The source.
        site: The call that makes the resource, and how far it is from it.
        rule: The rule's id.
        resource: Logical id of the resource in the template without hashes.
        ops: The RFC 6902 operations on this resource.
        others: What else the rule does for it.
        stack: The stack, for spellings that look at other constructs.

    Raises:
        NoSpellingError: There is none.
    """
    direct = site.inside in ("", "Resource")
    call = _maker(app, site.call)
    if call.name in app.classes and call == site.call:
        raise NoSpellingError(f"{call.name} is a class of the app, and what it makes is named nowhere in it")
    file = app.file_of(call)
    ops = folded(ops)
    place = Place(file, call, (*ops, *others), _table()[_NAMES])
    for one in spellings().get(rule, ()) if direct else ():
        if one.fits(call):
            allowed = Allowed(resource, site.path, one.touches, one.adds, one.grants)
            return Spelled(tuple(_edits(app, place, one, ops, stack, resource)), allowed)
    if not direct:
        raise NoSpellingError(f"{site.inside} is made inside of {call.name}")
    if call.name.startswith("Cfn"):
        try:
            return Spelled(tuple(_properties(file, call, ops, stack, resource)), Allowed(resource, site.path))
        except NoSpellingError:
            pass  # an override says it all the same
    return Spelled(tuple(overrides(file, call, resource, ops)), Allowed(resource, site.path), hatch=True)


def _self(file: SourceFile) -> str:
    return "self" if file.language == "python" else "this"


_SUPER = ("super().__init__", "super")


def _maker(app: App, call: Call) -> Call:
    """The call that says the properties: of a class of the app that derives from one of the CDK, its `super`."""
    if call.callee in _SUPER:
        owner, inner = app.classes.get(call.owner), call
    else:
        owner = app.classes.get(call.name)
        inner = next(
            (one for one in app.calls if owner and one.owner == owner.name and one.callee in _SUPER), call
        )
    base = owner.bases[0] if owner is not None and owner.bases else ""
    if inner.callee not in _SUPER or not base or base.rsplit(".", 1)[-1] in _WITHOUT_PROPERTIES:
        return call
    maker = replace(inner, callee=base, target=_self(app.file_of(inner)))
    own = owner is not None and maker.name == owner.name  # as the class of the CDK that it derives from
    return maker if own else _maker(app, maker)


_WITHOUT_PROPERTIES = frozenset({"Construct", "Stack", "NestedStack", "Stage"})


def _edits(
    app: App,
    place: Place,
    one: Spelling,
    ops: Sequence[Mapping[str, Any]],
    stack: Stack | None,
    resource: str,
) -> list[Edit]:
    edits = list(_removals(place, one.removes))
    for property_, argument in one.same.items():
        edits += _same(place, property_, argument, ops)
    if one.tasks:
        edits += on_tasks(app, place, one.tasks, stack, resource)
    late = _late(place, one)
    edits += late or _arguments(place, one.arguments)
    if one.method and not late:
        edits += _called(place, one)
    if not edits:
        raise NoSpellingError(f"{place.call.callee} says it already, and something else undoes it")
    return edits


def _removals(place: Place, names: Sequence[str]) -> Iterator[Edit]:
    for name in names:
        argument = place.call.argument(argument_name(place.file, name))
        if argument is None:
            raise NoSpellingError(f"{place.call.callee} is given no {name} here")
        yield without_argument(place.file, argument)


def _arguments(place: Place, arguments: Mapping[str, Any]) -> list[Edit]:
    file, call = place.file, place.call
    edits: list[Edit] = []
    new: list[tuple[str, str]] = []
    for name, wanted in arguments.items():
        spelled_name = argument_name(file, name)
        held = call.argument(spelled_name)
        try:
            text, imports = filled(place, _written(file.language, wanted), held)
        except UnsetError:
            continue  # it is as the rule wants it already
        if held is None:
            new.append((spelled_name, text))
            edits += imports
        elif file.of(held.value) != text:
            only = only_use(file, held.value) if "{receiver}" in str(wanted) else None
            edits += [*imports, Edit(file.file, only, text) if only else with_value(file, held, text)]
    try:
        for entry in new:
            edits += with_arguments(file, call, [entry])
    except ValueError as error:
        raise NoSpellingError(f"{call.callee}: {error}") from None
    return edits


def _written(language: str, wanted: Any) -> str:
    if isinstance(wanted, Mapping):
        return str(wanted[language])
    if isinstance(wanted, bool):
        return str(wanted) if language == "python" else str(wanted).lower()
    return str(wanted)


def _late(place: Place, one: Spelling) -> list[Edit]:
    """The edits of a later call on the construct that says what the spelling says, such as applyRemovalPolicy."""
    if not one.method or not place.call.target:
        return []
    name = one.method["name"]
    name = snake(name) if place.file.language == "python" else name
    for call in place.file.calls:
        if call.callee == f"{place.call.target}.{name}" and call.owner == place.call.owner:
            text, imports = filled(place, _written(place.file.language, one.method["value"]))
            start = call.span[0] + len(place.file.of(call.span).split("(")[0]) + 1
            return [*imports, Edit(call.file, (start, call.span[1] - 1), text)]
    return []


def _called(place: Place, one: Spelling) -> list[Edit]:
    """A call on the construct after the statement that makes it."""
    if one.arguments:
        return []
    file, call = place.file, place.call
    name = snake(one.method["name"]) if file.language == "python" else one.method["name"]
    text, imports = filled(place, _written(file.language, one.method["value"]))
    end = ";" if file.language == "typescript" else ""
    if not call.target and file.of(call.statement).rstrip(";") == file.of(call.span):
        return [*imports, Edit(file.file, (call.span[1], call.span[1]), f".{name}({text})")]
    return [*imports, after_statement(file, call.statement, f"{target_of(place)}.{name}({text}){end}")]


def _same(place: Place, property_: str, argument: str, ops: Sequence[Mapping[str, Any]]) -> list[Edit]:
    """The edits of an argument that says a property in the property's own structure."""
    held = place.call.argument(argument_name(place.file, argument))
    edits: list[Edit] = []
    for op in ops:
        _, *rest = _steps(op)
        if held is None or not rest or _steps(op)[0] != property_:
            raise NoSpellingError(f"{place.call.callee} is given no {argument} here")
        edits += placed(place.file, held.value, rest, op, free=True)
    return edits


def _properties(
    file: SourceFile, call: Call, ops: Sequence[Mapping[str, Any]], stack: Stack | None, resource: str
) -> list[Edit]:
    """The edits of the properties of a resource's own class."""
    edits: list[Edit] = []
    for op in ops:
        if str(op["path"]).split("/")[3] != "Properties" or "-" in _steps(op):
            raise NoSpellingError("it is no property")
        old = stack.template.resources[resource].properties if stack is not None else {}
        was = value_at(old, tuple(_steps(op)), None)
        edits += placed(file, call.span, _steps(op), op, free=False, was=was)
    if not edits:
        raise NoSpellingError("there is nothing to change")
    return edits


def _steps(op: Mapping[str, Any]) -> list[str]:
    return [one.replace("~1", "/").replace("~0", "~") for one in str(op["path"]).split("/")[4:]]
