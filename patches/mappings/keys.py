"""Keys that a mapping does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.misspelt import meant
from repair.rules.model import Detection, Safety
from repair.rules.property_names import same_letters
from repair.template.data import value_at

_PAIR = 2
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "no key of the mapping is like it")


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each Fn::FindInMap with such a key."""
    template = context.template
    mappings = template.section("Mappings")
    if is_rewritten(template):
        return
    for one in template.references.references:
        mapping = mappings.get(one.target) if one.kind == "FindInMap" else None
        path = (*one.path, "Fn::FindInMap")
        given = value_at(template.data, path, None)
        if not isinstance(mapping, dict) or not isinstance(given, list) or len(given) != _PAIR + 1:
            continue
        if any(str(key).startswith("Fn::") for key in mapping):
            continue
        found = _read(mapping, given[1], given[2])
        if found is None:
            continue
        keys, safety = found
        shown = ", ".join(str(key) for key in given[1:] if isinstance(key, str))
        message = f"{one.entry} looks for {shown} in {one.target}, which does not have it."
        if safety is Safety.DISPLAY_ONLY:
            yield Detection(one.path, message, (), safety, _NEEDS_VALUE)
        else:
            sets = tuple(Set((*path, at + 1), key) for at, key in enumerate(keys) if key != given[at + 1])
            yield Detection(one.path, message, sets, safety)


def _read(mapping: dict[str, Any], top: Any, second: Any) -> tuple[tuple[Any, Any], Safety] | None:
    """The keys that are meant and how sure that is; None where nothing is wrong for certain."""
    given = (top, second)
    safety = Safety.SAFE
    bodies = [body for body in mapping.values() if isinstance(body, dict)]
    if isinstance(top, str):
        top, safety = _near(top, mapping)
        bodies = [body] if isinstance(body := mapping.get(top), dict) else []
    if isinstance(second, str) and bodies and not any(second in body for body in bodies):
        second, also = _near(second, {name: None for body in bodies for name in body})
        safety = min(safety, also)
    if (top, second) == given and safety is Safety.SAFE:
        return None
    return (top, second), safety


def _near(name: str, names: dict[str, Any]) -> tuple[str, Safety]:
    if name in names:
        return name, Safety.SAFE
    same = same_letters(name, names)
    if same is not None:
        return same, Safety.SAFE
    return meant(name, names) or (name, Safety.DISPLAY_ONLY)
