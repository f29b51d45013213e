"""Near-miss names: which of the known names was probably meant, and how clearly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate for what was meant.

    Attributes:
        name: The candidate.
        score: Likeness from 0 to 1; 1 is the same name, 0.96 and more differs in case or signs only, 0.86 in
            singular and plural; other likenesses stay below 0.85.
        margin: How much better it is than the next candidate (its own score when there is none);
            negative for all but the first.
    """

    name: str
    score: float
    margin: float


def nearest(name: str, candidates: Iterable[str], *, limit: int = 3, cutoff: float = 0.6) -> list[Match]:
    """The likeliest candidates, best first; equal scores stand in alphabetical order.

    In falling likeness: same name, same but for case and punctuation, same words in singular and
    plural, same words in another order or with one more or less, few letters changed
    (Damerau-Levenshtein, optimal string alignment). `cutoff` is the least score that counts.
    """
    key = _Key(name)
    scored = sorted(
        ((score, other) for other in set(candidates) if (score := _score(key, other, cutoff)) >= cutoff),
        key=lambda pair: (-pair[0], pair[1]),
    )
    if not scored:
        return []
    best = scored[0][0]
    second = scored[1][0] if len(scored) > 1 else 0.0
    return [
        Match(other, score, best - second if at == 0 else score - best)
        for at, (score, other) in enumerate(scored[:limit])
    ]


def clear(matches: list[Match], *, least: float = 0.7, margin: float = 0.1) -> str | None:
    """The one name that was meant, or None when the best is not good enough or not clearly the best."""
    if matches and matches[0].score >= least and matches[0].margin >= margin:
        return matches[0].name
    return None


class _Key:
    """A name in the forms that are compared."""

    __slots__ = ("folded", "name", "singular", "words")

    def __init__(self, name: str) -> None:
        self.name = name
        self.folded = "".join(filter(str.isalnum, name)).lower()
        self.words = [_singular(word.lower()) for word in _WORD.findall(name)]
        self.singular = "".join(self.words)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _score(key: _Key, other: str, cutoff: float) -> float:
    if other == key.name:
        return 1.0
    second = _Key(other)
    if key.folded and key.folded == second.folded:
        return 0.98 if key.name.lower() == other.lower() else 0.96
    if key.singular and key.singular == second.singular:
        return 0.86
    return max(
        _word_likeness(key.words, second.words), 0.85 * _letter_likeness(key.folded, second.folded, cutoff)
    )


def _word_likeness(a: list[str], b: list[str]) -> float:
    """Shared letters in shared words, at most 0.85; a single shared word says too little."""
    rest = list(b)
    shared = 0
    count = 0
    for word in a:
        if word in rest:
            rest.remove(word)
            shared += len(word)
            count += 1
    total = sum(map(len, a)) + sum(map(len, b))
    if count < 2 or not total:
        return 0.0
    return 0.85 * 2 * shared / total


def _letter_likeness(a: str, b: str, cutoff: float) -> float:
    """1 - distance / longer length, or 0 when that must fall below the cutoff."""
    longer = max(len(a), len(b))
    if not longer:
        return 0.0
    most = int(longer * (1 - cutoff))
    found = distance(a, b, most)
    return 0.0 if found is None else 1 - found / longer


def distance(a: str, b: str, most: int) -> int | None:
    """Edits from `a` to `b` (insert, delete, replace, swap neighbours), or None when more than `most`."""
    if abs(len(a) - len(b)) > most:
        return None
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        older, before = before, row
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
