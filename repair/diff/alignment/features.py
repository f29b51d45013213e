"""What the entries of a template are like: their content with the names of other entries taken out, and who refers to whom.

The content of an entry is a bag of weighted leaves, as in `repair.patch.likeness`. References are no leaves but edges
between entries, labelled with where they stand and what they ask for: so a renamed entry that refers to renamed ones
looks the same. What a Sub, a Join and a GetAtt say in different words has the same leaves and edges.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from repair.patch.likeness import HEAVIEST, LIGHTEST, Leaves
from repair.template.data import Data
from repair.template.intrinsics import is_section_function
from repair.template.references import Space
from repair.template.substitution import Variable, parse_sub
from repair.template.template import Template
from repair.template.values import concatenated, normal

SECTIONS = ("Parameters", "Mappings", "Conditions", "Resources", "Outputs")
"""The sections whose entries can be renamed."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+|\d+")
#: Texts this long are taken line by line, so that one changed line does not make them another text.
_LONG = 120
#: A concatenation of more parts than this is taken part by part.
_MANY = 8

#: Where the names of a section's entries are looked up.
_SPACES: Mapping[str, tuple[Space, ...]] = {
    "Resources": ("value", "resource"),
    "Parameters": ("value",),
    "Conditions": ("condition",),
    "Mappings": ("mapping",),
}
Edge = tuple[int, int]
"""Where a reference stands and what it asks for, as one hash; and the number of the entry at its other end."""

_NO_PROPERTIES = frozenset({"Type", "Properties", "Metadata"})
_UNREAD: Leaves = {}
_NO_EDGES: list[Edge] = []


class Entries:
    """The entries of one template, numbered in document order section by section.

    Attributes:
        names: Section and name by number.
        groups: What an entry can be paired with: entries of its section, and in Resources of its type.
        numbers: The number by section and name.
        members: The numbers of each group.
        bodies: What each entry says.
        content: Leaves without references, of those that were read.
        places: Where each of these leaves stands, as one number.
        uses: Edges to the entries that an entry refers to.
        users: Edges to the entries that refer to it.
    """

    __slots__ = (
        "_digests", "_graph", "_properties", "_walk", "bodies", "content", "groups", "members", "names", "numbers",
        "places", "users", "uses",
    )  # fmt: skip

    def __init__(self, template: Template) -> None:
        self.names: list[tuple[str, str]] = []
        self.groups: list[str] = []
        self.members: dict[str, list[int]] = {}
        self.bodies: list[Data] = []
        for section in SECTIONS:
            of_type: dict[str, str] = {}
            for name, body in template.section(section).items():
                if not is_section_function(name):
                    kind = type_of(body) if section == "Resources" else ""
                    if kind not in of_type:
                        of_type[kind] = group(section, body)
                        self.members[of_type[kind]] = []
                    self.members[of_type[kind]].append(len(self.names))
                    self.names.append((section, name))
                    self.groups.append(of_type[kind])
                    self.bodies.append(body)
        self._graph = template
        self.numbers = {name: number for number, name in enumerate(self.names)}
        self.content: list[Leaves] = [_UNREAD] * len(self.names)
        self.uses: list[list[Edge]] = [_NO_EDGES] * len(self.names)
        self.users: list[list[Edge]] = [_NO_EDGES] * len(self.names)
        self._digests: dict[int, int] = {}
        self._properties: dict[int, dict[str, Data]] = {}
        self._walk = _Walk(self.names)
        self.places = self._walk.places

    def properties(self, number: int) -> dict[str, Data]:
        """The properties of an entry, with its own attributes beside them."""
        found = self._properties.get(number)
        if found is None:
            body = self.bodies[number] if type(self.bodies[number]) is dict else {}
            own = body.get("Properties")
            found = {key: value for key, value in body.items() if key not in _NO_PROPERTIES}
            if type(own) is dict:
                found.update(own)
            self._properties[number] = found
        return found

    def digest(self, number: int) -> int:
        """The content of an entry as one number."""
        found = self._digests.get(number)
        if found is None:
            found = self._digests[number] = hash(frozenset(self.content[number].items()))
        return found

    def read(self, number: int) -> None:
        """Take up content and uses of one entry."""
        if self.content[number] is _UNREAD:
            walk = self._walk
            walk.leaves, walk.edges = {}, []
            walk.entry(self.names[number][0], self.bodies[number])
            self.content[number] = walk.leaves
            self.uses[number] = walk.edges

    def read_all(self) -> None:
        """Take up all entries, with their users."""
        self.users = [[] for _ in self.names]
        for number in range(len(self.names)):
            self.read(number)
        for number, edges in enumerate(self.uses):
            for label, target in edges:
                self.users[target].append((hash((label, self.groups[number])), number))

    def read_some(self, numbers: Iterable[int]) -> None:
        """Take up some entries, with all their users."""
        graph = self._graph.references
        for number in numbers:
            self.read(number)
            section, name = self.names[number]
            users = self.users[number] = []
            spaces = _SPACES.get(section, ())
            for reference in graph.to(name) if spaces else ():
                if reference.space in spaces:
                    user = self.numbers.get((reference.section, reference.entry))
                    if user is not None:
                        steps = [
                            step for step in reference.path[2:] if type(step) is str and step[:4] != "Fn::"
                        ]
                        users.append((hash((self.groups[user], reference.attribute, *steps)), user))


