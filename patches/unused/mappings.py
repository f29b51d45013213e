"""Mappings that nothing looks up."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Remove
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.section_use import unused_mappings


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each of them."""
    for name in unused_mappings(context):
        operations = (Remove(("Mappings", name), prune=True),)
        yield Detection(("Mappings", name), f"Nothing looks anything up in the mapping {name}.", operations)
