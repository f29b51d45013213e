"""What is asked of the engine, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from repair.engine.finding import Finding, FixStatus
from repair.engine.select import Selection
from repair.patch.between import between
from repair.patch.operations import PatchOp
from repair.patch.rfc6902 import guarded, invert
from repair.rules.context import Settings
from repair.rules.detect import RuleFailure
from repair.template.template import Template

if TYPE_CHECKING:
    from repair.engine.requirements import Requirements
    from repair.engine.suppression import Suppression


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asks for.

    Attributes:
        settings: Profile, kind of stack, day.
        selection: Which rules, categories and severities.
        unsafe: Whether fixes with more than one reading are applied too.
        exact: With an ideal: adopt its spelling too, not only its meaning.
        operations: With an ideal: say for each finding which operations mend it alone. It costs time.
        requirements: What a requirements document was read as, None without one; settings and selection hold it.
        suppressions: What the configuration passes over; an ideal is not asked for them.
        known: Fingerprints of the baseline's entries for the template, to their rules.
    """

    settings: Settings = field(default_factory=Settings)
    selection: Selection = field(default_factory=Selection)
    unsafe: bool = False
    exact: bool = False
    operations: bool = False
    requirements: Requirements | None = None
    suppressions: tuple[Suppression, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair came to.

    Attributes:
        template: The template as it was given.
        ideal: The ideal template, or None.
        repaired: The repaired template's data in long JSON form.
        text: The repaired text; the input's own when nothing changed.
        findings: Everything that was found, with what became of it.
        suppressed: What was found too and is passed over because somebody said so.
        outdated: How many entries of the baseline match nothing any more.
        patch: RFC 6902 operations from the input's long JSON form to the repaired one.
        inverse: The operations that take it back.
        failures: Rules that failed; a defect of theirs, never of the template.
    """

    template: Template
    ideal: Template | None
    repaired: Any
    text: str
    findings: tuple[Finding, ...]
    patch: tuple[PatchOp, ...]
    inverse: tuple[PatchOp, ...]
    failures: tuple[RuleFailure, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    outdated: int = 0

    @property
    def changed(self) -> bool:
        """Whether the repaired text differs from the input's."""
        document = self.template.document
        return bool(self.patch) or (document is not None and document.recovery is not None)

    @property
    def guarded_patch(self) -> tuple[PatchOp, ...]:
        """`patch` with `test` operations: it fails on a template other than the one it was made for."""
        return tuple(guarded(self.patch, self.template.data))

    @property
    def guarded_inverse(self) -> tuple[PatchOp, ...]:
        """`inverse` with `test` operations."""
        return tuple(guarded(self.inverse, self.repaired))

    @property
    def remaining(self) -> tuple[Finding, ...]:
        """The findings that are not mended."""
        return tuple(one for one in self.findings if one.fix.status is not FixStatus.APPLIED)


def result_of(
    template: Template,
    data: Any,
    found: tuple[Finding, ...],
    *,
    ideal: Template | None = None,
    failures: tuple[RuleFailure, ...] = (),
    outdated: int = 0,
) -> Repair:
    """The result that turns `template` into `data`: its patch, the inverse and the text.

    Findings with a suppression are kept apart.

    Raises:
        ValueError: The template was not read from text.
    """
    if template.document is None:
        raise ValueError("only a template that was read from text can be repaired; use repair.load")
    patch = () if data is template.data else tuple(between(template.data, data))
    text = template.document.edited(data) if patch else template.document.text
    counted = tuple(one for one in found if one.suppression is None)
    suppressed = tuple(one for one in found if one.suppression is not None)
    inverse = tuple(invert(patch, template.data))
    return Repair(template, ideal, data, text, counted, patch, inverse, failures, suppressed, outdated)
