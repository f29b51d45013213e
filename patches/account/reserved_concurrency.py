"""Reserved concurrency where the account has none to give."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused, Remove
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a function that reserves concurrency; 0 switches the function off, on purpose."""
    settings = context.settings
    asked = settings.asked("reserved-concurrency")
    if asked != "none" and settings.profile not in ("test", "restricted-account"):
        return
    if resource.properties.get("ReservedConcurrentExecutions") in (None, 0, "0"):
        return
    path = (*resource.path, "Properties", "ReservedConcurrentExecutions")
    message = f"{resource.id} takes its concurrency from the account's, of which 100 must stay unreserved."
    if asked not in (None, "none"):
        reason = "the requirements ask for reserved concurrency"
        yield Detection(path, message, refusal=Refused(RefusalCode.CONFLICT, reason))
        return
    sure = asked == "none" or settings.profile == "restricted-account"
    yield Detection(path, message, (Remove(path),), Safety.SAFE if sure else Safety.UNSAFE)
