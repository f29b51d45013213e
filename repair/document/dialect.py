"""What a family of files adds to JSON and YAML: short tags, and keys with dotted text for a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """How short YAML tags and dotted text become the long JSON form, and back.

    Attributes:
        tag_key: Gives the key for a local tag: `"!Sub"` -> `"Fn::Sub"`. None: tags are an error.
        dotted: Keys whose text `a.b` means the list `["a", "b"]`, split at the first dot, where the
            mapping has that single key. Text without a dot means a list of one item.
        key_tag: The reverse of `tag_key`: the tag for a key, or None when the key has no short form.
            Without it new values are written in the long form.
    """

    tag_key: Callable[[str], str] | None = None
    dotted: frozenset[str] = frozenset()
    key_tag: Callable[[str], str | None] | None = None


PLAIN = Dialect()


def split_dotted(text: str) -> list[str]:
    """Return the list that dotted text means: `a.b.c` is `["a", "b.c"]`."""
    return text.split(".", 1)


def joined_dotted(value: object) -> str | None:
    """Return the dotted text that means the list `value`, or None when there is none."""
    if not isinstance(value, list) or not 1 <= len(value) <= 2 or not all(isinstance(v, str) for v in value):
        return None
    return ".".join(value) if "." not in value[0] else None
