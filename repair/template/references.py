"""Every reference of a template to one of its own entries or to another stack: found in one walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Literal, NamedTuple

from repair.template.data import Data, Path
from repair.template.intrinsics import CONDITION, FOR_EACH_PREFIX, IF, REF, TRANSFORM
from repair.template.sections import SAM, transforms
from repair.template.substitution import is_shadowed, parse_sub, sub_form

Kind = Literal[
    "Ref", "GetAtt", "Sub", "DependsOn", "Condition", "If", "FindInMap", "ValueOf",
    "ImportValue", "GetStackOutput", "LogicalId",
]  # fmt: skip
"""How a reference is written. "LogicalId" is a resource's name as plain text (hooks, SAM connectors)."""

Space = Literal["value", "resource", "condition", "mapping", "export"]
"""Where the target's name is looked up: "value" is a parameter, a resource or a pseudo parameter."""

_SECTIONS = ("Resources", "Outputs", "Conditions", "Rules", "Hooks", "Globals")
"""Sections whose values may hold references. Metadata, Mappings and Parameters cannot use functions."""


class Reference(NamedTuple):
    """One place where the template names something.

    Attributes:
        kind: How it is written.
        space: Where its target is looked up.
        target: The name it names; for "ImportValue" and "GetStackOutput" that of the export or output,
            "" when it is known only at deployment.
        attribute: The attribute of a GetAtt or a dotted Sub variable (it may hold dots), else None.
        path: Of the value that holds it: the intrinsic's mapping, the text under `Fn::Sub`, the name
            under DependsOn or Condition.
        section: The section it stands in, such as "Resources".
        entry: The id of the section's entry that it stands in.
        span: Start and end offset of `${…}` in a Sub text, else None.
        keys: Of a FindInMap: top-level and second-level key, None where one is not literal.
    """

    kind: Kind
    space: Space
    target: str
    attribute: str | None
    path: Path
    section: str
    entry: str
    span: tuple[int, int] | None = None
    keys: tuple[str | None, ...] = ()

    @property
    def holder(self) -> Path:
        """Path of the whole value that the reference makes up or is part of: for a Sub that of its mapping."""
        if self.kind != "Sub":
            return self.path
        return self.path[:-1] if self.path[-1] == "Fn::Sub" else self.path[:-2]


_reference = partial(tuple.__new__, Reference)
"""A reference of all its fields. There are thousands, and the class's own way to make one takes twice as long."""

References = Mapping[tuple[str, str], tuple[Reference, ...]]
"""The references that stand in each entry, by section and entry; in document order, none of them empty."""


def references(data: Data) -> tuple[Reference, ...]:
    """All references of a template's data in document order of their sections' entries.

    Names that a Sub's own variable map or an `Fn::ForEach` loop binds are no references. Any JSON
    shape is read; what has no known shape holds no reference.
    """
    return tuple(chain.from_iterable(references_by_entry(data).values()))


def references_by_entry(
    data: Data, known: Callable[[str, str, Data], tuple[Reference, ...] | None] | None = None
) -> References:
    """The same by section and entry.

    Args:
        data: The template.
        known: The references in an entry of that section, name and body if it was read before, else None.
    """
    walk = _Walk(sam=SAM in transforms(data))
    by_entry: dict[tuple[str, str], tuple[Reference, ...]] = {}
    if isinstance(data, dict):
        for section in data:
            if section in _SECTIONS and isinstance(data[section], dict):
                for entry, body in data[section].items():
                    found = None if known is None else known(section, entry, body)
                    if found is None:
                        found = walk.entry(section, entry, body)
                    if found:
                        by_entry[section, entry] = found
    return by_entry


