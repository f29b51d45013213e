"""Buckets that are there for logs: something writes its log to them, or they are called so."""

from __future__ import annotations

import re

from repair.rules.context import Context
from repair.template.template import Resource

_NAMES = re.compile(r"log(s|ging)?(?![a-z])|Log(s|ging)?(?![a-z])|trail(?![a-z])|Trail(?![a-z])")
_USES = frozenset(
    {"DestinationBucketName", "LoadBalancerAttributes", "LogDestination", "Logging", "S3BucketName"}
)
"""Properties through which a service is told where its log goes."""


def takes_logs(context: Context, bucket: Resource) -> bool:
    """Whether the bucket is for logs of other resources."""
    name = str(bucket.properties.get("BucketName", ""))
    return (
        _NAMES.search(bucket.id) is not None
        or _NAMES.search(name) is not None
        or any(not _USES.isdisjoint(ref.path) for ref in context.template.references.to(bucket.id))
    )


def data_buckets(context: Context) -> list[Resource]:
    """The template's buckets that are not for logs; where all are for logs, all of them."""
    buckets = context.template.of_type("AWS::S3::Bucket")
    return [one for one in buckets if not takes_logs(context, one)] or list(buckets)
