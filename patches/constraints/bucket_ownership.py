"""Buckets with an access control list and no ownership rule."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_NEEDS_NONE = ("Private", "BucketOwnerFullControl", "BucketOwnerRead")


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for a bucket whose list would be refused."""
    access = resource.properties.get("AccessControl")
    if not isinstance(access, str) or access in _NEEDS_NONE or "OwnershipControls" in resource.properties:
        return
    owner = "BucketOwnerPreferred" if access == "LogDeliveryWrite" else "ObjectWriter"
    path = (*resource.path, "Properties", "OwnershipControls")
    operation = Ensure(path, {"Rules": [{"ObjectOwnership": owner}]})
    yield Detection(
        path,
        f"{resource.id} has the access control list {access} while lists are switched off.",
        (operation,),
    )
