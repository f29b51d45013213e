"""What a value that is none of those allowed is meant to be: the table, the same letters, the next larger number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Set
from repair.rules.known_names import name_text
from repair.rules.misspelt import meant
from repair.rules.property_path import Pattern, bare, inner
from repair.rules.reading import Reading
from repair.rules.removal import taken_out
from repair.rules.tables import entries
from repair.rules.trail_data import trail_reading
from repair.template.data import value_at
from repair.template.secret_names import is_secret_name
from repair.template.substitution import variables
from repair.template.template import Resource, Template

_CHOICE = re.compile(r"\^?\((\w+(?:\|\w+)+)\)\+?\$?")
TABLE = "known_values"
_TRAIL_TYPE: Pattern = ("EventSelectors", "*", "DataResources", "*", "Type")


def value_reading(
    template: Template, resource: Resource, path: Path, allowed: Sequence[Any]
) -> Reading | None:
    """What the value at `path`, which is none of `allowed`, is meant to be; None when nothing is clear."""
    value = value_at(template.data, path)
    pattern = bare(inner(path))
    if resource.type == "AWS::CloudTrail::Trail" and pattern == _TRAIL_TYPE:
        return trail_reading(template, path, value)
    if resource.type == "AWS::SSM::Parameter" and pattern == ("Type",) and value == "SecureString":
        return _secure_string(template, resource, path)
    for entry in entries(TABLE, resource.type, pattern):
        reading = _by_entry(template, path, allowed, entry)
        if reading is not None:
            return reading
    same = [other for other in allowed if _folded(other) == _folded(value)]
    if same and isinstance(value, str):
        return Reading(path, f"it is written {same[0]}", (Set(path, same[0]),))
    words = [other for other in allowed if isinstance(other, str)]
    found = meant(value, words) if isinstance(value, str) else None
    if found is None:
        return None
    return Reading(path, f"{found[0]} is near", (Set(path, found[0]),), sure=False)


def alternatives(pattern: str) -> tuple[str, ...]:
    """The words of a pattern that is but a choice of words, as `^(LATEST|TRIM_HORIZON)$`; none of any other."""
    found = _CHOICE.fullmatch(pattern)
    return tuple(found[1].split("|")) if found else ()


def _secure_string(template: Template, resource: Resource, path: Path) -> Reading:
    """What stands open in the template loses nothing as a String; what is given at deployment might."""
    value = resource.properties.get("Value")
    text = str(value) if isinstance(value, (int, float)) else name_text(value, template.section("Parameters"))
    parts = () if text is None else variables(text)
    sure = (
        text is not None and "{{resolve:" not in text and not any(_hides(template, one.name) for one in parts)
    )
    why = "CloudFormation does not create SecureString parameters"
    return Reading(
        path, f"{why}; a secret belongs in AWS::SecretsManager::Secret", (Set(path, "String"),), sure
    )


def _hides(template: Template, parameter: str) -> bool:
    """Whether what is given for the parameter is, or is called, a secret."""
    declared = template.section("Parameters").get(parameter)
    no_echo = declared.get("NoEcho") if isinstance(declared, dict) else None
    return no_echo not in (None, False, "false") or is_secret_name(parameter)


def _by_entry(
    template: Template, path: Path, allowed: Sequence[Any], entry: Mapping[str, Any]
) -> Reading | None:
    value = value_at(template.data, path)
    sure = not entry.get("unsafe", False)
    if "up" in entry:
        larger, nearest = _next_larger(value, allowed)
        return None if larger is None else Reading(path, entry["why"], (Set(path, larger),), sure and nearest)
    if "drop" in entry:
        if _folded(value) not in map(_folded, entry["drop"]):
            return None
        last_item = isinstance(path[-1], int) and len(value_at(template.data, path[:-1])) == 1
        return Reading(path, entry["why"], (taken_out(path),), sure and not last_item)
    for wrong, right in entry["values"].items():
        if _folded(wrong) == _folded(value):
            return Reading(path, entry["why"], (Set(path, right),), sure)
    return None


def _next_larger(value: Any, allowed: Sequence[Any]) -> tuple[Any, bool]:
    """The allowed number above a number, None without one, and whether it is nearer than the one below."""
    number = int(value) if isinstance(value, str) and value.isdecimal() else value
    if isinstance(number, bool) or not isinstance(number, (int, float)) or number <= 0:
        return None, False
    numbers = [other for other in allowed if isinstance(other, (int, float))]
    larger = min((other for other in numbers if other > number), default=None)
    smaller = max((other for other in numbers if other < number), default=None)
    return larger, larger is not None and (smaller is None or larger - number < number - smaller)


def _folded(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return "".join(filter(str.isalnum, text)).lower()
