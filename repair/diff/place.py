"""How values are to be read at one place of a template: scalars by type, lists by meaning, defaults, JSON texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from repair import knowledge
from repair.knowledge.list_meaning import ListMeaning, list_meaning
from repair.template.data import Data

_SCALARS = frozenset({"string", "boolean", "integer", "number"})
#: String properties whose text is a JSON document that the service parses.
_JSON_TEXTS = frozenset(
    {
        "AccessPolicies", "AccessPolicy", "DashboardBody", "DefinitionString", "EventPattern", "KeyPolicy",
        "LifecyclePolicyText", "PolicyDocument", "PolicyText", "RedrivePolicy", "RepositoryPolicyText",
        "ResourcePolicy",
    }
)  # fmt: skip


class Place:
    """One place, for all templates; places are shared, so what is learned of one is learned once.

    Attributes:
        text: Scalars compare as the text that CloudFormation makes of them: `true` is "true", 20 is "20".
        defaults: Explicit defaults of properties below, by name.
        json_text: A text here may be a JSON document.
        one_or_many: A scalar means a list of one.
    """

    __slots__ = ("_below", "_lists", "_path", "_type_name", "defaults", "json_text", "one_or_many", "text")

    def __init__(
        self,
        *,
        text: bool = False,
        lists: ListMeaning | None = None,
        one_or_many: bool = False,
        children: Mapping[str, Place] | None = None,
        type_name: str | None = None,
        path: tuple[str, ...] = (),
    ) -> None:
        self.text = text
        self.one_or_many = one_or_many
        self.defaults: Mapping[str, Data] = {}
        self.json_text = False
        self._lists = lists
        self._below: dict[str, Place] = dict(children or {})
        self._type_name = type_name
        self._path = path
        if type_name is not None:
            self._learn(type_name)

    def _learn(self, type_name: str) -> None:
        kind = knowledge.resource_type(type_name)
        if kind is None:
            return
        schema = kind.resolve(self._path) if self._path else kind.schema
        types = frozenset(_types(schema))
        self.text = bool(types & _SCALARS)
        self.defaults = _defaults(kind, schema)
        named = bool(self._path) and self._path[-1] in _JSON_TEXTS
        self.json_text = "string" in types and ("object" in types or named)

    @property
    def lists(self) -> ListMeaning:
        """What the order of a list here means."""
        if self._lists is None:
            self._lists = ORDERED if self._type_name is None else list_meaning(self._type_name, self._path)
        return self._lists

    def below(self, step: str | int) -> Place:
        """The place of a key or of the list's items."""
        key = "*" if type(step) is int else str(step)
        found = self._below.get(key)
        if found is None:
            found = self._made(key)
            self._below[key] = found
        return found

    def _made(self, key: str) -> Place:
        if self._type_name is not None:
            return Place(type_name=self._type_name, path=(*self._path, key))
        return TEXT if self.text else STRICT


def _types(schema: Any) -> Iterable[str]:
    if isinstance(schema, dict):
        declared = schema.get("type", ())
        yield from (declared,) if isinstance(declared, str) else declared
        for keyword in ("anyOf", "oneOf", "allOf"):
            for branch in schema.get(keyword, ()):
                yield from _types(branch)


def _defaults(kind: knowledge.ResourceType, schema: Any) -> dict[str, Data]:
    found: dict[str, Data] = {}
    properties = schema.get("properties") if isinstance(schema, dict) else None
    for name, below in properties.items() if isinstance(properties, dict) else ():
        below = knowledge.dereferenced(below, kind.schema)
        if isinstance(below, dict) and "default" in below:
            found[name] = below["default"]
    return found


ORDERED = ListMeaning("ordered")

STRICT = Place()
"""Types and order matter: Metadata, and whatever no schema describes."""

TEXT = Place(text=True)
"""Sections and attributes in which CloudFormation reads every scalar as text."""

NAMES = Place(text=True, lists=ListMeaning("set"), one_or_many=True)
"""DependsOn: one name or a set of names."""


PARAMETER = Place(text=True, children={"AllowedValues": Place(text=True, lists=ListMeaning("set"))})
"""An entry of Parameters."""


@lru_cache(maxsize=4096)
def properties_place(type_name: str) -> Place:
    """The place of a resource's Properties."""
    return Place(type_name=type_name)


@lru_cache(maxsize=4096)
def resource_place(type_name: str) -> Place:
    """The place of a whole resource."""
    return Place(
        text=True,
        children={"Properties": properties_place(type_name), "DependsOn": NAMES, "Metadata": STRICT},
    )


def place_at(type_name: str | None, path: Iterable[str | int]) -> Place:
    """The place of `path` within the Properties of a type; strict reading without a type."""
    place = properties_place(type_name) if type_name else STRICT
    for step in path:
        place = place.below(step)
    return place
