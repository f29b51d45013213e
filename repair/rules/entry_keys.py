"""Keys that an entry of a section does not have: misspelt, or of no meaning."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Move, Remove
from repair.rules.misspelt import meant
from repair.rules.model import Detection, Safety
from repair.rules.property_names import inflected, same_letters


def unknown_keys(body: Any, path: Path, keys: Collection[str], what: str) -> Iterator[Detection]:
    """A detection for each key of the entry at `path` that is none of `keys`; `what` is what the entry is."""
    for key in body if isinstance(body, dict) else ():
        if not isinstance(key, str) or key in keys or key.startswith("Fn::"):
            continue
        found = right_key(key, [other for other in keys if other not in body])
        message = f"{path[-1]}: {what} has no {key}."
        if found is None:
            yield Detection((*path, key), message, (Remove((*path, key)),), Safety.UNSAFE)
        else:
            right, safety = found
            moved = (Move((*path, key), (*path, right)),)
            yield Detection((*path, key), f"{message[:-1]}; {right} is meant.", moved, safety)


def right_key(key: str, keys: Collection[str]) -> tuple[str, Safety] | None:
    """The one of `keys` that `key` means, and how sure that is."""
    same = same_letters(key, keys) or inflected(key, keys) or same_letters(f"{key}s", keys)
    if same is None and key.endswith("s"):
        same = same_letters(key[:-1], keys)
    return (same, Safety.SAFE) if same is not None else meant(key, keys)
