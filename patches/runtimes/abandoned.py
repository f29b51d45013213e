"""Lambda runtimes that were deprecated a year ago or earlier, and are still accepted."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.runtime_lifecycle import Stage, outdated_runtimes


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each place where such a runtime is written."""
    for one in outdated_runtimes(context, Stage.ABANDONED):
        message = f"{one.used_by} runs on {one.runtime.name}, deprecated since {one.runtime.deprecated}."
        if one.obstacle is not None:
            message = f"{message[:-1]}; to move it is work, because {one.obstacle}."
        yield Detection(one.given.path, message, one.operations(context), Safety.UNSAFE)
