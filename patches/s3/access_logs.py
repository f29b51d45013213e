"""S3 buckets whose accesses nobody records."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure, RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.log_buckets import takes_logs
from repair.rules.model import Detection
from repair.rules.resource_policies import named
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a bucket that logs nowhere and takes no logs."""
    if "LoggingConfiguration" in resource.properties or "Fn::Transform" in resource.properties:
        return
    if takes_logs(context, resource):
        return
    path = (*resource.path, "Properties", "LoggingConfiguration")
    message = f"{resource.id} logs no access."
    target = _log_bucket(context)
    if target is None or target.condition not in (None, resource.condition):
        reason = "the template has no bucket that others log to"
        yield Detection(path, message, refusal=Refused(RefusalCode.NEEDS_VALUE, reason))
    else:
        value = {"DestinationBucketName": {"Ref": target.id}, "LogFilePrefix": f"{resource.id}/"}
        yield Detection(path, message, (Ensure(path, value),))


def _log_bucket(context: Context) -> Resource | None:
    """The one bucket of the template that other buckets log to."""
    found = {}
    for bucket in context.template.resources.values():
        logging = bucket.properties.get("LoggingConfiguration") if bucket.type == "AWS::S3::Bucket" else None
        name = logging.get("DestinationBucketName") if isinstance(logging, dict) else None
        target = named(context, name, "AWS::S3::Bucket") if name is not None else None
        if target is not None and target.id != bucket.id:
            found[target.id] = target
    return next(iter(found.values())) if len(found) == 1 else None
