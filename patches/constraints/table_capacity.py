"""DynamoDB tables billed by request that provision capacity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Remove
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource

_NAME = "ProvisionedThroughput"


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for a table that has both."""
    properties = resource.properties
    if properties.get("BillingMode") != "PAY_PER_REQUEST":
        return
    base: Path = (*resource.path, "Properties")
    found = [(*base, _NAME)] if _provisions(properties.get(_NAME)) else []
    indexes = properties.get("GlobalSecondaryIndexes")
    for at, index in enumerate(indexes if isinstance(indexes, list) else ()):
        if isinstance(index, dict) and _provisions(index.get(_NAME)):
            found.append((*base, "GlobalSecondaryIndexes", at, _NAME))
    if found:
        message = f"{resource.id} is billed by request and provisions capacity."
        yield Detection(found[0], message, tuple(Remove(path) for path in found))


def _provisions(value: Any) -> bool:
    """Whether a capacity above zero is set for certain."""
    if not isinstance(value, dict) or is_intrinsic(value):
        return False
    units = [value.get("ReadCapacityUnits"), value.get("WriteCapacityUnits")]
    return any(isinstance(unit, (int, str)) and str(unit) not in ("0", "") for unit in units)
