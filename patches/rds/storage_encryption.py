"""RDS instances and clusters whose storage is not encrypted, and which settle that themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource

_FROM_A_SOURCE = {
    "AWS::RDS::DBInstance": frozenset(
        {
            "DBClusterIdentifier", "DBClusterSnapshotIdentifier", "DBSnapshotIdentifier", "RestoreTime",
            "SourceDBClusterIdentifier", "SourceDBInstanceAutomatedBackupsArn", "SourceDBInstanceIdentifier",
            "SourceDbiResourceId", "UseLatestRestorableTime",
        }
    ),
    "AWS::RDS::DBCluster": frozenset(
        {
            "GlobalClusterIdentifier", "ReplicationSourceIdentifier", "RestoreToTime", "RestoreType",
            "SnapshotIdentifier", "SourceDBClusterIdentifier", "SourceDbClusterResourceId",
            "UseLatestRestorableTime",
        }
    ),
}  # fmt: skip
"""Properties with which the database takes its encryption from a cluster, a snapshot or another database."""

_CANNOT = re.compile(r"db\.(m1|m2|t1)\..*|db\.t2\.micro")
"""Instance classes without encryption: Amazon RDS User Guide, "Availability of Amazon RDS encryption"."""

_ELSEWHERE = re.compile(r"aurora.*|custom-.*|sqlserver-ex")
"""Engines of instances whose encryption the cluster or an own key settles, or that may have none."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a database whose StorageEncrypted is missing or false."""
    properties = resource.properties
    if properties.get("StorageEncrypted", False) not in (False, "false"):
        return
    if properties.keys() & _FROM_A_SOURCE[resource.type] or any(key[:4] == "Fn::" for key in properties):
        return
    instance = resource.type == "AWS::RDS::DBInstance"
    engine = properties.get("Engine")
    if instance and isinstance(engine, str) and _ELSEWHERE.fullmatch(engine):
        return
    path = (*resource.path, "Properties", "StorageEncrypted")
    size = properties.get("DBInstanceClass")
    if instance and isinstance(size, str) and _CANNOT.fullmatch(size):
        message = f"{resource.id} is not encrypted, and its class {size} cannot be."
        yield Detection(path, message, safety=Safety.DISPLAY_ONLY)
        return
    doubtful = not _members_agree(context, resource)
    if instance:
        doubtful |= is_intrinsic(size) and any(map(_CANNOT.fullmatch, _offered(context, size)))
        doubtful |= is_intrinsic(engine) and any(map(_ELSEWHERE.fullmatch, _offered(context, engine)))
    yield Detection(
        path,
        f"The storage of {resource.id} is not encrypted.",
        (Ensure(path, True),),
        Safety.UNSAFE if doubtful else Safety.SAFE,
    )


def _offered(context: Context, value: Any) -> Iterator[str]:
    """Every text of what a computed value is made of: branches, a parameter's values, those of a mapping."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _offered(context, item)
    elif isinstance(value, dict):
        name = value.get("Ref")
        parameter = context.template.section("Parameters").get(name) if isinstance(name, str) else None
        if isinstance(parameter, dict):
            yield from _offered(context, [parameter.get("Default"), parameter.get("AllowedValues")])
        lookup = value.get("Fn::FindInMap")
        if isinstance(lookup, list) and lookup and isinstance(lookup[0], str):
            yield from _offered(context, context.template.section("Mappings").get(lookup[0]))
        for item in value.values():
            yield from _offered(context, item)


def _members_agree(context: Context, cluster: Resource) -> bool:
    """Whether no instance of the cluster says that its own storage is unencrypted."""
    if cluster.type != "AWS::RDS::DBCluster":
        return True
    members = (
        context.template.resources.get(ref.entry)
        for ref in context.template.references.to(cluster.id)
        if "DBClusterIdentifier" in ref.path[3:4]
    )
    return not any(
        member and member.properties.get("StorageEncrypted") in (False, "false") for member in members
    )
