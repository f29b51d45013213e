"""Event rules on objects of a bucket of the template that sends EventBridge nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.resource_policies import named
from repair.template.template import Resource

_BUCKET = "AWS::S3::Bucket"
_CUSTOM = "Custom::S3BucketNotifications"
"""How the CDK says it: a resource beside the bucket."""
_TRAIL = "AWS API Call via CloudTrail"


def detect(context: Context) -> Iterator[Detection]:
    """One detection for each bucket that a rule waits for in vain."""
    seen: set[str] = set()
    for rule in context.template.of_type("AWS::Events::Rule"):
        for bucket in _watched(context, rule):
            if bucket.id in seen or _sends(context, bucket):
                continue
            seen.add(bucket.id)
            path = (*bucket.path, "Properties", "NotificationConfiguration", "EventBridgeConfiguration")
            yield Detection(
                path,
                f"{bucket.id} sends EventBridge nothing, and {rule.id} waits for its events.",
                (Ensure((*path, "EventBridgeEnabled"), True),),
            )


def _watched(context: Context, rule: Resource) -> Iterator[Resource]:
    """The buckets of the template that the rule's pattern names."""
    pattern = rule.properties.get("EventPattern")
    if not isinstance(pattern, dict) or pattern.get("source") != ["aws.s3"]:
        return
    if "detail-type" in pattern and _TRAIL in (pattern["detail-type"] or ()):
        return
    detail = pattern.get("detail")
    bucket = detail.get("bucket") if isinstance(detail, dict) else None
    names = bucket.get("name") if isinstance(bucket, dict) else None
    for one in names if isinstance(names, list) else ():
        found = named(context, one, _BUCKET)
        if found is not None:
            yield found


def _sends(context: Context, bucket: Resource) -> bool:
    """Whether it does, or only deployment knows."""
    given = bucket.properties.get("NotificationConfiguration", {})
    if not isinstance(given, dict) or any(key[:4] == "Fn::" for key in (*bucket.properties, *given)):
        return True
    if "EventBridgeConfiguration" in given:
        return True
    return any(_is_of(one.properties, bucket.id) for one in context.template.of_type(_CUSTOM))


def _is_of(custom: dict[str, Any], bucket: str) -> bool:
    given = custom.get("NotificationConfiguration")
    sends = not isinstance(given, dict) or "EventBridgeConfiguration" in given
    return sends and custom.get("BucketName") == {"Ref": bucket}
