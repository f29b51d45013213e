"""One walk over all values of resources and outputs that collects what several rules look for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from repair.document.pointer import Path
from repair.knowledge.language import CONDITION_FUNCTIONS, INTRINSIC_FUNCTIONS, RULE_FUNCTIONS
from repair.rules.context import Context
from repair.template.intrinsics import IF, TRANSFORM

FUNCTIONS = INTRINSIC_FUNCTIONS | CONDITION_FUNCTIONS | RULE_FUNCTIONS
"""Keys of mappings that are functions somewhere in a template."""

LOOP = "Fn::ForEach"


@dataclass(frozen=True, slots=True)
class Sweep:
    """What the walk found, each with the path of the value that holds it.

    Attributes:
        plain: Texts that hold `${` and are no argument of Fn::Sub.
        subs: Arguments of Fn::Sub; the path is that of the mapping `{"Fn::Sub": …}`.
        choices: First items of Fn::If that are no text, so no names of conditions.
        included: Whether an Fn::Transform stands somewhere: it may bring in anything.
        computes_mapping: Whether an Fn::FindInMap computes the name of its mapping.
        dynamic: Texts that hold `{{`, those that are the argument of Fn::Sub included.
        functions: Mappings whose key is like a function's and none that there is; with that key.
    """

    plain: list[tuple[Path, str]] = field(default_factory=list)
    subs: list[tuple[Path, Any]] = field(default_factory=list)
    choices: list[tuple[Path, Any]] = field(default_factory=list)
    included: list[Path] = field(default_factory=list)
    computes_mapping: list[Path] = field(default_factory=list)
    dynamic: list[tuple[Path, str]] = field(default_factory=list)
    functions: list[tuple[Path, str]] = field(default_factory=list)


def sweep(context: Context) -> Sweep:
    """What the walk finds; walked once for each state of the template."""
    data = context.template.data
    kept = context.memo.get("sweep")
    if kept is None or kept[0] is not data:
        found = Sweep()
        for section in ("Resources", "Outputs", "Conditions", "Rules", "Mappings", "Parameters"):
            value = data.get(section)
            if isinstance(value, (dict, list)):
                _walk(value, (section,), found)
        kept = context.memo["sweep"] = (data, found)
    result: Sweep = kept[1]
    return result


def _walk(value: dict[str, Any] | list[Any], path: Path, found: Sweep) -> None:
    if isinstance(value, list):
        for index, item in enumerate(value):
            if type(item) is str:
                if "${" in item:
                    found.plain.append(((*path, index), item))
                if "{{" in item:
                    found.dynamic.append(((*path, index), item))
            elif type(item) in (dict, list):
                _walk(item, (*path, index), found)
        return
    for key, item in value.items():
        if type(item) is str:
            if "{{" in item:
                found.dynamic.append(((*path, key), item))
            if "${" not in item and key[:4] != "Fn::":
                continue
        here = (*path, key)
        if key[2:4] == "::" and key not in FUNCTIONS and key[:11] != LOOP:
            found.functions.append((path, key))
        if key[:4] == "Fn::" and _function(key, item, path, found):
            continue
        if type(item) is str:
            if "${" in item:
                found.plain.append((here, item))
        elif type(item) in (dict, list):
            _walk(item, here, found)


def _function(key: str, argument: Any, path: Path, found: Sweep) -> bool:
    """Note a function; True when nothing is left to walk into."""
    if key == "Fn::Sub":
        found.subs.append((path, argument))
        if isinstance(argument, list) and argument and isinstance(argument[0], str) and "{{" in argument[0]:
            found.dynamic.append(((*path, key, 0), argument[0]))
        if isinstance(argument, list) and len(argument) == 2 and isinstance(argument[1], dict):
            _walk(argument[1], (*path, key, 1), found)
        return True
    if key == IF and isinstance(argument, list) and len(argument) == 3 and type(argument[0]) is not str:
        found.choices.append(((*path, IF, 0), argument[0]))
    elif key == TRANSFORM:
        found.included.append(path)
    elif key == "Fn::FindInMap" and not (
        isinstance(argument, list) and argument and isinstance(argument[0], str)
    ):
        found.computes_mapping.append(path)
    return False
