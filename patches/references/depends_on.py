"""DependsOn entries that name no resource."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Remove
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.undefined_names import Fault, undefined_names


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each resource with such entries, the last entry dropped first."""
    by_entry: dict[str, list[tuple[tuple[str | int, ...], str]]] = {}
    for one in undefined_names(context):
        if one.fault is Fault.IDLE_WAIT:
            by_entry.setdefault(one.reference.entry, []).append((one.reference.path, one.reference.target))
    for entry, found in by_entry.items():
        operations = tuple(Remove(path, prune=len(path) > 3) for path, _ in reversed(found))
        names = ", ".join(name for _, name in found)
        yield Detection(
            found[0][0], f"{entry} waits for {names}, which is no resource of the template.", operations
        )
