"""Sections that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from repair.knowledge.language import TEMPLATE_SECTIONS
from repair.patch.operations import Move, Remove
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.entry_keys import right_key
from repair.rules.model import Detection, Safety


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each such section."""
    template = context.template
    if is_rewritten(template):
        return
    free = [
        name for name in TEMPLATE_SECTIONS if name not in template.data and name not in ("Globals", "Hooks")
    ]
    for name in template.data:
        if name in TEMPLATE_SECTIONS or not isinstance(name, str) or name.startswith("Fn::"):
            continue
        found = right_key(name, free)
        if found is None:
            yield Detection((name,), f"Templates have no section {name}.", (Remove((name,)),), Safety.UNSAFE)
        else:
            message = f"Templates have no section {name}; {found[0]} is meant."
            yield Detection((name,), message, (Move((name,), (found[0],)),), found[1])
