"""The names that references of a template stand for, read and replaced without the product's help."""

from __future__ import annotations

import re
from typing import Any

Data = dict[str, Any]

VARIABLE = re.compile(r"\$\{([A-Za-z0-9]+)((?:\.[A-Za-z0-9.]+)?)\}")
"""`${Name}` or `${Name.Attribute}` in a Fn::Sub."""


def names_in(node: Any) -> set[str]:
    """Every name that a Ref, GetAtt, Sub or DependsOn in `node` may mean."""
    if isinstance(node, list):
        return set().union(*map(names_in, node))
    if not isinstance(node, dict):
        return set()
    found: set[str] = set()
    for key, value in node.items():
        if key == "Ref" and isinstance(value, str):
            found.add(value)
        elif key == "Fn::GetAtt":
            found.add(value[0])
        elif key == "Fn::Sub" and isinstance(value, str):
            found.update(match.group(1) for match in VARIABLE.finditer(value))
        elif key == "DependsOn":
            found.update(value if isinstance(value, list) else [value])
        else:
            found |= names_in(value)
    return found


def renamed_in(node: Any, names: dict[str, str]) -> Any:
    """`node` with all references renamed at once."""
    if isinstance(node, list):
        return [renamed_in(item, names) for item in node]
    if not isinstance(node, dict):
        return node
    made: Data = {}
    for key, value in node.items():
        if key == "Ref" and isinstance(value, str):
            made[key] = names.get(value, value)
        elif key == "Fn::GetAtt":
            made[key] = [names.get(value[0], value[0]), *value[1:]]
        elif key == "Fn::Sub" and isinstance(value, str):
            made[key] = VARIABLE.sub(lambda match: f"${{{names.get(match[1], match[1])}{match[2]}}}", value)
        elif key == "DependsOn":
            made[key] = (
                [names.get(item, item) for item in value]
                if isinstance(value, list)
                else names.get(value, value)
            )
        else:
            made[key] = renamed_in(value, names)
    return made
