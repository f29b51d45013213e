"""What is asked of the engine, and what comes back."""

from __future__ import annotations

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
    """

    settings: Settings = field(default_factory=Settings)
    selection: Selection = field(default_factory=Selection)
    unsafe: bool = False
    exact: bool = False
    operations: bool = False
    requirements: Requirements | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair came to.

    Attributes:
        template: The template as it was given.
        ideal: The ideal template, or None.
        repaired: The repaired template's data in long JSON form.
        text: The repaired text; the input's own when nothing changed.
        findings: Everything that was found, with what became of it.
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

    @property
    def changed(self) -> bool:
        """Whether the repaired template differs from the input."""
        return bool(self.patch)

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
) -> Repair:
    """The result that turns `template` into `data`: its patch, the inverse and the text.

    Raises:
        ValueError: The template was not read from text.
    """
    if template.document is None:
        raise ValueError("only a template that was read from text can be repaired; use repair.load")
    patch = () if data is template.data else tuple(between(template.data, data))
    text = template.document.edited(data) if patch else template.document.text
    return Repair(template, ideal, data, text, found, patch, tuple(invert(patch, template.data)), failures)
