"""Database engine versions: which of a line can be chosen, and which one a version that cannot be chosen should be.

A line is a major version within which RDS upgrades without changing the parameter group family: `8.0` of MySQL,
`15` of PostgreSQL, `8.0.mysql_aurora.3` of Aurora MySQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from repair import knowledge
from repair.document.pointer import Path
from repair.patch.operations import Operation, Set
from repair.rules.context import Context
from repair.rules.parameter_values import Given, changed, given
from repair.template.template import Resource
from repair.template.values import same_value

INSTANCE = "AWS::RDS::DBInstance"
CLUSTER = "AWS::RDS::DBCluster"
GLOBAL = "AWS::RDS::GlobalCluster"
_PLAIN = re.compile(r"[0-9.]+|[0-9.]+\.mysql_aurora\.[0-9.]+")

_SOURCES = frozenset(
    {
        "DBClusterSnapshotIdentifier", "DBSnapshotIdentifier", "ReplicationSourceIdentifier", "SnapshotIdentifier",
        "SourceDBClusterIdentifier", "SourceDBInstanceAutomatedBackupsArn", "SourceDBInstanceIdentifier",
        "SourceDbClusterResourceId", "SourceDbiResourceId",
    }
)  # fmt: skip
"""Properties with which a database takes its version from a snapshot or from another database."""


class Lack(Enum):
    """What a version lacks."""

    RETIRED = "retired"
    UNKNOWN = "unknown"
    NO_MINOR = "no-minor"
    """It can: a line alone (`8.0`, `15`) gives the minor version that RDS then prefers. Nobody can read which."""


@dataclass(frozen=True, slots=True)
class Outdated:
    """A version of an engine that a new database cannot have, or that is a line alone.

    Attributes:
        engine: The engine.
        given: The version, and where it is written.
        lack: What it lacks.
        newest: The newest of its line that can be chosen, or None when the line has ended.
        next_line: The newest of the next line, or None.
        also: Where the same version is written for the global cluster that this one belongs to.
    """

    engine: str
    given: Given
    lack: Lack
    newest: str | None
    next_line: str | None
    also: Path | None = None

    def operations(self, context: Context, new: str) -> tuple[Operation, ...]:
        """What puts the version `new` in the place."""
        mended = changed(context, self.given, new, lambda _value: None)
        return mended if self.also is None else (*mended, Set(self.also, new))


def outdated_versions(context: Context) -> Iterator[Outdated]:
    """Each version that a new database cannot have or that is a line alone, once for each place where it is written."""
    seen: set[Path] = set()
    for resource in context.template.resources.values():
        if resource.type in (INSTANCE, CLUSTER):
            found = _outdated(context, resource)
            if found is not None and found.given.path not in seen:
                seen.add(found.given.path)
                yield found


def _outdated(context: Context, resource: Resource) -> Outdated | None:
    named = resource.properties.get("Engine")
    if (
        not isinstance(named, str)
        or "EngineVersion" not in resource.properties
        or _follows(context, resource)
    ):
        return None
    engine = named.lower()  # RDS reads it in any case
    path = (*resource.path, "Properties", "EngineVersion")
    found = given(context, resource.properties["EngineVersion"], path)
    versions = _choices(resource.type, engine)
    if found is None or not versions or not _same_engine(context, found, engine):
        return None
    version = as_written(found.value)
    listed = knowledge.engine_versions(resource.type)[engine]
    if version in listed.current:
        return None
    lack = Lack.RETIRED if version in listed.deprecated else Lack.UNKNOWN
    if version in {_line(one).partition(".mysql_aurora")[0] for one in versions}:
        lack = Lack.NO_MINOR
    same_line = [one for one in versions if _line(one) == _line(version) or one.startswith(f"{version}.")]
    later = [one for one in versions if _numbers(_line(one)) > _numbers(_line(version))]
    next_line = [one for one in later if _line(one) == _line(later[0])]
    also = None
    world = _referred(context, resource, "GlobalClusterIdentifier")
    if world is not None and found.parameter is None and "EngineVersion" in world.properties:
        worldwide = world.properties["EngineVersion"]
        if isinstance(worldwide, str) and worldwide in same_line:
            same_line = [worldwide]
        elif worldwide == found.value:
            also = (*world.path, "Properties", "EngineVersion")
        else:
            return None  # which of the two is meant is not known
    return Outdated(
        engine, found, lack, same_line[-1] if same_line else None, next_line[-1] if next_line else None, also
    )


def _choices(type_name: str, engine: str) -> list[str]:
    """Versions that a new database can have, oldest first; of Aurora those that clusters and instances agree on."""
    listed = knowledge.engine_versions(type_name).get(engine)
    if listed is None or listed.versions is None:
        return []
    current = list(listed.current)
    if engine.startswith("aurora"):
        other = knowledge.engine_versions(CLUSTER if type_name == INSTANCE else INSTANCE).get(engine)
        if other is not None and other.versions is not None:
            current = [one for one in current if one in other.current]
    exact = [one for one in current if _PLAIN.fullmatch(one)]
    return sorted(exact or current, key=_numbers)


def _follows(context: Context, resource: Resource) -> bool:
    """Whether the version must be that of a snapshot, a source, or a cluster that the template does not make."""
    if not _SOURCES.isdisjoint(resource.properties):
        return True
    if "GlobalClusterIdentifier" in resource.properties:
        return _referred(context, resource, "GlobalClusterIdentifier") is None
    if "DBClusterIdentifier" in resource.properties and resource.type == INSTANCE:
        cluster = _referred(context, resource, "DBClusterIdentifier")
        return cluster is None or _follows(context, cluster)
    return False


def _referred(context: Context, resource: Resource, name: str) -> Resource | None:
    """The cluster of the template that a property means: by a reference, or by the identifier that it has."""
    value = resource.properties.get(name)
    if value is None:
        return None
    target = value.get("Ref") if isinstance(value, dict) else None
    kind = CLUSTER if name == "DBClusterIdentifier" else GLOBAL
    for other in context.template.of_type(kind):
        if other.id == target or same_value(other.properties.get(name), value):
            return other
    return None


def _same_engine(context: Context, found: Given, engine: str) -> bool:
    """Whether everything that takes its version from the same parameter has this engine."""
    if found.parameter is None:
        return True
    users = (
        context.template.resources.get(one.entry) for one in context.template.references.to(found.parameter)
    )
    return all(user is not None and str(user.properties.get("Engine")).lower() == engine for user in users)


def _line(version: str) -> str:
    """`8.0.35` -> `8.0`, `15.4` -> `15`, `10.11.4` -> `10.11`, `8.0.mysql_aurora.3.02.0` -> `8.0.mysql_aurora.3`."""
    if "mysql_aurora" in version:
        head, _, tail = version.partition("mysql_aurora.")
        return f"{head}mysql_aurora.{tail.split('.')[0]}"
    parts = version.split("-")[0].split(".")
    major = int(parts[0]) if parts[0].isdigit() else 0
    return ".".join(parts[:2]) if major < 10 or len(parts) > 2 else parts[0]


def _numbers(version: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"[.-]", version)]


def as_written(value: Any) -> str:
    """The version as the template has it, for messages."""
    return str(getattr(value, "text", value))
