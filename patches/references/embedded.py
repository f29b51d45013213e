"""Texts that name something of the template as ${Name} without Fn::Sub."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.document.pointer import Path
from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.dependency_reach import needs
from repair.rules.model import Detection, Safety
from repair.rules.scripts import in_script
from repair.rules.sweep import sweep
from repair.template.data import value_at
from repair.template.intrinsics import PSEUDO_PARAMETERS
from repair.template.substitution import Variable, variables

_READ_BY_ANOTHER = frozenset(
    {"TemplateBody", "DefinitionString", "Definition", "SubstitutionParameters", "Fn::Transform"}
)


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each such text."""
    for path, text in sweep(context).plain:
        if not _is_replaced(path):
            continue
        names = variables(text)
        meant = [one for one in names if _is_of_template(context, one)]
        if not meant or not _READ_BY_ANOTHER.isdisjoint(path) or "Fn::Sub" in path:
            continue
        clear = (
            len(meant) == len(names)
            and not in_script(path, text)
            and not any(_sets(text, one.name) for one in meant)
            and _adds_no_circle(context, path, meant)
        )
        shown = ", ".join(dict.fromkeys(one.text for one in meant))
        message = f"{path[1]} names {shown} in plain text, where it is not replaced."
        operation = Set(path, {"Fn::Sub": text})
        yield Detection(path, message, (operation,), Safety.SAFE if clear else Safety.DISPLAY_ONLY)


def _sets(text: str, name: str) -> bool:
    """Whether the text is a mapping template (Velocity) with a variable of its own of this name."""
    return re.search(rf"#(?:set|foreach)\s*\(\s*\$!?\{{?{re.escape(name)}\b", text) is not None


def _is_replaced(path: Path) -> bool:
    """Whether Fn::Sub may stand at `path`."""
    return path[2:3] == (("Properties",) if path[0] == "Resources" else ("Value",)) and path[0] in (
        "Resources",
        "Outputs",
    )


def _is_of_template(context: Context, variable: Variable) -> bool:
    template = context.template
    if variable.attribute is not None:
        return variable.name in template.resources
    name = variable.name
    return name in PSEUDO_PARAMETERS or name in template.section("Parameters") or name in template.resources


def _adds_no_circle(context: Context, path: Path, names: list[Variable]) -> bool:
    if path[0] != "Resources":
        return True
    here = str(path[1])
    if value_at(context.template.data, ("Resources", here)) is None:
        return False
    graph = context.template.references
    targets = {one.name for one in names if one.name in context.template.resources}
    return all(target != here and not needs(graph, target, here) for target in targets)
