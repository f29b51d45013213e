"""References that lead nowhere because the name is misspelt."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.reference_text import by_text, renamed_targets
from repair.rules.undefined_names import Fault, undefined_names


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each text that names something under a wrong name."""
    found = {one.reference: one for one in undefined_names(context) if one.fault is Fault.MISSPELT}
    for path, group in by_text(found).items():
        names = {one: found[one].meant for one in group}
        pairs = ", ".join(dict.fromkeys(f"{one.target} (nearest: {new})" for one, new in names.items()))
        message = f"{group[0].entry} refers to {pairs}, which the template does not define."
        operation = renamed_targets(context.template.data, path, names)
        yield Detection(path, message, (operation,), min(found[one].safety for one in group))
