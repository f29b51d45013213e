"""Suppressions that suppress nothing, as findings; and entries of a baseline that match nothing, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from repair.engine.assemble import place
from repair.engine.finding import Finding, Fix, FixStatus, fingerprint_of
from repair.engine.result import Options
from repair.engine.select import UNUSED
from repair.engine.suppression import OWN, Source, Suppression
from repair.rules.load import library
from repair.rules.model import Rule, Safety
from repair.rules.taxonomy import kinds
from repair.template.near import nearest
from repair.template.template import Template

_CATEGORY = "maintainability"
_SPELLED = {
    Source.COMMENT: "write # repair: ignore[RULE] REASON",
    Source.METADATA: "repair takes ignore, a list of ids of rules or of {id: RULE, reason: WHY}",
}
"""How to suppress, for somebody who tried."""


def unused_findings(
    unused: Iterable[Suppression], rules: Sequence[Rule], template: Template, options: Options
) -> list[Finding]:
    """A finding for each suppression that holds nothing, of those that can be judged.

    Those of other tools are not: the other tool may find what we do not. Nor is one whose rule was not asked, or one
    of the configuration that speaks of other templates too.
    """
    if not _asked(options):
        return []
    kind = kinds()[UNUSED]
    found = []
    counts: Counter[tuple[str, ...]] = Counter()
    for one in unused:
        message = _message(one, rules) if one.source in OWN and one.sole else None
        if message is None:
            continue
        where = place(template, one.path, message, None, None)
        if one.position is not None:
            where = replace(where, line=one.position.line, column=one.position.column)
        finding = Finding(
            id=kind.id,
            kind=kind.id,
            title=kind.title,
            category=_CATEGORY,
            severity=kind.severity,
            places=(where,),
            root_cause=kind.root_cause,
            impact=" ".join(kind.impact.values()),
            references=(kind.reference,),
            aliases={},
            fix=Fix(FixStatus.NONE, Safety.DISPLAY_ONLY),
        )
        counts[finding.marks] += 1
        fingerprint = fingerprint_of(finding.marks, counts[finding.marks])
        if fingerprint in options.known:
            finding = replace(finding, suppression=Suppression(Source.BASELINE, fingerprint))
        found.append(finding)
    return found


def _asked(options: Options) -> bool:
    """Whether the user's selection leaves findings of this kind in."""
    return options.selection.includes(UNUSED, _CATEGORY, kinds()[UNUSED].severity)


def _message(one: Suppression, rules: Sequence[Rule]) -> str | None:
    """What there is to say of it; None when its rule was not asked."""
    by = {
        Source.COMMENT: "This comment",
        Source.METADATA: "This entry",
        Source.CONFIGURATION: f"The configuration ({one.origin})",
    }[one.source]
    if not one.id:
        spelled = _SPELLED[one.source]
        return f"{by} is not understood and ignores nothing: {spelled}."
    if any(one.names(rule) for rule in rules):
        return f"{by} ignores {one.id}, which finds nothing {'here' if one.scopes != ((),) else 'in this template'}."
    if any(one.names(rule) for rule in library()) or one.id == UNUSED:
        return None
    near = nearest(one.id, [rule.id for rule in library()])
    hint = f" Did you mean {near[0].name}?" if near else ""
    return f"{by} ignores {one.id}, and there is no such rule.{hint}"


def outdated(options: Options, by: Iterable[Suppression], rules: Iterable[Rule]) -> int:
    """How many entries of the baseline match nothing any more, of those whose rules were asked.

    Args:
        options: What the user asks for; `known` are the entries.
        by: The suppressions that hold something.
        rules: The rules that were asked.
    """
    if not options.known:
        return 0
    asked = {rule.id for rule in rules} | ({UNUSED} if _asked(options) else set())
    matched = {one.id for one in by if one.source is Source.BASELINE}
    return sum(
        rule_id in asked and fingerprint not in matched for fingerprint, rule_id in options.known.items()
    )
