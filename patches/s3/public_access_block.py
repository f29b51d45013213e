"""Buckets that are not public on purpose and do not block public access with all four flags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.policy_document import allows_everyone, is_known, statements
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource
from repair.template.values import same_value

_BLOCK = "PublicAccessBlockConfiguration"
_FLAGS = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
_PUBLIC_ACLS = ("PublicRead", "PublicReadWrite", "AuthenticatedRead")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a bucket with flags that are missing or false."""
    properties = resource.properties
    block = properties.get(_BLOCK, {})
    if not isinstance(block, dict) or any(key == "Ref" or key[:4] == "Fn::" for key in (*block, *properties)):
        return  # another shape, or known only at deployment
    off = [flag for flag in _FLAGS if block.get(flag, False) in (False, "false")]
    if not off:
        return
    public = _is_public(context, resource)
    if public:
        return
    lists_only = {flag for flag in _FLAGS if flag in block} == {"BlockPublicAcls", "IgnorePublicAcls"}
    base = (*resource.path, "Properties", _BLOCK)
    yield Detection(
        (*base, off[0]) if _BLOCK in properties else base,
        f"{resource.id} leaves {', '.join(off)} off in {_BLOCK}."
        if _BLOCK in properties
        else f"{resource.id} has no {_BLOCK}.",
        tuple(Ensure((*base, flag), True) for flag in off),
        Safety.UNSAFE if public is None or lists_only else Safety.SAFE,
    )


def _is_public(context: Context, bucket: Resource) -> bool | None:
    """Whether the template means the bucket to be public; None: that is known only at deployment."""
    if "WebsiteConfiguration" in bucket.properties:
        return True
    acl = bucket.properties.get("AccessControl")
    answers = [None if is_intrinsic(acl) else acl in _PUBLIC_ACLS]
    answers += [_opens(policy.properties.get("PolicyDocument")) for policy in _policies(context, bucket)]
    return True if True in answers else None if None in answers else False


def _policies(context: Context, bucket: Resource) -> Iterator[Resource]:
    """The bucket's policies, whether they name it by a reference or by the name that it has."""
    named = {ref.entry for ref in context.template.references.to(bucket.id) if "Bucket" in ref.path[3:4]}
    name: Any = bucket.properties.get("BucketName")
    for policy in context.template.of_type("AWS::S3::BucketPolicy"):
        if policy.id in named or (name is not None and same_value(policy.properties.get("Bucket"), name)):
            yield policy


def _opens(document: Any) -> bool | None:
    answers = [allows_everyone(statement) for _, statement in statements(document, ())]
    if True in answers:
        return True
    return None if None in answers or not is_known(document) else False
