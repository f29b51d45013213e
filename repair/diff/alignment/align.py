"""Who is who: the entries of two templates, one to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from repair.diff.alignment.features import SECTIONS, Entries, type_of
from repair.diff.alignment.matching import Matching
from repair.diff.alignment.settled import settled
from repair.template.template import Template

By = Literal["id", "digest", "content"]


class Alignment(NamedTuple):
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


class EntryPair(NamedTuple):
    """Two entries of one section that are the same one."""

    generated: str
    ideal: str
    by: By
    confidence: float
    margin: float


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Entries of one section of which nothing tells who is who, so that none was paired with another by guess.

    Attributes:
        section: Such as "Resources".
        generated: Their names in the generated template.
        ideal: The names in the ideal template that each of them may be.
    """

    section: str
    generated: tuple[str, ...]
    ideal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Who is who in two templates.

    Attributes:
        pairs: Pairs of entries by section and by the generated template's name.
        ambiguous: Entries that could not be told apart.
        coarse: Sentences that say where not everything was compared with everything that it could be.
    """

    pairs: dict[str, dict[str, EntryPair]]
    ambiguous: tuple[Ambiguity, ...] = ()
    coarse: tuple[str, ...] = ()


def align(generated: Template, ideal: Template) -> Aligned:
    """Who is who among the entries of two templates."""
    mine, theirs = Entries(generated), Entries(ideal)
    matching = _matching(generated, ideal, mine, theirs)
    found: dict[str, dict[str, EntryPair]] = {section: {} for section in SECTIONS}
    twins = matching.twins()
    for i, j in enumerate(matching.partner):
        if j >= 0:
            section, name = mine.names[i]
            other = theirs.names[j][1]
            if name == other:
                found[section][name] = EntryPair(name, name, "id", 1.0, 1.0)
            else:
                score, margin = matching.found[i]
                margin = 0.0 if i in twins else margin
                found[section][name] = EntryPair(
                    name, other, matching.by(i, j), score, min(1.0, max(0.0, margin))
                )
    _by_name_alone(generated, ideal, found)
    return Aligned(found, _ambiguous(matching, found), _coarse(matching))


def _matching(generated: Template, ideal: Template, mine: Entries, theirs: Entries) -> Matching:
    kept = settled(generated, ideal, mine, theirs)
    if kept is not None:
        matching = Matching(mine, theirs)
        matching.settle(kept.names)
        matching.solve()
        if not matching.contradicts(kept.references):
            return matching
    mine.read_all()
    theirs.read_all()
    matching = Matching(mine, theirs)
    matching.solve()
    return matching


def _ambiguous(matching: Matching, found: dict[str, dict[str, EntryPair]]) -> tuple[Ambiguity, ...]:
    listed = []
    taken_in: dict[str, set[str]] = {}
    for lefts, rights in matching.ambiguous:
        section = matching.mine.names[lefts[0]][0]
        if section not in taken_in:
            taken_in[section] = {pair.ideal for pair in found[section].values()}
        taken = taken_in[section]
        names = tuple(
            name for _, name in map(matching.mine.names.__getitem__, lefts) if name not in found[section]
        )
        others = tuple(
            name for _, name in map(matching.theirs.names.__getitem__, rights) if name not in taken
        )
        if names and others:
            listed.append(Ambiguity(section, names, others))
    return tuple(listed)


def _coarse(matching: Matching) -> tuple[str, ...]:
    sentences = []
    for group, count in matching.greedy.items():
        section, _, kind = group.partition(" ")
        what = f"resources of type {kind or 'none'}" if section == "Resources" else f"entries of {section}"
        sentences.append(
            f"{count} {what} were paired one after another: the best of all choices would take too long."
        )
    return tuple(sentences)


def _by_name_alone(generated: Template, ideal: Template, found: dict[str, dict[str, EntryPair]]) -> None:
    """What is left with the same name, whatever its type."""
    for section in SECTIONS:
        pairs = found[section]
        taken = {pair.ideal for pair in pairs.values()}
        mine, theirs = generated.section(section), ideal.section(section)
        left = [name for name in mine if name not in pairs and name in theirs and name not in taken]
        for name in left:
            sure = section != "Resources" or type_of(mine[name]) == type_of(theirs[name])
            pairs[name] = EntryPair(name, name, "id", 1.0 if sure else 0.5, 1.0 if sure else 0.5)
        if left:
            found[section] = {name: pairs[name] for name in mine if name in pairs}


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
            listed.append(Alignment(name, None, type_of(mine[name]), "id", 0.0, 0.0))
        else:
            kind = type_of(theirs[pair.ideal])
            listed.append(
                Alignment(name, pair.ideal, kind, pair.by, round(pair.confidence, 4), round(pair.margin, 4))
            )
    taken = {pair.ideal for pair in of.values()}
    listed.extend(
        Alignment(None, name, type_of(body), "id", 0.0, 0.0)
        for name, body in theirs.items()
        if name not in taken
    )
    return tuple(listed)
