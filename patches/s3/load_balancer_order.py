"""Load balancers that may be created before the policy that lets them write to their log bucket."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.creation_order import unordered
from repair.rules.model import Detection
from repair.rules.resource_policies import named, policies_of
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a load balancer that does not wait for its log bucket's policy."""
    attributes = resource.properties.get("LoadBalancerAttributes")
    for item in attributes if isinstance(attributes, list) else ():
        if isinstance(item, dict) and item.get("Key") == "access_logs.s3.bucket":
            bucket = named(context, item.get("Value"), "AWS::S3::Bucket")
            if bucket is not None:
                why = "Elastic Load Balancing refuses a bucket that it may not write to"
                yield from unordered(context, resource, policies_of(context, bucket), why)
                return
