"""When two values at one place of a template mean the same.

Each value has a *meaning*: a hashable form that is equal exactly for values that mean the same there.
Scalars are read by the property's type, lists by what their order says, intrinsics in their normal form;
absent is `AWS::NoValue` is the schema's explicit default. Nothing else is ever coerced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable

from repair.diff.meaning.json_text import json_of_parts, json_of_text
from repair.diff.meaning.place import ANY, Place
from repair.diff.meaning.typed_place import place_at
from repair.patch.same import same
from repair.template.data import Data, scalar_text
from repair.template.intrinsics import REF, branches, is_intrinsic, is_no_value
from repair.template.values import concatenated, normal

ABSENT: Hashable = ("absent",)
"""The meaning of a value that CloudFormation reads as not there."""


def means_same(a: Data, b: Data, type_name: str | None, path: Iterable[str | int]) -> bool:
    """Whether two values mean the same at `path` within the Properties of a resource type.

    Without a type (None, or one that is not known) scalars of different types differ and every list is ordered.
    """
    if same(a, b):
        return True
    place = place_at(type_name, path)
    return meaning(a, place) == meaning(b, place)


def meaning(value: Data, place: Place) -> Hashable:
    """A hashable form, equal for values that mean the same at `place`."""
    if place.reads is not None:
        value = place.reads(value)
    kind = type(value)
    if kind is list:
        return _of_list(value, place)
    if kind is dict and is_intrinsic(value):
        return _of_intrinsic(value, place)
    if kind is str and place.json_text and value[:1].strip() in ("{", "[", ""):
        document = json_of_text(value)
        if document is not None:
            return meaning(document, place)
    if place.one_or_many:
        return _of_list([value], place)
    if kind is dict:
        return _of_mapping(value, place)
    if kind is str:
        return ("text", value) if place.text else ("str", value)
    if value is None:
        return ("null",)
    if place.text:
        return ("text", scalar_text(value))
    return (kind.__name__ if kind in (bool, int) else "float", scalar_text(value))


def absent_like(value: Data, key: str, place: Place) -> bool:
    """Whether the entry `key: value` says what its absence would: NoValue, or the explicit default."""
    if is_no_value(value):
        return True
    if key not in place.defaults:
        return branches(value) is not None and meaning(value, place.below(key)) is ABSENT
    below = place.below(key)
    return meaning(value, below) in (ABSENT, meaning(place.defaults[key], below))


def frozen(value: Data, reference: Callable[[str], Hashable] | None = None) -> Hashable:
    """A hashable form of plain data, strict on types; `reference` may stand in for the names of targets.

    With `reference`, what a Ref or GetAtt names is replaced by what it returns for the name.
    """
    kind = type(value)
    if kind is dict:
        if reference is not None and len(value) == 1:
            ((key, argument),) = value.items()
            if key == REF and type(argument) is str:
                return (REF, reference(argument))
            if key == "Fn::GetAtt" and type(argument) is list and argument and type(argument[0]) is str:
                return (key, reference(argument[0]), frozen(argument[1:], reference))
        return frozenset((key, frozen(item, reference)) for key, item in value.items())
    if kind is list:
        return tuple(frozen(item, reference) for item in value)
    if kind is str or value is None:
        return value  # type: ignore[no-any-return]
    return (kind.__name__ if kind in (bool, int) else "float", scalar_text(value))


def _of_mapping(value: dict[str, Data], place: Place) -> Hashable:
    entries = []
    for key, item in value.items():
        if (key in place.defaults or type(item) is dict) and absent_like(item, key, place):
            continue
        meant = meaning(item, place.below(key))
        if meant is not ABSENT:
            entries.append((key, meant))
    return ("mapping", frozenset(entries))


def _of_list(value: list[Data], place: Place) -> Hashable:
    below = place.below(ANY)
    items = [meant for item in value if (meant := meaning(item, below)) is not ABSENT]
    kind = place.lists_of(value).kind
    if kind == "ordered":
        return ("list", tuple(items))
    if kind == "set":
        return ("set", frozenset(items))
    return ("multiset", frozenset(Counter(items).items()))


def _of_intrinsic(value: dict[str, Data], place: Place) -> Hashable:
    if is_no_value(value):
        return ABSENT
    choice = branches(value)
    if choice is not None:
        condition, yes, no = choice
        if_true, if_false = meaning(yes, place), meaning(no, place)
        return if_true if if_true == if_false else ("if", condition, if_true, if_false)
    form = normal(value)
    if not is_intrinsic(form):
        return meaning(form, place)
    if place.json_text:
        document = form.get("Fn::ToJsonString")
        if type(document) not in (dict, list):
            document = json_of_parts(concatenated(form))
        if document is not None:
            return meaning(document, place)
    if place.one_or_many:
        return _of_list([form], place)
    return ("function", frozen(form))
