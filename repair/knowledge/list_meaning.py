"""What the order of a list property means: nothing, everything, or that items go by a key.

Evidence, the stronger first: the reviewed rows of `list_overrides`; a list that is a map in disguise (tags,
names with values); the schema's `uniqueKeys`, `insertionOrder` and `uniqueItems`. Without any, order counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from repair.knowledge.list_overrides import ANYWHERE, ROWS, UNORDERED_TEXTS
from repair.knowledge.resource_types import ResourceType, resource_type
from repair.knowledge.subschema import ANY, Path, Schema

Kind = Literal["ordered", "set", "multiset", "keyed"]


@dataclass(frozen=True, slots=True)
class ListMeaning:
    """How to compare two lists.

    Attributes:
        kind: "ordered": position counts. "set": neither order nor repetition counts. "multiset": repetition
            counts. "keyed": order does not count; items correspond by the values of `keys`.
        keys: Properties that identify an item, together; "lacks it" is a value like any other. Also given for
            some "ordered" lists (`KeySchema`, pipeline stages), where they tell which items correspond.
        reason: The evidence, in a few words.
    """

    kind: Kind
    keys: tuple[str, ...] = ()
    reason: str = ""


DEFAULT = ListMeaning("ordered", reason="the schema does not say otherwise")
TAGS = ListMeaning("keyed", ("Key",), "tags, wherever they stand")

# A list of such pairs is a map: AWS refuses or overwrites a second item with the same key.
_PAIRS = (
    ("Key", "Value"),
    ("Name", "Value"),
    ("Name", "ValueFrom"),
    ("ParameterKey", "ParameterValue"),
    ("ParameterName", "ParameterValue"),
    ("TagKey", "TagValue"),
)
# Names of lists of pairs that are conditions, where one key may come with several values.
_CONDITIONS = ("Filters", "Filter", "MatchAnyTag", "ExcludeTags", "Equals")


@lru_cache(maxsize=65536)
def list_meaning(type_name: str, path: Path) -> ListMeaning:
    """What order means in the list at `path` within the properties of a resource of type `type_name`.

    Args:
        type_name: A resource type; of an unknown one only what holds for all types is known.
        path: Property names, and an int or "*" for each list item on the way: ("Rules", 0, "Values").
    """
    plain = tuple(ANY if isinstance(step, int) else step for step in path)
    exact, tails = _overrides(type_name)
    reviewed = exact.get(plain) or _by_tail(tails, plain)
    if reviewed is not None:
        return reviewed
    kind = resource_type(type_name)
    found = kind.resolve(plain) if kind is not None else None
    if kind is not None and found and found.get("type") != "object":
        return _by_schema(kind, plain, found)
    # A list where the schema has a map, or nothing, is a fault; tags stay tags.
    return TAGS if plain and str(plain[-1]).endswith("Tags") else DEFAULT


def _by_schema(kind: ResourceType, path: Path, schema: Schema) -> ListMeaning:
    item = kind.resolve((*path, ANY)) or {}
    name = str(path[-1]) if path else ""
    if item.get("type") not in ("object", "array") and not item.get("properties") and name in UNORDERED_TEXTS:
        return ListMeaning("set", reason=UNORDERED_TEXTS[name])
    properties = item.get("properties", {})
    if pair := _pair_key(name, properties):
        return ListMeaning("keyed", (pair,), "a map written as a list")
    if schema.get("uniqueKeys"):
        return ListMeaning("keyed", tuple(schema["uniqueKeys"]), "uniqueKeys in the schema")
    if schema.get("insertionOrder") is False:
        if schema.get("uniqueItems"):
            return ListMeaning("set", reason="insertionOrder: false and uniqueItems in the schema")
        return ListMeaning("multiset", reason="insertionOrder: false in the schema")
    return DEFAULT


def _pair_key(name: str, properties: Schema) -> str | None:
    if name.endswith(_CONDITIONS):
        return None
    for key, value in _PAIRS:
        tags = name.endswith(("Tags", "TagList"))  # those of an Auto Scaling group also say PropagateAtLaunch
        if key in properties and value in properties and (tags or len(properties) == 2):
            return key
    return None


Tails = dict[str, list[tuple[Path, ListMeaning]]]


@cache
def _overrides(type_name: str) -> tuple[dict[Path, ListMeaning], Tails]:
    """The rows that concern `type_name`: by whole path, and those for any depth by their last step."""
    exact: dict[Path, ListMeaning] = {}
    tails: Tails = {}
    for of_type, text, kind, keys, reason in ROWS:
        if not _concerns(of_type, type_name):
            continue
        meaning = ListMeaning(kind, tuple(keys.split()), reason)
        path = tuple(text.split("/"))
        if path[0] == ANYWHERE:
            tails.setdefault(path[-1], []).append((path[1:], meaning))
        else:
            exact[path] = meaning
    return exact, tails


def _concerns(pattern: str, type_name: str) -> bool:
    return type_name.startswith(pattern[:-1]) if pattern.endswith("*") else type_name == pattern


def _by_tail(tails: Tails, path: Path) -> ListMeaning | None:
    if not path:
        return None
    for tail, meaning in tails.get(str(path[-1]), ()):
        if path[-len(tail) :] == tail:
            return meaning
    return None
