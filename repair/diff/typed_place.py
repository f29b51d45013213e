"""Places within the Properties of a resource type, read as its schema says."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from repair import knowledge
from repair.diff.place import NAMES, STRICT, Place
from repair.diff.policies import ELEMENTS, is_policy_name
from repair.knowledge.list_meaning import ListMeaning, list_meaning
from repair.template.data import Data

_SCALARS = frozenset({"string", "boolean", "integer", "number"})
#: String properties, other than policies, whose text is a JSON document that the service parses.
_JSON_TEXTS = frozenset({"DashboardBody", "DefinitionString", "EventPattern"})


class TypedPlace(Place):
    """A place that the schema of a resource type describes; made when first asked for."""

    __slots__ = ("_path", "_type_name")

    def __init__(self, type_name: str, path: tuple[str, ...] = ()) -> None:
        name = path[-1] if path else ""
        # A policy's elements have places of their own, also where the schema describes none.
        super().__init__(lists=None, children=ELEMENTS if is_policy_name(name) else None)
        self._type_name = type_name
        self._path = path
        kind = knowledge.resource_type(type_name)
        if kind is not None:
            schema = kind.resolve(path) if path else kind.schema
            types = frozenset(_types(schema))
            self.text = bool(types & _SCALARS)
            self.defaults = _defaults(kind, schema)
            document = "object" in types or name in _JSON_TEXTS or is_policy_name(name)
            self.json_text = "string" in types and document

    @property
    def lists(self) -> ListMeaning:
        """What the order of a list here means."""
        if self._lists is None:
            self._lists = list_meaning(self._type_name, self._path)
        return self._lists

    def _made(self, _key: str) -> Place:
        return TypedPlace(self._type_name, (*self._path, _key))


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
        children={"Properties": properties_place(type_name), "DependsOn": NAMES, "Metadata": STRICT},
    )


def place_at(type_name: str | None, path: Iterable[str | int]) -> Place:
    """The place of `path` within the Properties of a type; strict reading without a type."""
    place = properties_place(type_name) if type_name else STRICT
    for step in path:
        place = place.below(step)
    return place
