"""References that lead nowhere, and nothing tells what was meant."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.given_from_outside import as_parameters
from repair.rules.model import Detection, Safety
from repair.rules.new_role import role_left_out
from repair.rules.reference_text import by_text
from repair.rules.undefined_names import Fault, undefined_names


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each text that has such references."""
    unknown = [one.reference for one in undefined_names(context) if one.fault is Fault.UNKNOWN]
    for path, group in by_text(unknown).items():
        names = ", ".join(dict.fromkeys(one.target for one in group))
        message = f"{group[0].entry} refers to {names}, which the template does not define."
        tables = [one.target for one in group if one.target in context.template.section("Mappings")]
        if tables:
            message = (
                f"{group[0].entry} refers to {tables[0]}, a mapping, which Fn::FindInMap alone can read."
            )
            refusal = Refused(RefusalCode.NEEDS_VALUE, "which of its keys is meant, a person knows")
            yield Detection(path, message, (), Safety.DISPLAY_ONLY, refusal)
            continue
        role = role_left_out(context.template, group[0]) if len(group) == 1 else None
        operations = (role,) if role is not None else as_parameters(context.template, group)
        if operations:
            plain = role is not None or all(one.attribute is None for one in group)
            yield Detection(path, message, operations, Safety.SAFE if plain else Safety.UNSAFE)
        else:
            refusal = Refused(RefusalCode.NEEDS_VALUE, f"nothing in the template is like {names}")
            yield Detection(path, message, (), Safety.DISPLAY_ONLY, refusal)
