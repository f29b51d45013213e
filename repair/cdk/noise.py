"""What the CDK puts into a template for itself, and what changes though nothing does: taken out before anybody judges."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_ASSET_FILE = re.compile(r"[0-9a-f]{64}")
_OWN_METADATA = ("aws:cdk:", "aws:asset:")
_METADATA_TYPE, _METADATA_CONDITION = "AWS::CDK::Metadata", "CDKMetadataAvailable"
_BOOTSTRAP_PARAMETER, _BOOTSTRAP_RULE = "BootstrapVersion", "CheckBootstrapVersion"
_PATH, _ASSET_PATH = "aws:cdk:path", "aws:asset:path"

ASSET = "asset"
"""What stands for the hash of an asset."""

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
