"""The part of the plan against circular dependencies that is of this kind."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.cycle_break import BreakKind
from repair.rules.cycles import broken_by
from repair.rules.model import Detection


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each circle that this way helps to break."""
    yield from broken_by(context, BreakKind.KEY_GRANT)
