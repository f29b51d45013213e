"""Secrets that stand in the template as the default of a parameter."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.secret_names import is_secret_name

_LOCATORS = ("arn:", "/", "alias/", "http://", "https://", "{{resolve:")


def detect(context: Context) -> Iterator[Detection]:
    """Yield one detection for each NoEcho parameter that is called like a secret and whose default says something."""
    for name, parameter in context.template.section("Parameters").items():
        if not isinstance(parameter, dict) or str(parameter.get("Type")).startswith("AWS::SSM::"):
            continue
        default = parameter.get("Default")
        if str(parameter.get("NoEcho", "")).lower() != "true" or not isinstance(default, str):
            continue
        if is_secret_name(name) and default.strip() and not default.startswith(_LOCATORS):
            message = f"The parameter {name} hides its value, and its default shows it."
            why = "without a default every deployment must give the secret; where it comes from is not known"
            refusal = Refused(RefusalCode.NEEDS_VALUE, why)
            yield Detection(
                ("Parameters", name, "Default"), message, safety=Safety.DISPLAY_ONLY, refusal=refusal
            )
