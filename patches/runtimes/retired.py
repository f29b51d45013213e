"""Lambda runtimes that Lambda no longer accepts."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.runtime_lifecycle import Stage, outdated_runtimes


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each place where such a runtime is written."""
    what = "created" if context.settings.stack != "existing" else "updated"
    for one in outdated_runtimes(context, Stage.REFUSED):
        message = f"{one.used_by} runs on {one.runtime.name}; functions with it can no longer be {what}."
        if one.successor is None:
            refusal = Refused(RefusalCode.NEEDS_VALUE, f"{one.runtime.name} has no successor")
            yield Detection(one.given.path, message, (), Safety.DISPLAY_ONLY, refusal)
            continue
        if one.obstacle is not None:
            message = f"{message[:-1]}, and {one.obstacle}."
        safety = Safety.SAFE if one.obstacle is None else Safety.UNSAFE
        yield Detection(one.given.path, message, one.operations(context), safety)
