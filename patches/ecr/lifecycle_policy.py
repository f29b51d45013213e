"""ECR repositories that keep every image for good."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_DAYS = 14


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a repository without a lifecycle policy."""
    if "LifecyclePolicy" in resource.properties or "Fn::Transform" in resource.properties:
        return
    rule = {
        "rulePriority": 1,
        **_selection(context.settings.asked("image-count")),
        "action": {"type": "expire"},
    }
    path = (*resource.path, "Properties", "LifecyclePolicy")
    text = json.dumps({"rules": [rule]})
    yield Detection(
        path, f"{resource.id} keeps every image for good.", (Ensure((*path, "LifecyclePolicyText"), text),)
    )


def _selection(count: int | None) -> dict[str, Any]:
    """The images that expire: all but the last `count`, or those without a tag."""
    if count is not None:
        return {
            "description": f"The last {count} images are kept",
            "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": count},
        }
    return {
        "description": f"Images without a tag expire after {_DAYS} days",
        "selection": {
            "tagStatus": "untagged",
            "countType": "sinceImagePushed",
            "countUnit": "days",
            "countNumber": _DAYS,
        },
    }
