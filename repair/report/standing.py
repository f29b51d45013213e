"""Where a finding stands after a run, in the words of reports: mended, fixable, or left and why."""

from __future__ import annotations

from enum import Enum

from repair.engine.finding import Finding, FixStatus
from repair.patch.operations import RefusalCode
from repair.rules.model import Safety


class Standing(Enum):
    """What has to happen for a finding to go away."""

    MENDED = "mended"
    FIXABLE = "fixable"
    UNSAFE = "unsafe"
    PERSON = "person"


_REASONS = {
    RefusalCode.NEEDS_VALUE: "needs a value",
    RefusalCode.INTRINSIC: "decided at deployment",
    RefusalCode.CREATE_ONLY: "would replace a running resource",
    RefusalCode.AMBIGUOUS: "more than one reading",
    RefusalCode.CONFLICT: "in conflict with another fix",
    RefusalCode.UNSAFE_NOT_ENABLED: "only a person can choose",
}


def standing(finding: Finding) -> Standing:
    """Where a finding stands."""
    fix = finding.fix
    if fix.status is FixStatus.APPLIED:
        return Standing.MENDED
    if fix.status is FixStatus.AVAILABLE and fix.safety is not Safety.DISPLAY_ONLY:
        if fix.refusal is None and fix.safety is Safety.SAFE:
            return Standing.FIXABLE
        if fix.refusal in (None, RefusalCode.UNSAFE_NOT_ENABLED, RefusalCode.CREATE_ONLY):
            return Standing.UNSAFE
    return Standing.PERSON


def refusal_words(finding: Finding) -> str:
    """Why a fix is not applied, as a clause; "" when nothing says it."""
    fix = finding.fix
    if fix.refusal is None:
        return fix.reason or ""
    kind = _REASONS.get(fix.refusal, str(fix.refusal))  # type: ignore[call-overload]
    plain = fix.refusal in (RefusalCode.NEEDS_VALUE, RefusalCode.AMBIGUOUS, RefusalCode.CONFLICT)
    return f"{kind}: {fix.reason}" if fix.reason and plain else fix.reason or kind
