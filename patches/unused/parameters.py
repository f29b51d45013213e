"""Parameters that nothing refers to."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Remove
from repair.rules.context import Context
from repair.rules.interface import without_parameters
from repair.rules.model import Detection, Safety
from repair.rules.section_use import unused_parameters


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each of them; the console's metadata forgets it too."""
    for name in unused_parameters(context):
        removed = Remove(("Parameters", name), prune=True)
        operations = (removed, *without_parameters(context.template.data, {name}))
        message = f"Nothing refers to the parameter {name}."
        yield Detection(("Parameters", name), message, operations, Safety.UNSAFE)
