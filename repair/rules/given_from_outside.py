"""What a template uses and does not make is given to it from outside: by a parameter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from repair.patch.operations import Ensure, Operation
from repair.rules.logical_ids import camel, names_in
from repair.rules.reference_text import replaced_by_text
from repair.rules.scripts import in_script
from repair.template.data import value_at
from repair.template.references import Reference
from repair.template.secret_names import is_secret_name
from repair.template.template import Template

_NAME = 255


def as_parameters(template: Template, group: Sequence[Reference]) -> tuple[Operation, ...]:
    """What makes the references of one text read parameters; none where no parameter can stand there."""
    data: Any = template.data
    text = value_at(data, group[0].path)
    if any(
        one.space not in ("value", "resource") or one.kind not in ("Ref", "GetAtt", "Sub") for one in group
    ):
        return ()
    if isinstance(text, str) and in_script(group[0].path, text):
        return ()
    names = {one: _name(one) for one in group}
    parameters = template.section("Parameters")
    if any(
        not name or len(name) > _NAME or (name in names_in(data) and name not in parameters)
        for name in names.values()
    ):
        return ()
    declared = [
        Ensure(("Parameters", name), _declaration(one))
        for one, name in names.items()
        if name not in parameters
    ]
    moved = {one: f"${{{name}}}" for one, name in names.items() if name != one.target}
    if moved and len(moved) < len(names):  # one text is rewritten as a whole
        moved = {one: f"${{{name}}}" for one, name in names.items()}
    unique = {ensure.path: ensure for ensure in declared}
    return *unique.values(), *replaced_by_text(data, list(moved), moved)


def _name(one: Reference) -> str:
    if not one.target.isalnum() or not one.target.isascii():
        return ""
    return one.target if one.attribute is None else f"{one.target}{camel(one.attribute)}"


def _declaration(one: Reference) -> dict[str, Any]:
    what = one.target if one.attribute is None else f"{one.attribute} of {one.target}"
    body: dict[str, Any] = {"Type": "String", "Description": f"{what}, which this template does not make"}
    return {**body, "NoEcho": True} if one.attribute is None and is_secret_name(one.target) else body
