"""References that lead nowhere, and nothing tells what was meant."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.undefined_names import Fault, undefined_names


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each such reference."""
    for one in undefined_names(context):
        if one.fault is Fault.UNKNOWN:
            name = one.reference.target
            message = f"{one.reference.entry} refers to {name}, which the template does not define."
            refusal = Refused(RefusalCode.NEEDS_VALUE, f"nothing in the template is like {name}")
            yield Detection(one.reference.path, message, (), Safety.DISPLAY_ONLY, refusal)
