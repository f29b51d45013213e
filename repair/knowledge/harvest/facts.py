"""What a provider schema says beside the properties: attributes, identifiers, create-only paths, tags."""

from __future__ import annotations

from typing import Any

from repair.knowledge.harvest.strip import stripped

# Keywords of the resource-provider meta-schema that state facts about the type, not about its properties.
# https://github.com/aws-cloudformation/cloudformation-resource-schema
_FACTS = frozenset(
    {
        "typeName", "sourceUrl", "documentationUrl", "handlers", "tagging", "taggable", "lifecycle",
        "readOnlyProperties", "writeOnlyProperties", "createOnlyProperties", "deprecatedProperties",
        "conditionalCreateOnlyProperties", "nonPublicProperties", "nonPublicDefinitions", "primaryIdentifier",
        "additionalIdentifiers", "propertyTransform", "replacementStrategy", "resourceLink",
        "typeConfiguration",
    }
)  # fmt: skip
# A custom resource takes whatever its provider understands; the schema lists types and leaves out booleans.
_CUSTOM = "AWS::CloudFormation::CustomResource"
_PATHS = {
    "read_only": "readOnlyProperties",
    "write_only": "writeOnlyProperties",
    "create_only": "createOnlyProperties",
    "conditional_create_only": "conditionalCreateOnlyProperties",
    "deprecated": "deprecatedProperties",
}


def type_record(schema: dict[str, Any], region: str, attributes: list[str]) -> dict[str, Any]:
    """What the pack keeps of one type: its schema, and the facts that are not empty."""
    body = {keyword: value for keyword, value in schema.items() if keyword not in _FACTS}
    if schema["typeName"] == _CUSTOM:
        body["patternProperties"] = {".*": {}}
    whole = {"type": "object", **stripped(body)}
    if "definitions" in whole:
        whole["definitions"] = _mended(whole["definitions"])
    record: dict[str, Any] = {"schema": whole}
    record["attributes"] = sorted(attributes)
    for name, keyword in _PATHS.items():
        record[name] = sorted(_path(pointer) for pointer in schema.get(keyword, ()))
    record["primary_identifier"] = [_path(pointer) for pointer in schema.get("primaryIdentifier", ())]
    record["additional_identifiers"] = [
        # The meta-schema wants a list of lists; a few schemas give a plain list.
        [_path(pointer) for pointer in (group if isinstance(group, list) else [group])]
        for group in schema.get("additionalIdentifiers", ())
    ]
    record["tags"] = _tags(schema)
    record["lifecycle"] = schema.get("lifecycle")
    record["replacement_strategy"] = schema.get("replacementStrategy")
    record["region"] = region
    return {name: value for name, value in record.items() if value not in (None, [], {})}


def _mended(definitions: dict[str, Any]) -> dict[str, Any]:
    """`definitions` without any that is a `$ref` to itself: it says nothing, and a validator would not return.

    AWS::EC2::VerifiedAccessTrustProvider has one.
    """
    own = {name: {"$ref": f"#/definitions/{name}"} for name in definitions}
    return {name: {} if schema == own[name] else schema for name, schema in definitions.items()}


def _path(pointer: str) -> str:
    """`/properties/A/*/B` -> `A/*/B`; property names hold no slash."""
    steps = [step for step in pointer.split("/") if step]
    return "/".join(steps[1:] if steps[:1] == ["properties"] else steps)


def _tags(schema: dict[str, Any]) -> dict[str, Any]:
    """The tag property, and whether tags can be set at creation and changed later.

    `Tags` is the meta-schema's default for `tagProperty`. Some schemas say "not taggable" of a type whose
    property `Tags` works; the property is the better witness.
    """
    tagging = schema.get("tagging") or {}
    name = _path(tagging.get("tagProperty", "/properties/Tags"))
    read_only = f"/properties/{name}" in schema.get("readOnlyProperties", ())
    if read_only or name not in schema.get("properties", {}):
        return {}
    declared = bool(tagging.get("taggable", schema.get("taggable", True)))
    return {
        "property": name,
        "on_create": bool(tagging.get("tagOnCreate", True)) if declared else True,
        "updatable": bool(tagging.get("tagUpdatable", True)) if declared else True,
    }
