"""Keys without an alias."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(context: Context, key: Resource) -> Iterator[Detection]:
    """One detection for each key."""
    template = context.template
    if is_rewritten(template):
        return
    for alias in template.of_type("AWS::KMS::Alias"):
        target = str(alias.properties.get("TargetKeyId"))
        if key.id in target or "Fn::If" in target:
            return
    name = f"{key.id}Alias"
    while name in template.section("Resources") or name in template.section("Parameters"):
        name += "2"
    body: dict[str, Any] = {"Type": "AWS::KMS::Alias"}
    if key.condition is not None:
        body["Condition"] = key.condition
    body["Properties"] = {
        "AliasName": {"Fn::Sub": "alias/${AWS::StackName}-" + key.id},
        "TargetKeyId": {"Ref": key.id},
    }
    yield Detection(key.path, f"{key.id} has no alias.", (Ensure(("Resources", name), body),))
