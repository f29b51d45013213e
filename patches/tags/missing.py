"""Taggable resources without any tag, in a template that shows which tags its resources have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.resource_policies import named_in
from repair.rules.tag_property import tag_property, value_for
from repair.template.values import same_value

_OWN = ("Name", "aws:", "aws-cdk:")
"""What a key of a single resource begins with."""
_ENOUGH = 2
"""Tagged resources of which it can be told what the template's tags are."""


def detect(context: Context) -> Iterator[Detection]:
    """One detection for each of them."""
    places = {
        resource.id: (resource, place)
        for resource in context.template.resources.values()
        if (place := tag_property(resource.type)) is not None
    }
    bare = [(resource, place) for resource, place in places.values() if place.keys(resource) == frozenset()]
    if not bare:
        return
    written = [
        resource.properties[place.name]
        for resource, place in places.values()
        if place.keys(resource) and place.name in resource.properties
    ]
    tags = _shared(context, written)
    for resource, place in bare if tags else ():
        path = (*resource.path, "Properties", place.name)
        yield Detection(path, f"{resource.id} has no tags.", place.adding(resource, tags))


def _shared(context: Context, written: Sequence[Any]) -> dict[str, Any]:
    """The tags that all have; where hardly anything is tagged, the one that tells the environment."""
    if len(written) < _ENOUGH:
        environment = value_for(context, "Environment")
        return {} if environment is None else {"Environment": environment}
    first, *others = (_as_map(value) for value in written)
    return {
        key: text
        for key, text in first.items()
        if not key.startswith(_OWN)
        and context.template.resources.keys().isdisjoint(named_in(text))
        and all(key in tags and same_value(tags[key], text) for tags in others)
    }


def _as_map(tags: Any) -> dict[str, Any]:
    """Tags in either shape, whose keys are known."""
    return {one["Key"]: one.get("Value") for one in tags} if isinstance(tags, list) else tags
