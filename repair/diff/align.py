"""Who is who: the entries of two templates, one to one.

1. The same name, and in Resources the same type; unless content clearly says that names changed places.
2. The same digest: equal content, with the names of other entries seen through.
3. The best one-to-one assignment by likeness of content, users and name, within one type of resource.
4. What is left with the same name, whatever its type.

Entries that are less alike than a stated likeness are no pair: one is removed and one added. No step compares
every entry with every other: entries meet only within a type, and in large groups only where they share a
feature that few have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from repair.diff.assign import assigned, margins
from repair.diff.features import Features, Names, alike, features
from repair.patch.likeness import COMMON, Leaves, likeness
from repair.patch.same import same
from repair.template.intrinsics import is_section_function
from repair.template.template import Template

By = Literal["id", "digest", "content"]

SECTIONS = ("Parameters", "Mappings", "Conditions", "Resources", "Outputs")
"""The sections whose entries can be renamed."""


class _Weights(NamedTuple):
    """How much users and the name say beside the content, and the likeness that a pair needs at least."""

    users: float
    name: float
    least: float


_WEIGHTS: Mapping[str, _Weights] = {
    "Resources": _Weights(0.15, 0.1, 0.5),
    "Parameters": _Weights(0.4, 0.3, 0.6),
    "Mappings": _Weights(0.2, 0.2, 0.6),
    "Conditions": _Weights(0.3, 0.2, 0.6),
    "Outputs": _Weights(0.0, 0.3, 0.6),
}
#: The likeness that suffices between resources whose names share at least _NAMED_ALIKE, when there is no other of
#: that type on either side; and the likeness that is needed where the names share less.
_LEAST_ALONE, _NAMED_ALIKE, _LEAST_UNNAMED = 0.35, 0.35, 0.6
#: Groups of up to this many possible pairs are compared completely.
_ALL_PAIRS = 400
#: Two entries of one name that share less than this part of their properties may have changed names with others,
#: if the others are at least this alike.
_DOUBTFUL, _SURE = 0.2, 0.75


@dataclass(frozen=True, slots=True)
class Alignment:
    """A resource of the generated template and its partner in the ideal one; None for one without partner.

    Attributes:
        generated: Logical id in the generated template.
        ideal: Logical id in the ideal template.
        type: Its type (the ideal's where the two differ).
        by: What the pair rests on; "id" for a resource without partner.
        confidence: How alike the two are, 0 to 1; 1 for a pair by id and type.
        margin: How much less alike the next best partner of either is; 1 when there was none to choose from.
    """

    generated: str | None
    ideal: str | None
    type: str
    by: By
    confidence: float
    margin: float


@dataclass(frozen=True, slots=True)
class EntryPair:
    """Two entries of one section that are the same one."""

    generated: str
    ideal: str
    by: By
    confidence: float
    margin: float


def align(generated: Template, ideal: Template) -> dict[str, dict[str, EntryPair]]:
    """Pairs of entries by section and by the generated template's name.

    Outputs are aligned last and parameters and mappings first, so that names found are seen in what follows.
    """
    by_name = {section: _by_name(section, generated, ideal) for section in SECTIONS}
    found: dict[str, dict[str, EntryPair]] = {}
    for section in ("Mappings", "Parameters", "Resources", "Conditions", "Outputs"):
        known = {**by_name, **found}
        found[section] = _section_pairs(section, generated, ideal, known)
    return {section: found[section] for section in SECTIONS}


def alignments(
    generated: Template, ideal: Template, pairs: Mapping[str, Mapping[str, EntryPair]]
) -> tuple[Alignment, ...]:
    """The resources' pairs in document order of the generated template, then those only the ideal has."""
    listed: list[Alignment] = []
    mine, theirs = generated.section("Resources"), ideal.section("Resources")
    of = pairs["Resources"]
    for name in mine:
        pair = of.get(name)
        if pair is None:
            listed.append(Alignment(name, None, _type(mine[name]), "id", 0.0, 0.0))
        else:
            kind = _type(theirs[pair.ideal])
            listed.append(
                Alignment(name, pair.ideal, kind, pair.by, round(pair.confidence, 4), round(pair.margin, 4))
            )
    taken = {pair.ideal for pair in of.values()}
    listed.extend(
        Alignment(None, name, _type(body), "id", 0.0, 0.0)
        for name, body in theirs.items()
        if name not in taken
    )
    return tuple(listed)


def _by_name(section: str, generated: Template, ideal: Template) -> dict[str, EntryPair]:
    mine, theirs = generated.section(section), ideal.section(section)
    return {
        name: EntryPair(name, name, "id", 1.0, 1.0)
        for name in mine
        if name in theirs and _group(section, mine[name]) == _group(section, theirs[name])
    }


def _section_pairs(
    section: str, generated: Template, ideal: Template, known: Mapping[str, Mapping[str, EntryPair]]
) -> dict[str, EntryPair]:
    mine, theirs = generated.section(section), ideal.section(section)
    pairs = dict(known[section])
    if section == "Resources":
        for name in _exchanged(generated, ideal, pairs, known):
            del pairs[name]
    left = [name for name in mine if name not in pairs and not is_section_function(name)]
    taken = {pair.ideal for pair in pairs.values()}
    right = [name for name in theirs if name not in taken and not is_section_function(name)]
    if left and right:
        for pair in _leftovers(section, generated, ideal, left, right, {**known, section: pairs}):
            pairs[pair.generated] = pair
        taken = {pair.ideal for pair in pairs.values()}
    for name in mine:
        if name in theirs and name not in pairs and name not in taken:
            pairs[name] = EntryPair(name, name, "id", 0.5, 0.5)
    return {name: pairs[name] for name in mine if name in pairs}


def _leftovers(
    section: str,
    generated: Template,
    ideal: Template,
    left: list[str],
    right: list[str],
    known: Mapping[str, Mapping[str, EntryPair]],
) -> list[EntryPair]:
    """Pairs among entries whose names say nothing, first by digest, then by likeness."""
    weights = _WEIGHTS[section]
    of_left = _features(section, generated, left, _partners(known, mine=True))
    of_right = _features(section, ideal, right, _partners(known, mine=False))
    mine, theirs = generated.section(section), ideal.section(section)
    groups_left, groups_right = _grouped(section, mine, left), _grouped(section, theirs, right)
    found = []
    for group in groups_left:
        if group in groups_right:
            names_left, names_right = groups_left[group], groups_right[group]
            pairs = (
                _unique_digests(names_left, names_right, of_left, of_right) if section == "Resources" else []
            )
            found += pairs
            done_left, done_right = {pair.generated for pair in pairs}, {pair.ideal for pair in pairs}
            found += _by_likeness(
                [name for name in names_left if name not in done_left],
                [name for name in names_right if name not in done_right],
                of_left,
                of_right,
                weights,
            )
    return found


def _unique_digests(
    left: Iterable[str],
    right: Iterable[str],
    of_left: Mapping[str, Features],
    of_right: Mapping[str, Features],
) -> list[EntryPair]:
    by_digest: defaultdict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for name in left:
        by_digest[of_left[name].digest][0].append(name)
    for name in right:
        by_digest[of_right[name].digest][1].append(name)
    return [
        EntryPair(names[0], others[0], "digest", 1.0, 1.0)
        for names, others in by_digest.values()
        if len(names) == len(others) == 1
    ]


def _by_likeness(
    left: list[str],
    right: list[str],
    of_left: Mapping[str, Features],
    of_right: Mapping[str, Features],
    weights: _Weights,
) -> list[EntryPair]:
    if not left or not right:
        return []
    alone = len(left) == len(right) == 1
    scores: dict[tuple[int, int], float] = {}
    for i, j in _meetings([of_left[n].content for n in left], [of_right[n].content for n in right]):
        mine, theirs = of_left[left[i]], of_right[right[j]]
        score = alike(mine, theirs, weights.users, weights.name)
        if score >= _least(mine, theirs, weights, alone=alone):
            scores[i, j] = score
    chosen = assigned(scores)
    margin = margins(chosen, scores)
    pairs = []
    for i, j in chosen:
        equal = of_left[left[i]].content == of_right[right[j]].content
        pairs.append(
            EntryPair(
                left[i], right[j], "digest" if equal else "content", scores[i, j], max(0.0, margin[i, j])
            )
        )
    return pairs


def _least(mine: Features, theirs: Features, weights: _Weights, *, alone: bool) -> float:
    if weights is not _WEIGHTS["Resources"]:
        return weights.least
    if likeness(mine.name, theirs.name) < _NAMED_ALIKE:
        return _LEAST_UNNAMED
    return _LEAST_ALONE if alone else weights.least


def _meetings(left: list[Leaves], right: list[Leaves]) -> Iterable[tuple[int, int]]:
    """Which pairs are worth comparing: all in small groups, in large ones those that share a rare feature."""
    if len(left) * len(right) <= _ALL_PAIRS:
        return [(i, j) for i in range(len(left)) for j in range(len(right))]
    where: defaultdict[int, list[int]] = defaultdict(list)
    for j, content in enumerate(right):
        for leaf in content:
            where[leaf].append(j)
    met: list[tuple[int, int]] = []
    for i, content in enumerate(left):
        shared: defaultdict[int, int] = defaultdict(int)
        for leaf, weight in content.items():
            at = where.get(leaf, ())
            if len(at) <= COMMON:
                for j in at:
                    shared[j] += weight
        # The rare features that both have rank the candidates; the best few are compared in full.
        best = sorted(shared, key=lambda j: -shared[j])[:8]
        met.extend((i, j) for j in best)
    return met


def _exchanged(
    generated: Template,
    ideal: Template,
    pairs: Mapping[str, EntryPair],
    known: Mapping[str, Mapping[str, EntryPair]],
) -> set[str]:
    """Names that stand for something else in the other template: content says that they changed places.

    Asked only of those pairs that share next to nothing, and granted only where a resource of that type on the
    other side, equally doubtful or without partner, is clearly the same as this one.
    """
    mine, theirs = generated.section("Resources"), ideal.section("Resources")
    doubtful = [name for name in pairs if _shared_part(mine[name], theirs[name]) < _DOUBTFUL]
    if not doubtful:
        return set()
    taken = {pair.ideal for pair in pairs.values()}
    free_left = [name for name in mine if name not in pairs and isinstance(mine[name], dict)]
    free_right = [name for name in theirs if name not in taken and isinstance(theirs[name], dict)]
    left, right = doubtful + free_left, doubtful + free_right
    of_left = _features("Resources", generated, left, _partners(known, mine=True))
    of_right = _features("Resources", ideal, right, _partners(known, mine=False))
    groups_left, groups_right = _grouped("Resources", mine, left), _grouped("Resources", theirs, right)
    released: set[str] = set()
    for name in doubtful:
        group = _group("Resources", mine[name])
        own = alike(of_left[name], of_right[name], 0.0, 0.0)
        others = groups_right.get(group, [])[:20]
        backs = groups_left.get(group, [])[:20]
        forth = max((alike(of_left[name], of_right[n], 0.0, 0.0) for n in others if n != name), default=0.0)
        back = max((alike(of_left[n], of_right[name], 0.0, 0.0) for n in backs if n != name), default=0.0)
        if own < _SURE - 0.25 and forth >= _SURE and back >= _SURE:
            released.add(name)
    return released


def _shared_part(mine: object, theirs: object) -> float:
    """Part of the properties (the larger side's) that are the same."""
    if mine is theirs:
        return 1.0
    if not isinstance(mine, dict) or not isinstance(theirs, dict):
        return 1.0
    a, b = mine.get("Properties"), theirs.get("Properties")
    if a is b or not isinstance(a, dict) or not isinstance(b, dict) or len(a) < 2 or len(b) < 2:
        return 1.0
    equal = sum(1 for key, value in a.items() if key in b and same(value, b[key]))
    return equal / max(len(a), len(b))


def _features(
    section: str, template: Template, entries: Iterable[str], partners: Mapping[tuple[str, str], str]
) -> dict[str, Features]:
    names = Names(template, partners)
    return {name: features(template, section, name, names) for name in entries}


def _partners(known: Mapping[str, Mapping[str, EntryPair]], *, mine: bool) -> dict[tuple[str, str], str]:
    """The ideal template's name of every entry that has a partner, asked from one side or the other."""
    return {
        (section, pair.generated if mine else pair.ideal): pair.ideal
        for section, pairs in known.items()
        for pair in pairs.values()
    }


def _grouped(section: str, entries: Mapping[str, object], names: Iterable[str]) -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[_group(section, entries[name])].append(name)
    return dict(groups)


def _group(section: str, body: object) -> str:
    """Only entries of one group can be partners by more than their name: resources of one type."""
    return _type(body) if section == "Resources" else ""


def _type(body: object) -> str:
    kind = body.get("Type") if isinstance(body, dict) else None
    return kind if isinstance(kind, str) else ""
