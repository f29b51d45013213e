"""Lambda runtimes that were deprecated within the last year, and are still accepted."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.runtime_lifecycle import Stage, deprecations


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each place where such a runtime is written."""
    return deprecations(context, Stage.DEPRECATED)
