"""Another spelling of a parameter's values, wherever the template compares them."""

from __future__ import annotations

import re
from typing import Any

from repair.patch.operations import Move, Operation, Set
from repair.rules.model import Safety
from repair.template.data import value_at
from repair.template.references import Reference
from repair.template.template import Template

_MAP = "Fn::FindInMap"


def respelled(template: Template, name: str, default: str) -> tuple[tuple[Operation, ...], Safety] | None:
    """What makes `default` the default of a parameter, and how sure that is; None where something stands against it.

    Allowed values go with it, and what they are compared with: then who gives the old spelling is refused.
    """
    body = template.section("Parameters")[name]
    path = ("Parameters", name)
    allowed = body.get("AllowedValues")
    lower = default == str(body["Default"]).lower()
    operations: list[Operation] = [Set((*path, "Default"), default)]
    if allowed is not None:
        if not lower or not isinstance(allowed, list) or not all(isinstance(one, str) for one in allowed):
            return None
        if len({one.lower() for one in allowed}) < len(allowed):
            return None
        operations.append(Set((*path, "AllowedValues"), [one.lower() for one in allowed]))
    if not _allows(body, default):
        return None
    compared = [
        one
        for one in template.references.to(name, "value")
        if one.section not in ("Resources", "Outputs")
        or one.path[-2:-1] == (_MAP,)
        or any(step in ("Fn::Equals", _MAP) for step in one.path)
    ]
    for one in compared:
        found = _followed(template, one) if lower else None
        if found is None:
            return None
        operations += (operation for operation in found if operation not in operations)
    safe = allowed is None and not compared
    return tuple(operations), Safety.SAFE if safe else Safety.UNSAFE


def _allows(body: dict[str, Any], default: str) -> bool:
    pattern = body.get("AllowedPattern")
    if pattern is None:
        return True
    try:
        return re.fullmatch(str(pattern), default) is not None
    except re.error:
        return False


def _followed(template: Template, one: Reference) -> list[Operation] | None:
    """What makes a comparison with the parameter, or a mapping that it is a key of, small letters."""
    data: Any = template.data
    holder, index = one.path[:-1], one.path[-1]
    if one.kind != "Ref" or not isinstance(index, int):
        return None
    if holder[-1] == "Fn::Equals":
        other = value_at(data, (*holder, 1 - index), None)
        return [Set((*holder, 1 - index), other.lower())] if isinstance(other, str) else None
    if holder[-1] == _MAP and index == 1:
        mapping = value_at(data, (*holder, 0), None)
        body = template.section("Mappings").get(mapping) if isinstance(mapping, str) else None
        if not isinstance(body, dict) or len({key.lower() for key in body}) < len(body):
            return None
        readers = template.references.to(str(mapping), "mapping")
        if any(value_at(data, (*reader.path, _MAP, 1), None) != {"Ref": one.target} for reader in readers):
            return None
        base = ("Mappings", str(mapping))
        return [Move((*base, key), (*base, key.lower())) for key in body if key != key.lower()]
    return None
