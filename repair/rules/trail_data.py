"""What a CloudTrail trail's data resources of a type without data events are meant to log.

Source: AWS CloudTrail User Guide, "Logging data events" and "Logging management events": calls on buckets and
keys are management events; data events of S3 are named by object ARNs, `arn:aws:s3:::bucket/`.
"""

from __future__ import annotations

from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Set
from repair.rules.reading import Reading
from repair.rules.removal import taken_out
from repair.template.data import value_at
from repair.template.intrinsics import is_intrinsic
from repair.template.substitution import Variable, parse_sub
from repair.template.template import Template

_S3_ARN = "arn:aws:s3:::"


def trail_reading(template: Template, path: Path, value: Any) -> Reading | None:
    """What the `Type` at `path` of a trail's data resource is meant to say, when the type has no data events."""
    item_path, selector_path = path[:-1], path[:-3]
    selector = value_at(template.data, selector_path, {})
    if not isinstance(selector, dict):  # a function stands in the way
        return None
    if value == "AWS::KMS::Key":
        why = "calls on keys are management events, which the selector logs"
        return Reading(path, why, (taken_out(item_path, prune=True),), _logs_management(selector, "kms"))
    if value == "AWS::S3::Bucket":
        return _bucket(template, path, selector)
    return None


def _bucket(template: Template, path: Path, selector: dict[str, Any]) -> Reading | None:
    item = value_at(template.data, path[:-1], {})
    values = item.get("Values") if isinstance(item, dict) else None
    if not isinstance(values, list) or is_intrinsic(item):
        return None
    named = [_bucket_name(template, value) for value in values]
    logged = _logged(template, selector)
    if all(name is not None and _covers(logged, name) for name in named):
        why = "calls on buckets are management events, and the objects of these buckets are logged already"
        return Reading(path, why, (taken_out(path[:-1]),), _logs_management(selector, "s3"))
    objects = [_objects(template, value) for value in values]
    if None in objects:
        return None
    operations = (Set(path, "AWS::S3::Object"), Set((*path[:-1], "Values"), objects))
    return Reading(path, "data events of buckets are those of their objects", operations)


def _logs_management(selector: dict[str, Any], service: str) -> bool:
    excluded = selector.get("ExcludeManagementEventSources")
    included = selector.get("IncludeManagementEvents", True)
    return included in (True, "true") and f"{service}.amazonaws.com" not in str(excluded)


def _logged(template: Template, selector: dict[str, Any]) -> list[str]:
    """The buckets, by logical id or ARN, whose objects the selector logs."""
    names: list[str] = []
    resources = selector.get("DataResources")
    for item in resources if isinstance(resources, list) else ():
        if isinstance(item, dict) and item.get("Type") == "AWS::S3::Object":
            values = item.get("Values")
            found = [_bucket_name(template, value) for value in (values if isinstance(values, list) else ())]
            names += [name for name in found if name is not None]
    return names


def _covers(logged: list[str], name: str) -> bool:
    return any(
        other == name
        or (name.startswith(_S3_ARN) and name.rstrip("*").rstrip("/") == other.rstrip("*").rstrip("/*"))
        for other in logged
    )


def _bucket_name(template: Template, value: Any) -> str | None:
    """The logical id of the bucket that a value names, or its ARN as written."""
    if isinstance(value, str):
        return value if value.startswith(_S3_ARN) else None
    if not isinstance(value, dict) or not is_intrinsic(value):
        return None
    name = value.get("Ref")
    if "Fn::GetAtt" in value and isinstance(value["Fn::GetAtt"], list) and value["Fn::GetAtt"][1:] == ["Arn"]:
        name = value["Fn::GetAtt"][0]
    if isinstance(value.get("Fn::Sub"), str):
        variables = [part for part in parse_sub(value["Fn::Sub"]) if isinstance(part, Variable)]
        name = variables[0].name if len(variables) == 1 else None
    resource = template.resources.get(name) if isinstance(name, str) else None
    return resource.id if resource is not None and resource.type == "AWS::S3::Bucket" else None


def _objects(template: Template, value: Any) -> Any:
    """All objects of the bucket that a value names."""
    if isinstance(value, str) and value.startswith(_S3_ARN) and "*" not in value:
        return value if "/" in value else f"{value}/"
    name = _bucket_name(template, value)
    return {"Fn::Sub": f"${{{name}.Arn}}/"} if name is not None and not name.startswith(_S3_ARN) else None
