"""Every policy document of a resource: what a principal may do, who may assume a role, who may use a resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from repair.document.pointer import Path
from repair.rules.policy_document import identity_policies
from repair.template.template import Resource

RESOURCE_POLICIES: Mapping[str, str] = {
    "AWS::ECR::Repository": "RepositoryPolicyText",
    "AWS::EFS::FileSystem": "FileSystemPolicy",
    "AWS::IAM::Role": "AssumeRolePolicyDocument",
    "AWS::KMS::Key": "KeyPolicy",
    "AWS::S3::BucketPolicy": "PolicyDocument",
    "AWS::SNS::TopicPolicy": "PolicyDocument",
    "AWS::SQS::QueuePolicy": "PolicyDocument",
    "AWS::SecretsManager::ResourcePolicy": "ResourcePolicy",
}
"""Type -> its property that holds a policy with principals."""

TYPES = ("AWS::IAM::User", "AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy",
         "AWS::IAM::UserPolicy", "AWS::IAM::GroupPolicy", *RESOURCE_POLICIES)  # fmt: skip


def all_policies(resource: Resource) -> Iterator[tuple[Path, Any]]:
    """The policy documents of a resource, with their paths; the one with principals last."""
    if resource.type.startswith("AWS::IAM::"):
        yield from identity_policies(resource)
    yield from resource_policies(resource)


def resource_policies(resource: Resource) -> Iterator[tuple[Path, Any]]:
    """The resource's policy that has principals, if it has one."""
    field = RESOURCE_POLICIES.get(resource.type)
    if field is not None and field in resource.properties:
        yield (*resource.path, "Properties", field), resource.properties[field]
