"""Parameters that hold a secret and are shown."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.intrinsics import is_section_function
from repair.template.references import Reference
from repair.template.secret_names import is_secret_name

_HIDDEN_VALUES = ("AllowedValues", "NoEcho")
"""A choice from a public list is no secret; who says NoEcho has decided."""

_LOCATORS = ("arn:", "/", "alias/", "http://", "https://", "{{resolve:")


def detect(context: Context) -> Iterator[Detection]:
    """Yield one detection for each parameter that is called like a secret, or that a secret property gets."""
    graph = context.template.references
    for name, parameter in context.template.section("Parameters").items():
        if not isinstance(parameter, dict) or is_section_function(name) or parameter.get("Type") != "String":
            continue
        if any(key in parameter for key in _HIDDEN_VALUES):
            continue
        default = parameter.get("Default")
        if default is not None and (not isinstance(default, str) or default.startswith(_LOCATORS)):
            continue
        uses = [one for one in graph.to(name, "value") if one.kind == "Ref" and _is_secret_place(one)]
        if not uses and not is_secret_name(name):
            continue
        message = f"The parameter {name} is a secret, and CloudFormation shows its value."
        if uses:
            message = f"The parameter {name} becomes the secret of {uses[0].entry}, and CloudFormation shows its value."
        fix = (Ensure(("Parameters", name, "NoEcho"), True),)
        shown = any(one.section == "Outputs" for one in graph.to(name, "value"))
        yield Detection(
            ("Parameters", name), message, fix, Safety.UNSAFE if shown or not uses else Safety.SAFE
        )


def _is_secret_place(one: Reference) -> bool:
    last = one.path[-1]
    return one.section == "Resources" and isinstance(last, str) and is_secret_name(last)
