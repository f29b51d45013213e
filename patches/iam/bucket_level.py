"""IAM policies with an S3 action that none of the statement's resources takes."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.bucket_actions import short_of_level
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.policy_document import identity_policies, statements
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each statement that allows."""
    for path, document in identity_policies(resource):
        for place, statement in statements(document, path):
            if statement.get("Effect") != "Allow":
                continue
            for action, level, operations in short_of_level(context.template, statement, place):
                what = "a bucket itself" if level == "bucket" else "objects"
                message = (
                    f"{resource.id} allows {action}, which applies to {what}, on resources that are none."
                )
                yield Detection((*place, "Resource"), message, operations)
