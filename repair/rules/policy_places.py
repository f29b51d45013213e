"""Where policy documents stand in a resource, and of what kind they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from repair import knowledge
from repair.document.pointer import Path
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource


def documents(resource: Resource) -> Iterator[tuple[Path, dict[str, Any], str]]:
    """Each policy document of a resource that stands there as a mapping: path, document, kind of document."""
    for pattern, kind in _places(resource.type):
        for path, found in _at(resource.properties, pattern, (*resource.path, "Properties")):
            if isinstance(found, dict) and not is_intrinsic(found):
                yield path, found, str(kind)


@lru_cache(maxsize=1024)
def _places(type_name: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple(knowledge.policy_documents(type_name).items())


def _at(value: Any, pattern: tuple[str, ...], path: Path) -> Iterator[tuple[Path, Any]]:
    if not pattern:
        yield path, value
    elif pattern[0] == "*" and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _at(item, pattern[1:], (*path, index))
    elif isinstance(value, dict) and pattern[0] in value and not is_intrinsic(value):
        yield from _at(value[pattern[0]], pattern[1:], (*path, pattern[0]))
