"""What is behind each reference to something that the template does not define."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from repair.rules.context import Context
from repair.rules.dependency_reach import needs
from repair.rules.misspelt import meant
from repair.rules.model import Safety
from repair.rules.scripts import in_script, is_script_variable
from repair.template.data import value_at
from repair.template.intrinsics import PSEUDO_PARAMETERS
from repair.template.references import Reference
from repair.template.substitution import variables

CUSTOMARY_PARAMETERS: Mapping[str, str] = {
    "EnvironmentSuffix": "dev",
    "EnvironmentName": "dev",
    "Environment": "dev",
    "Env": "dev",
    "Stage": "dev",
    "StageName": "dev",
}
"""Parameters that templates have by custom, with a customary default."""


class Fault(Enum):
    """Why a reference leads nowhere."""

    DOTTED = auto()
    MISSPELT = auto()
    SCRIPT_VARIABLE = auto()
    MISSING_PARAMETER = auto()
    IDLE_WAIT = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Undefined:
    """A reference that leads nowhere, why, and for a misspelt one what was meant."""

    reference: Reference
    fault: Fault
    meant: str = ""
    safety: Safety = Safety.SAFE


def undefined_names(context: Context) -> tuple[Undefined, ...]:
    """Every reference that leads nowhere; computed once for each state of the template."""
    data = context.template.data
    kept = context.memo.get("undefined-names")
    if kept is None or kept[0] is not data:
        found = tuple(_judged(context, one) for one in context.template.references.undefined())
        kept = context.memo["undefined-names"] = (data, found)
    result: tuple[Undefined, ...] = kept[1]
    return result


def _judged(context: Context, reference: Reference) -> Undefined:
    template = context.template
    resource, _, attribute = reference.target.partition(".")
    if reference.kind == "Ref" and attribute and resource in template.resources:
        return Undefined(reference, Fault.DOTTED, resource)
    near = meant(reference.target, _candidates(context, reference))
    if reference.kind == "DependsOn":
        if near is not None and near[1] is Safety.SAFE and _may_wait_for(context, reference, near[0]):
            return Undefined(reference, Fault.MISSPELT, near[0])
        return Undefined(reference, Fault.IDLE_WAIT)
    if near is not None and near[1] is Safety.SAFE:
        return Undefined(reference, Fault.MISSPELT, near[0])
    if reference.span is not None and _is_scripts_own(template.data, reference):
        return Undefined(reference, Fault.SCRIPT_VARIABLE)
    if (
        reference.space == "value"
        and reference.attribute is None
        and reference.target in CUSTOMARY_PARAMETERS
    ):
        return Undefined(reference, Fault.MISSING_PARAMETER)
    if near is not None:
        return Undefined(reference, Fault.MISSPELT, near[0], Safety.UNSAFE)
    return Undefined(reference, Fault.UNKNOWN, safety=Safety.DISPLAY_ONLY)


def _candidates(context: Context, reference: Reference) -> Collection[str]:
    template = context.template
    if reference.space == "condition":
        return template.section("Conditions").keys()
    if reference.space == "mapping":
        return template.section("Mappings").keys()
    resources = template.resources.keys() - {reference.entry if reference.section == "Resources" else ""}
    if reference.space == "resource" or reference.attribute is not None:
        return resources
    parameters = template.section("Parameters").keys()
    if reference.kind == "ValueOf":
        return parameters
    return {*resources, *parameters, *PSEUDO_PARAMETERS} - {"AWS::NoValue"}


def _may_wait_for(context: Context, reference: Reference, name: str) -> bool:
    """Whether a wait for `name` would be neither idle nor a circle."""
    graph = context.template.references
    if name in graph.dependencies(reference.entry) or needs(graph, name, reference.entry):
        return False
    resources = context.template.resources
    misspelt = {
        one.target
        for one in graph.of(reference.entry)
        if one is not reference and one.target not in resources
    }
    return not any((near := meant(other, {name})) is not None and near[0] == name for other in misspelt)


def _is_scripts_own(data: Any, reference: Reference) -> bool:
    text = value_at(data, reference.path)
    if not isinstance(text, str) or not in_script(reference.path, text):
        return False
    return any(
        (one.start, one.end) == reference.span and is_script_variable(one, reference.path)
        for one in variables(text)
    )
