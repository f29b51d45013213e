"""Tags with the same key on one resource."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair import knowledge
from repair.patch.operations import Remove
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource
from repair.template.values import same_value


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each resource: the first key that stands again."""
    found = resource.properties.get("Tags")
    kind = knowledge.resource_type(resource.type) if isinstance(found, list) and len(found) > 1 else None
    if kind is None or not isinstance(found, list):
        return
    seen: list[tuple[Any, int]] = []
    for index, tag in enumerate(found):
        key = tag.get("Key") if isinstance(tag, dict) and not is_intrinsic(tag) else None
        if not isinstance(key, str):
            continue
        first = next((at for other, at in seen if other == key), None)
        seen.append((key, index))
        if first is not None:
            # The later one is what whoever added it wanted to hold.
            at = (*resource.path, "Properties", "Tags", first)
            safety = Safety.SAFE if same_value(found[first], tag) else Safety.UNSAFE
            yield Detection(at, f"{resource.id} has two tags {key}.", (Remove(at),), safety)
            return
