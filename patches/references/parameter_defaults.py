"""Parameters whose default is an intrinsic function."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Operation, RefusalCode, Refused, Remove
from repair.rules.context import Context
from repair.rules.interface import without_parameters
from repair.rules.known_names import name_text
from repair.rules.model import Detection, Safety
from repair.rules.reference_text import replaced_by_text
from repair.template.intrinsics import is_intrinsic

_FEW = 8
"""Places in which the text of a default is worth repeating."""


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each such parameter; what it stands for takes its place everywhere."""
    parameters = context.template.section("Parameters")
    for name, parameter in parameters.items():
        default = parameter.get("Default") if isinstance(parameter, dict) else None
        if not is_intrinsic(default):
            continue
        path = ("Parameters", name, "Default")
        message = f"The default of {name} is computed, and a default must be a literal."
        operations = _mended(context, name, name_text(default, parameters))
        if operations is None:
            reason = Refused(RefusalCode.NEEDS_VALUE, "a literal default is for a person to choose")
            yield Detection(path, message, (), Safety.DISPLAY_ONLY, reason)
        else:
            yield Detection(path, message, operations, Safety.UNSAFE)


def _mended(context: Context, name: str, text: str | None) -> tuple[Operation, ...] | None:
    """What puts `text` in the place of the parameter and takes the parameter away, or None when that cannot be.

    A parameter that stands in many places stays, and has to be given: that is one change, and says no less.
    """
    data: Any = context.template.data
    uses = context.template.references.to(name, "value")
    if text is None or any(
        one.kind not in ("Ref", "Sub") or one.section not in ("Resources", "Outputs") for one in uses
    ):
        return None
    if len(uses) > _FEW:
        return (Remove(("Parameters", name, "Default")),)
    replaced = tuple(replaced_by_text(data, uses, dict.fromkeys(uses, text)))
    return *replaced, *without_parameters(data, {name}), Remove(("Parameters", name), prune=True)
