"""Ref with a dot and an attribute."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.undefined_names import Fault, undefined_names


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each such Ref."""
    for one in undefined_names(context):
        if one.fault is Fault.DOTTED:
            ref = one.reference
            target, _, attribute = ref.target.partition(".")
            message = f"{ref.entry}: Ref gives no attributes, and {attribute} is one of {target}."
            yield Detection(ref.path, message, (Set(ref.path, {"Fn::GetAtt": [target, attribute]}),))
