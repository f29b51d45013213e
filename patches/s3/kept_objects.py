"""Lifecycle rules that delete objects or versions, where the requirements keep all."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Remove
from repair.rules.context import Context
from repair.rules.log_buckets import data_buckets
from repair.rules.model import Detection
from repair.template.template import Resource

_DELETING = (
    "ExpirationDate",
    "ExpirationInDays",
    "NoncurrentVersionExpiration",
    "NoncurrentVersionExpirationInDays",
)
_DOING = (
    "AbortIncompleteMultipartUpload",
    "NoncurrentVersionTransition",
    "NoncurrentVersionTransitions",
    "Transition",
    "Transitions",
)
"""What else a rule may do; one that does nothing is refused."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each bucket with such rules."""
    lifecycle = resource.properties.get("LifecycleConfiguration")
    rules = lifecycle.get("Rules") if isinstance(lifecycle, dict) else None
    if context.settings.asked("keep-objects") is not True or not isinstance(rules, list):
        return
    if resource not in data_buckets(context):
        return
    path = (*resource.path, "Properties", "LifecycleConfiguration", "Rules")
    operations = []
    for index, rule in reversed(list(enumerate(rules))):
        found = [key for key in _DELETING if isinstance(rule, dict) and key in rule]
        if found and any(key in rule for key in _DOING):
            operations += [Remove((*path, index, key)) for key in found]
        elif found:
            operations.append(Remove((*path, index), prune=True))
    if operations:
        yield Detection(path, f"{resource.id} deletes objects, which must be kept.", tuple(operations))
