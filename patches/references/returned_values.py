"""References that return another identifier than the property takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair import knowledge
from repair.document.pointer import Path
from repair.knowledge import ResourceType
from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.references import Reference
from repair.template.template import Resource

_NAME_DOES = frozenset(
    {("AWS::ECS::TaskDefinition", "ExecutionRoleArn"), ("AWS::ECS::TaskDefinition", "TaskRoleArn")}
)
"""Where the service takes a name as well, whatever the property is called: Amazon ECS API, RegisterTaskDefinition."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each Ref or GetAtt whose target has what is wanted under another name."""
    kind = knowledge.resource_type(resource.type)
    if kind is None:
        return
    for one in context.template.references.of(resource.id):
        target = context.template.resources.get(one.target)
        if target is None or one.kind not in ("Ref", "GetAtt") or one.path[2:3] != ("Properties",):
            continue
        wanted = _wanted(kind, one.path[3:])
        if wanted is None or not wanted.startswith(f"{target.type}."):
            continue
        source = knowledge.resource_type(target.type)
        mended = None if source is None else _mended(source, one, wanted)
        if mended is not None:
            what = wanted.rsplit(".", 1)[-1]
            message = (
                f"{resource.id} needs the {what} of {one.target}, and the reference returns something else."
            )
            both_do = one.attribute is None and (resource.type, str(one.path[3])) in _NAME_DOES
            safety = Safety.UNSAFE if both_do else Safety.SAFE
            yield Detection(one.path, message, (Set(one.path, mended),), safety)


def _wanted(kind: ResourceType, path: Path) -> str | None:
    """The one format that the property at `path` takes; branches of Fn::If are seen through."""
    plain: list[str | int] = []
    steps = iter(path)
    for step in steps:
        if step == "Fn::If":
            next(steps, None)
        elif isinstance(step, str) and step.startswith("Fn::"):
            return None
        else:
            plain.append(step)
    schema = kind.resolve(tuple(plain))
    found = (
        schema.get("format") if isinstance(schema, dict) and not {"anyOf", "oneOf"} & schema.keys() else None
    )
    return found if isinstance(found, str) and found.startswith("AWS::") else None


def _mended(source: ResourceType, one: Reference, wanted: str) -> Any:
    """The reference that returns what is wanted, or None when this one does, or when several or none do."""
    returned = source.ref_schema if one.attribute is None else source.attribute_schema(one.attribute)
    if returned is None or returned.get("format", "") == wanted:
        return None
    if "format" not in returned and (one.attribute is not None or _names(source.primary_identifier, wanted)):
        return None
    if source.ref_schema.get("format") == wanted:
        return {"Ref": one.target}
    names = [name for name in sorted(source.attributes) if _format(source, name) == wanted]
    return {"Fn::GetAtt": [one.target, names[0]]} if len(names) == 1 else None


def _format(source: ResourceType, name: str) -> str | None:
    found = (source.attribute_schema(name) or {}).get("format")
    return found if isinstance(found, str) else None


def _names(identifier: tuple[str, ...], wanted: str) -> bool:
    """Whether Ref returns what is wanted by its name, though the schema does not say so."""
    return len(identifier) != 1 or identifier[0].lower().endswith(wanted.rsplit(".", 1)[-1].lower())
