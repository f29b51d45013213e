"""Walks a JSON Schema along a property path: the sub-schema that governs the value there."""

from __future__ import annotations

import re
from typing import Any

Schema = dict[str, Any]
Step = str | int
Path = tuple[Step, ...]

ANY = "*"


def subschema(root: Schema, path: Path) -> Schema | None:
    """The sub-schema of `root` at `path`, `$ref`s followed.

    Args:
        root: The schema; its `definitions` are where `$ref`s point.
        path: Property names; an int or "*" for a list item, "*" also for the value of any key of a map.

    Returns:
        None where `root` allows nothing; `{}` where it allows anything; `{"anyOf": [...]}` where alternatives
        (`anyOf`, `oneOf`, `allOf`, `then`, `else`) say different things and no plain `properties` does.
    """
    found: Schema | None = dereferenced(root, root)
    for step in path:
        if found is None:
            return None
        found = _child(found, step, root)
    return found


def dereferenced(schema: Any, root: Schema) -> Schema | None:
    """`schema` with its `$ref` followed; keywords beside the `$ref` hold too, as cfn-lint reads them.

    None for the schema `false`; `{}` for `true`, and for a `$ref` that leads nowhere and so says nothing.
    """
    for _ in range(32):  # a chain of `$ref`s; longer is a circle
        if schema is True:
            return {}
        if not isinstance(schema, dict):
            return None
        pointer = schema.get("$ref")
        if pointer is None:
            return schema
        target = _target(pointer, root)
        if target is None:
            return {keyword: value for keyword, value in schema.items() if keyword != "$ref"}
        if len(schema) > 1 and isinstance(target, dict):
            schema = {**target, **{keyword: value for keyword, value in schema.items() if keyword != "$ref"}}
            if "$ref" in target:
                schema["$ref"] = target["$ref"]
        else:
            schema = target
    return {}


def _target(pointer: str, root: Schema) -> Any:
    node: Any = root
    for step in pointer.removeprefix("#").split("/"):
        if step:
            node = node.get(step) if isinstance(node, dict) else None
    return node


def _child(node: Schema, step: Step, root: Schema) -> Schema | None:
    own = _own(node, step, root)
    if own is None or own:
        return own
    said: list[Schema] = []
    for keyword in ("allOf", "anyOf", "oneOf"):
        branches = [dereferenced(branch, root) for branch in node.get(keyword, ())]
        hits = [_child(branch, step, root) for branch in branches if branch is not None]
        if hits and (None in hits if keyword == "allOf" else not any(hit is not None for hit in hits)):
            return None
        said += [hit for hit in hits if hit]
    for keyword in ("then", "else"):
        branch = dereferenced(node[keyword], root) if keyword in node else None
        hit = _child(branch, step, root) if branch is not None else None
        said += [hit] if hit else []
    distinct = [hit for index, hit in enumerate(said) if hit not in said[:index]]
    return distinct[0] if len(distinct) == 1 else {"anyOf": distinct} if distinct else {}


def _own(node: Schema, step: Step, root: Schema) -> Schema | None:
    """What the node itself says of `step`, its alternatives left aside; `{}` when it says nothing."""
    types = node.get("type", ())
    types = (types,) if isinstance(types, str) else tuple(types)
    listed = "items" in node or "prefixItems" in node or "array" in types
    if isinstance(step, int) or (step == ANY and listed):
        return _item(node, step, root) if not types or "array" in types else None
    if types and "object" not in types:
        return None
    properties = node.get("properties", {})
    if step in properties:
        return dereferenced(properties[step], root)
    patterns = node.get("patternProperties", {})
    for pattern, schema in patterns.items():
        if step == ANY or _matches(pattern, step):
            return dereferenced(schema, root)
    return dereferenced(node.get("additionalProperties", True), root)


def _item(node: Schema, step: Step, root: Schema) -> Schema | None:
    items = node.get("items")
    if isinstance(items, list):
        positions = items
    elif items is not None:
        return dereferenced(items, root)
    else:
        positions = node.get("prefixItems", [])
    if isinstance(step, int) and step < len(positions):
        return dereferenced(positions[step], root)
    return {}


def _matches(pattern: str, name: str) -> bool:
    try:
        return re.search(pattern, name) is not None
    except re.error:  # ECMA patterns that Python cannot read (`\\p{L}`): take the name as allowed
        return True
