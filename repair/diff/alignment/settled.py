"""Entries that have kept their names beyond doubt, found without looking into all of them.

Most entries of two versions of a template have the same name, and nearly the same content. Such pairs need no features:
it is enough that nothing contradicts them. When anything does, ids are no evidence and all entries are compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from repair.diff.alignment.features import SECTIONS, group, type_of
from repair.template.data import Data
from repair.template.substitution import Variable, parse_sub
from repair.template.template import Template

#: Values whose text is at least this long tell an entry from others.
_TELLING = 10
#: Among so many entries, one value may be had by another one now by chance.
_CHANCE_IN = 300

Named = tuple[str, str]
"""Section and name."""
Place = tuple[str, str]
"""A group of entries, and a property of theirs."""


class Settled(NamedTuple):
    """Names that stand for the same entry in both templates.

    Attributes:
        names: Section and name.
        references: What must be a pair too: names that such entries refer to in the same place.
    """

    names: set[Named]
    references: set[tuple[str, str]]


def settled(generated: Template, ideal: Template) -> Settled | None:
    """Entries that kept their names; None where names may have changed places, so that no name can be trusted."""
    names: set[Named] = set()
    references: set[tuple[str, str]] = set()
    changed: dict[Place, tuple[set[str], set[str]]] = {}
    for section in SECTIONS:
        mine, theirs = generated.section(section), ideal.section(section)
        for name, body in mine.items():
            other = theirs.get(name)
            if body is other or body == other:
                if name in theirs:
                    names.add((section, name))
                continue
            if not isinstance(body, dict) or not isinstance(other, dict):
                continue
            if section == "Resources" and type_of(body) != type_of(other):
                continue
            found: list[tuple[str, str]] = []
            differing, count = [], 0
            for key, value, changed_value in _properties(body, other):
                count += 1
                if value != changed_value and not same_but_names(value, changed_value, found):
                    differing.append((key, value, changed_value))
            if 2 * len(differing) <= count:
                names.add((section, name))
                references.update(found)
                for key, value, changed_value in differing:
                    before, after = changed.setdefault((group(section, body), key), (set(), set()))
                    before.add(repr(value))
                    after.add(repr(changed_value))
    if _contradicted(references, generated, ideal) or _traded(changed, generated, ideal, names):
        return None
    return Settled(names, references)


def _properties(body: dict[str, Data], other: dict[str, Data]) -> Iterator[tuple[str, Data, Data]]:
    """Properties and attributes of either, with both values; None for none."""
    for key in {**body, **other}:
        value, second = body.get(key), other.get(key)
        if key == "Properties" and isinstance(value, dict) and isinstance(second, dict):
            for name in {**value, **second}:
                yield name, value.get(name), second.get(name)
        elif key != "Type":
            yield key, value, second


def _contradicted(references: set[tuple[str, str]], generated: Template, ideal: Template) -> bool:
    """Whether an entry refers to something else now that goes by a name which is known in both."""
    for section in ("Resources", "Parameters", "Conditions", "Mappings"):
        mine, theirs = generated.section(section), ideal.section(section)
        if any((old in mine and old in theirs) or (new in mine and new in theirs) for old, new in references):
            return True
    forth: dict[str, str] = {}
    back: dict[str, str] = {}
    return any(
        forth.setdefault(old, new) != new or back.setdefault(new, old) != old for old, new in references
    )


def _traded(
    changed: Mapping[Place, tuple[set[str], set[str]]],
    generated: Template,
    ideal: Template,
    names: set[Named],
) -> bool:
    """Whether what only one entry had is now what only another of its type has, as when names changed places."""
    loose = [_texts(template, changed, names) for template in (generated, ideal)]
    traded: dict[Place, set[str]] = {}
    for place, (before, after) in changed.items():
        both = before & after | before & loose[1].get(place, set()) | after & loose[0].get(place, set())
        telling = {text for text in both if len(text) >= _TELLING}
        if telling:
            traded[place] = telling
    if not traded:
        return False
    counts = [_counts(template, traded) for template in (generated, ideal)]
    trades = sum(
        all(count[place][text] == 1 for count in counts) for place, texts in traded.items() for text in texts
    )
    return trades > len(names) // _CHANCE_IN


def _texts(template: Template, places: Iterable[Place], names: set[Named]) -> dict[Place, set[str]]:
    """What stands at some places in the entries that are not among `names`."""
    found: defaultdict[Place, set[str]] = defaultdict(set)
    for place, value in _at(template, places, names):
        found[place].add(repr(value))
    return found


def _counts(template: Template, places: Iterable[Place]) -> dict[Place, Counter[str]]:
    found: defaultdict[Place, Counter[str]] = defaultdict(Counter)
    for place, value in _at(template, places, frozenset()):
        found[place][repr(value)] += 1
    return found


def _at(template: Template, places: Iterable[Place], without: Set[Named]) -> Iterator[tuple[Place, Data]]:
    """What stands at some places, in all entries but some."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for kind, key in places:
        keys[kind].add(key)
    for section in SECTIONS:
        # By type, so that no name of a group is put together for every entry.
        of_type = {
            kind.partition(" ")[2]: (kind, wanted)
            for kind, wanted in keys.items()
            if kind.partition(" ")[0] == section
        }
        for name, body in template.section(section).items() if of_type else ():
            if not isinstance(body, dict):
                continue
            found = of_type.get(type_of(body) if section == "Resources" else "")
            if found is not None and (section, name) not in without:
                kind, wanted = found
                properties = body.get("Properties", body)
                if isinstance(properties, dict):
                    for key in wanted & properties.keys():
                        yield (kind, key), properties[key]


def same_but_names(a: Data, b: Data, found: list[tuple[str, str]]) -> bool:
    """Whether two values say the same but for names; which those are is added to `found`."""
    kind = type(a)
    if kind is not type(b):
        return False
    if kind is dict:
        if a.keys() != b.keys():
            return False
        if len(a) == 1:
            for key, value in a.items():
                other = b[key]
                if key == "Ref" and type(value) is type(other) is str:
                    return _named(value, other, found)
                if key == "Fn::Sub" and type(value) is type(other) is str:
                    return _same_text(value, other, found)
                if (
                    key == "Fn::GetAtt"
                    and type(value) is type(other) is list
                    and len(value) == len(other) == 2
                ):
                    return value[1] == other[1] and _named(value[0], other[0], found)
        return all(value == b[key] or same_but_names(value, b[key], found) for key, value in a.items())
    if kind is list:
        return len(a) == len(b) and all(
            value == other or same_but_names(value, other, found) for value, other in zip(a, b, strict=True)
        )
    return False


def _named(old: Data, new: Data, found: list[tuple[str, str]]) -> bool:
    if type(old) is not str or type(new) is not str or "::" in old or "::" in new:
        return bool(old == new)
    if old != new:
        found.append((old, new))
    return True


def _same_text(a: str, b: str, found: list[tuple[str, str]]) -> bool:
    one, other = parse_sub(a), parse_sub(b)
    if len(one) != len(other):
        return False
    for part, second in zip(one, other, strict=True):
        if type(part) is Variable and type(second) is Variable:
            if part.attribute != second.attribute or not _named(part.name, second.name, found):
                return False
        elif part != second:
            return False
    return True
