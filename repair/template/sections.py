"""The sections of a template's data, read so that any JSON shape may stand anywhere."""

from __future__ import annotations

from collections.abc import Mapping

from repair.template.data import Data
from repair.template.intrinsics import TRANSFORM

SAM = "AWS::Serverless-2016-10-31"
LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions"


def section(data: Data, name: str) -> Mapping[str, Data]:
    """The section as a mapping; empty when it is absent or not a mapping."""
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, dict) else {}


def transforms(data: Data) -> tuple[str, ...]:
    """Names of the transforms that a template declares, in order; "" for one whose name cannot be read."""
    if not isinstance(data, dict):
        return ()
    names: list[str] = []
    for declared in (data.get("Transform"), data.get(TRANSFORM)):
        for item in declared if isinstance(declared, list) else [declared]:
            if item is not None:
                name = item.get("Name") if isinstance(item, dict) else item
                names.append(name if isinstance(name, str) else "")
    return tuple(names)
