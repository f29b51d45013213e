"""Places within the Properties of a resource type, read as its schema says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from repair import knowledge
from repair.diff.meaning.place import ANY, JSON_SCHEMA, NAMES, PATTERN, STRICT, UPDATE_POLICY, Place
from repair.diff.meaning.policies import DEFAULTS, ELEMENTS, is_policy_name
from repair.knowledge.list_meaning import ListMeaning, list_meaning
from repair.template.data import Data

_SCALARS = frozenset({"string", "boolean", "integer", "number"})
_PATTERNS = frozenset({"EventPattern", "FilterPolicy"})
#: String properties, other than policies, whose text is a JSON document that the service parses.
_JSON_TEXTS = _PATTERNS | {"DashboardBody", "DefinitionString"}


class TypedPlace(Place):
    """A place that the schema of a resource type describes; made when first asked for."""

    __slots__ = ("_path", "_rest", "_type_name", "described")

    def __init__(self, type_name: str, path: tuple[str, ...] = ()) -> None:
        name = path[-1] if path else ""
        children = _documents(type_name, path)
        super().__init__(lists=None, children=children)
        self._rest = children.get(ANY)
        self._type_name = type_name
        self._path = path
        self.described = False
        kind = knowledge.resource_type(type_name)
        if kind is not None:
            schema = kind.resolve(path) if path else kind.schema
            self.described = bool(schema)
            types = frozenset(_types(schema))
            self.text = bool(types & _SCALARS)
            self.defaults = _defaults(kind, schema)
            document = "object" in types or name in _JSON_TEXTS or _is_pattern(path) or is_policy_name(name)
            self.json_text = "string" in types and document
            if is_policy_name(name):
                self.defaults = {**self.defaults, **DEFAULTS}

    @property
    def lists(self) -> ListMeaning:
        """What the order of a list here means."""
        if self._lists is None:
            self._lists = list_meaning(self._type_name, self._path)
        return self._lists

    def _made(self, key: str) -> Place:
        if self._rest is not None:
            return self._rest
        made = TypedPlace(self._type_name, (*self._path, key))
        # Statements are those of a policy, unless the schema says what else they are (as for web ACLs).
        return ELEMENTS["Statement"] if key == "Statement" and not made.described else made


def _is_pattern(path: tuple[str, ...]) -> bool:
    """Whether a property holds an event pattern: by its name, or as a filter of a source of events."""
    return bool(path) and (path[-1] in _PATTERNS or path[-3:] == ("Filters", "*", "Pattern"))


def _documents(type_name: str, path: tuple[str, ...]) -> Mapping[str, Place]:
    """The places within a document of a kind known by its property's name, whatever the schema describes."""
    if _is_pattern(path):
        return PATTERN.children
    if path and is_policy_name(path[-1]):
        return ELEMENTS
    if type_name == "AWS::ApiGateway::Model" and path == ("Schema",):
        return JSON_SCHEMA.children
    return {}


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


@lru_cache(maxsize=4096)
def properties_place(type_name: str) -> Place:
    """The place of a resource's Properties."""
    return TypedPlace(type_name)


@lru_cache(maxsize=4096)
def resource_place(type_name: str) -> Place:
    """The place of a whole resource."""
    return Place(
        text=True,
        children={
            "Properties": properties_place(type_name),
            "DependsOn": NAMES,
            "Metadata": STRICT,
            "UpdatePolicy": UPDATE_POLICY,
        },
    )


def place_at(type_name: str | None, path: Iterable[str | int]) -> Place:
    """The place of `path` within the Properties of a type; strict reading without a type."""
    place = properties_place(type_name) if type_name else STRICT
    for step in path:
        place = place.below(step)
    return place
