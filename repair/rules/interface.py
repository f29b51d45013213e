"""The console's metadata about parameters: what mentions a parameter goes when the parameter goes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Operation, Remove
from repair.template.data import value_at

_INTERFACE: Path = ("Metadata", "AWS::CloudFormation::Interface")


def without_parameters(data: Any, names: Collection[str]) -> Iterator[Operation]:
    """The operations that take `names` out of the groups and labels of `AWS::CloudFormation::Interface`."""
    interface = value_at(data, _INTERFACE)
    if not isinstance(interface, dict):
        return
    groups = interface.get("ParameterGroups")
    emptied: list[int] = []
    for index, group in enumerate(groups if isinstance(groups, list) else ()):
        listed = group.get("Parameters") if isinstance(group, dict) else None
        named = enumerate(listed if isinstance(listed, list) else ())
        gone = [at for at, name in named if isinstance(name, str) and name in names]
        if isinstance(listed, list) and gone and len(gone) == len(listed):
            emptied.append(index)
            continue
        for at in reversed(gone):
            yield Remove((*_INTERFACE, "ParameterGroups", index, "Parameters", at))
    for index in reversed(emptied):
        yield Remove((*_INTERFACE, "ParameterGroups", index), prune=True)
    labels = interface.get("ParameterLabels")
    if isinstance(labels, dict):
        for name in labels:
            if name in names:
                yield Remove((*_INTERFACE, "ParameterLabels", name), prune=True)
