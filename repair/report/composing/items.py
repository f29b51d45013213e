"""One finding as the document tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from repair.diff.delta import Deployment
from repair.engine.finding import FixStatus
from repair.report.composing.changes import changes_of
from repair.report.composing.facts import facts_of, narrowed
from repair.report.composing.kinds import kind_words
from repair.report.composing.sentences import MAX_SENTENCES, belonging, issue_of, remedy_of
from repair.report.composing.sources import Sources
from repair.report.composing.steps import steps_of
from repair.report.composing.words import MAX_NAMES, listed, quoted
from repair.report.document import Item, Place
from repair.report.standing import Standing, refusal_words, standing

if TYPE_CHECKING:
    from repair.engine.finding import Finding


LONG = 80
"""Characters of a failure beside which a title names two resources only."""


def items_of(sources: Sources) -> Iterator[Item]:
    """Every finding of the result, the worst first."""
    anchors: dict[str, int] = {}
    findings = sorted(sources.result.findings, key=lambda finding: finding.severity.rank)
    for number, finding in enumerate(findings, 1):
        anchor = f"{finding.id}-{finding.fingerprint}"
        count = anchors[anchor] = anchors.get(anchor, 0) + 1
        yield _item(sources, finding, number, anchor if count == 1 else f"{anchor}-{count}")


def _item(sources: Sources, finding: Finding, number: int, anchor: str) -> Item:
    facts = facts_of(sources, finding)
    places = tuple(fact.place for fact in facts)
    changes, more = changes_of(sources, finding, facts)
    decided = sources.result.ideal is not None or bool(finding.fix.ops)
    words = kind_words(finding)
    resources = tuple(
        dict.fromkeys(place.name for place in sorted(places, key=lambda place: place.resource is None))
    )
    failure = sources.redaction.text(finding.title)
    told = narrowed(facts)
    steps = steps_of(sources, told) if decided else ()
    return Item(
        number=number,
        anchor=anchor,
        id=finding.id,
        fingerprint=finding.fingerprint,
        title=f"{failure}: {listed(map(quoted, resources), MAX_NAMES if len(failure) < LONG else 2)}",
        failure=failure,
        resources=resources,
        severity=finding.severity.value,
        category=words.category,
        category_title=words.category_title,
        kind=words.kind,
        kind_title=words.kind_title,
        places=places,
        changes=changes,
        more_changes=more,
        issue=issue_of(sources, told) if sources.ideal is not None else _messages(places),
        remedy=remedy_of(sources, told, decided=decided),
        steps=steps,
        root_cause=words.root_cause,
        impact=words.impact,
        fix=words.fix or _fix(steps),
        effect=words.effect,
        standing=standing(finding).value,
        standing_text=_standing_text(sources, finding),
        deployment=_deployment(finding.deployment, len(resources)),
        references=words.references,
        aliases=tuple((tool, tuple(ids)) for tool, ids in sorted(finding.aliases.items())),
    )


def _fix(steps: Sequence[str]) -> str:
    """The steps as a text, where nothing says the fix in words."""
    return steps[0] if len(steps) == 1 else "Take the steps below." if steps else ""


def _messages(places: Sequence[Place]) -> str:
    """What the rule says of the places, in at most `MAX_SENTENCES` sentences."""
    said = list(dict.fromkeys(place.message for place in places if place.message))
    shown = [text if text.endswith((".", "!", "?")) else f"{text}." for text in said[:MAX_SENTENCES]]
    if len(said) > MAX_SENTENCES:
        shown.append(belonging(len(said) - MAX_SENTENCES, "place"))
    return " ".join(shown)


def _standing_text(sources: Sources, finding: Finding) -> str:
    where = standing(finding)
    reason = sources.redaction.text(finding.fix.reason or "")
    if where is Standing.MENDED:
        return "Applied."
    if where is Standing.FIXABLE:
        ideal = f" --ideal {sources.ideal.name}" if sources.ideal is not None else ""
        return f"{quoted(f'repair {sources.generated.name}{ideal}')} applies it."
    if where is Standing.UNSAFE:
        return f"{quoted('--unsafe-fixes')} applies it{f': {reason}' if reason else ''}."
    words = sources.redaction.text(refusal_words(finding))
    if not words:
        return "No fix is known: a person has to decide."
    verb = "There is a fix, and it is not applied" if finding.fix.status is FixStatus.AVAILABLE else "Refused"
    return f"{verb} because it {words}." if finding.fix.refusal else f"{verb}: {words}."


def _deployment(deployment: Deployment, entries: int) -> str:
    whose = "its data" if entries == 1 else "data"
    if deployment.replacement == "never":
        return f"In a running stack {whose} may be lost." if deployment.data_loss else ""
    what = "the resource" if entries == 1 else "a resource"
    verb = "is replaced" if deployment.replacement == "will" else "may be replaced"
    loss = f", and {whose} may be lost" if deployment.data_loss else ""
    return f"In a running stack {what} {verb}{loss}."
