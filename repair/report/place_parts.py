"""What a place holds that is there on one side only: a missing resource's properties are places of their own.

The place says that a table is missing; its parts say where its keys, its encryption and its policies stand, so that a
program finds them by their paths.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from repair.document.pointer import Path
from repair.template.data import value_at
from repair.template.intrinsics import is_intrinsic

if TYPE_CHECKING:
    from repair.engine.finding import Place
    from repair.engine.result import Repair
    from repair.template.template import Template


def parts_of(result: Repair, place: Place) -> Iterator[Place]:
    """The parts of what one template has at `place` and the other has not, in the template's order.

    Those of a resource are its properties and attributes, those of anything else its keys. A run without an ideal
    template has none: it says nothing about whole blocks.
    """
    if result.ideal is None or (place.before is None) == (place.after is None):
        return
    for suffix in _suffixes(place.path, place.after if place.before is None else place.before):
        path = place.path + suffix
        line, column = _position(result.template, path) or (place.line, place.column)
        ideal_path = None if place.ideal_path is None else place.ideal_path + suffix
        ideal = _position(result.ideal, ideal_path)
        yield replace(
            place,
            path=path,
            message="",
            line=line,
            column=column,
            before=value_at(place.before, suffix, None),
            after=value_at(place.after, suffix, None),
            ideal_path=ideal_path,
            ideal_line=ideal[0] if ideal is not None else None,
            ideal_column=ideal[1] if ideal is not None else None,
        )


def _suffixes(path: Path, value: Any) -> Iterator[Path]:
    if not isinstance(value, dict) or is_intrinsic(value):
        return
    whole = len(path) == 2 and path[0] == "Resources"
    for key, inner in value.items():
        if whole and key == "Properties" and isinstance(inner, dict):
            yield from ((key, name) for name in inner)
        elif not (whole and key == "Type"):
            yield (key,)


def _position(template: Template, path: Path | None) -> tuple[int, int] | None:
    found = template.position(path) if path is not None else None
    return (found.line, found.column) if found is not None else None
