"""What the findings of many pairs of templates have in common: the values that every form of the overview shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from repair.report.document import Document, Item, Severity
from repair.rules.load import library

NO_RULE = "none"
"""Stands for the profile of what no rule finds."""
ELSEWHERE = "template"
"""Stands for the service of what is in no resource."""


@dataclass(frozen=True, slots=True)
class Label:
    """One value of a dimension: an id that stays, and words for people."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What the overview needs to know of one finding.

    Attributes:
        kind: The taxonomy's kind.
        category: The taxonomy's category.
        severity: How bad it is.
        profiles: The profiles that ask for the rule; `NO_RULE` when no rule found it.
        services: Service to the number of the finding's places in it.
    """

    kind: Label
    category: Label
    severity: str
    profiles: tuple[str, ...]
    services: tuple[tuple[str, int], ...]

    @property
    def places(self) -> int:
        """At how many places it is."""
        return sum(count for _, count in self.services)


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair of templates.

    Attributes:
        name: Its folder, relative to the one that was walked, with `/`.
        generated: File name of the generated template.
        ideal: File name of the ideal one.
        document: Path of its document, relative to the overview, with `/`.
        similarity: From 0 to 1; None when it was not computed.
        facts: Its findings.
    """

    name: str
    generated: str
    ideal: str
    document: str
    similarity: float | None
    facts: tuple[Fact, ...]

    @property
    def places(self) -> int:
        """At how many places the findings are."""
        return sum(fact.places for fact in self.facts)

    def severity(self, severity: str) -> int:
        """How many findings are as bad as that."""
        return sum(fact.severity == severity for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Unread:
    """A pair without a document, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one value of a dimension turns up.

    Attributes:
        id: The value.
        title: The same for people.
        findings: Findings of it.
        places: Their places.
        pairs: Pairs that have such a finding.
    """

    id: str
    title: str
    findings: int
    places: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier overview said: pair to kind to findings, and the kinds' titles."""

    pairs: Mapping[str, Mapping[str, int]]
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shift:
    """Findings of a kind, or of a pair, in the earlier overview and in this one."""

    id: str
    title: str
    before: int
    now: int

    @property
    def change(self) -> int:
        """Below 0: there are fewer now."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """This overview against an earlier one, over the pairs that both have.

    Attributes:
        pairs: How many pairs both have.
        total: All their findings.
        kinds: The kinds of which there are more or fewer now, the most improved first.
        changed: The pairs that have more or fewer findings now, the most improved first.
        new: Pairs that only this overview has.
        gone: Pairs that only the earlier one has.
    """

    pairs: int
    total: Shift
    kinds: tuple[Shift, ...]
    changed: tuple[Shift, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Many pairs of templates: what their generator keeps getting wrong.

    The findings by kind, category and severity add up to all findings. A finding counts for each service that it has
    places in, and for each profile that asks for its rule; the places by service add up.
    """

    pairs: tuple[Pair, ...]
    unread: tuple[Unread, ...]
    chosen_profiles: tuple[str, ...]
    kinds: tuple[Tally, ...]
    categories: tuple[Tally, ...]
    severities: tuple[Tally, ...]
    services: tuple[Tally, ...]
    profiles: tuple[Tally, ...]
    against: Comparison | None = None

    @property
    def findings(self) -> int:
        """All findings."""
        return sum(len(pair.facts) for pair in self.pairs)

    @property
    def places(self) -> int:
        """All their places."""
        return sum(pair.places for pair in self.pairs)

    @property
    def alike(self) -> int:
        """How many pairs have no finding."""
        return sum(not pair.facts for pair in self.pairs)


def pair_of(name: str, document: Document, path: str) -> Pair:
    """What the overview keeps of one pair's document, which is written to `path`."""
    profiles = {rule.id: rule.profiles for rule in library()}
    return Pair(
        name=name,
        generated=document.generated.name.rpartition("/")[2],
        ideal=document.ideal.name.rpartition("/")[2] if document.ideal is not None else "",
        document=path,
        similarity=document.similarity,
        facts=tuple(_fact(item, profiles) for item in document.items),
    )


def overview_of(
    pairs: Iterable[Pair],
    unread: Iterable[Unread] = (),
    *,
    chosen_profiles: Sequence[str] = (),
    earlier: Earlier | None = None,
) -> Overview:
    """The overview of some pairs, in whatever order they come."""
    pairs = tuple(sorted(pairs, key=lambda pair: pair.name))
    by_severity = {
        tally.id: tally for tally in _tallies(pairs, lambda fact: {_plain(fact.severity): fact.places})
    }
    made = Overview(
        pairs=pairs,
        unread=tuple(sorted(unread, key=lambda one: one.name)),
        chosen_profiles=tuple(chosen_profiles),
        kinds=_tallies(pairs, lambda fact: {fact.kind: fact.places}),
        categories=_tallies(pairs, lambda fact: {fact.category: fact.places}),
        severities=tuple(
            by_severity.get(severity, Tally(severity, severity, 0, 0, 0)) for severity in get_args(Severity)
        ),
        services=_tallies(pairs, lambda fact: {_plain(service): count for service, count in fact.services}),
        profiles=_tallies(pairs, lambda fact: {_plain(profile): fact.places for profile in fact.profiles}),
    )
    return made if earlier is None else replace(made, against=_compared(made, earlier))


def kinds_in(pair: Pair) -> dict[str, int]:
    """Kind to findings of one pair, sorted by kind."""
    return dict(sorted(Counter(fact.kind.id for fact in pair.facts).items()))


def _fact(item: Item, profiles: Mapping[str, tuple[str, ...]]) -> Fact:
    services = Counter(_service(place.resource_type) for place in item.places)
    return Fact(
        kind=Label(item.kind, item.kind_title),
        category=Label(item.category, item.category_title),
        severity=item.severity,
        profiles=profiles.get(item.id, (NO_RULE,)),
        services=tuple(sorted(services.items())),
    )


def _service(resource_type: str | None) -> str:
    """`S3` of `AWS::S3::Bucket`; of what is none of AWS's types the part in front."""
    if not resource_type:
        return ELSEWHERE
    parts = resource_type.split("::")
    return parts[1] if parts[0] == "AWS" and len(parts) > 1 else parts[0]


def _plain(text: str) -> Label:
    return Label(text, text)


def _tallies(pairs: Iterable[Pair], values: Callable[[Fact], Mapping[Label, int]]) -> tuple[Tally, ...]:
    """The values of a dimension, the commonest first; `values` gives those of a finding with their places."""
    findings: Counter[str] = Counter()
    places: Counter[str] = Counter()
    within: Counter[str] = Counter()
    titles: dict[str, str] = {}
    for pair in pairs:
        here: set[str] = set()
        for fact in pair.facts:
            for label, count in values(fact).items():
                titles[label.id] = label.title
                findings[label.id] += 1
                places[label.id] += count
                here.add(label.id)
        within.update(here)
    tallies = (Tally(id_, titles[id_], findings[id_], places[id_], within[id_]) for id_ in titles)
    return tuple(sorted(tallies, key=lambda tally: (-tally.findings, -tally.places, tally.id)))


def _compared(made: Overview, earlier: Earlier) -> Comparison:
    now = {pair.name: kinds_in(pair) for pair in made.pairs}
    common = sorted(set(now) & set(earlier.pairs))
    before_kinds: Counter[str] = Counter()
    now_kinds: Counter[str] = Counter()
    for name in common:
        before_kinds.update(earlier.pairs[name])
        now_kinds.update(now[name])
    titles = {**earlier.titles, **{tally.id: tally.title for tally in made.kinds}}
    names = {name: (sum(earlier.pairs[name].values()), sum(now[name].values())) for name in common}
    return Comparison(
        pairs=len(common),
        total=Shift("total", "total", before_kinds.total(), now_kinds.total()),
        kinds=_shifts(
            Shift(kind, titles.get(kind, kind), before_kinds[kind], now_kinds[kind])
            for kind in {**before_kinds, **now_kinds}
        ),
        changed=_shifts(Shift(name, name, *counts) for name, counts in names.items()),
        new=tuple(sorted(set(now) - set(earlier.pairs))),
        gone=tuple(sorted(set(earlier.pairs) - set(now))),
    )


def _shifts(shifts: Iterable[Shift]) -> tuple[Shift, ...]:
    return tuple(sorted((one for one in shifts if one.change), key=lambda one: (one.change, one.id)))
