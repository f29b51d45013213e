"""The small tables: Lambda runtimes, engine versions, types that hold data; and where the data is from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from repair.knowledge import pack


@dataclass(frozen=True, slots=True)
class Runtime:
    """A Lambda runtime's end, from https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html.

    Attributes:
        name: As in a template: "python3.9".
        deprecated: No more security patches from this day on; None when no day is set.
        create_block: From this day on no function can be created with it.
        update_block: From this day on no function that has it can be updated.
        successor: The runtime that AWS names to move to; None for the newest of a family.
    """

    name: str
    deprecated: date | None
    create_block: date | None
    update_block: date | None
    successor: str | None


@dataclass(frozen=True, slots=True)
class EngineVersions:
    """The versions of one database engine that one resource type takes.

    Attributes:
        versions: Valid values of `EngineVersion`, oldest first; None where the data has no list (anything may
            be valid).
        deprecated: Those that cannot be chosen for a new database any more, or soon.
    """

    versions: tuple[str, ...] | None
    deprecated: frozenset[str]

    @property
    def current(self) -> tuple[str, ...]:
        """Valid and not deprecated, oldest first."""
        return tuple(version for version in self.versions or () if version not in self.deprecated)


@cache
def runtimes() -> Mapping[str, Runtime]:
    """Lambda runtime name -> its dates and successor; every runtime there ever was."""
    return MappingProxyType(
        {
            name: Runtime(
                name,
                _day(row["deprecated"]),
                _day(row["create_block"]),
                _day(row["update_block"]),
                row["successor"],
            )
            for name, row in pack.tables()["runtimes"].items()
        }
    )


@cache
def engine_versions(type_name: str) -> Mapping[str, EngineVersions]:
    """Engine -> versions for `AWS::RDS::DBInstance`, `AWS::RDS::DBCluster`, `AWS::ElastiCache::CacheCluster`.

    Empty for any other type. The two RDS types take different versions of engines with the same name, so the
    question is always about a type.
    """
    return MappingProxyType(
        {
            engine: EngineVersions(
                None if row["versions"] is None else tuple(sorted(row["versions"], key=_by_number)),
                frozenset(row["deprecated"]),
            )
            for engine, row in pack.tables()["engine_versions"].get(type_name, {}).items()
        }
    )


@cache
def stateful_types() -> frozenset[str]:
    """Types that hold data which is lost with the resource (cfn-lint's StatefulResources.json)."""
    return frozenset(pack.tables()["stateful"]["types"])


@cache
def delete_requires_empty() -> frozenset[str]:
    """Stateful types that CloudFormation can only delete when they are empty."""
    return frozenset(pack.tables()["stateful"]["delete_requires_empty"])


def built_from() -> dict[str, Any]:
    """What the data was built from: `what`, `cfn_lint` version, `schema_date` (ISO 8601), `region`, ….

    `skipped` says which constraints were left out and why; `content` is a digest of all that the data says.
    """
    return dict(pack.tables()["built_from"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _by_number(version: str) -> list[tuple[int, int, str]]:
    parts = version.replace("-", ".").split(".")
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]
