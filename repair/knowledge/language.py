"""Constants and schemas of the template language itself, with their sources.

Names of sections, functions, parameter types and attributes are from the AWS CloudFormation User Guide,
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-reference.html; limits from the same
guide, "Understand CloudFormation quotas". They agree with cfn-lint 1.58 (`cfnlint/helpers.py`, rules E3035,
E3036, E3055).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from repair.knowledge import pack

TEMPLATE_SECTIONS = (
    "AWSTemplateFormatVersion", "Description", "Metadata", "Transform", "Parameters", "Mappings",
    "Conditions", "Rules", "Globals", "Resources", "Hooks", "Outputs",
)  # fmt: skip
"""Top-level keys that CloudFormation or its transforms read, in the customary order; `Globals` is SAM's."""

PSEUDO_PARAMETERS = frozenset(
    {
        "AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition", "AWS::Region",
        "AWS::StackId", "AWS::StackName", "AWS::URLSuffix",
    }
)  # fmt: skip

INTRINSIC_FUNCTIONS = frozenset(
    {
        "Fn::Base64", "Fn::Cidr", "Fn::FindInMap", "Fn::GetAZs", "Fn::GetAtt", "Fn::GetStackOutput", "Fn::If",
        "Fn::ImportValue", "Fn::Join", "Fn::Length", "Fn::Select", "Fn::Split", "Fn::Sub", "Fn::ToJsonString",
        "Fn::Transform", "Ref",
    }
)  # fmt: skip
"""Functions that give a value. `Fn::Length`, `Fn::ToJsonString` and the key `Fn::ForEach::<name>` need the
transform AWS::LanguageExtensions."""

CONDITION_FUNCTIONS = frozenset({"Condition", "Fn::And", "Fn::Equals", "Fn::Not", "Fn::Or"})
"""Functions that give true or false, in `Conditions` and as the first argument of `Fn::If`."""

RULE_FUNCTIONS = frozenset(
    {
        "Fn::And", "Fn::Contains", "Fn::EachMemberEquals", "Fn::EachMemberIn", "Fn::Equals", "Fn::Not",
        "Fn::Or", "Fn::RefAll", "Fn::ValueOf", "Fn::ValueOfAll",
    }
)  # fmt: skip
"""Functions of the section `Rules`."""

RESOURCE_ATTRIBUTES = frozenset(
    {
        "Type", "Properties", "Condition", "CreationPolicy", "DeletionPolicy", "DependsOn", "Metadata",
        "UpdatePolicy", "UpdateReplacePolicy",
    }
)  # fmt: skip
"""Keys of any resource. A custom resource may have `Version`; SAM reads `Connectors` and `IgnoreGlobals`."""

PARAMETER_ATTRIBUTES = frozenset(
    {
        "AllowedPattern", "AllowedValues", "ConstraintDescription", "Default", "Description", "MaxLength",
        "MaxValue", "MinLength", "MinValue", "NoEcho", "Type",
    }
)  # fmt: skip

OUTPUT_ATTRIBUTES = frozenset({"Condition", "Description", "Export", "Value"})

_AWS_VALUES = (
    "AWS::EC2::AvailabilityZone::Name", "AWS::EC2::Image::Id", "AWS::EC2::Instance::Id",
    "AWS::EC2::KeyPair::KeyName", "AWS::EC2::SecurityGroup::GroupName", "AWS::EC2::SecurityGroup::Id",
    "AWS::EC2::Subnet::Id", "AWS::EC2::VPC::Id", "AWS::EC2::Volume::Id", "AWS::Route53::HostedZone::Id",
)  # fmt: skip
_SINGLE = ("String", "Number", *_AWS_VALUES)
_LISTED = (name for name in _SINGLE if name != "AWS::EC2::KeyPair::KeyName")
_LISTS = ("CommaDelimitedList", *(f"List<{name}>" for name in _LISTED))

PARAMETER_TYPES = frozenset(
    {
        *_SINGLE, *_LISTS, "AWS::SSM::Parameter::Name",
        *(f"AWS::SSM::Parameter::Value<{name}>" for name in (*_SINGLE, *_LISTS, "AWS::SSM::Parameter::Name")),
    }
)  # fmt: skip
LIST_PARAMETER_TYPES = frozenset({*_LISTS, *(f"AWS::SSM::Parameter::Value<{name}>" for name in _LISTS)})
"""Those whose `Ref` gives a list."""

