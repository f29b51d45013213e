"""Takes a value out of a template, also out of a branch of an `Fn::If`."""

from __future__ import annotations

from repair.document.pointer import Path
from repair.patch.operations import Operation, Remove, Set
from repair.template.intrinsics import IF, NO_VALUE, REF


def taken_out(path: Path, *, prune: bool = False) -> Operation:
    """The operation after which nothing stands at `path`.

    A branch of an `Fn::If` becomes `AWS::NoValue`. With `prune` what becomes empty goes too, where no branch is near.
    """
    if len(path) > 1 and path[-2] == IF:
        return Set(path, {REF: NO_VALUE})
    return Remove(path, prune=prune and IF not in path)
