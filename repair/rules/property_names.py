"""Which property of a type is meant by a name that the type does not have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from repair.knowledge import ResourceType, dereferenced
from repair.rules.misspelt import meant
from repair.rules.model import Safety
from repair.rules.property_path import Pattern

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

_STEM = 4
"""The letters that two forms of a word share at least."""

COMMON = frozenset(
    {"Arn", "Condition", "Conditions", "Config", "Configuration", "Description", "Enabled", "Id", "Key", "Mode", "Name",
     "Names", "Policy", "Policies", "Prefix", "Status", "Tags", "Type", "Value", "Values", "Version"}
)  # fmt: skip
"""Names that so many things have that finding one elsewhere in a type says little."""


def settable(kind: ResourceType, pattern: Pattern) -> frozenset[str]:
    """The names that a template may set in the mapping at `pattern`; none where any name goes."""
    schema = kind.resolve(pattern)
    if schema is None:
        return frozenset()
    return frozenset(name for name in _names(schema, kind.schema) if (*pattern, name) not in kind.read_only)


def same_letters(name: str, names: Collection[str]) -> str | None:
    """The one of `names` that differs from `name` in case and punctuation only."""
    folded = _folded(name)
    alike = [other for other in names if _folded(other) == folded]
    return alike[0] if len(alike) == 1 else None


def switched(name: str, names: Collection[str]) -> str | None:
    """The one of `names` that is `name` with Enable before it or Enabled behind it, or without these."""
    core = name.removeprefix("Enable").removesuffix("Enabled")
    alike = [other for other in names if other in (core, f"Enable{core}", f"{core}Enabled") and other != name]
    return alike[0] if len(alike) == 1 and core else None


def named_after(type_name: str, name: str, names: Collection[str]) -> str | None:
    """The one of `names` that is `name` with or without words of the type (`Name` of a queue: `QueueName`)."""
    words = _WORD.findall(type_name.rpartition("::")[2])
    prefixes = ["".join(words[start:]) for start in range(len(words))]
    alike = {prefix + name for prefix in prefixes} | {name.removeprefix(prefix) for prefix in prefixes}
    found = [other for other in names if other in alike and other != name]
    return found[0] if len(found) == 1 else None


def near(name: str, names: Collection[str]) -> tuple[str, bool] | None:
    """The one of `names` that is near to `name`, and whether it is but a slip of the pen."""
    other_form = inflected(name, names)
    if other_form is not None:
        return other_form, True
    found = meant(name, names)
    return None if found is None else (found[0], found[1] is Safety.SAFE)


def inflected(name: str, names: Collection[str]) -> str | None:
    """The one of `names` with the same words but one, which stands in another form (Scan for Scanning)."""
    words = _WORD.findall(name)
    alike = [other for other in names if _one_word_longer(words, _WORD.findall(other))]
    return alike[0] if len(alike) == 1 else None


def _one_word_longer(mine: list[str], theirs: list[str]) -> bool:
    if len(mine) != len(theirs) or len(mine) < 2:
        return False
    differing = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    if len(differing) != 1:
        return False
    shorter, longer = sorted(differing[0], key=len)
    return len(shorter) >= _STEM and longer.startswith(shorter)


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()


def _names(schema: dict[str, Any], root: dict[str, Any]) -> Iterator[str]:
    yield from schema.get("properties", ())
    for keyword in ("allOf", "anyOf", "oneOf"):
        for branch in schema.get(keyword, ()):
            found = dereferenced(branch, root)
            if found:
                yield from _names(found, root)
