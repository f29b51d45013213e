"""The shapes of the JSON that is published, as models; `python -m repair.report.schema` writes their JSON Schemas."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from repair.config.schema import BaselineFile, ConfigurationFile
from repair.report.overview.schema import OverviewFile
from repair.rules.file import RuleFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_Severity = Literal["critical", "high", "medium", "low"]
_Pointer = Field(
    description="JSON pointer (RFC 6901) into the long JSON form of the template; empty: the whole."
)


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Tool(_Shape):
    """What wrote the report."""

    name: Literal["repair"]
    version: str


class TemplateFile(_Shape):
    """A template that was read."""

    name: str
    format: Literal["json", "yaml"]
    resources: int = Field(ge=0)


class SeverityCounts(_Shape):
    """Findings by severity."""

    critical: int = Field(ge=0)
    high: int = Field(ge=0)
    medium: int = Field(ge=0)
    low: int = Field(ge=0)


class StatusCounts(_Shape):
    """Findings by what became of their fixes."""

    applied: int = Field(ge=0)
    available: int = Field(ge=0)
    refused: int = Field(ge=0)
    none: int = Field(ge=0)


class FailedRule(_Shape):
    """A rule that raised: a defect of the rule, never of the template."""

    id: str
    error: str


class Summary(_Shape):
    """Counts. Those by severity, by category and by status each add up to `findings`."""

    findings: int = Field(ge=0)
    places: int = Field(ge=0)
    severity: SeverityCounts
    category: dict[str, int]
    status: StatusCounts
    suppressed: int = Field(
        default=0, ge=0, description="How many of `findings` are passed over because somebody said so."
    )
    failed_rules: list[FailedRule]


class Operation(_Shape):
    """One RFC 6902 operation. Secrets in its value are redacted: the patch file has them."""

    op: Literal["add", "remove", "replace", "move", "copy", "test"]
    path: str = _Pointer
    value: Any = None
    from_: str | None = Field(default=None, alias="from")


class Place(_Shape):
    """Where a finding is, and the value there before and after the fix, secrets redacted; null: nothing stands there."""

    path: str = _Pointer
    part: bool = Field(
        description="Whether it is part of the last place before it that is no part: a property of a resource that "
        "one of two templates has not. The summary does not count parts."
    )
    resource: str | None = Field(description="The logical id.")
    resource_type: str | None
    line: int = Field(ge=1, description="In the generated template, from 1.")
    column: int = Field(ge=1, description="In characters, from 1.")
    ideal_path: str | None = Field(
        description="JSON pointer into the long JSON form of the ideal template; null without an ideal and "
        "where it has nothing of this."
    )
    ideal_line: int | None = Field(ge=1, description="In the ideal template, from 1.")
    ideal_column: int | None = Field(ge=1, description="In characters, from 1.")
    before: Any
    after: Any


class Fix(_Shape):
    """What was, or could be, done about a finding."""

    status: Literal["applied", "available", "refused", "none"]
    safety: Literal["safe", "unsafe", "display-only"]
    refusal: (
        Literal["needs-value", "intrinsic", "create-only", "ambiguous", "conflict", "unsafe-not-enabled"]
        | None
    )
    operations: list[Operation]


class Deployment(_Shape):
    """What it does to a running stack."""

    replacement: Literal["never", "may", "will"]
    data_loss: bool


class Suppression(_Shape):
    """On whose word a finding is passed over."""

    source: Literal[
        "metadata", "comment", "configuration", "baseline", "cfn-lint", "cfn_nag", "checkov", "guard"
    ]
    reason: str = Field(description="Why; empty when they did not say.")


class Finding(_Shape):
    """One failure, everywhere that it applies with the same fix."""

    id: str = Field(description="The rule's id, or the structural kind.")
    kind: str = Field(description="What sort of failure it is: a leaf of the taxonomy.")
    kinds: list[str] = Field(
        min_length=1,
        description="Every sort of failure in it, what counts most first: more than one in a wide finding.",
    )
    rules: list[str] = Field(
        description="Ids of the rules that explain some of its places; empty: the taxonomy does."
    )
    title: str
    category: str
    severity: _Severity
    places: list[Place] = Field(min_length=1)
    root_cause: str
    impact: str
    references: list[str]
    aliases: dict[str, list[str]] = Field(description="Ids of the same check in other tools.")
    fix: Fix
    deployment: Deployment
    fingerprint: str = Field(
        pattern="^[0-9a-f]{12}$",
        description="No other finding of the run has it. Stays the same while the rule and the places do.",
    )
    suppression: Suppression | None = Field(
        default=None, description="Set on a finding that is neither mended nor counted; null on all others."
    )


class Report(_Shape):
    """The report of `repair`, `repair check` and `repair report`."""

    schema_version: Literal[1]
    tool: Tool
    generated: TemplateFile
    ideal: TemplateFile | None
    summary: Summary
    findings: list[Finding]


class Aligned(_Shape):
    """A resource and its partner in the other template; null on the side that has none."""

    generated: str | None
    ideal: str | None
    type: str
    by: Literal["id", "digest", "content"]
    confidence: float = Field(ge=0, le=1)
    margin: float = Field(ge=0, le=1)


class Effect(Deployment):
    """What a difference does to a running stack."""

    also: list[str] = Field(
        description="Other resources that are replaced too, because they refer to this one where only a "
        "replacement can change it."
    )


class Delta(_Shape):
    """One difference in meaning; secrets in its values are redacted."""

    kind: Literal["added", "removed", "changed", "moved", "renamed"]
    path: str | None = Field(description="JSON pointer into the generated template; null when added.")
    ideal_path: str | None = Field(description="JSON pointer into the ideal template; null when removed.")
    before: Any
    after: Any
    claims: list[str] = Field(
        description="Properties of the generated template that refer to what was renamed."
    )
    deployment: Effect
    permissions: Literal["broader", "narrower", "same", "incomparable"] | None = Field(
        description="What it does to what a policy or a security group allows, from generated to ideal."
    )
    depends_on: list[str] = Field(
        description="What decides at deployment whether the two values are the same; empty when they never are."
    )
    weight: int = Field(ge=0, description="How much it takes from the similarity, out of total_weight.")
    parts: list[Delta] = Field(description="The differences that this one stands for, when it is several.")


class Ambiguity(_Shape):
    """Entries of one section of which nothing tells who is who; none was paired."""

    section: str
    generated: list[str]
    ideal: list[str]


class Diff(_Shape):
    """What `repair diff` writes."""

    schema_version: Literal[1]
    equal: bool
    similarity: float = Field(ge=0, le=1)
    alignment: list[Aligned]
    ambiguous: list[Ambiguity]
    coarse: list[str] = Field(description="Where the answer is coarser than it could be, and why.")
    total_weight: int = Field(ge=0)
    deltas: list[Delta]


FILES: dict[str, type[BaseModel]] = {
    "report.schema.json": Report,
    "diff.schema.json": Diff,
    "rule.schema.json": RuleFile,
    "overview.schema.json": OverviewFile,
    "config.schema.json": ConfigurationFile,
    "baseline.schema.json": BaselineFile,
}


def published(model: type[BaseModel]) -> str:
    """The text of the JSON Schema for what `model` describes."""
    schema = {"$schema": DIALECT, **model.model_json_schema(by_alias=True)}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main(folder: Path) -> None:
    """Write the schemas into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, model in FILES.items():
        (folder / name).write_text(published(model), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/schemas"))
