"""The reference graph: who names whom, who needs whom, and where the needs go round in a circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import TypeVar

from repair.template.data import Data
from repair.template.references import Reference, Space, references_by_entry
from repair.template.sections import SAM, section, transforms
from repair.template.undefined import undefined_references

K = TypeVar("K")
V = TypeVar("V")

_NEEDS = frozenset({"value", "resource"})


class ReferenceGraph:
    """All references of one template, indexed. Immutable; the indices are built when first asked for.

    Args:
        data: The template.
        known: The graph of a template that shares entries with it: what these hold is not looked for again.
    """

    def __init__(self, data: Data, known: ReferenceGraph | None = None) -> None:
        self._data = data
        # What SAM writes as a `Ref` is another reference elsewhere.
        alike = known is not None and (SAM in transforms(data)) == (SAM in transforms(known._data))
        self._by_entry = references_by_entry(data, known._shared if known is not None and alike else None)
        self.references: tuple[Reference, ...] = tuple(chain.from_iterable(self._by_entry.values()))

    def _shared(self, where: str, entry: str, body: Data) -> tuple[Reference, ...] | None:
        """The references in an entry that is the very same object here, else None."""
        return self.from_entry(where, entry) if section(self._data, where).get(entry) is body else None

    def to(self, target: str, space: Space | None = None) -> tuple[Reference, ...]:
        """References that name `target`; with `space` only those that look it up there."""
        found = self._by_target.get(target, ())
        return found if space is None else tuple(ref for ref in found if ref.space == space)

    def from_entry(self, section: str, entry: str) -> tuple[Reference, ...]:
        """References that stand in one entry of a section, in document order."""
        return self._by_entry.get((section, entry), ())

    def of(self, resource_id: str) -> tuple[Reference, ...]:
        """References that stand in a resource."""
        return self.from_entry("Resources", resource_id)

    def dependencies(self, resource_id: str) -> tuple[str, ...]:
        """Other resources that a resource needs to exist before it, in order of first mention."""
        return tuple(need for need in self._edges.get(resource_id, ()) if need != resource_id)

    def dependents(self, resource_id: str) -> tuple[str, ...]:
        """Other resources that need a resource, in document order."""
        return tuple(user for user in self._reverse.get(resource_id, ()) if user != resource_id)

    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Groups of resources that need each other, and resources that need themselves.

        Each group is a strongly connected component, its ids in document order; groups stand in the
        order of their first members. CloudFormation refuses such a template ("Circular dependency"),
        unless conditions keep one of the references away.
        """
        return self._cycles

    @cached_property
    def _cycles(self) -> tuple[tuple[str, ...], ...]:
        order = {name: index for index, name in enumerate(self._edges)}
        groups = [
            tuple(sorted(group, key=order.__getitem__))
            for group in _components(self._edges)
            if len(group) > 1 or group[0] in self._edges[group[0]]
        ]
        return tuple(sorted(groups, key=lambda group: order[group[0]]))

    def undefined(self) -> tuple[Reference, ...]:
        """References whose target does not exist for certain; see `undefined_references`."""
        return undefined_references(self._data, self.references)

    @cached_property
    def used_parameters(self) -> frozenset[str]:
        """Parameters that something refers to. A mention in Metadata is no use."""
        return self._used("Parameters", "value")

    @cached_property
    def used_conditions(self) -> frozenset[str]:
        """Conditions that a resource, an output, a function or another condition refers to."""
        return self._used("Conditions", "condition")

    @cached_property
    def used_mappings(self) -> frozenset[str]:
        """Mappings that a FindInMap names. One whose mapping is chosen at deployment may use any of them."""
        return self._used("Mappings", "mapping")

    def _used(self, where: str, space: Space) -> frozenset[str]:
        entries = section(self._data, where)
        return frozenset(
            ref.target for ref in self.references if ref.space == space and ref.target in entries
        )

    @cached_property
    def _by_target(self) -> dict[str, tuple[Reference, ...]]:
        return _grouped(zip(map(attrgetter("target"), self.references), self.references, strict=True))

    @cached_property
    def _edges(self) -> dict[str, dict[str, None]]:
        # Dicts as ordered sets: the order of resources and of mentions is that of the document.
        edges: dict[str, dict[str, None]] = {
            name: {} for name, body in section(self._data, "Resources").items() if isinstance(body, dict)
        }
        serverless = {
            name
            for name, body in section(self._data, "Resources").items()
            if name in edges and _is_serverless(body)
        }
        for ref in self.references:
            if (
                ref.section == "Resources"
                and ref.space in _NEEDS
                and ref.target in edges
                and ref.entry in edges
            ):
                # SAM makes resources of their own from a function's events: the function needs none of them.
                if ref.entry in serverless and ref.path[2:4] == ("Properties", "Events"):
                    continue
                edges[ref.entry][ref.target] = None
        return edges

    @cached_property
    def _reverse(self) -> dict[str, tuple[str, ...]]:
        return _grouped((need, user) for user, needs in self._edges.items() for need in needs)


def _is_serverless(body: dict[str, Data]) -> bool:
    kind = body.get("Type")
    return isinstance(kind, str) and kind.startswith("AWS::Serverless::")


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _components(edges: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Strongly connected components (R. Tarjan, 1972), without recursion: chains can be long."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    components: list[list[str]] = []
    for root in edges:
        if root in index:
            continue
        work = [(root, iter(edges[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, successors = work[-1]
            for successor in successors:
                if successor not in index:
                    index[successor] = low[successor] = len(index)
                    stack.append(successor)
                    on_stack.add(successor)
                    work.append((successor, iter(edges[successor])))
                    break
                if successor in on_stack:
                    low[node] = min(low[node], index[successor])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    component: list[str] = []
                    while not component or component[-1] != node:
                        component.append(stack.pop())
                    on_stack.difference_update(component)
                    components.append(component)
    return components
