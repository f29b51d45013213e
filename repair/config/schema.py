"""The shapes of configuration and baseline files as models, from which their JSON Schemas are published.

No command loads them: what a file says is checked by `repair.config.read`, which knows where it is said.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from repair.engine.values import VALUES

_Severity = Literal["critical", "high", "medium", "low"]
_Names = str | list[str]


def _kebab(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _with_values(schema: dict[str, Any]) -> None:
    """Say which values there are."""
    schema["properties"]["values"] = {
        "type": "object",
        "description": "What rules fill in; docs/profiles.md explains them.",
        "additionalProperties": False,
        "properties": {
            name: {"description": f"{kind.meaning} Takes {kind.takes}."} for name, kind in VALUES.items()
        },
    }


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=_kebab)


class Rules(_Shape):
    """What is said of single rules, by their ids."""

    on: list[str] = Field(default=[], description="They run, whatever profile they belong to.")
    off: list[str] = Field(default=[], description="They do not run.")
    safe: list[str] = Field(default=[], description="They run, and their fixes were asked for.")


class Suppress(_Shape):
    """A rule whose findings are passed over: neither mended nor counted."""

    rule: str = Field(description="Its id, or that of the same check in another tool.")
    path: str = Field(default="", description="Files, as in a .gitignore; every file unless said.")
    resource: str = Field(default="", description="A glob of logical ids; every place unless said.")
    reason: str = Field(default="", description="Why.")


class Settings(_Shape):
    """What may be said for all templates, and otherwise for some."""

    profile: _Names = Field(default=[], description="Bundled profiles, or files relative to this one.")
    requirements: str | None = Field(default=None, description="A requirements document.")
    select: _Names = Field(default=[], description="Only these rules, categories and severities.")
    ignore: _Names = Field(default=[], description="Not these rules, categories and severities.")
    unsafe_fixes: bool = Field(default=False, description="Apply fixes with more than one reading.")
    stack: Literal["new", "existing", "unstated"] = Field(
        default="unstated", description="Whether the template makes a stack or updates one that runs."
    )
    rules: Rules = Rules()
    severities: dict[str, _Severity] = Field(default={}, description="Rules to their severities.")
    values: dict[str, Any] = {}
    fail_on: Literal["critical", "high", "medium", "low", "never"] = Field(
        default="low", description="The least severity that fails a run."
    )
    baseline: str | None = Field(default=None, description="A file of known findings.")
    suppress: list[Suppress] = []


class PathSettings(Settings):
    """Settings for some templates; they win over those for all, and later ones over earlier ones."""

    model_config = ConfigDict(json_schema_extra=_with_values)
    match: _Names = Field(description="Files, as in a .gitignore, seen from the folder of this file.")


class ConfigurationFile(Settings):
    """`repair.toml`, `.repair.yaml`, or `[tool.repair]` in `pyproject.toml`."""

    model_config = ConfigDict(json_schema_extra=_with_values)
    exclude: _Names = Field(default=[], description="Left out of folders and globs, as in a .gitignore.")
    paths: list[PathSettings] = []


class KnownFinding(_Shape):
    """A finding that a team knows of, at one place."""

    fingerprint: str = Field(pattern="^[0-9a-f]{12}$", description="What it is known by.")
    rule: str
    path: str = Field(description="JSON pointer, with * for the items of lists.")
    resource: str | None = Field(default=None, description="The logical id.")


class BaselineFile(BaseModel):
    """What `--write-baseline` writes."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_version: Literal[1]
    files: dict[str, list[KnownFinding]] = Field(
        description="By file, relative to the baseline's folder; sorted."
    )
