"""Trails that may be created before the policy that lets CloudTrail write to their bucket."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.creation_order import unordered
from repair.rules.model import Detection
from repair.rules.resource_policies import policies_of
from repair.template.template import Resource
from repair.template.values import normal


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a trail that does not wait for its bucket's policy."""
    target = normal(resource.properties.get("S3BucketName"))
    name = target.get("Ref") if isinstance(target, dict) else None
    bucket = context.template.resources.get(name) if isinstance(name, str) else None
    if bucket is not None and bucket.type == "AWS::S3::Bucket":
        yield from unordered(
            context,
            resource,
            policies_of(context, bucket),
            "CloudTrail refuses a bucket that it may not write to",
        )
