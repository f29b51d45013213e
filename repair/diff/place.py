"""How values are to be read at one place of a template: scalars by type, lists by meaning, defaults, JSON texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from repair import knowledge
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
        list_kind: "ordered", "set", "multiset" or "keyed".
        list_keys: The keys that tell the items of a keyed list apart.
        defaults: Explicit defaults of properties below, by name.
        json_text: A text here may be a JSON document.
        one_or_many: A scalar means a list of one.
    """

    __slots__ = (
        "_below",
        "_path",
        "_type",
        "defaults",
        "json_text",
        "list_keys",
        "list_kind",
        "one_or_many",
        "text",
    )

    def __init__(
        self,
        *,
        text: bool = False,
        list_kind: str = "ordered",
        list_keys: tuple[str, ...] = (),
        defaults: Mapping[str, Data] | None = None,
        json_text: bool = False,
        one_or_many: bool = False,
        children: Mapping[str, Place] | None = None,
    ) -> None:
        self.text = text
        self.list_kind = list_kind
        self.list_keys = list_keys
        self.defaults: Mapping[str, Data] = defaults or {}
        self.json_text = json_text
        self.one_or_many = one_or_many
        self._below: dict[str, Place] = dict(children or {})
        self._type: knowledge.ResourceType | None = None
        self._path: tuple[str, ...] = ()

    def below(self, step: str | int) -> Place:
        """The place of a key or of the list's items."""
        key = "*" if type(step) is int else str(step)
        found = self._below.get(key)
        if found is None:
            found = self._made(key)
            self._below[key] = found
        return found

    def _made(self, key: str) -> Place:
        if self._type is None:
            # Without a schema every value below is read as this one, except that it is no list of one.
            return self if not (self.one_or_many or self._below) else Place(text=self.text)
        return _typed(self._type, (*self._path, key))


def _typed(kind: knowledge.ResourceType, path: tuple[str, ...]) -> Place:
    schema = kind.resolve(path) if path else kind.schema
    types = frozenset(_types(schema))
    meaning = knowledge.list_meaning(kind.name, path) if "array" in types else None
    place = Place(
        text=bool(types & _SCALARS),
        list_kind=meaning.kind if meaning else "ordered",
        list_keys=meaning.keys if meaning else (),
        defaults=_defaults(kind, schema),
        json_text="string" in types and ("object" in types or (bool(path) and path[-1] in _JSON_TEXTS)),
    )
    place._type = kind
    place._path = path
    return place


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


STRICT = Place()
"""Types and order matter: Metadata, and whatever no schema describes."""

TEXT = Place(text=True)
"""Sections and attributes in which CloudFormation reads every scalar as text."""

NAMES = Place(text=True, list_kind="set", one_or_many=True)
"""DependsOn: one name or a set of names."""


@lru_cache(maxsize=4096)
def properties_place(type_name: str) -> Place:
    """The place of a resource's Properties; STRICT for a type that is not known."""
    kind = knowledge.resource_type(type_name)
    return STRICT if kind is None else _typed(kind, ())


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
