"""Keys of parameters that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from repair.knowledge.language import PARAMETER_ATTRIBUTES
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.entry_keys import unknown_keys
from repair.rules.model import Detection


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each such key."""
    if is_rewritten(context.template):
        return
    for name, body in context.template.section("Parameters").items():
        yield from unknown_keys(body, ("Parameters", name), PARAMETER_ATTRIBUTES, "a parameter")
