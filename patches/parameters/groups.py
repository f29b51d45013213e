"""Templates without groups of parameters, where the profile or the requirements ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection

_INTERFACE = ("Metadata", "AWS::CloudFormation::Interface")
_GROUPS = (
    ("Network", re.compile(r"vpc|subnet|cidr|zone|route|security_?group|gateway|hosted|domain|certificate", re.IGNORECASE)),
    ("Database", re.compile(r"^db|database|rds|aurora|redis|cache|table", re.IGNORECASE)),
    ("Computing", re.compile(r"instance|ami|image|lambda|runtime|container|task|cluster|key_?(pair|name)|capacity|size", re.IGNORECASE)),
    ("Alerts", re.compile(r"alert|alarm|e-?mail|notif|threshold|retention", re.IGNORECASE)),
)  # fmt: skip
_OTHERS = "General"


def detect(context: Context) -> Iterator[Detection]:
    """One detection for a template of two parameters or more."""
    parameters = context.template.section("Parameters")
    if context.settings.asked("parameter-groups") is not True or len(parameters) < 2:
        return
    if _INTERFACE[1] in context.template.section("Metadata"):
        return
    groups: dict[str, list[str]] = {_OTHERS: [], **{label: [] for label, _ in _GROUPS}}
    for name in parameters:
        label = next((label for label, words in _GROUPS if words.search(name)), _OTHERS)
        groups[label].append(name)
    value = [{"Label": {"default": label}, "Parameters": names} for label, names in groups.items() if names]
    path = (*_INTERFACE, "ParameterGroups")
    yield Detection(_INTERFACE, "The parameters are shown without groups.", (Ensure(path, value),))
