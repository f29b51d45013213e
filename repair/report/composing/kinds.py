"""What the taxonomy says about a finding, in the document's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from repair.report.document import Area, Impact
from repair.rules import taxonomy

if TYPE_CHECKING:
    from repair.engine.finding import Finding


@dataclass(frozen=True, slots=True)
class KindWords:
    """What is known of a sort of failure.

    Attributes:
        category: Id of the category.
        category_title: Its heading.
        kind: Id of the kind.
        kind_title: Its heading.
        root_cause: Why it happens.
        impact: What it costs, by area.
        fix: What to do, in the imperative; "" when nothing says it.
        effect: What the fix brings with it; "" when nothing says it.
        references: Public documentation.
    """

    category: str
    category_title: str
    kind: str
    kind_title: str
    root_cause: str
    impact: tuple[Impact, ...]
    fix: str
    effect: str
    references: tuple[str, ...]


def kind_words(finding: Finding) -> KindWords:
    """The taxonomy's words for a finding; the finding's own where the taxonomy does not know its kind.

    A rule knows better than its kind why it matters and what its fix brings with it, so both are heard. A finding
    of several kinds speaks for itself.
    """
    kind = taxonomy.kinds().get(finding.kind) or taxonomy.kind_of_rule(finding.id)
    if kind is None:
        return KindWords(
            category=finding.category,
            category_title=_titled(finding.category),
            kind=finding.kind,
            kind_title=finding.title,
            root_cause=finding.root_cause,
            impact=(Impact(None, finding.impact),),
            fix="",
            effect="",
            references=finding.references,
        )
    by_rule = finding.id in (*kind.rules, *kind.also)
    alone = by_rule or finding.root_cause == kind.root_cause
    impact = _impacts(kind.impact) if alone else _by_area(finding.impact)
    why = (Impact(None, finding.root_cause),) if by_rule and finding.root_cause != kind.root_cause else ()
    return KindWords(
        category=kind.category,
        category_title=category_title(kind.category),
        kind=kind.id,
        kind_title=kind.title,
        root_cause=kind.root_cause if alone else finding.root_cause,
        impact=(*why, *impact),
        fix=kind.fix if alone else "",
        effect=finding.impact if by_rule else "",
        references=tuple(dict.fromkeys((*finding.references, kind.reference))),
    )


def category_title(category: str) -> str:
    """The heading of a category."""
    known = taxonomy.categories().get(category)
    return known.title if known is not None else _titled(category)


def category_order() -> Mapping[str, int]:
    """Where each category stands in a report."""
    return {name: index for index, name in enumerate(taxonomy.categories())}


def _impacts(by_area: Mapping[str, str]) -> tuple[Impact, ...]:
    return tuple(Impact(cast("Area", area), text) for area, text in by_area.items())


def _by_area(text: str) -> tuple[Impact, ...]:
    """The sentences of several kinds by the areas that they speak of; as one text where one of them is no kind's."""
    found: dict[Area, list[str]] = {}
    rest = text
    while rest:
        known = next((said for said in _sentences() if rest.startswith(said)), None)
        if known is None:
            return (Impact(None, text),)
        found.setdefault(_sentences()[known], []).append(known)
        rest = rest[len(known) :].lstrip()
    return tuple(Impact(area, " ".join(said)) for area, said in found.items())


@lru_cache(maxsize=1)
def _sentences() -> Mapping[str, Area]:
    """What each kind costs, to the area; longer texts first, so that none is taken for the beginning of another."""
    texts = {
        said.strip(): cast("Area", area)
        for kind in taxonomy.kinds().values()
        for area, said in kind.impact.items()
        if said.strip()
    }
    return dict(sorted(texts.items(), key=lambda one: -len(one[0])))


def _titled(word: str) -> str:
    return word.replace("-", " ").capitalize()
