"""Parameters, conditions and mappings that nothing uses, where that can be told for certain."""

from __future__ import annotations

from repair.rules.context import Context
from repair.rules.sweep import sweep
from repair.rules.undefined_names import Fault, undefined_names
from repair.template.graph import ReferenceGraph
from repair.template.intrinsics import is_section_function
from repair.template.sections import LANGUAGE_EXTENSIONS, SAM
from repair.template.substitution import variables


def is_open(context: Context) -> bool:
    """Whether a macro or an included file may use names that the template itself does not mention."""
    if not {SAM, LANGUAGE_EXTENSIONS}.issuperset(context.template.transforms):
        return True
    return bool(sweep(context).included)


def unused_parameters(context: Context) -> tuple[str, ...]:
    """Parameters that nothing refers to."""
    parameters = context.template.section("Parameters")
    used = context.template.references.used_parameters
    found = tuple(name for name in parameters if name not in used and not is_section_function(name))
    if not found or is_open(context):
        return ()
    wanted = _meant(context) | {one.name for _, text in sweep(context).plain for one in variables(text)}
    return tuple(name for name in found if name not in wanted)


def unused_conditions(context: Context) -> tuple[str, ...]:
    """Conditions that no resource, output or function names, and those that only such conditions name."""
    conditions = context.template.section("Conditions")
    graph = context.template.references
    unused = [
        name for name in conditions if name not in graph.used_conditions and not is_section_function(name)
    ]
    if not unused or is_open(context):
        return ()
    wanted = _meant(context)
    found = dict.fromkeys(name for name in unused if name not in wanted)
    grown = True
    while grown:
        grown = False
        for name in conditions:
            if name in found:
                continue
            users = graph.to(name, "condition")
            if users and all(one.section == "Conditions" and one.entry in found for one in users):
                found[name] = None
                grown = True
    return tuple(name for name in conditions if name in found)


def unused_mappings(context: Context) -> tuple[str, ...]:
    """Mappings that no Fn::FindInMap names; none where the name of a mapping is computed."""
    mappings = context.template.section("Mappings")
    used = context.template.references.used_mappings
    found = tuple(name for name in mappings if name not in used and not is_section_function(name))
    if not found or is_open(context) or sweep(context).computes_mapping:
        return ()
    wanted = _meant(context)
    return tuple(name for name in found if name not in wanted)


def only_used_in(graph: ReferenceGraph, parameter: str, conditions: frozenset[str]) -> bool:
    """Whether every use of a parameter stands in one of these conditions."""
    return all(
        one.section == "Conditions" and one.entry in conditions for one in graph.to(parameter, "value")
    )


def _meant(context: Context) -> frozenset[str]:
    """Names that misspelt references mean: what they name is not unused."""
    return frozenset(one.meant for one in undefined_names(context) if one.fault is Fault.MISSPELT)
