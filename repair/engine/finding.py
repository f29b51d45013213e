"""A finding: one failure of the template, with its places, its evidence and what became of its fix."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from repair.diff.delta import Deployment
from repair.document.pointer import Path, to_pointer
from repair.patch.operations import PatchOp
from repair.rules.model import Safety, Severity

if TYPE_CHECKING:
    from repair.engine.suppression import Suppression


class FixStatus(StrEnum):
    """What became of a finding's fix; part of the report format."""

    APPLIED = "applied"
    AVAILABLE = "available"
    REFUSED = "refused"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Fix:
    """What was, or could be, done about a finding.

    Attributes:
        status: What became of it.
        safety: How far it may be trusted.
        refusal: The code of the reason why it was not applied, or None.
        reason: The same for a person.
        ops: RFC 6902 operations.
    """

    status: FixStatus
    safety: Safety
    refusal: str | None = None
    reason: str | None = None
    ops: tuple[PatchOp, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is, in the input and in the ideal template, and the value before and after.

    Attributes:
        path: In the input's data; where it belongs there when the input has nothing of it.
        message: What is wrong here, in one sentence.
        resource: Logical id, or None outside Resources.
        resource_type: Its type, or None.
        line: In the input, from 1; of the nearest thing around it that the input has.
        column: In characters, from 1.
        before: The value; None when nothing stands there.
        after: The value once it is mended; None when nothing stands there then.
        ideal_path: In the ideal template's data; None without an ideal and where it has nothing of it.
        ideal_line: In the ideal document, from 1; None where `ideal_path` is.
        ideal_column: In characters, from 1; None where `ideal_path` is.
    """

    path: Path
    message: str
    resource: str | None
    resource_type: str | None
    line: int
    column: int
    before: Any
    after: Any
    ideal_path: Path | None = None
    ideal_line: int | None = None
    ideal_column: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One failure: a rule or structural kind, everywhere that it applies with the same fix.

    Attributes:
        id: The rule's id, or the structural kind.
        kind: What sort of failure it is: a leaf of the taxonomy.
        title: What is wrong.
        category: Where it hangs in the taxonomy.
        severity: How bad it is.
        places: Where; at least one.
        root_cause: Why it is wrong.
        impact: What it costs.
        references: Public documentation.
        aliases: Ids of the same check in other tools.
        fix: What became of its fix.
        deployment: What the fix does to a running stack.
        rules: Ids of the rules that explain some of its places; empty when only the taxonomy does.
        more_kinds: The other sorts of failure in it, the commonest first; most findings have none.
        occurrence: Counts the findings of one run that have id and places in common, from 1.
        suppression: On whose word it is passed over; None when it counts.
    """

    id: str
    kind: str
    title: str
    category: str
    severity: Severity
    places: tuple[Place, ...]
    root_cause: str
    impact: str
    references: tuple[str, ...]
    aliases: Mapping[str, tuple[str, ...]]
    fix: Fix
    deployment: Deployment = field(default_factory=Deployment)
    rules: tuple[str, ...] = ()
    more_kinds: tuple[str, ...] = ()
    occurrence: int = 1
    suppression: Suppression | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every sort of failure in it, what counts most first."""
        return self.kind, *self.more_kinds

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that no other finding of the run has, the same while rule and places are.

        Lines do not count, nor does where in a list an item stands, nor do values: they may be secrets.
        """
        return fingerprint_of(self.marks, self.occurrence)

    @property
    def marks(self) -> tuple[str, ...]:
        """What tells the finding from the others of its run, but for `occurrence`."""
        return self.id, *sorted(mark_of(place.path) for place in self.places)


def fingerprint_of(marks: Iterable[str], occurrence: int = 1) -> str:
    """Twelve hex digits for the `occurrence`-th finding with these marks."""
    seed = "\n".join([*marks, *([str(occurrence)] if occurrence > 1 else ())])
    return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def mark_of(path: Path) -> str:
    """The path as a pointer, the same whatever is put in front of it in a list."""
    return to_pointer(tuple("*" if isinstance(step, int) else step for step in path))
