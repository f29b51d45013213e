"""What a difference is about when no rule names it."""

from __future__ import annotations

from typing import Any

import pytest

from repair import knowledge
from repair.diff.delta import Delta, Kind, Permissions
from repair.rules.subjects import heading, is_addition, is_tool, subject
from repair.rules.tables import table
from repair.rules.taxonomy import categories, kinds

TABLE = table("subjects")


def at(type_name: str, name: str, before: Any, after: Any, permissions: Permissions | None = None) -> Delta:
    path = ("Resources", "R", *name.split("."))
    kind: Kind = "added" if before is None else "removed" if after is None else "changed"
    return Delta(
        kind,
        None if kind == "added" else path,
        None if kind == "removed" else path,
        before,
        after,
        resource="R",
        resource_type=type_name,
        permissions=permissions,
    )


def entry(kind: Kind, section: str, name: str = "E", type_name: str | None = None) -> Delta:
    path = (section, name)
    return Delta(
        kind,
        None if kind == "added" else path,
        None if kind == "removed" else path,
        None if kind == "added" else {},
        None if kind == "removed" else {},
        resource=name if section == "Resources" else None,
        resource_type=type_name,
    )


def test_every_kind_of_the_table_is_in_the_taxonomy() -> None:
    named = {
        kind
        for name in ("attributes", "properties", "parameters", "outputs")
        for kind in TABLE[name].values()
    }
    named |= {kind for entry in TABLE["types"].values() for kind in entry.values()}
    assert named | set(TABLE["either"]) | set(TABLE["areas"]) <= kinds().keys()


def test_every_area_has_a_heading_and_a_category() -> None:
    for area in {*TABLE["areas"].values(), *(kind.category for kind in kinds().values()), *TABLE["headings"]}:
        assert heading(area).title
        assert heading(area).category in categories()


def test_every_type_of_the_table_exists() -> None:
    known = knowledge.resource_type_names()
    for name in (*TABLE["types"], *TABLE["tools"], *TABLE["additions"]):
        if name.endswith("*"):
            assert name == "Custom::*" or any(one.startswith(name[:-1]) for one in known), name
        else:
            assert name in known or name == "AWS::CloudFormation::CustomResource", name


@pytest.mark.parametrize(
    ("delta", "kind", "area"),
    [
        (at("AWS::S3::Bucket", "Properties.BucketEncryption", None, {}), "s3-encryption", "encryption"),
        (at("AWS::S3::Bucket", "Properties.BucketEncryption", {"a": 1}, {"a": 2}), "other-configuration", "encryption"),
        (at("AWS::S3::Bucket", "Properties.BucketName", "a", "b"), "naming-convention", "naming"),
        (at("AWS::RDS::DBInstance", "Properties.MultiAZ", False, True), "single-az-or-no-multi-az", "reliability"),
        (at("AWS::RDS::DBInstance", "Properties.MultiAZ", True, False), "other-configuration", "reliability"),
        (at("AWS::RDS::DBInstance", "Properties.PubliclyAccessible", True, False), "public-accessibility", "network"),
        (at("AWS::RDS::DBInstance", "Properties.PubliclyAccessible", None, False), "other-configuration", "network"),
        (at("AWS::RDS::DBInstance", "Properties.BackupRetentionPeriod", 1, 7), "rds-backup-retention", "databases"),
        (at("AWS::RDS::DBInstance", "Properties.BackupRetentionPeriod", 7, 1), "other-configuration", "databases"),
        (at("AWS::EC2::VPC", "Properties.Tags", None, []), "tags-missing", "tags"),
        (at("AWS::EC2::VPC", "Properties.Tags", [], [{}]), "tags-inconsistent-or-malformed", "tags"),
        (at("AWS::SQS::Queue", "DeletionPolicy", "Retain", "Delete"), "retain-blocks-teardown", "lifecycle"),
        (at("AWS::RDS::DBCluster", "DeletionPolicy", None, "Snapshot"), "deletion-policy-missing", "lifecycle"),
        (at("AWS::EC2::Subnet", "DeletionPolicy", None, "Delete"), "other-configuration", "lifecycle"),
        (at("AWS::EC2::Instance", "Properties.ImageId", "ami-1", {"Ref": "Ami"}), "hardcoded-ami", "parameters"),
        (at("AWS::EC2::Instance", "Properties.ImageId", {"Ref": "A"}, {"Ref": "B"}), "other-configuration", "parameters"),
        (at("AWS::IAM::Role", "Properties.Policies", [1], [2], "narrower"), "wildcard-over-permission", "access"),
        (at("AWS::IAM::Role", "Properties.Policies", [1], [2], "broader"), "missing-iam-permission", "access"),
        (at("AWS::IAM::Role", "Properties.Policies", [1], [2], "incomparable"), "other-configuration", "access"),
        (at("AWS::Lambda::Function", "Properties.Environment.Variables.RoleName", "a", "b"), "lambda-env-vars", "serverless"),
        (at("AWS::No::Such", "Properties.Depth", 1, 2), "other-configuration", "components"),
        (entry("added", "Resources", type_name="AWS::CloudWatch::Alarm"), "missing-alarms", "observability"),
        (entry("removed", "Resources", type_name="AWS::CloudWatch::Alarm"), "resource-extra", "observability"),
        (entry("renamed", "Resources", type_name="AWS::CloudWatch::Alarm"), "resource-renamed", "renames"),
        (entry("added", "Parameters", "EnvironmentSuffix"), "environment-suffix-parameter-missing", "parameters"),
        (entry("removed", "Parameters"), "declaration-extra", "parameters"),
        (entry("removed", "Outputs"), "declaration-extra", "outputs"),
        (Delta("changed", ("Description",), ("Description",), "a", "b"), "template-text", "outputs"),
    ],
)  # fmt: skip
def test_a_difference_is_of_the_kind_that_holds_for_the_generated_template(
    delta: Delta, kind: str, area: str
) -> None:
    assert subject(delta) == (kind, area)


def test_tools_and_additions_are_told_by_type() -> None:
    assert is_tool("AWS::IAM::Role")
    assert not is_tool("AWS::EC2::VPC")
    assert is_addition("AWS::Lambda::Permission")
    assert not is_addition(None)
