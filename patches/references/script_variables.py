"""Variables of a script that Fn::Sub takes for its own."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.reference_text import by_text, sub_text_with
from repair.rules.undefined_names import Fault, undefined_names
from repair.template.data import value_at


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each script with such variables."""
    data = context.template.data
    found = [one.reference for one in undefined_names(context) if one.fault is Fault.SCRIPT_VARIABLE]
    for path, group in by_text(found).items():
        text = value_at(data, path)
        spans = {
            one.span: "${!" + text[one.span[0] + 2 : one.span[1]] for one in group if one.span is not None
        }
        names = ", ".join(dict.fromkeys(one.target for one in group))
        message = f"In {group[0].entry}, Fn::Sub reads the script's own {names} as a name of the template."
        yield Detection(path, message, (Set(path, sub_text_with(text, spans)),))
