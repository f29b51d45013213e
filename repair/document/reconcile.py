"""Old text and new data -> edits. Chooses the format's way, and proves the result for YAML by parsing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repair.document.equality import same
from repair.document.json_edits import json_edits
from repair.document.spans import Edit, apply_edits
from repair.errors import InputError, RepairError

if TYPE_CHECKING:
    from repair.document.document import Document

# How an edit is tried: may new text blocks be written, and from which depth on is a changed value written
# anew as a whole. YAML has too many corners (a comment that a new text block would swallow, a blank line
# that an old one would) to foresee all; a try that does not parse to the data makes way for the next.
_TRIES: tuple[tuple[bool, int | None], ...] = (
    (True, None),
    (False, None),
    (False, 4),
    (False, 3),
    (False, 2),
    (False, 1),
)


def edits(document: Document, data: object) -> tuple[Edit, ...]:
    """Return sorted edits apart from each other that make the document mean `data`.

    Raises:
        RepairError: The root is no mapping, or the format cannot hold the data (a lone surrogate in YAML).
    """
    if not isinstance(data, dict):
        raise RepairError("a document's data must be a mapping")
    dialect = document.dialect
    new = _long_form(data, document.data, dialect.dotted) if dialect.dotted else data
    if document.data is new or same(document.data, new):
        return ()
    if document.format == "json":
        return json_edits(document.text, document.root, new, dialect)
    return _yaml_edits(document, new)


def _yaml_edits(document: Document, new: dict[str, Any]) -> tuple[Edit, ...]:
    from repair.document.block_edits import StrangeLayout  # most templates are one or the other
    from repair.document.yaml_edits import whole_edit, yaml_edits

    for blocks, coarse in _TRIES:
        try:
            found = yaml_edits(document, new, blocks=blocks, coarse=coarse)
        except StrangeLayout:
            continue
        if _proved(document, found, new):
            return found
    for everything in (False, True):
        found = whole_edit(document, new, everything=everything)
        if _proved(document, found, new):
            return found
    raise RepairError("this data cannot be written as YAML")


def _proved(document: Document, found: tuple[Edit, ...], new: dict[str, Any]) -> bool:
    from repair.document.document import parse

    try:
        text = apply_edits(document.text, found)
        result = parse(
            text, name=document.name, dialect=document.dialect, format=document.format, limits=document.limits
        )
    except (InputError, ValueError):
        return False
    return same(result.data, new, written=False)


def _long_form(new: Any, old: Any, dotted: frozenset[str]) -> Any:
    """Return `new` with dotted text as lists, shared with `old` and `new` where nothing has to change."""
    if new is old:
        return new
    if isinstance(new, dict):
        others = old if isinstance(old, dict) else {}
        if len(new) == 1:
            (key, value), *_ = new.items()
            if key in dotted and isinstance(value, str):
                return {key: value.split(".", 1)}
        changed = {
            key: item
            for key, value in new.items()
            if (item := _long_form(value, others.get(key), dotted)) is not value
        }
        return {**new, **changed} if changed else new
    if isinstance(new, list):
        olds = old if isinstance(old, list) else []
        items = [_long_form(v, olds[i] if i < len(olds) else None, dotted) for i, v in enumerate(new)]
        return items if any(a is not b for a, b in zip(items, new, strict=True)) else new
    return new
