"""Functions that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.misspelt import meant
from repair.rules.model import Detection
from repair.rules.property_names import same_letters
from repair.rules.sweep import FUNCTIONS, sweep
from repair.template.data import value_at

_ALSO = {"Fn::Ref": "Ref", "Fn::GetAttr": "Fn::GetAtt", "Fn::GetAttribute": "Fn::GetAtt", "Fn::Substitute": "Fn::Sub",
         "Fn::FindinMap": "Fn::FindInMap", "Fn::Import": "Fn::ImportValue"}  # fmt: skip
_SECTIONS = ("Resources", "Outputs", "Conditions", "Rules")
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "no function is like it")


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each function with such a name."""
    template = context.template
    if is_rewritten(template):
        return
    for path, key in sweep(context).functions:
        node = value_at(template.data, path, None)
        if path[0] not in _SECTIONS or len(path) < 2 or key[:4].lower() != "fn::" or not _is_alone(node):
            continue
        right = _right(key)
        message = f"{path[1]} uses the function {key}, which does not exist."
        if right is None:
            yield Detection((*path, key), message, refusal=_NEEDS_VALUE)
        else:
            yield Detection((*path, key), message, (Set(path, {right: node[key]}),))


def _is_alone(node: Any) -> bool:
    return isinstance(node, dict) and len(node) == 1


def _right(key: str) -> str | None:
    found = _ALSO.get(key) or same_letters(key, FUNCTIONS)
    if found is not None:
        return found
    near = meant(key, FUNCTIONS)
    return None if near is None else near[0]
