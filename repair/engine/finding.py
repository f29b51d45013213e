"""A finding: one failure of the template, with its places, its evidence and what became of its fix."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from repair.diff.delta import Deployment
from repair.document.pointer import Path, to_pointer
from repair.patch.operations import PatchOp
from repair.rules.model import Safety, Severity


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
    """Where a finding is: a path, its line and column in the input, and the value before and after."""

    path: Path
    message: str
    resource: str | None
    resource_type: str | None
    line: int
    column: int
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Finding:
    """One failure: a rule or structural kind, everywhere that it applies with the same fix.

    Attributes:
        id: The rule's id, or the structural kind.
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
        ideal_paths: Where the ideal has it, parallel to `places`; empty without an ideal.
    """

    id: str
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
    ideal_paths: tuple[Path | None, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that stay the same while the rule and the places do; lines do not count."""
        seed = "\n".join([self.id, *sorted(to_pointer(place.path) for place in self.places)])
        return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:12]
