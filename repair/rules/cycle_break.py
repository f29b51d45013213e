"""One way to take references out of a circle of resources, and the circle that it is for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Operation
from repair.template.graph import ReferenceGraph
from repair.template.references import Reference
from repair.template.template import Resource


class BreakKind(IntEnum):
    """How a circle is broken, in the order in which the ways are tried."""

    DEPENDS_ON = 0
    KEY_GRANT = 1
    KNOWN_NAME = 2
    SECURITY_GROUP = 3
    INLINE_POLICY = 4


@dataclass(frozen=True, slots=True)
class Circle:
    """Resources that need each other.

    Attributes:
        data: The whole template.
        graph: Its references.
        members: The resources, in document order.
        inner: The references of each member to members.
    """

    data: Mapping[str, Any]
    graph: ReferenceGraph
    members: Mapping[str, Resource]
    inner: Mapping[str, tuple[Reference, ...]]

    def below(self, path: Path) -> frozenset[Reference]:
        """The inner references that stand on or below `path`."""
        return frozenset(one for one in self.inner[str(path[1])] if one.path[: len(path)] == path)


@dataclass(frozen=True, slots=True)
class Break:
    """Something that may be taken out of a circle.

    Attributes:
        kind: The way it is done.
        path: What is moved, dropped or respelled.
        removes: The inner references that are gone afterwards.
        clause: What it does, as the end of a sentence that starts with "to break it, ".
        operations: What does it, given the ids that are taken. Breaks of one kind are carried out together, the
            last in the document first, so that the positions in lists stay right.
    """

    kind: BreakKind
    path: Path
    removes: frozenset[Reference]
    clause: str
    operations: Callable[[Collection[str]], tuple[Operation, ...]]
