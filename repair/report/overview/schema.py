"""The shape of `overview.json`, as models; its JSON Schema is published with the others by `repair.report.schema`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

_Share = Field(ge=0)


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ToolName(_Shape):
    """What wrote the overview."""

    name: Literal["repair"]
    version: str


class Totals(_Shape):
    """Counts of everything."""

    pairs: int = Field(ge=0, description="Pairs that were compared.")
    alike: int = Field(ge=0, description="Those without a finding.")
    unread: int = Field(ge=0, description="Pairs that could not be read.")
    findings: int = Field(ge=0)
    places: int = Field(ge=0)


class Tally(_Shape):
    """How often one value turns up; the commonest stands first, but severities by rank."""

    id: str
    title: str
    findings: int = Field(ge=0)
    places: int = Field(ge=0)
    pairs: int = Field(ge=0, description="Pairs that have such a finding.")


class Severities(_Shape):
    """Findings by severity."""

    critical: int = _Share
    high: int = _Share
    medium: int = _Share
    low: int = _Share


class PairEntry(_Shape):
    """One pair of templates."""

    name: str = Field(description="Its folder, relative to the one that was walked.")
    generated: str
    ideal: str
    document: str = Field(description="Path of its document, relative to the overview.")
    similarity: float | None = Field(ge=0, le=1)
    findings: int = Field(ge=0)
    places: int = Field(ge=0)
    severity: Severities
    kinds: dict[str, int] = Field(
        description="Kind to findings. With it an overview compares itself to this one."
    )


class UnreadEntry(_Shape):
    """A pair that could not be read."""

    name: str
    reason: str


class ShiftEntry(_Shape):
    """Findings of a kind or pair, then and now."""

    id: str
    title: str
    before: int = Field(ge=0)
    now: int = Field(ge=0)


class Against(_Shape):
    """The comparison with an earlier overview, over the pairs that both have; the most improved first."""

    pairs: int = Field(ge=0)
    before: int = Field(ge=0)
    now: int = Field(ge=0)
    kinds: list[ShiftEntry]
    changed: list[ShiftEntry]
    new: list[str] = Field(description="Pairs that the earlier overview has not.")
    gone: list[str] = Field(description="Pairs that only the earlier overview has.")


class OverviewFile(_Shape):
    """What `repair report FOLDER` writes as overview.json.

    Findings by kind, category and severity add up to all findings. A finding counts for each service that it has
    places in, and for each profile that asks for its rule; places by service add up.
    """

    schema_version: Literal[1]
    tool: ToolName
    profiles: list[str] = Field(description="The profiles that were in force, when any were given.")
    summary: Totals
    by_kind: list[Tally]
    by_category: list[Tally]
    by_severity: list[Tally]
    by_service: list[Tally]
    by_profile: list[Tally]
    pairs: list[PairEntry]
    unread: list[UnreadEntry]
    against: Against | None
