"""What the CDK puts into a template for itself, and what changes though nothing does: taken out before anybody judges."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from repair.template.rename import EntryKind, renamed_kinds

_ASSET_FILE = re.compile(r"[0-9a-f]{64}")
_OWN_METADATA = ("aws:cdk:", "aws:asset:")
_METADATA_TYPE, _METADATA_CONDITION = "AWS::CDK::Metadata", "CDKMetadataAvailable"
_BOOTSTRAP_PARAMETER, _BOOTSTRAP_RULE = "BootstrapVersion", "CheckBootstrapVersion"
_PATH, _ASSET_PATH = "aws:cdk:path", "aws:asset:path"

ASSET = "asset"
"""What stands for the hash of an asset."""

WRITTEN_BY_THE_CDK = frozenset({"unused-depends-on"})
"""Rules about what the CDK writes into resources of people's own, and nobody can leave out."""

_PROVIDED = re.compile(
    r"(^|/)(Custom::[^/]*CustomResourceProvider|LogRetention[0-9a-f]{20,}|AWS[0-9a-f]{20,}|"
    r"BucketNotificationsHandler[0-9a-f]{20,}|SingletonLambda[^/]*|[^/]*framework-on[A-Z]\w*)(/|$)"
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A synthesised template without the noise.

    Attributes:
        data: The template; the given one is not changed.
        paths: Construct path of each resource, by logical id, as its metadata says.
        nested: File name of the template of each nested stack, by logical id.
    """

    data: dict[str, Any]
    paths: Mapping[str, str]
    nested: Mapping[str, str]


def cleaned(data: Mapping[str, Any]) -> Cleaned:
    """The template without bootstrap checks, `CDKMetadata`, metadata of the CDK and hashes of assets."""
    paths: dict[str, str] = {}
    nested: dict[str, str] = {}
    resources: dict[str, Any] = {}
    for name, body in data.get("Resources", {}).items():
        if not isinstance(body, dict) or body.get("Type") == _METADATA_TYPE:
            if not isinstance(body, dict):
                resources[name] = body
            continue
        metadata = body.get("Metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        if isinstance(metadata.get(_PATH), str):
            paths[name] = metadata[_PATH]
        if body.get("Type") == "AWS::CloudFormation::Stack" and isinstance(metadata.get(_ASSET_PATH), str):
            nested[name] = metadata[_ASSET_PATH]
        resources[name] = _body(body, metadata)
        if provided(paths.get(name, "")) and "Description" in (resources[name].get("Properties") or {}):
            # it names whatever needed the helper first
            del resources[name]["Properties"]["Description"]
    out = {**data, "Resources": resources}
    for section, name in (
        ("Parameters", _BOOTSTRAP_PARAMETER),
        ("Rules", _BOOTSTRAP_RULE),
        ("Conditions", _METADATA_CONDITION),
    ):
        entries = out.get(section)
        if isinstance(entries, dict) and name in entries:
            left = {key: value for key, value in entries.items() if key != name}
            out[section] = left
            if not left:
                del out[section]
    return Cleaned(out, paths, nested)


def provided(path: str) -> bool:
    """Whether the CDK makes this construct by itself, as a helper of others: nobody wrote it."""
    return bool(_PROVIDED.search(path))


def _body(body: Mapping[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in metadata.items() if not key.startswith(_OWN_METADATA)}
    out = {key: value for key, value in body.items() if key != "Metadata"}
    if kept:
        out["Metadata"] = kept
    if isinstance(out.get("Properties"), dict):
        out["Properties"] = _without_hashes(out["Properties"])
    return out


def _without_hashes(value: Any) -> Any:
    if isinstance(value, str):
        return _ASSET_FILE.sub(ASSET, value)
    if isinstance(value, list):
        return [_without_hashes(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_hashes(item) for key, item in value.items()}
    return value


_HASHED = re.compile(r"([A-Za-z][A-Za-z0-9]*?)[0-9A-F]{8}")
_INNER_HASH = re.compile(r"[0-9A-F]{8}(?=Ref$|Arn$|[A-Z][a-z]|$)")


def readable(data: dict[str, Any], made: Collection[str]) -> tuple[dict[str, Any], Mapping[str, str]]:
    """The template with the hashes of logical ids left out, wherever the rest tells the entries apart.

    The CDK makes an id of the construct's path and a hash of it: constructs at equal paths, in stacks of any name,
    get equal names by this.

    Args:
        data: The template; not changed.
        made: The logical ids of resources that the CDK made from paths.

    Returns:
        The template, and its name of each resource that was called otherwise.
    """
    resources = data.get("Resources", {})
    parameters = data.get("Parameters", {})
    names = {
        name: match[1]
        for name in resources
        if name in made and (match := _HASHED.fullmatch(name)) is not None
    }
    passed = {name: _INNER_HASH.sub("", name) for name in parameters if name.startswith("referenceto")}
    exported = {name: _INNER_HASH.sub("", name) for name in data.get("Outputs", {}) if "Output" in name}
    taken = Counter(
        [*names.values(), *passed.values(), *(set(resources) | set(parameters)).difference(names, passed)]
    )
    unique: dict[EntryKind, dict[str, str]] = {
        "resource": {old: new for old, new in names.items() if taken[new] == 1},
        "parameter": {old: new for old, new in passed.items() if taken[new] == 1 and old != new},
        "output": {
            old: new
            for old, new in exported.items()
            if old != new and new not in data["Outputs"] and list(exported.values()).count(new) == 1
        },
    }
    try:
        renamed = renamed_kinds(data, unique)
    except ValueError:
        return data, {}
    return renamed, unique["resource"]
