"""Subnets that are called private and give public addresses to what starts there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_PRIVATE = re.compile(r"(?i:private|isolated)")


def detect(_context: Context, subnet: Resource) -> Iterator[Detection]:
    """One detection for each subnet."""
    value = subnet.properties.get("MapPublicIpOnLaunch")
    if value in (True, "true") and _PRIVATE.search(subnet.id) and "public" not in subnet.id.lower():
        at = (*subnet.path, "Properties", "MapPublicIpOnLaunch")
        yield Detection(at, f"{subnet.id} gives public addresses to what starts in it.", (Set(at, False),))
