"""Findings about syntax: what was changed so that the template could be read at all."""

from __future__ import annotations

from dataclasses import replace

from repair.engine.assemble import ordered
from repair.engine.finding import Finding, Fix, FixStatus, Place
from repair.rules.model import Safety, Severity
from repair.template.template import Template

KIND = "syntax-parse-error"
"""The leaf of the taxonomy that all of them hang in."""

_ROOT_CAUSE = "The text is neither JSON nor YAML here: it was put together from pieces, copied or cut off."
_IMPACT = "CloudFormation refuses a template that it cannot parse; nothing is deployed."
_REFERENCE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html"


def with_syntax(found: tuple[Finding, ...], template: Template, *, applied: bool) -> tuple[Finding, ...]:
    """The findings and, before them, what was amiss with the syntax of `template`."""
    mended = syntax_findings(template, applied=applied)
    return ordered((*mended, *found)) if mended else found


def syntax_findings(template: Template, *, applied: bool) -> tuple[Finding, ...]:
    """A finding for each kind of mistake, with its places in the text as it was given.

    Args:
        template: A template; () when it parsed by itself.
        applied: Whether the mended text goes out; else the fixes are available.
    """
    document = template.document
    if document is None or document.recovery is None:
        return ()
    from repair.document.recovery.mend import KINDS  # few templates do not parse

    status = FixStatus.APPLIED if applied else FixStatus.AVAILABLE
    findings: dict[str, Finding] = {}
    for one in document.recovery.found:
        mend = one.mend
        message = f"{mend.message[:1].upper()}{mend.message[1:]}."
        place = Place((), message, None, None, one.position.line, one.position.column, None, None)
        safety = Safety.SAFE if mend.plain else Safety.UNSAFE
        known = findings.get(mend.kind)
        if known is not None:
            fix = replace(known.fix, safety=min(known.fix.safety, safety))
            findings[mend.kind] = replace(known, places=(*known.places, place), fix=fix)
            continue
        findings[mend.kind] = Finding(
            id=mend.kind,
            kind=KIND,
            title=KINDS[mend.kind],
            category="validity",
            severity=Severity.CRITICAL,
            places=(place,),
            root_cause=_ROOT_CAUSE,
            impact=_IMPACT,
            references=(_REFERENCE,),
            aliases={"cfn-lint": ("E0000",)},
            fix=Fix(status, safety),
        )
    return tuple(findings.values())
