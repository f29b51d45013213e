"""What an entry of a template is like, with the names of other entries seen through.

The features of an entry are weighted leaves (see `repair.patch.likeness`): of its content, of who refers to
it, and of its name. References are taken by what they point at: the partner, where that is known already,
else the kind and type of the target. So a renamed resource that refers to renamed ones still looks the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from repair.diff.equality import frozen
from repair.patch.likeness import Leaves, leaves, likeness
from repair.template.data import Data
from repair.template.intrinsics import is_intrinsic
from repair.template.references import Reference, Space
from repair.template.template import Template
from repair.template.values import normal

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+|\d+")
_LOOKED_UP: Mapping[str, tuple[Space, ...]] = {
    "Resources": ("value", "resource"),
    "Parameters": ("value",),
    "Conditions": ("condition",),
    "Mappings": ("mapping",),
}


@dataclass(frozen=True, slots=True)
class Features:
    """Three views of one entry; `digest` is equal for entries of equal content."""

    content: Leaves
    users: Leaves
    name: Leaves

    @property
    def digest(self) -> Hashable:
        """The content as one hashable value."""
        return frozenset(self.content.items())


class Names:
    """What the names of one template stand for: the partner's name where it is known, else the type."""

    __slots__ = ("_known", "_partner", "_template")

    def __init__(self, template: Template, partner: Mapping[tuple[str, str], str]) -> None:
        self._template = template
        self._partner = partner
        self._known: dict[tuple[str, str], Hashable] = {}

    def of_value(self, name: str) -> Hashable:
        """What a Ref or GetAtt means by `name`: a resource, a parameter or a pseudo parameter."""
        section = "Resources" if name in self._template.section("Resources") else "Parameters"
        return self.of(section, name)

    def of(self, section: str, name: str) -> Hashable:
        """What an entry's name stands for."""
        found = self._known.get((section, name))
        if found is None:
            found = self._known[section, name] = self._meant(section, name)
        return found

    def _meant(self, section: str, name: str) -> Hashable:
        partner = self._partner.get((section, name))
        if partner is not None:
            return (section, partner)
        body = self._template.section(section).get(name)
        if not isinstance(body, dict):
            return (section, name) if body is None else (section,)
        kind = body.get("Type")
        return (section, "of type", kind if isinstance(kind, str) else "")


def features(template: Template, section: str, name: str, names: Names) -> Features:
    """The features of an entry, references seen through with `names`."""
    body = template.section(section).get(name)
    if section == "Resources" and isinstance(body, dict):
        body = {key: item for key, item in body.items() if key != "Type"}
        depends_on = body.pop("DependsOn", None)
        content = leaves(body, _seen_through(names))
        for target in depends_on if isinstance(depends_on, list) else [depends_on]:
            if isinstance(target, str):
                content[hash(("DependsOn", names.of("Resources", target)))] = 6
    else:
        content = leaves(body, _seen_through(names))
    users: Leaves = {}
    for space in _LOOKED_UP.get(section, ()):
        for reference in template.references.to(name, space):
            leaf = hash(_use(reference, names))
            users[leaf] = users.get(leaf, 0) + 1
    return Features(content, users, name_words(name))


def name_words(name: str) -> Leaves:
    """The words of a name in camel case, lower-cased, each as heavy as it is long."""
    found: Leaves = {}
    for word in _WORD.findall(name):
        leaf = hash(word.lower())
        found[leaf] = found.get(leaf, 0) + len(word)
    return found


def alike(a: Features, b: Features, users_weigh: float, name_weighs: float) -> float:
    """How alike two entries are, 0 to 1: content, users and name, each with its weight; unused ones lend no users."""
    if not a.users and not b.users:
        users_weigh = 0.0
    content_weighs = 1.0 - users_weigh - name_weighs
    score = content_weighs * likeness(a.content, b.content) + name_weighs * likeness(a.name, b.name)
    return score + (users_weigh * likeness(a.users, b.users) if users_weigh else 0.0)


def _seen_through(names: Names) -> Callable[[Data], Hashable | None]:
    def form(value: Data) -> Hashable | None:
        if not is_intrinsic(value):
            return None
        return frozen(normal(value), names.of_value)

    return form


def _use(reference: Reference, names: Names) -> Hashable:
    steps = tuple(step for step in reference.path[2:] if not isinstance(step, int))
    return (names.of(reference.section, reference.entry), reference.kind, reference.attribute, steps)
