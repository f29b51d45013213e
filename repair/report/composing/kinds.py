"""What the taxonomy says about a finding, in the document's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from repair.report.document import Area, Impact
from repair.rules import taxonomy

if TYPE_CHECKING:
    from repair.engine.finding import Finding


MOST = 3
"""Kinds of one finding whose words are given."""


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

    A rule knows better than its kind why it matters and what its fix brings with it, so both are heard. Of a finding
    of several kinds, those that count most are.
    """
    kind = taxonomy.kinds().get(finding.kind) or taxonomy.kind_of_rule(finding.id)
    if kind is None:
        return KindWords(
            category=finding.category,
            category_title=category_title(finding.category),
            kind=finding.kind,
            kind_title=finding.title,
            root_cause=finding.root_cause,
            impact=(Impact(None, finding.impact),),
            fix="",
            effect="",
            references=finding.references,
        )
    by_rule = finding.id in (*kind.rules, *kind.also)
    every = [kind, *(one for name in finding.more_kinds if (one := taxonomy.kinds().get(name)) is not None)]
    told = every[:MOST]
    why = (Impact(None, finding.root_cause),) if by_rule and finding.root_cause != kind.root_cause else ()
    category = kind.category if by_rule else finding.category
    return KindWords(
        category=category,
        category_title=category_title(category),
        kind=kind.id,
        kind_title=kind.title,
        root_cause=_joined(one.root_cause for one in told),
        impact=(*why, *_impacts(told)),
        fix=_joined(one.fix for one in told),
        effect=finding.impact if by_rule else "",
        references=tuple(dict.fromkeys((*finding.references, *(one.reference for one in told)))),
    )


def category_title(category: str) -> str:
    """The heading of a category."""
    known = taxonomy.categories().get(category)
    return known.title if known is not None else _titled(category)


def category_order() -> Mapping[str, int]:
    """Where each category stands in a report."""
    return {name: index for index, name in enumerate(taxonomy.categories())}


def _impacts(kinds: Sequence[taxonomy.Kind]) -> tuple[Impact, ...]:
    """What the kinds cost, by area; a sentence that several say is said once."""
    by_area = ((area, _joined(kind.impact.get(area, "") for kind in kinds)) for area in taxonomy.AREAS)
    return tuple(Impact(cast("Area", area), text) for area, text in by_area if text)


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(sentence.strip() for sentence in sentences if sentence))


def _titled(word: str) -> str:
    return word.replace("-", " ").capitalize()
