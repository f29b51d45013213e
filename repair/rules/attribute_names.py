"""What `Fn::GetAtt` means by an attribute that the type does not have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from repair.knowledge import ResourceType
from repair.rules.known_names import name_text
from repair.rules.model import Safety
from repair.rules.tables import table
from repair.template.near import clear, nearest
from repair.template.template import Resource

ARNS = "arns"
"""The table of ARNs that no attribute gives."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was meant, as a Sub text, and whether it can mean nothing else."""

    text: str
    clause: str
    safety: Safety = Safety.SAFE


def reading(
    resource: Resource, kind: ResourceType, attribute: str, parameters: Mapping[str, Any]
) -> Reading | None:
    """The likeliest meaning of `attribute` of `resource`, or None when there is none."""
    same = _same(kind, attribute)
    if same is None and _ref_returns(kind, attribute):
        return Reading(f"${{{resource.id}}}", f"Ref returns the {attribute} of a {resource.type}")
    name = same or _near(kind, attribute)
    if name is not None:
        return Reading(f"${{{resource.id}.{name}}}", f"the attribute is called {name}")
    text = name_text(resource.properties.get(attribute), parameters)
    if text is not None:
        return Reading(text, f"{attribute} is a property, and the template sets it")
    arn = table(ARNS).get(kind.name)
    if arn is not None and attribute.lower() in ("arn", f"{kind.name.rpartition('::')[2].lower()}arn"):
        text = arn.replace("{{}", "{" + resource.id)
        return Reading(text, f"a {kind.name} has its ARN from its identifier only")
    inner = [known for known in kind.attributes if known.startswith(f"{attribute}.") and "*" not in known]
    address = f"{attribute}.Address"
    if inner:
        likely = address if address in inner else min(inner)
        return Reading(
            f"${{{resource.id}.{likely}}}", f"{attribute} has parts, {likely} among them", Safety.UNSAFE
        )
    return None


def _known(kind: ResourceType) -> list[str]:
    return [name for name in kind.attributes if "*" not in name]


def _same(kind: ResourceType, *spellings: str) -> str | None:
    """The one attribute with one of these names, case aside."""
    for spelling in spellings:
        same = [name for name in _known(kind) if name.lower() == spelling.lower()]
        if len(same) == 1:
            return same[0]
    return None


def _near(kind: ResourceType, attribute: str) -> str | None:
    """The attribute with the type's name before it or without it, or with one step of the name misspelt."""
    noun = kind.name.rsplit("::", 1)[-1]
    found = _same(kind, attribute.replace("_", "."), f"{noun}{attribute}", attribute.removeprefix(noun))
    if found is not None:
        return found
    steps = attribute.split(".")
    for at, step in enumerate(steps):
        others = [
            parts[at]
            for parts in (name.split(".") for name in _known(kind))
            if len(parts) == len(steps) and parts[:at] == steps[:at] and parts[at + 1 :] == steps[at + 1 :]
        ]
        meant = _clear_step(step, others)
        if meant is not None:
            return ".".join([*steps[:at], meant, *steps[at + 1 :]])
    return None


def _clear_step(step: str, others: Iterable[str]) -> str | None:
    return clear(nearest(step, others), least=0.7, margin=0.1)


def _ref_returns(kind: ResourceType, attribute: str) -> bool:
    if len(kind.primary_identifier) != 1:
        return False
    identifier = kind.primary_identifier[0].lower()
    wanted = attribute.lower()
    return identifier == wanted or (wanted in ("arn", "id", "name") and identifier.endswith(wanted))