DELETION_POLICIES = frozenset({"Delete", "Retain", "RetainExceptOnCreate", "Snapshot"})
UPDATE_REPLACE_POLICIES = frozenset({"Delete", "Retain", "Snapshot"})

CREATION_POLICY_TYPES = frozenset(
    {
        "AWS::AppStream::Fleet", "AWS::AutoScaling::AutoScalingGroup", "AWS::CloudFormation::WaitCondition",
        "AWS::EC2::Instance",
    }
)  # fmt: skip
"""Types that obey the attribute `CreationPolicy`."""

UPDATE_POLICY_TYPES = frozenset(
    {
        "AWS::AppStream::Fleet", "AWS::AutoScaling::AutoScalingGroup", "AWS::ElastiCache::ReplicationGroup",
        "AWS::Elasticsearch::Domain", "AWS::Lambda::Alias", "AWS::OpenSearchService::Domain",
    }
)  # fmt: skip
"""Types that obey the attribute `UpdatePolicy`."""

LIMITS: Mapping[str, int] = MappingProxyType(
    {
        "Resources": 500, "Parameters": 200, "Outputs": 200, "Mappings": 200, "logical_id": 255,
        "template_bytes": 1_000_000, "template_bytes_inline": 51_200, "description_bytes": 1024,
    }
)  # fmt: skip
"""Section name -> most entries; `template_bytes` of a template in S3, `…_inline` of one in the request."""

_SNAPSHOT = frozenset(
    {
        "AWS::DocDB::DBCluster", "AWS::EC2::Volume", "AWS::ElastiCache::CacheCluster",
        "AWS::ElastiCache::ReplicationGroup", "AWS::Neptune::DBCluster", "AWS::RDS::DBCluster",
        "AWS::RDS::DBInstance", "AWS::Redshift::Cluster",
    }
)  # fmt: skip


def snapshot_types() -> frozenset[str]:
    """Types that take `DeletionPolicy: Snapshot`.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
    """
    return _SNAPSHOT


PolicyKind = Literal["identity", "resource", "repository", "trust"]

# Policy documents that cfn-lint does not check: resource policies by AWS's documentation of the property.
_UNCHECKED = {
    "AWS::ApiGateway::RestApi": "Policy",
    "AWS::Backup::BackupVault": "AccessPolicy",
    "AWS::CodeArtifact::Domain": "PermissionsPolicyDocument",
    "AWS::CodeArtifact::Repository": "PermissionsPolicyDocument",
    "AWS::DynamoDB::Table": "ResourcePolicy/PolicyDocument",
    "AWS::EC2::VPCEndpoint": "PolicyDocument",
    "AWS::EFS::FileSystem": "FileSystemPolicy",
    "AWS::Elasticsearch::Domain": "AccessPolicies",
    "AWS::Kinesis::ResourcePolicy": "ResourcePolicy",
    "AWS::S3::AccessPoint": "Policy",
    "AWS::SecretsManager::ResourcePolicy": "ResourcePolicy",
    "AWS::SNS::TopicInlinePolicy": "PolicyDocument",
    "AWS::SQS::QueueInlinePolicy": "PolicyDocument",
}


@cache
def policy_documents(type_name: str) -> Mapping[tuple[str, ...], PolicyKind]:
    """Property path ("*" for list items) -> kind of the IAM policy document that this type has there."""
    rows: dict[str, PolicyKind] = dict(pack.tables()["policy_documents"].get(type_name, {}))
    if type_name in _UNCHECKED:
        rows.setdefault(_UNCHECKED[type_name], "resource")
    return MappingProxyType({tuple(path.split("/")): kind for path, kind in rows.items()})


def language_schema_names() -> frozenset[str]:
    """Names that `language_schema` knows, such as "parameters", "update_policy", "policy_trust"."""
    return pack.names("language")


@cache
def language_schema(name: str) -> dict[str, Any]:
    """cfn-lint's JSON Schema of a part of the template that is no resource type.

    "update_policy" is a schema of the whole resource; those of policy documents are named "policy_" + kind.

    Raises:
        KeyError: for a name that is not in `language_schema_names`.
    """
    schema = pack.record("language", name)
    if schema is None:
        raise KeyError(name)
    found: dict[str, Any] = schema
    return found
