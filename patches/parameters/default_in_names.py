"""Defaults of parameters with which the name of a resource is not legal."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.default_spelling import respelled
from repair.rules.given_names import illegal_names
from repair.rules.model import Detection, Safety

_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "no other spelling of the default is sure to do")


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each parameter with such a default, once."""
    template = context.template
    if is_rewritten(template):
        return
    wanted: dict[str, tuple[str, set[str]]] = {}
    unclear: dict[str, str] = {}
    for one in illegal_names(context):
        for name in one.parameters:
            unclear.setdefault(name, one.resource)
        for name, spelling in one.mended.items():
            wanted.setdefault(name, (one.resource, set()))[1].add(spelling)
    for name, where in unclear.items():
        resource, spellings = wanted.get(name, (where, set()))
        if not spellings and wanted.keys() & unclear.keys():
            continue  # another parameter of the same name is at fault
        path = ("Parameters", name, "Default")
        message = f"With the default of {name} the name of {resource} is not legal."
        found = respelled(template, name, spellings.pop()) if len(spellings) == 1 else None
        if found is None:
            yield Detection(path, message, (), Safety.DISPLAY_ONLY, _NEEDS_VALUE)
        else:
            yield Detection(path, message, found[0], found[1])
