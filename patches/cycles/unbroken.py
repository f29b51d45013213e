"""Circles that nothing known breaks."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.cycles import plans
from repair.rules.model import Detection, Safety


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each circle without a plan, at its first member."""
    reason = Refused(RefusalCode.AMBIGUOUS, "which of the references can go is for a person to say")
    for plan in plans(context):
        if not plan.breaks:
            path = ("Resources", next(iter(plan.circle.members)))
            yield Detection(path, f"{plan.chain} is a circle.", (), Safety.DISPLAY_ONLY, reason)
