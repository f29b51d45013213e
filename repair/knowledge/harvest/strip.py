"""A JSON Schema without its prose, the meaning untouched."""

from __future__ import annotations

from typing import Any

# Said for people, or for the service's own handlers: no validator and no fixer needs them.
_PROSE = frozenset({"description", "title", "markdownDescription", "$comment", "examples", "$id", "$schema"})
_OF_SCHEMA = frozenset(
    {
        "items", "additionalItems", "additionalProperties", "propertyNames", "contains", "not", "if", "then",
        "else",
    }
)  # fmt: skip
_OF_LIST = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_OF_MAP = frozenset({"properties", "patternProperties", "definitions", "dependencies", "dependentSchemas"})
# cfn-lint's two keywords that carry schemas (other resources gathered by reference, functions forbidden).
_NESTED = frozenset({"cfnGather", "cfnContext"})


def stripped(schema: Any) -> Any:
    """`schema` without descriptions and comments, at every depth; a property may be named like one."""
    if isinstance(schema, list):
        return [stripped(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept: dict[str, Any] = {}
    for keyword, value in schema.items():
        if keyword in _PROSE:
            continue
        if keyword in _OF_MAP and isinstance(value, dict):
            kept[keyword] = {name: stripped(part) for name, part in value.items()}
        elif keyword in _OF_SCHEMA or keyword in _OF_LIST:
            kept[keyword] = stripped(value)
        elif keyword in _NESTED and isinstance(value, dict):
            kept[keyword] = {**value, "schema": stripped(value["schema"])} if "schema" in value else value
        else:
            kept[keyword] = value
    return kept
