"""Event rules for new objects that take objects of any kind, where the requirements name the endings that count."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a rule on objects of a bucket that says nothing of their keys."""
    suffixes = context.settings.asked("object-suffixes")
    pattern = resource.properties.get("EventPattern")
    if not suffixes or not isinstance(pattern, dict) or pattern.get("source") != ["aws.s3"]:
        return
    kinds, detail = pattern.get("detail-type"), pattern.get("detail", {})
    if not isinstance(kinds, list) or not all(isinstance(one, str) and one[:7] == "Object " for one in kinds):
        return
    if not isinstance(detail, dict) or not isinstance(detail.get("object", {}), dict):
        return
    if "key" in detail.get("object", {}) or "$or" in detail:
        return
    path = (*resource.path, "Properties", "EventPattern", "detail", "object", "key")
    yield Detection(
        path,
        f"{resource.id} takes every object; {' and '.join(suffixes)} were asked for.",
        (Ensure(path, [{"suffix": one} for one in suffixes]),),
    )
