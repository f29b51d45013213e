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
from repair.patch.operations import Operation
from repair.rules.context import Context
from repair.rules.parameter_values import Given, changed, given
from repair.template.template import Resource

INSTANCE = "AWS::RDS::DBInstance"
CLUSTER = "AWS::RDS::DBCluster"
_PLAIN = re.compile(r"[0-9.]+|[0-9.]+\.mysql_aurora\.[0-9.]+")


class Lack(Enum):
    """Why a version cannot be chosen."""

    RETIRED = "retired"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outdated:
    """A version of an engine that a new database cannot have.

    Attributes:
        engine: The engine.
        given: The version, and where it is written.
        lack: Why it cannot be chosen.
        newest: The newest of its line that can be chosen, or None when the line has ended.
        next_line: The newest of the next line, or None.
    """

    engine: str
    given: Given
    lack: Lack
    newest: str | None
    next_line: str | None

    def operations(self, context: Context, new: str) -> tuple[Operation, ...]:
        """What puts the version `new` in the place."""
        return changed(context, self.given, new, lambda _value: None)


def outdated_versions(context: Context) -> Iterator[Outdated]:
    """Each version that a new database cannot have, once for each place where it is written."""
    seen: set[Path] = set()
    for resource in context.template.resources.values():
        if resource.type in (INSTANCE, CLUSTER):
            found = _outdated(context, resource)
            if found is not None and found.given.path not in seen:
                seen.add(found.given.path)
                yield found


def _outdated(context: Context, resource: Resource) -> Outdated | None:
    named = resource.properties.get("Engine")
    if not isinstance(named, str) or "EngineVersion" not in resource.properties or _restored(resource):
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
    retired = version in listed.deprecated
    same_line = [one for one in versions if _line(one) == _line(version) or one.startswith(f"{version}.")]
    later = [one for one in versions if _numbers(_line(one)) > _numbers(_line(version))]
    next_line = [one for one in later if _line(one) == _line(later[0])]
    return Outdated(
        engine,
        found,
        Lack.RETIRED if retired else Lack.UNKNOWN,
        same_line[-1] if same_line else None,
        next_line[-1] if next_line else None,
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


def _restored(resource: Resource) -> bool:
    """Whether the version must be that of a snapshot or source."""
    sources = ("DBSnapshotIdentifier", "SnapshotIdentifier", "SourceDBInstanceIdentifier", "SourceDBClusterIdentifier",
               "ReplicationSourceIdentifier")  # fmt: skip
    return any(source in resource.properties for source in sources)


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
