"""Names of entries that are no logical ids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.patch.operations import Move, Operation, RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.logical_ids import camel, names_in
from repair.rules.model import Detection, Safety
from repair.rules.reference_text import by_text, renamed_targets
from repair.template.data import value_at

_ID = re.compile(r"[A-Za-z0-9]+")
_SPACES: dict[str, tuple[str, ...]] = {
    "Parameters": ("value",),
    "Resources": ("value", "resource"),
    "Conditions": ("condition",),
    "Outputs": (),
}
_NEEDS_VALUE = Refused(
    RefusalCode.NEEDS_VALUE, "the name without these signs is taken, or something else spells it"
)


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each such name."""
    template = context.template
    if is_rewritten(template):
        return
    taken = {name.lower() for name in names_in(template.data)}
    for section in _SPACES:
        for name in template.section(section):
            if _ID.fullmatch(name) or name.startswith("Fn::") or "${" in name or "&{" in name:
                continue
            message = f"{name} is no logical id: these have letters and digits only."
            operations = _renamed(context, section, name, taken)
            if operations is None:
                yield Detection((section, name), message, (), Safety.DISPLAY_ONLY, _NEEDS_VALUE)
            else:
                yield Detection((section, name), message, operations)


def _renamed(context: Context, section: str, name: str, taken: set[str]) -> tuple[Operation, ...] | None:
    data = context.template.data
    new = camel(name)
    if (
        not new
        or new in context.template.section(section)
        or (section != "Outputs" and new.lower() in taken)
        or "Metadata" in data
    ):
        return None
    uses = [one for one in context.template.references.to(name) if one.space in _SPACES[section]]
    operations: list[Operation] = []
    for path, group in by_text(uses).items():
        if group[0].kind in ("DependsOn", "Condition"):
            at = path if isinstance(value_at(data, path), str) else (*path, "Condition")
            operations.append(Set(at, new))
        else:
            operations.append(renamed_targets(data, path, dict.fromkeys(group, new)))
    return *operations, Move((section, name), (section, new))
