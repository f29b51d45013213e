"""Policy documents without a version, or with the old one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Set
from repair.rules.all_policies import all_policies
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.intrinsics import intrinsic, is_intrinsic
from repair.template.template import Resource

_OLD, _NEW = "2008-10-17", "2012-10-17"


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each document."""
    for path, document in all_policies(resource):
        if not isinstance(document, dict) or is_intrinsic(document) or "Statement" not in document:
            continue
        version = document.get("Version", _OLD)
        if version == _OLD:
            what = f"has version {_OLD}" if "Version" in document else "states no version"
            safety = Safety.UNSAFE if _has_variables(document["Statement"]) else Safety.SAFE
            at = (*path, "Version")
            yield Detection(at, f"A policy of {resource.id} {what}.", (Set(at, _NEW),), safety)


def _has_variables(value: Any) -> bool:
    """Whether a text of the policy holds `${`, which the new version reads as a variable."""
    if isinstance(value, str):
        return "${" in value
    if isinstance(value, list):
        return any(map(_has_variables, value))
    if isinstance(value, dict):
        function = intrinsic(value)
        if function is not None and function[0] == "Fn::Sub":
            return "${!" in str(function[1])
        return any(map(_has_variables, value.values()))
    return False
