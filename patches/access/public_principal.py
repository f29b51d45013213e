"""Resource policies that let everyone in, without a condition."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.all_policies import resource_policies
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.policy_document import allows_everyone, statements
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each statement."""
    if resource.type == "AWS::S3::BucketPolicy" and _is_website(context, resource):
        return
    for path, document in resource_policies(resource):
        for place, statement in statements(document, path):
            if allows_everyone(statement) is True:
                message = f"{resource.id} lets everyone in, without a condition."
                yield Detection((*place, "Principal"), message, safety=Safety.DISPLAY_ONLY)


def _is_website(context: Context, policy: Resource) -> bool:
    bucket = policy.properties.get("Bucket")
    name = bucket.get("Ref") if isinstance(bucket, dict) else None
    holder = context.template.resources.get(name) if isinstance(name, str) else None
    return holder is not None and "WebsiteConfiguration" in holder.properties
