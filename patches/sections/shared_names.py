"""Names that a parameter and a resource share."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection, Safety

_REASON = Refused(RefusalCode.AMBIGUOUS, "which of the two a Ref means only a person can say")


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each such name."""
    parameters = context.template.section("Parameters")
    for name in context.template.resources:
        if name in parameters:
            message = f"A parameter and a resource are both called {name}."
            yield Detection(("Resources", name), message, (), Safety.DISPLAY_ONLY, _REASON)