def group(section: str, body: Data) -> str:
    """Only entries of one group can be partners by more than their name: resources of one type."""
    return f"{section} {type_of(body)}" if section == "Resources" else section


def type_of(body: Data) -> str:
    """The type of a resource; "" where it has none that is text."""
    kind = body.get("Type") if isinstance(body, dict) else None
    return kind if isinstance(kind, str) else ""


def name_words(name: str) -> Leaves:
    """The words of a name in camel case, lower-cased, each as heavy as it is long."""
    found: Leaves = {}
    for word in _WORD.findall(name):
        leaf = hash(word.lower())
        found[leaf] = found.get(leaf, 0) + len(word)
    return found


class _Walk:
    """One walk over an entry at a time, which fills `leaves` and `edges`."""

    __slots__ = ("_conditions", "_mappings", "_resources", "_values", "edges", "leaves", "places")

    def __init__(self, names: list[tuple[str, str]]) -> None:
        of: dict[str, dict[str, int]] = {section: {} for section in SECTIONS}
        for number, (section, name) in enumerate(names):
            of[section][name] = number
        self._resources = of["Resources"]
        self._values = {**of["Parameters"], **of["Resources"]}
        self._conditions = of["Conditions"]
        self._mappings = of["Mappings"]
        self.leaves: Leaves = {}
        self.places: dict[int, int] = {}
        self.edges: list[Edge] = []

    def entry(self, section: str, body: Data) -> None:
        if type(body) is not dict:
            self._value(body, 0)
            return
        if section == "Conditions":
            self._value(body, 0)
            return
        for key, value in body.items():
            if section == "Resources" and key == "Type":
                continue
            if key == "Condition" and type(value) is str:
                self._name(self._conditions, value, "Condition", 0)
            elif key == "DependsOn" and section == "Resources":
                for name in value if type(value) is list else [value]:
                    self._name(self._resources, name, "DependsOn", 0)
            elif key == "Properties":
                self._value(value, 1)
            else:
                self._value(value, hash((0, key)))

    def _name(self, names: Mapping[str, int], name: Data, label: str, path: int) -> None:
        target = names.get(name) if type(name) is str else None
        if target is None:
            self._value(name, hash((path, label)))
        else:
            self.edges.append((hash((path, label)), target))

    def _value(self, value: Data, path: int) -> None:
        kind = type(value)
        if kind is dict:
            if len(value) == 1:
                for key, argument in value.items():
                    if key == "Ref" or key == "Condition" or key[:4] == "Fn::":
                        self._function(key, argument, path, value)
                        return
            leaves, places = self.leaves, self.places
            for key, item in value.items():
                kind = type(item)
                if kind is str:
                    size = len(item)
                    if size > _LONG:
                        self._text(item, hash((path, key)))
                    else:
                        leaf = hash((path, key, item))
                        places[leaf] = path ^ hash(key)
                        size = LIGHTEST if size < LIGHTEST else HEAVIEST if size > HEAVIEST else size
                        leaves[leaf] = leaves[leaf] + size if leaf in leaves else size
                elif kind is dict or kind is list:
                    self._value(item, hash((path, key)))
                else:
                    leaf = hash((path, key, kind, str(item)))
                    places[leaf] = path ^ hash(key)
                    leaves[leaf] = leaves.get(leaf, 0) + LIGHTEST
            if not value:
                self._leaf(hash((path, "{}")), LIGHTEST, path)
        elif kind is list:
            below = hash((path, "[]"))
            for item in value:
                self._value(item, below)
            if len(value) < 2 or type(value[0]) is str:
                # The order of texts, and that a list of one is a list, is worth a little: it breaks ties.
                self._leaf(hash((below, len(value), *[item for item in value if type(item) is str])), 1, path)
        elif kind is str:
            self._text(value, path)
        else:
            self._leaf(hash((path, kind, str(value))), LIGHTEST, path)

    def _leaf(self, leaf: int, weight: int, place: int) -> None:
        self.places[leaf] = place
        self.leaves[leaf] = self.leaves.get(leaf, 0) + weight

    def _text(self, text: str, path: int) -> None:
        if len(text) > _LONG:
            lines = [line for line in text.split("\n") if line.strip()]
            for line in lines:
                self._leaf(hash((path, line)), max(1, 2 * HEAVIEST // len(lines)), path)
        else:
            self._leaf(hash((path, "", text)), min(max(len(text), LIGHTEST), HEAVIEST), path)

    def _function(self, key: str, argument: Data, path: int, whole: dict[str, Data]) -> None:
        if key == "Ref" and type(argument) is str:
            self._reference(argument, None, path)
        elif (
            key == "Fn::GetAtt" and type(argument) is list and len(argument) == 2 and type(argument[0]) is str
        ):
            attribute = argument[1]
            self._reference(argument[0], attribute if type(attribute) is str else "", path)
            if type(attribute) is not str:
                self._value(attribute, hash((path, key)))
        elif key == "Fn::Sub" and type(argument) is str:
            if "${!" in argument:
                self._normal(whole, path)
            else:
                self._concatenation(parse_sub(argument), path)
        elif key == "Condition" and type(argument) is str:
            self._name(self._conditions, argument, "Condition", path)
        elif key == "Fn::If" and type(argument) is list and len(argument) == 3:
            self._name(self._conditions, argument[0], "If", path)
            self._value(argument[1], hash((path, "then")))
            self._value(argument[2], hash((path, "else")))
        elif key == "Fn::FindInMap" and type(argument) is list and argument:
            self._name(self._mappings, argument[0], "FindInMap", path)
            self._arguments(key, argument[1:], path)
        elif key in ("Fn::Sub", "Fn::Join", "Fn::GetAtt"):
            self._normal(whole, path)
        else:
            self._arguments(key, argument, path)

    def _normal(self, whole: dict[str, Data], path: int) -> None:
        """What a Sub or Join says in the end: a text, a reference, or texts and references in a row."""
        form = normal(whole)
        if type(form) is not dict or len(form) != 1:
            self._value(form, path)
            return
        ((key, argument),) = form.items()
        if key == "Fn::Join" and type(argument) is list and argument[0] == "" and type(argument[-1]) is list:
            self._concatenation(concatenated(form), path)
        elif key in ("Fn::Sub", "Fn::Join", "Fn::GetAtt"):
            self._arguments(key, argument, path)
        else:
            self._function(key, argument, path, form)

    def _arguments(self, key: str, argument: Data, path: int) -> None:
        """Arguments of a function, whose order always counts."""
        below = hash((path, key))
        if type(argument) is list:
            for index, item in enumerate(argument):
                self._value(item, hash((below, index)))
        else:
            self._value(argument, below)

    def _concatenation(self, parts: list[Data] | tuple[str | Variable, ...], path: int) -> None:
        # Where more than one text stands between references, how often the reference came counts for its place.
        if len(parts) == 1:
            self._part(parts[0], path)
            return
        skeleton: list[str] = []
        at = 0
        for part in parts:
            if type(part) is str:
                skeleton.append(part)
            else:
                skeleton.append("")
                self._part(part, path if at == 0 else hash((path, at)))
                at += 1
        if len(parts) > _MANY:
            texts = [text for text in skeleton if text]
            for text in texts:
                self._leaf(hash((path, text)), max(1, 2 * HEAVIEST // len(texts)), path)
        else:
            size = sum(map(len, skeleton))
            self._leaf(hash((path, *skeleton)), min(max(size, LIGHTEST), HEAVIEST), path)

    def _part(self, part: Data | Variable, path: int) -> None:
        if type(part) is Variable:
            self._reference(part.name, part.attribute, path)
        else:
            self._value(part, path)

    def _reference(self, name: str, attribute: str | None, path: int) -> None:
        target = self._values.get(name)
        if target is None:
            self._leaf(hash((path, "Ref", name, attribute)), min(max(len(name), LIGHTEST), 12), path)
        else:
            self.edges.append((hash((path, "Ref", attribute)), target))
