"""cfn-lint's extension schemas: what a provider schema cannot say, with the rule and the places of each."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from repair.knowledge.harvest.source import REGION, Source, rules
from repair.knowledge.harvest.strip import stripped

# Lists of instance classes by engine, version and licence: megabytes that no finding here rests on.
LARGEST = 300_000
_PREFIX = "Resources/"


@dataclass(frozen=True, slots=True)
class Place:
    """A rule that applies an extension schema, and one place where it does."""

    rule: str
    title: str
    type_name: str
    at: tuple[str, ...]


def extension_schemas(source: Source) -> tuple[dict[str, Any], dict[str, str]]:
    """Extension name -> schema, and names left out -> why. Of one that differs by region, `REGION`'s."""
    kept: dict[str, Any] = {}
    skipped: dict[str, str] = {}
    for name, content in source.extensions():
        schema = stripped(content[REGION] if _regional(content) else content)
        size = len(json.dumps(schema, separators=(",", ":")))
        if size > LARGEST:
            skipped[name] = f"{size} bytes of instance classes"
        else:
            kept[name] = schema
    return kept, skipped


def _regional(schema: Any) -> bool:
    return isinstance(schema, dict) and REGION in schema


def places(source: Source) -> dict[str, list[Place]]:
    """Extension name -> places of the rules that carry it, found by comparing their schemas with the file."""
    named: dict[str, list[str]] = defaultdict(list)
    for name, schema in source.extensions():
        named[_fingerprint(schema)].append(name)
    found: dict[str, list[Place]] = defaultdict(list)
    for rule in rules():
        schema = getattr(rule, "_schema", None)
        if not schema:
            continue
        for name in named.get(_fingerprint(schema), ()):
            found[name] += _places_of(name, rule)
    return dict(found)


def _places_of(name: str, rule: Any) -> list[Place]:
    keywords = list(dict.fromkeys(str(keyword) for keyword in rule.keywords if keyword.startswith(_PREFIX)))
    if rule.id == "I3013":
        # Covers eight types; its schema file holds for the one that it is named after only.
        keywords = [keyword for keyword in keywords if _folder(keyword) == name.split("/")[0]]
    places = []
    for keyword in keywords:
        _, type_name, *at = keyword.split("/")
        places.append(Place(rule.id, rule.shortdesc, type_name, tuple(at)))
    return places


def _folder(keyword: str) -> str:
    return keyword.split("/")[1].replace("::", "_").lower()


def _fingerprint(schema: Any) -> str:
    return json.dumps(schema, sort_keys=True)
