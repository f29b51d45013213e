"""The failure-analysis document of a result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repair.engine.result import Options
from repair.engine.select import Selection, selected_rules
from repair.report.composing.comparison import difference_of, patch_of, sameness_of
from repair.report.composing.compliance import compliance_of
from repair.report.composing.counts import summary_of
from repair.report.composing.items import items_of
from repair.report.composing.right import right_of
from repair.report.composing.sources import Sources
from repair.report.composing.verification import verification_of
from repair.report.composing.words import counted, quoted
from repair.report.document import Document, Sameness, Summary

if TYPE_CHECKING:
    from repair.engine.result import Repair
    from repair.report.referee import Judgement


def document_of(
    result: Repair, options: Options | None = None, judgements: Sequence[Judgement] = ()
) -> Document:
    """Everything that the document of `result` says. The same result gives the same on every machine and day.

    Args:
        result: What was found, with or without an ideal template.
        options: What the user asked for: settings to judge by, and the requirements that were read.
        judgements: cfn-lint's judgement of the generated and of the ideal template; empty when it was not asked.
    """
    options = options or Options()
    sources = Sources.of(result)
    difference = difference_of(result)
    items = tuple(items_of(sources))
    summary = summary_of(items)
    sameness = sameness_of(sources, difference)
    rules = selected_rules(options.settings.profile, Selection(choices=options.selection.choices))
    return Document(
        title=f"Failure analysis of {quoted(sources.generated.name)}",
        generated=sources.generated,
        ideal=sources.ideal,
        verdict=_verdict(sources, summary, sameness),
        summary=summary,
        items=items,
        sameness=sameness,
        right=right_of(sources, options.settings, rules),
        compliance=compliance_of(sources, options.requirements, options.settings, items, difference),
        verification=verification_of(sources, options.settings, judgements),
        similarity=difference.similarity if difference is not None else None,
        patch=patch_of(sources, difference),
        failures=tuple(
            (failure.rule_id, sources.redaction.text(failure.error)) for failure in result.failures
        ),
        coarse=difference.coarse if difference is not None else (),
    )


def _verdict(sources: Sources, summary: Summary, sameness: Sameness | None) -> str:
    file = sources.generated
    size = f"{quoted(file.name)} ({file.format.upper()}, {counted(file.resources, 'resource')})"
    if sameness is not None and not summary.items:
        return sameness.verdict
    if not summary.items:
        rest = f" that {quoted(sources.ideal.name)} does without" if sources.ideal is not None else ""
        return f"{size} has no finding of those that were looked for{rest}."
    against = f" when compared with {quoted(sources.ideal.name)}" if sources.ideal is not None else ""
    return f"{size} has {counted(summary.items, 'finding')} at {counted(summary.places, 'place')}{against}."
