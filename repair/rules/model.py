"""What a rule is, and what it says about a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from repair.document.pointer import Path
from repair.patch.operations import Operation, Refused

if TYPE_CHECKING:
    from repair.rules.context import Context
    from repair.template.template import Resource


class Safety(IntEnum):
    """How far a fix may be trusted, ordered: the smallest of several opinions counts."""

    DISPLAY_ONLY = 0
    UNSAFE = 1
    SAFE = 2

    @property
    def label(self) -> str:
        """The word that rule files and reports use."""
        return self.name.lower().replace("_", "-")

    @classmethod
    def from_label(cls, label: str) -> Safety:
        """The level that `label` names; KeyError when there is none."""
        return cls[label.upper().replace("-", "_")]


class Severity(StrEnum):
    """How bad it is when a template breaks the rule."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Detection:
    """One place where a template breaks a rule, and what would mend it.

    Attributes:
        path: What is wrong: the path of the value, or of the parent when the value is missing.
        message: The evidence in one sentence, with the names that stand in the template.
        operations: What makes the rule hold; empty when the rule knows no way.
        safety: This finding's own limit; the rule's stands above it.
        refusal: Why there are no operations, or why they must not be applied.
    """

    path: Path
    message: str
    operations: tuple[Operation, ...] = ()
    safety: Safety = Safety.SAFE
    refusal: Refused | None = None


ResourceDetector = Callable[["Context", "Resource"], Iterable[Detection]]
TemplateDetector = Callable[["Context"], Iterable[Detection]]


@dataclass(frozen=True, slots=True)
class Example:
    """A template that breaks the rule and what the rule makes of it; every one is run as a test.

    Attributes:
        before: A whole template, in long JSON form.
        after: The template once only this rule has been applied; None: nothing may change.
        finds: How many detections `before` has; 0 for an example of what the rule must leave alone.
        left: How many detections `after` has.
        unsafe: Whether unsafe fixes are enabled.
        refusal: The code of the refusal that is expected when nothing changes.
        stack: "new" or "existing".
        profile: The profile in force.
    """

    before: Any
    after: Any = None
    finds: int = 1
    left: int = 0
    unsafe: bool = False
    refusal: str | None = None
    stack: str = "new"
    profile: str = "baseline"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a good template obeys, how to see that one does not, and how to mend it.

    Attributes:
        id: `<folder>-<file name>`, unique and stable.
        title: What is wrong, as a heading.
        category: Where it hangs in the taxonomy.
        severity: How bad it is.
        safety: How far its fix may be trusted at best.
        safe_in: Profiles whose choice asks for just this fix: there it is safe.
        unsafe_in: Profiles in which a fix that is otherwise only shown may be made with the unsafe ones.
        profiles: The profiles that include it; `baseline` is part of every profile.
        why: The root cause, for a person.
        impact: What it costs.
        references: Public documentation.
        aliases: Ids of the same check elsewhere, by tool.
        types: Resource types that it looks at (`AWS::S3::*` allowed); empty when it looks at the whole template.
        detect_resource: Finds detections in one resource; None for a rule about the whole template.
        detect_template: Finds detections in the template; None for a rule about single resources.
        source: The rule's file.
    """

    id: str
    title: str
    category: str
    severity: Severity
    safety: Safety
    profiles: tuple[str, ...]
    why: str
    impact: str
    references: tuple[str, ...]
    aliases: Mapping[str, tuple[str, ...]]
    types: tuple[str, ...] = ()
    detect_resource: ResourceDetector | None = None
    detect_template: TemplateDetector | None = None
    source: FilePath | None = None
    safe_in: tuple[str, ...] = ()
    unsafe_in: tuple[str, ...] = ()

    def safety_in(self, profile: str) -> Safety:
        """How far its fix may be trusted at best by a user who chose this profile."""
        if profile in self.safe_in:
            return Safety.SAFE
        return max(self.safety, Safety.UNSAFE) if profile in self.unsafe_in else self.safety

    @property
    def validity(self) -> bool:
        """Whether a template that breaks the rule does not deploy."""
        return self.category == "validity"

    def looks_at(self, type_name: str) -> bool:
        """Whether the rule looks at resources of this type."""
        return _is_one_of(self.types, type_name)


@lru_cache(maxsize=1 << 16)
def _is_one_of(patterns: tuple[str, ...], type_name: str) -> bool:
    return any(
        pattern in ("*", type_name) or (pattern.endswith("*") and type_name.startswith(pattern[:-1]))
        for pattern in patterns
    )
