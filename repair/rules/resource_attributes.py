"""What a key of a resource means that is no attribute of resources."""

from __future__ import annotations

from repair import knowledge
from repair.document.pointer import Path
from repair.patch.operations import Move, Operation, Remove
from repair.patch.same import same
from repair.rules.property_names import same_letters, settable
from repair.rules.reading import Reading
from repair.template.data import MISSING
from repair.template.template import Resource

ATTRIBUTES = frozenset(
    {"Condition", "CreationPolicy", "DeletionPolicy", "DependsOn", "Metadata", "Properties", "Type", "UpdatePolicy",
     "UpdateReplacePolicy"}
)  # fmt: skip
"""Source: CloudFormation User Guide, "Resource attribute reference"."""

_CUSTOM = frozenset({"Version"})
_SAM = frozenset({"Connectors", "IgnoreGlobals"})
_REMARKS = ("Comment", "Description", "description", "Note")


def is_attribute(resource: Resource, name: str) -> bool:
    """Whether a resource of its kind may have the key `name`."""
    if name in ATTRIBUTES or name.startswith("Fn::"):
        return True
    if name in _CUSTOM:
        return resource.type.startswith(("Custom::", "AWS::CloudFormation::CustomResource"))
    return name in _SAM  # SAM reads them on any resource


def attribute_reading(resource: Resource, name: str) -> Reading | None:
    """What the key `name` of a resource means; None when nothing is clear."""
    path: Path = (*resource.path, name)
    attribute = same_letters(name, ATTRIBUTES)
    if attribute is not None:
        return _moved(resource, path, (*resource.path, attribute), f"the name is {attribute}")
    kind = knowledge.resource_type(resource.type)
    if kind is not None and isinstance(resource.body.get("Properties", {}), dict):
        names = settable(kind, ())
        meant = name if name in names else same_letters(name, names)
        if meant is not None:
            return _moved(resource, path, (*resource.path, "Properties", meant), "it belongs in Properties")
    if name in _REMARKS and isinstance(resource.body.get("Metadata", {}), dict):
        return _moved(
            resource, path, (*resource.path, "Metadata", name), "remarks on a resource stand in its Metadata"
        )
    return None


def _moved(resource: Resource, path: Path, target: Path, why: str) -> Reading:
    value = resource.body[str(path[-1])]
    present = resource.body.get(str(target[2]), MISSING)
    if present is not MISSING and len(target) > 3:
        present = present.get(str(target[3]), MISSING)
    if present is MISSING:
        return Reading(path, why, (Move(path, target),), True, target)
    operations: tuple[Operation, ...] = (Remove(path),)
    return Reading(path, why, operations, same(present, value), target)
