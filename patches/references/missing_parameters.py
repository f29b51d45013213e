"""Customary parameters that a template uses and forgets to declare."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.undefined_names import CUSTOMARY_PARAMETERS, Fault, undefined_names


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each such name, where it is used first."""
    used: dict[str, list[tuple[str | int, ...]]] = {}
    for one in undefined_names(context):
        if one.fault is Fault.MISSING_PARAMETER:
            used.setdefault(one.reference.target, []).append(one.reference.path)
    for name, paths in used.items():
        declared = Ensure(("Parameters", name), {"Type": "String", "Default": CUSTOMARY_PARAMETERS[name]})
        times = "once" if len(paths) == 1 else f"{len(paths)} times"
        message = f"The template refers to {name} {times} and does not declare it."
        yield Detection(paths[0], message, (declared,))
