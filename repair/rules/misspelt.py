"""Which name of the template a reference means that names nothing: strict, because people choose names freely.

`PublicSubnet3` is no typing mistake for `PublicSubnet2`, nor `DBSubnetGroup` for `DBSecurityGroup`. One reading is
left only where case, signs or number differ, a word has a slip of the pen, or something stands behind the name.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from repair.rules.model import Safety
from repair.template.near import clear, distance, nearest

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SAME_WORDS = 0.92
_PSEUDO = "AWS::"
_LIKELY = 0.7
_SHORTEST_WORD = 4
_LONG_WORD = 8


def meant(name: str, candidates: Collection[str]) -> tuple[str, Safety] | None:
    """The candidate that `name` means and whether it is the one reading, or None when nothing is near."""
    first = name.split(maxsplit=1)[0] if name.split() else ""
    if first in candidates:
        return first, Safety.SAFE
    candidates = _comparable(name, candidates)
    matches = nearest(name, candidates)
    alike = [match.name for match in matches if match.score >= _SAME_WORDS]
    slips = alike or [other for other in candidates if _is_slip(name, other)]
    if len(slips) == 1:
        return slips[0], Safety.SAFE
    likely = None if slips else clear(matches, least=_LIKELY)
    if likely is not None and re.findall(r"\d+", likely) == re.findall(r"\d+", name):
        return likely, Safety.UNSAFE
    return None


def _comparable(name: str, candidates: Collection[str]) -> list[str]:
    """Candidates that can be near at all: with two words in common, or about as long and alike at one end.

    Comparing letter by letter is slow, and templates have hundreds of names.
    """
    words, folded = _words(name), name.lower()
    most = max(2, len(name) // 5)
    return [
        other
        for other in candidates
        if (
            abs(len(other) - len(name)) <= most
            and (other[:2].lower() == folded[:2] or other[-2:].lower() == folded[-2:])
        )
        or len(words & _words(other)) > 1
    ]


@lru_cache(maxsize=8192)
def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name))


def _is_slip(name: str, other: str) -> bool:
    """Whether one word of several letters is misspelt and all others are the same; pseudo parameters are few."""
    if other.startswith(_PSEUDO):
        return distance(name.lower(), other.lower(), 2) is not None
    mine, theirs = _WORD.findall(name), _WORD.findall(other)
    if len(mine) != len(theirs):
        return False
    differing = [(a, b) for a, b in zip(mine, theirs, strict=True) if a.lower() != b.lower()]
    if len(differing) != 1:
        return False
    a, b = differing[0]
    if min(len(a), len(b)) < _SHORTEST_WORD or a.isdigit() or b.isdigit():
        return False
    return distance(a.lower(), b.lower(), 2 if min(len(a), len(b)) >= _LONG_WORD else 1) is not None
