"""What DeletionPolicy and UpdateReplacePolicy may say for a type, and what they mean when they say nothing.

Source: AWS CloudFormation Template Reference, "DeletionPolicy attribute" and "UpdateReplacePolicy attribute".
"""

from __future__ import annotations

from repair import knowledge
from repair.template.template import Resource

SNAPSHOT_TYPES = frozenset(
    {
        "AWS::DocDB::DBCluster", "AWS::EC2::Volume", "AWS::ElastiCache::CacheCluster",
        "AWS::ElastiCache::ReplicationGroup", "AWS::Neptune::DBCluster", "AWS::RDS::DBCluster",
        "AWS::RDS::DBInstance", "AWS::Redshift::Cluster",
    }
)  # fmt: skip
"""Types that CloudFormation can snapshot before it deletes them."""

_CLUSTER_MEMBERS = frozenset({"AWS::DocDB::DBInstance", "AWS::Neptune::DBInstance"})
_HOLD_NO_DATA_OF_THEIR_OWN = frozenset({"AWS::CloudFormation::Stack"}) | _CLUSTER_MEMBERS


def allowed(attribute: str, type_name: str) -> frozenset[str]:
    """The values that `attribute` (DeletionPolicy or UpdateReplacePolicy) takes for a type."""
    values = {"Delete", "Retain"}
    if attribute == "DeletionPolicy":
        values.add("RetainExceptOnCreate")
    if type_name in SNAPSHOT_TYPES:
        values.add("Snapshot")
    return frozenset(values)


def holds_data(resource: Resource) -> bool:
    """Whether data is lost for good when the resource is deleted.

    Not where the data lies in a cluster, a source or a nested stack, nor where only an empty resource can be deleted.
    """
    kind, properties = resource.type, resource.properties
    if kind not in knowledge.stateful_types() or kind in knowledge.delete_requires_empty():
        return False
    if kind in _HOLD_NO_DATA_OF_THEIR_OWN:
        return False
    if kind == "AWS::RDS::DBInstance":
        return not properties.keys() & {"DBClusterIdentifier", "SourceDBInstanceIdentifier"}
    return not (kind == "AWS::ElastiCache::CacheCluster" and properties.get("Engine") == "memcached")


def protective(type_name: str) -> str:
    """The policy that keeps the data of a type: a snapshot where there can be one."""
    return "Snapshot" if type_name in SNAPSHOT_TYPES else "Retain"
