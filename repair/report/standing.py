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
    RefusalCode.INTRINSIC: "is decided at deployment",
    RefusalCode.CREATE_ONLY: "would replace a running resource",
    RefusalCode.AMBIGUOUS: "has more than one reading",
    RefusalCode.CONFLICT: "is in conflict with another fix",
    RefusalCode.UNSAFE_NOT_ENABLED: "is for a person to choose",
}
"""What a refused fix does, by code: "it …"."""


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
    """Why a fix is not applied: what it does, then the engine's reason ("needs a value: …"); "" when nothing says it."""
    fix = finding.fix
    words = next((words for code, words in _REASONS.items() if code == fix.refusal), "")
    reason = "" if fix.reason == f"it {words}" else fix.reason or ""
    return ": ".join(part for part in (words, reason) if part)