class _Walk:
    """The state of one walk: where it is and what names are bound there."""

    _section: str
    _entry: str

    def __init__(self, *, sam: bool) -> None:
        self._sam = sam
        self._found: list[Reference] = []
        self._path: list[str | int] = []
        self._bound: tuple[str, ...] = ()

    def entry(self, section: str, name: str, body: Data) -> tuple[Reference, ...]:
        """The references in one entry of a section."""
        self._section, self._entry = section, name
        self._path = [section, name]
        self._found = []
        if name.startswith(FOR_EACH_PREFIX):
            self._loop(body, entries=True)
        else:
            self._body(body)
        return tuple(self._found)

    def _body(self, body: Data) -> None:
        """An entry of the section: its attributes that name something, then all that lies below."""
        section = self._section
        if type(body) is not dict:
            self._value(body)
            return
        if section in ("Resources", "Outputs"):
            condition = body.get(CONDITION)
            if type(condition) is str:
                self._add("Condition", "condition", condition, (CONDITION,))
        if section == "Resources":
            self._depends_on(body.get("DependsOn"))
            if body.get("Type") == "AWS::Serverless::Connector" or "Connectors" in body:
                self._logical_ids(body, frozenset({"Id"}))
        elif section == "Hooks":
            self._logical_ids(body, frozenset({"LogicalID", "TaskDefinitions", "TaskSets"}))
        if section == "Conditions" and len(body) == 1 and type(body.get(CONDITION)) is str:
            self._add("Condition", "condition", body[CONDITION], (CONDITION,))
        else:
            self._value(body)

    def _depends_on(self, names: Data) -> None:
        if type(names) is str:
            self._add("DependsOn", "resource", names, ("DependsOn",))
        elif type(names) is list:
            for index, name in enumerate(names):
                if type(name) is str:
                    self._add("DependsOn", "resource", name, ("DependsOn", index))

    def _logical_ids(self, node: Data, keys: frozenset[str]) -> None:
        """Resource names that stand as plain text under some keys."""
        for step, value in _children(node):
            self._path.append(step)
            if step in keys:
                if type(value) is str:
                    self._add("LogicalId", "resource", value)
                elif type(value) is list:
                    for index, name in enumerate(value):
                        if type(name) is str:
                            self._add("LogicalId", "resource", name, (index,))
            self._logical_ids(value, keys)
            self._path.pop()

    def _value(self, node: Data) -> None:
        """Everything below a value. Scalars are not visited: only containers can hold references."""
        path = self._path
        if type(node) is dict:
            if len(node) == 1:
                for key, argument in node.items():
                    if key == REF:
                        self._ref(argument)
                        return
                    if key[:4] == "Fn::":
                        self._function(key, argument)
                        return
            for key, value in node.items():
                kind = type(value)
                if kind is dict:
                    path.append(key)
                    self._value(value)
                    path.pop()
                elif kind is list:
                    path.append(key)
                    if key[:4] == "Fn::" and key.startswith(FOR_EACH_PREFIX):
                        self._loop(value, entries=False)
                    else:
                        self._value(value)
                    path.pop()
        elif type(node) is list:
            for index, value in enumerate(node):
                kind = type(value)
                if kind is dict or kind is list:
                    path.append(index)
                    self._value(value)
                    path.pop()

    def _below(self, step: str | int, node: Data) -> None:
        self._path.append(step)
        self._value(node)
        self._path.pop()

    def _ref(self, name: Data) -> None:
        if type(name) is not str:
            self._below(REF, name)
        elif self._sam and "." in name:
            # Only SAM knows this form: `Ref Function.Version`, `Ref Api.Stage`.
            target, _, attribute = name.partition(".")
            self._add("Ref", "value", target, attribute=attribute)
        elif name not in self._bound:
            self._add("Ref", "value", name)

    def _function(self, key: str, argument: Data) -> None:
        if key == "Fn::Sub":
            self._sub(argument)
        elif key == "Fn::GetAtt":
            self._get_att(argument)
        elif key == IF:
            self._if(argument)
        elif key in ("Fn::And", "Fn::Or", "Fn::Not"):
            self._conditions(key, argument)
        elif key == "Fn::FindInMap":
            self._find_in_map(argument)
        elif key == "Fn::ImportValue":
            self._add("ImportValue", "export", argument if type(argument) is str else "")
            self._below(key, argument)
        elif key == "Fn::GetStackOutput":
            self._stack_output(argument)
        elif key == "Fn::ValueOf":
            if type(argument) is list and argument and type(argument[0]) is str:
                attribute = argument[1] if len(argument) > 1 and type(argument[1]) is str else None
                self._add("ValueOf", "value", argument[0], attribute=attribute)
        elif key.startswith(FOR_EACH_PREFIX):
            self._path.append(key)
            self._loop(argument, entries=False)
            self._path.pop()
        elif key == TRANSFORM and type(argument) is dict:
            self._path.append(key)
            self._below("Parameters", argument.get("Parameters"))
            self._path.pop()
        else:
            self._below(key, argument)

    def _sub(self, argument: Data) -> None:
        form = sub_form(argument)
        if form is None:
            self._below("Fn::Sub", argument)
            return
        text, names = form
        where: Path = ("Fn::Sub",) if argument is text else ("Fn::Sub", 0)
        if "${" in text:
            bound = self._bound
            for part in parse_sub(text):
                if isinstance(part, str) or is_shadowed(part, names) or (bound and part.full_name in bound):
                    continue
                self._add("Sub", "value", part.name, where, part.attribute, (part.start, part.end))
        if names:
            self._path += ("Fn::Sub", 1)
            for name, value in names.items():  # not `_value`: a map with one name is no intrinsic
                self._below(name, value)
            del self._path[-2:]

    def _get_att(self, argument: Data) -> None:
        if type(argument) is str:
            target, _, dotted = argument.partition(".")
            self._add("GetAtt", "value", target, attribute=dotted or None)
        elif type(argument) is list and len(argument) == 2 and type(argument[0]) is type(argument[1]) is str:
            self._add("GetAtt", "value", argument[0], attribute=argument[1] or None)
        elif type(argument) is list and argument:
            rest = argument[1:]
            if type(argument[0]) is str:
                attribute = ".".join(rest) if rest and all(type(part) is str for part in rest) else None
                self._add("GetAtt", "value", argument[0], attribute=attribute or None)
            self._below("Fn::GetAtt", argument)

    def _if(self, argument: Data) -> None:
        if type(argument) is list and argument:
            if type(argument[0]) is str:
                self._add("If", "condition", argument[0])
            elif type(argument[0]) is dict and type(argument[0].get(CONDITION)) is str:
                self._add("Condition", "condition", argument[0][CONDITION], (IF, 0, CONDITION))
        self._below(IF, argument)

    def _conditions(self, key: str, argument: Data) -> None:
        self._path.append(key)
        if type(argument) is list:
            for index, member in enumerate(argument):
                if type(member) is dict and len(member) == 1 and type(member.get(CONDITION)) is str:
                    self._add("Condition", "condition", member[CONDITION], (index, CONDITION))
                else:
                    self._below(index, member)
        else:
            self._value(argument)
        self._path.pop()

    def _find_in_map(self, argument: Data) -> None:
        if type(argument) is list and argument and type(argument[0]) is str:
            keys = tuple(key if type(key) is str else None for key in argument[1:3])
            self._add("FindInMap", "mapping", argument[0], keys=keys)
        self._below("Fn::FindInMap", argument)

    def _stack_output(self, argument: Data) -> None:
        output = argument.get("OutputName") if type(argument) is dict else None
        self._add("GetStackOutput", "export", output if type(output) is str else "")
        self._below("Fn::GetStackOutput", argument)

    def _loop(self, argument: Data, *, entries: bool) -> None:
        """`Fn::ForEach::Name: [identifier, collection, fragment]`; the path stands at the list."""
        if type(argument) is not list or len(argument) != 3:
            self._value(argument)
            return
        identifiers, collection, fragment = argument
        self._below(1, collection)
        bound = self._bound
        names = identifiers if type(identifiers) is list else [identifiers]
        self._bound = (*bound, *names)
        self._path.append(2)
        if entries and type(fragment) is dict:
            for name, body in fragment.items():
                self._path.append(name)
                if name.startswith(FOR_EACH_PREFIX):
                    self._loop(body, entries=True)
                else:
                    self._body(body)
                self._path.pop()
        else:
            self._value(fragment)
        self._path.pop()
        self._bound = bound

    def _add(
        self,
        kind: Kind,
        space: Space,
        target: str,
        below: Path = (),
        attribute: str | None = None,
        span: tuple[int, int] | None = None,
        keys: tuple[str | None, ...] = (),
    ) -> None:
        if self._bound and ("${" in target or "&{" in target):
            return  # the loop makes the name: it names nothing as it stands
        path = (*self._path, *below)
        self._found.append(
            _reference((kind, space, target, attribute, path, self._section, self._entry, span, keys))
        )


def _children(node: Data) -> Iterator[tuple[str | int, Data]]:
    if type(node) is dict:
        yield from node.items()
    elif type(node) is list:
        yield from enumerate(node)
