"""Trails whose bucket has no policy that lets CloudTrail write to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.rules.additions import may_add
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.resource_policies import grants, named, policies_of, with_statements
from repair.template.template import Resource

_SERVICE = "cloudtrail.amazonaws.com"


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a trail that may not write to a bucket of the template."""
    properties = resource.properties
    bucket = named(context, properties.get("S3BucketName"), "AWS::S3::Bucket")
    if bucket is None:
        return
    documents = [policy.properties.get("PolicyDocument") for policy in policies_of(context, bucket)]
    if any(not isinstance(document, dict) for document in documents):
        return
    lacking = [
        action
        for action in ("s3:GetBucketAcl", "s3:PutObject")
        if not any(grants(document, _SERVICE, action) for document in documents)
    ]
    prefix = _prefix(properties.get("S3KeyPrefix", ""))
    known = prefix is not None and properties.get("IsOrganizationTrail", False) in (False, "false")
    if lacking:
        yield Detection(
            (*resource.path, "Properties", "S3BucketName"),
            f"CloudTrail may not {' and '.join(lacking)} on {bucket.id}, the bucket of {resource.id}.",
            with_statements(
                context, bucket, [_statement(bucket.id, action, prefix or "") for action in lacking]
            )
            if known and may_add(context, bucket)
            else (),
        )


def _statement(bucket: str, action: str, prefix: str) -> dict[str, Any]:
    statement: dict[str, Any] = {
        "Sid": "AWSCloudTrailWrite" if action == "s3:PutObject" else "AWSCloudTrailAclCheck",
        "Effect": "Allow",
        "Principal": {"Service": _SERVICE},
        "Action": action,
        "Resource": {"Fn::GetAtt": [bucket, "Arn"]},
    }
    if action == "s3:PutObject":
        statement["Resource"] = {"Fn::Sub": f"${{{bucket}.Arn}}/{prefix}AWSLogs/${{AWS::AccountId}}/*"}
        statement["Condition"] = {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}
    return statement


def _prefix(value: Any) -> str | None:
    """The prefix as it stands in a Sub text, with its slash; None when it is computed otherwise."""
    if isinstance(value, str):
        return f"{value}/" if value and "$" not in value else value if not value else None
    name = value.get("Ref") if isinstance(value, dict) else None
    return f"${{{name}}}/" if isinstance(name, str) and name != "AWS::NoValue" else None
