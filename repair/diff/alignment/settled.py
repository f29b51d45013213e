"""Entries that have kept their names beyond doubt, found without looking into all of them.

Most entries of two versions of a template have the same name, and nearly the same content. Such pairs need no features:
it is enough that nothing contradicts them. When anything does, ids are no evidence and all entries are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from repair.diff.alignment.features import SECTIONS, Entries, group, type_of
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


def settled(generated: Template, ideal: Template, mine: Entries, theirs: Entries) -> Settled | None:
    """Entries that kept their names; None where names may have changed places, so that no name can be trusted."""
    names: set[Named] = set()
    references: set[tuple[str, str]] = set()
    changed: dict[Place, tuple[set[str], set[str]]] = {}
    for section in SECTIONS:
        others = ideal.section(section)
        for name, body in generated.section(section).items():
            other = others.get(name)
            if body is other or body == other:
                if name in others:
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
    if _contradicted(references, generated, ideal) or _traded(changed, mine, theirs, names):
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
    changed: Mapping[Place, tuple[set[str], set[str]]], mine: Entries, theirs: Entries, names: set[Named]
) -> bool:
    """Whether what only one entry had is now what only another of its type has, as when names changed places."""
    loose, others = _loose(mine, names), _loose(theirs, names)
    trades = 0
    for (kind, key), (before, after) in changed.items():
        gone, come = _telling(before), _telling(after)
        if gone or come:
            had, has = _texts(mine, loose[kind], key), _texts(theirs, others[kind], key)
            both = gone & come | gone & set(has) | come & set(had)
            both = _alone(_texts(mine, mine.members.get(kind, ()), key), both)
            trades += len(_alone(_texts(theirs, theirs.members.get(kind, ()), key), both))
    return trades > len(names) // _CHANCE_IN


def _loose(entries: Entries, names: set[Named]) -> defaultdict[str, list[int]]:
    """The entries that are not among `names`, by group."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for n, name in enumerate(entries.names):
        if name not in names:
            found[entries.groups[n]].append(n)
    return found


def _telling(texts: set[str]) -> set[str]:
    return {text for text in texts if len(text) >= _TELLING}


def _alone(said: Iterable[str], texts: set[str]) -> set[str]:
    """Those of `texts` that are said once. What is common is soon known to be, so that not all is listened to."""
    once: set[str] = set()
    often: set[str] = set()
    for text in said if texts else ():
        if text in once:
            often.add(text)
            if len(often) == len(texts):
                break
        elif text in texts:
            once.add(text)
    return once - often


def _texts(entries: Entries, numbers: Iterable[int], key: str) -> Iterator[str]:
    """What some entries say in the property `key`, those that have it."""
    for n in numbers:
        body = entries.bodies[n]
        if isinstance(body, dict):
            properties = body.get("Properties", body)
            if isinstance(properties, dict) and key in properties:
                yield repr(properties[key])


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
