"""Compares two values piece by piece where parts of them are known only at deployment."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from repair.diff.meaning.equality import absent_like, meaning
from repair.diff.meaning.place import ANY, Place
from repair.diff.meaning.unknowns import DIFFERENT, EQUAL, Finding, compared_texts, is_unknown, witnesses
from repair.knowledge.language import LIST_PARAMETER_TYPES
from repair.template.data import Data, scalar_text
from repair.template.intrinsics import IF, REF, TRANSFORM, is_intrinsic, is_no_value, result_types
from repair.template.template import Template


class Comparison:
    """Compares two values in one world, piece by piece."""

    def __init__(self, generated: Template, ideal: Template) -> None:
        self._generated = generated
        self._ideal = ideal

    def of(self, a: Data, b: Data, place: Place) -> Finding:
        """Whether the two are equal, different, or it is open and what it hinges on."""
        if meaning(a, place) == meaning(b, place):
            return EQUAL
        if is_no_value(a) or is_no_value(b):
            return DIFFERENT if not _is_opaque(b if is_no_value(a) else a) else self._open(a, b)
        if place.one_or_many and (type(a) is list or type(b) is list):
            if _yields_list(a, self._generated) or _yields_list(b, self._ideal):
                return self._open(a, b)
            return self._lists(a if type(a) is list else [a], b if type(b) is list else [b], place)
        if _is_opaque(a) or _is_opaque(b):
            return self._open(a, b)
        plain = not is_intrinsic(a), not is_intrinsic(b)
        if all(plain):
            if type(a) is dict and type(b) is dict:
                return self._mappings(a, b, place)
            if type(a) is list and type(b) is list:
                return self._lists(a, b, place)
        container = next(
            (x for x, is_plain in zip((a, b), plain, strict=True) if is_plain and type(x) in (dict, list)),
            None,
        )
        if container is not None:
            return self._container(a, b, place)
        if not is_unknown(a) and not is_unknown(b):
            loose = not place.text and a is not None and b is not None and scalar_text(a) == scalar_text(b)
            return (None, frozenset()) if loose else DIFFERENT
        if a is None or b is None:
            return DIFFERENT
        if place.reads is not None or place.json_text:
            return self._open(a, b)
        return compared_texts(a, b, self._generated, self._ideal)

    def _container(self, a: Data, b: Data, place: Place) -> Finding:
        """A mapping or a list on one side, something else on the other."""
        other, container = (b, a) if type(a) in (dict, list) and not is_intrinsic(a) else (a, b)
        if place.json_text and is_unknown(other):
            return self._open(a, b)
        if not is_intrinsic(other):
            return DIFFERENT
        ((key, argument),) = other.items()
        types = result_types(key, argument)
        if type(container) is dict:
            return DIFFERENT if key == REF or types is not None else self._open(a, b)
        return DIFFERENT if types is not None and "array" not in types else self._open(a, b)

    def _open(self, a: Data, b: Data) -> Finding:
        return None, witnesses(a, self._generated) | witnesses(b, self._ideal)

    def _mappings(self, a: dict[str, Data], b: dict[str, Data], place: Place) -> Finding:
        findings = []
        for key in a.keys() | b.keys():
            if key in a and key in b:
                findings.append(self.of(a[key], b[key], place.below(key)))
            else:
                present = a[key] if key in a else b[key]
                if absent_like(present, key, place):
                    continue
                opaque = _is_opaque(present) or (is_intrinsic(present) and key in place.defaults)
                words = witnesses(present, self._generated if key in a else self._ideal)
                findings.append((None, words) if opaque else DIFFERENT)
        return _all(findings)

    def _lists(self, a: list[Data], b: list[Data], place: Place) -> Finding:
        below = place.below(ANY)
        left, right = ([item for item in items if not is_no_value(item)] for items in (a, b))
        if any(_is_opaque(item) for item in (*left, *right)):
            return self._open(a, b)
        kind = place.lists_of([*left, *right]).kind
        if kind == "ordered":
            if len(left) != len(right):
                return DIFFERENT
            return _all([self.of(x, y, below) for x, y in zip(left, right, strict=True)])
        if kind != "set" and len(left) != len(right):
            return DIFFERENT
        meant, other = ({id(item): meaning(item, below) for item in items} for items in (left, right))
        if kind == "set":
            known, others = set(meant.values()), set(other.values())
            rest = [item for item in left if meant[id(item)] not in others]
            ideal_rest = [item for item in right if other[id(item)] not in known]
        else:
            rest, ideal_rest = _cancelled(left, right, meant, other)
        return self._unpaired(left, right, rest, ideal_rest, below, place)

    def _unpaired(
        self,
        left: list[Data],
        right: list[Data],
        rest: list[Data],
        ideal_rest: list[Data],
        below: Place,
        place: Place,
    ) -> Finding:
        """Items without an equal on the other side: one that can equal none there makes the lists different."""
        if len(rest) == len(ideal_rest) == 1 and place.lists.kind != "set":
            return self.of(rest[0], ideal_rest[0], below)
        words: frozenset[str] = frozenset()
        if place.lists.kind != "set":
            left, right = rest, ideal_rest
        if _too_many(ideal_rest, rest, below) or _too_many(rest, ideal_rest, below):
            return DIFFERENT
        for items, others, swapped in ((rest, right, False), (ideal_rest, left, True)):
            for item in items:
                found = [self.of(x, item, below) if swapped else self.of(item, x, below) for x in others]
                if all(outcome is False for outcome, _ in found):
                    return DIFFERENT
                words = words.union(*(hinges for _, hinges in found))
        return None, words


def _cancelled(
    left: list[Data], right: list[Data], meant: Mapping[int, Hashable], other: Mapping[int, Hashable]
) -> tuple[list[Data], list[Data]]:
    """The items that are left when equal ones have been taken off in pairs."""
    open_right = list(right)
    rest = []
    for item in left:
        at = next((n for n, x in enumerate(open_right) if other[id(x)] == meant[id(item)]), None)
        if at is None:
            rest.append(item)
        else:
            del open_right[at]
    return rest, open_right


def _too_many(items: list[Data], others: list[Data], place: Place) -> bool:
    """Whether there are more different known items than there are others that could equal them."""
    return len({meaning(item, place) for item in items if not is_unknown(item)}) > len(others)


def _is_opaque(value: Data) -> bool:
    """Whether a value can become anything at all: a macro's result, or an If that could not be settled."""
    if type(value) is not dict:
        return False
    return TRANSFORM in value or IF in value or any(key.startswith("Fn::ForEach") for key in value)


def _yields_list(value: Data, template: Template) -> bool:
    """Whether a function yields a list, which may have any number of items."""
    if not is_intrinsic(value):
        return False
    ((key, argument),) = value.items()
    if key == REF and isinstance(argument, str):
        parameter = template.section("Parameters").get(argument)
        return isinstance(parameter, dict) and str(parameter.get("Type")) in LIST_PARAMETER_TYPES
    return "array" in (result_types(key, argument) or ())


def _all(findings: Sequence[Finding]) -> Finding:
    if any(outcome is False for outcome, _ in findings):
        return DIFFERENT
    if any(outcome is None for outcome, _ in findings):
        return None, frozenset().union(*(words for _, words in findings))
    return EQUAL
