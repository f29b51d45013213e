"""Auto Scaling groups that name the version of a launch template in a way CloudFormation does not follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_ATTRIBUTES = {"$Latest": "LatestVersionNumber", "$Default": "DefaultVersionNumber"}


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a group whose launch template stands in the same template."""
    for path, specification in _specifications(resource):
        version = specification.get("Version")
        attribute = _ATTRIBUTES.get(version) if isinstance(version, str) else None
        template = _template(context, specification.get("LaunchTemplateId"))
        if attribute is None or template is None or template.condition not in (None, resource.condition):
            continue
        place = (*path, "Version")
        message = (
            f"{resource.id} takes version {version} of {template.id}, which CloudFormation does not follow."
        )
        yield Detection(place, message, (Set(place, {"Fn::GetAtt": [template.id, attribute]}),))


def _specifications(resource: Resource) -> Iterator[tuple[Path, dict[str, Any]]]:
    base = (*resource.path, "Properties")
    for keys in (
        ("LaunchTemplate",),
        ("MixedInstancesPolicy", "LaunchTemplate", "LaunchTemplateSpecification"),
    ):
        node: Any = resource.properties
        for key in keys:
            node = node.get(key) if isinstance(node, dict) else None
        if isinstance(node, dict):
            yield (*base, *keys), node


def _template(context: Context, identifier: Any) -> Resource | None:
    name = identifier.get("Ref") if isinstance(identifier, dict) and len(identifier) == 1 else None
    found = context.template.resources.get(name) if isinstance(name, str) else None
    return found if found is not None and found.type == "AWS::EC2::LaunchTemplate" else None
