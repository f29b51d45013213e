"""Buckets that do not move their objects to Glacier on the day that was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Merge, RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.log_buckets import data_buckets
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a bucket whose rules are known and do otherwise, where no bucket does as was asked."""
    days = context.settings.asked("archive-after-days")
    if days is None:
        return
    rules, buckets = _rules(resource), data_buckets(context)
    if rules is None or resource not in buckets or any(_moves(one, days) for one in buckets):
        return
    path = (*resource.path, "Properties", "LifecycleConfiguration", "Rules")
    archived = list(_transitions(path, rules))
    message = f"{resource.id} does not move its objects to Glacier after {days} days, which was asked for."
    if len(buckets) > 1 or len(archived) > 1:
        reason = "nothing says which of several buckets or rules is meant"
        yield Detection(path, message, refusal=Refused(RefusalCode.AMBIGUOUS, reason))
    elif archived:
        yield Detection(path, message, (Set((*archived[0][0], "TransitionInDays"), days),))
    else:
        rule = {
            "Id": f"ArchiveAfter{days}Days",
            "Status": "Enabled",
            "Transitions": [{"StorageClass": "GLACIER", "TransitionInDays": days}],
        }
        yield Detection(path, message, (Merge(path, (rule,), ("Id",)),))


def _rules(bucket: Resource) -> list[dict[str, Any]] | None:
    """The bucket's lifecycle rules; None when they are known only at deployment."""
    lifecycle = bucket.properties.get("LifecycleConfiguration", {})
    rules = lifecycle.get("Rules", []) if isinstance(lifecycle, dict) else None
    if not isinstance(rules, list) or not all(isinstance(rule, dict) and "Status" in rule for rule in rules):
        return None
    return rules


def _moves(bucket: Resource, days: int) -> bool:
    """Whether the bucket is one that the sentence may mean, and does what it says."""
    return any(one.get("TransitionInDays") == days for _, one in _transitions((), _rules(bucket) or []))


def _transitions(path: Path, rules: list[dict[str, Any]]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The transitions to Glacier of rules that are in force."""
    for index, rule in enumerate(rules):
        listed = rule.get("Transitions")
        for number, transition in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(transition, dict) and transition.get("StorageClass") == "GLACIER":
                yield (*path, index, "Transitions", number), transition
        single = rule.get("Transition")
        if isinstance(single, dict) and single.get("StorageClass") == "GLACIER":
            yield (*path, index, "Transition"), single
