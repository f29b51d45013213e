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
LONG = 100
"""Characters of a title that names several kinds."""

_FORMS = frozenset({CONFIGURATION, "template-text", "value-order"})
"""Kinds that say no more than that something differs: what differs says more."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of a finding, and where it hangs in the taxonomy: its kinds, what counts most first."""

    kinds: tuple[str, ...]
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
        kinds=tuple(dict.fromkeys([CONFIGURATION, *order] if area == OTHER else order)),
        category=heading(area).category,
        title=_title(area, order, of_kinds, deltas),
        root_cause=_joined(kind.root_cause for kind in told),
        impact=_joined(areas),
        references=tuple(dict.fromkeys(kind.reference for kind in told)),
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
    begin = f"{heading(area).title}: "
    title = begin + "; ".join(parts)
    if len(parts) <= MOST and len(title) <= LONG:
        return title
    return begin + _in_their_words(deltas, LONG - len(begin))


def _in_their_words(deltas: Iterable[Delta], room: int) -> str:
    """`missing VpcConfig; different Timeout and Runtime; and 3 more`: the commonest first, as far as there is room."""
    counts = Counter(map(_said, deltas))
    ranked = sorted(counts, key=lambda one: -counts[one])
    shown = ranked[:1]
    for one in ranked[1:]:
        if len(_told([*shown, one], len(ranked))) <= room:
            shown.append(one)
    return _told(shown, len(ranked))


def _told(named: Sequence[tuple[str, str]], of: int) -> str:
    said = []
    for verb in dict.fromkeys(_VERBS.values()):
        names = [name for one, name in named if one == verb]
        if names:
            said.append(f"{verb} {' and '.join(part for part in (', '.join(names[:-1]), names[-1]) if part)}")
    more = of - len(named)
    return "; ".join([*said, *([f"and {more} more"] if more else ())])


def _said(delta: Delta) -> tuple[str, str]:
    """A verb, and what it is about in the template's words: the type of a resource, the name of an entry or property."""
    path = place_path(delta)
    if len(path) == 2:
        return _VERBS[delta.kind], (delta.resource_type or str(path[1])).removeprefix("AWS::")
    name = _subject(path)
    return _VERBS[
        delta.kind if path[-1] == name else "changed"
    ], name  # what goes out of a property changes it


_VERBS = {
    "added": "missing",
    "changed": "different",
    "moved": "different",
    "removed": "extra",
    "renamed": "renamed",
}


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
