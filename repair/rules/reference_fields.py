"""Which property of a resource a reference stands in."""

from __future__ import annotations

from typing import Any

from repair.template.data import Data
from repair.template.references import Reference
from repair.template.template import Template
from repair.template.values import normal


def field_of(ref: Reference) -> str:
    """The property, dotted and with `*` for an index; steps through `Fn::If` are left out. "" outside Properties."""
    if ref.section != "Resources" or ref.holder[2:3] != ("Properties",):
        return ""
    steps: list[str] = []
    skip = False
    for step in ref.holder[3:]:
        if skip:
            skip = False
        elif step == "Fn::If":
            skip = True
        else:
            steps.append("*" if isinstance(step, int) else step)
    return ".".join(steps)


def is_whole(template: Template, ref: Reference) -> bool:
    """Whether the value is the `Ref` or the ARN of the target, and nothing around it."""
    value: Any = template.data
    for step in ref.holder:
        value = value[step]
    form: Data = normal(value)
    return form in ({"Ref": ref.target}, {"Fn::GetAtt": [ref.target, "Arn"]})
