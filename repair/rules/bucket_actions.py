"""Statements whose S3 actions need a bucket's ARN, or that of its objects, and do not have it.

Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Merge, Operation, Set
from repair.rules.policy_document import texts
from repair.rules.policy_targets import bucket_level, entries, other_level
from repair.template.template import Template
from repair.template.values import same_value

_OBJECT = re.compile(
    r"s3:((Get|Put|Delete)Object(Version)?(\*|Acl|Tagging|Attributes|Torrent|Retention|LegalHold|VersionAcl"
    r"|VersionTagging)?|AbortMultipartUpload|ListMultipartUploadParts|RestoreObject)",
    re.IGNORECASE,
)
_BUCKET = re.compile(
    r"s3:(ListBucket|ListBucketVersions|ListBucketMultipartUploads"
    r"|GetBucket(Location|Acl|Policy|Versioning|Tagging|Logging|Notification|CORS|Website|PublicAccessBlock)"
    r"|(Get|Put)(Encryption|Lifecycle)Configuration|PutBucket(Acl|Policy|Versioning|Tagging|Notification))",
    re.IGNORECASE,
)


def short_of_level(
    template: Template, statement: Mapping[str, Any], path: Path
) -> Iterator[tuple[str, str, tuple[Operation, ...]]]:
    """Action, the level that it needs ("bucket" or "object"), and what adds that to the statement's Resource."""
    actions = [action for action in texts(statement.get("Action")) if action is not None]
    named = [entry for _, entry in entries(statement, path)]
    levels = [bucket_level(template, entry) for entry in named]
    if not named or None in levels:
        return
    for pattern, level in ((_OBJECT, "object"), (_BUCKET, "bucket")):
        action = next((action for action in actions if pattern.fullmatch(action)), None)
        if action is None or level in levels:
            continue
        new: list[Any] = []
        for entry in named:
            other = other_level(template, entry, level)
            if other is None:
                return
            if not any(same_value(other, one) for one in new):
                new.append(other)
        held = statement["Resource"]
        place = (*path, "Resource")
        yield (
            action,
            level,
            (Merge(place, tuple(new)) if isinstance(held, list) else Set(place, [held, *new]),),
        )
        return
