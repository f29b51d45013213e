"""What names tell: how alike two are to a reader, and how names change that change in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+|\d+")
#: What a word weighs that only says the type; and how many letters make a stem, at least and of the shorter word.
_OF_TYPE, _STEM, _MOST_OF = 0.25, 3, 0.7


class Change(NamedTuple):
    """A text at one end of a name that becomes another one; either may be empty, not both."""

    ahead: bool
    old: str
    new: str


def change(old: str, new: str) -> Change | None:
    """How one name became the other; None where they have nothing in common at either end."""
    ahead = _common(old, new)
    behind = _common(old[::-1], new[::-1])
    if max(ahead, behind) == 0:
        return None
    if behind >= ahead:
        return Change(True, old[: len(old) - behind], new[: len(new) - behind])
    return Change(False, old[ahead:], new[ahead:])


def follow(name: str, changes: Iterable[Change]) -> Iterator[str]:
    """What a name becomes by each of the changes that can be made to it."""
    for made in changes:
        if made.ahead and name.startswith(made.old):
            yield made.new + name[len(made.old) :]
        elif not made.ahead and name.endswith(made.old):
            yield name[: len(name) - len(made.old)] + made.new


def named_alike(one: str, other: str, kind: str) -> float:
    """How alike the names of two resources of type `kind` are, 0 to 1: words, each as heavy as it is long.

    Words of one stem are alike (`Logs`, `Logging`). Words that only say the type say little, where both have others.
    """
    mine, theirs = _words(one), _words(other)
    of_type = _words(kind.partition("::")[2])
    both = any(word not in of_type for word in mine) and any(word not in of_type for word in theirs)

    def weight(word: str) -> float:
        return len(word) * (_OF_TYPE if both and word in of_type else 1.0)

    total = sum(map(weight, mine)) + sum(map(weight, theirs))
    left = list(theirs)
    shared = 0.0
    for word in mine:
        if word in left:
            left.remove(word)
            shared += 2 * weight(word)
    rest = list(mine)
    for word in theirs:
        if word in rest:
            rest.remove(word)
    for word in rest:
        stem = next((second for second in left if _one_stem(word, second)), None)
        if stem is not None:
            left.remove(stem)
            shared += weight(word) + weight(stem)
    return shared / total if total else 1.0


def _one_stem(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    common = _common(one, other)
    return shorter >= _STEM and common >= _STEM and common >= _MOST_OF * shorter


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(name))


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
