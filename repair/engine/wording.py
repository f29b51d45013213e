"""What a finding that no rule made is called, why it happened and what it costs, from the kinds that it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from repair.diff.delta import Delta
from repair.document.pointer import Path
from repair.engine.claims import place_path
from repair.rules.model import Severity
from repair.rules.property_path import dotted, inner
from repair.rules.subjects import CONFIGURATION, OTHER, heading, is_mere_difference
from repair.rules.taxonomy import AREAS, kinds

MOST = 3
"""Kinds, or properties, that a title names, and kinds whose texts are given."""

_FORMS = frozenset({CONFIGURATION, "template-text", "value-order"})
"""Kinds that say no more than that something differs: what differs says more."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of a finding, and where it hangs in the taxonomy."""

    kind: str
    category: str
    title: str
    root_cause: str
    impact: str
    references: tuple[str, ...]


def wording(area: str, of_kinds: Sequence[str], deltas: Sequence[Delta]) -> Wording:
    """The texts for deltas of one area, without those that only follow; `of_kinds` are their kinds, parallel."""
    counts = Counter(of_kinds)
    # What says something is named before what only differs, then the commonest.
    order = sorted(
        counts, key=lambda one: (one in _FORMS and 3 * counts[one] < 2 * len(deltas), -counts[one], one)
    )
    told = [kinds()[one] for one in order[:MOST]]
    areas = [text for area in AREAS for kind in told if (text := kind.impact.get(area))]
    return Wording(
        kind=CONFIGURATION if area == OTHER else order[0],
        category=heading(area).category,
        title=_title(area, order, of_kinds, deltas),
        root_cause=_joined(kind.root_cause for kind in told),
        impact=_joined(areas),
        references=tuple(dict.fromkeys(kind.reference for kind in told if kind.reference)),
    )


def severity(kind: str, delta: Delta, profiles: Sequence[str] = ()) -> Severity:
    """How bad one delta is: as its kind is under the profiles, and by what it does."""
    if delta.exact_only or delta.permissions == "same" or (delta.kind == "moved" and not delta.parts):
        return Severity.LOW
    least = Severity.LOW
    if delta.deployment.data_loss or delta.permissions == "narrower":
        least = Severity.HIGH
    elif delta.deployment.replacement == "will":
        least = Severity.MEDIUM
    known = kinds()[kind].severity_for(profiles)
    if delta.kind in ("changed", "moved") and is_mere_difference(kind):
        known = max(known, Severity.MEDIUM, key=_rank)  # another value is not yet a wrong one
    return min(known, least, key=_rank)


def _rank(severity: Severity) -> int:
    return severity.rank


def fact(delta: Delta) -> str:
    """What differs at one place, in a sentence that is true of the two templates whatever the kind says."""
    path = place_path(delta)
    if len(path) <= 2:
        what = str(path[-1]) if path else "The template"
        if delta.kind == "renamed":
            return f"{delta.before} is called {delta.after} in the ideal template."
        return _FACTS[delta.kind].format(what)
    entry, name = str(path[1]), dotted(inner(path) if path[2] == "Properties" else path[2:])
    if delta.parts:
        return f"{name} of {entry} differs."
    if isinstance(path[-1], int) and delta.kind in ("added", "removed"):
        name = name.rpartition("[")[0]
    if delta.kind == "added":
        return f"{entry} has no {name}." if isinstance(path[-1], str) else f"{entry} lacks an item of {name}."
    if delta.kind == "removed":
        return (
            f"{entry} has {name}." if isinstance(path[-1], str) else f"{entry} has one more item of {name}."
        )
    return (
        f"{name} of {entry} stands in another place."
        if delta.kind == "moved"
        else f"{name} of {entry} differs."
    )


_FACTS = {
    "added": "{} is missing.",
    "removed": "The ideal template does without {}.",
    "changed": "{} differs.",
    "moved": "{} belongs in another place.",
}


def _title(area: str, order: Sequence[str], of_kinds: Sequence[str], deltas: Sequence[Delta]) -> str:
    if len(order) == 1 and order[0] not in _FORMS:
        return kinds()[order[0]].title
    parts = [
        _differing([delta for delta, kind in zip(deltas, of_kinds, strict=True) if kind == one])
        if one in _FORMS
        else _uncapitalized(kinds()[one].title)
        for one in order
    ]
    if len(parts) == 1:
        return parts[0]
    more = len(parts) - MOST
    return f"{heading(area).title}: {'; '.join(parts[:MOST])}{f'; and {more} more' if more > 0 else ''}"


def _differing(deltas: Iterable[Delta]) -> str:
    """`InstanceType and UserData differ`."""
    names = list(dict.fromkeys(_subject(place_path(delta)) for delta in deltas))
    shown, more = names[:MOST], len(names) - MOST
    if more > 0:
        return f"{', '.join(shown)} and {more} more differ"
    return f"{shown[0]} differs" if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]} differ"


def _subject(path: Path) -> str:
    """The property that a place is in, by its outermost name: a person looks it up by that."""
    if len(path) > 3 and path[:1] == ("Resources",) and path[2] == "Properties":
        return str(path[3])
    return str(path[2]) if len(path) > 2 else str(path[0] if path else "Template")


def _uncapitalized(text: str) -> str:
    """With a small first letter, unless the first word is a name (`VPC`, `InstanceType`)."""
    word = text.split(" ", 1)[0]
    return text if any(letter.isupper() for letter in word[1:]) else text[:1].lower() + text[1:]


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(sentence.strip() for sentence in sentences if sentence))
