"""The CloudFormation meaning of a tree: sections, resources and references of one template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from repair.document.document import Document
from repair.document.spans import Position
from repair.template import sections
from repair.template.data import Data, Path
from repair.template.graph import ReferenceGraph
from repair.template.intrinsics import is_section_function
from repair.template.sharing import sharing


@dataclass(frozen=True, slots=True)
class Resource:
    """One entry of the Resources section.

    Attributes:
        id: Its logical id.
        type: Its type, such as "AWS::S3::Bucket"; "" when it has none that is text.
        body: The entry as written: Type, Properties and attributes such as DependsOn.
    """

    id: str
    type: str
    body: Mapping[str, Data]

    @property
    def properties(self) -> dict[str, Data]:
        """Its Properties; empty when absent or not a mapping."""
        properties = self.body.get("Properties")
        return properties if isinstance(properties, dict) else {}

    @property
    def path(self) -> Path:
        """Where it stands in the template."""
        return ("Resources", self.id)

    @property
    def condition(self) -> str | None:
        """The condition that decides whether it is created, or None."""
        condition = self.body.get("Condition")
        return condition if isinstance(condition, str) else None

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The resources that DependsOn names, whether as one text or a list."""
        names = self.body.get("DependsOn")
        if isinstance(names, str):
            return (names,)
        return tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()


@dataclass(frozen=True, slots=True)
class Template:
    """A template: its data in long JSON form and, when it was read from text, that document.

    Attributes:
        data: The whole template; never changed in place.
        document: The text it came from, for positions and edits, or None for a template made from data.
    """

    data: dict[str, Data]
    document: Document | None = None
    _cache: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def resources(self) -> Mapping[str, Resource]:
        """Resources by logical id, in document order.

        Entries that are not mappings (a validity fault) and section functions (`Fn::ForEach::…`,
        `Fn::Transform`) are not among them.
        """
        found: Mapping[str, Resource] | None = self._cache.get("resources")
        if found is None:
            found = self._cache["resources"] = MappingProxyType(dict(self._read_resources()))
        return found

    def of_type(self, name: str) -> tuple[Resource, ...]:
        """The resources of one type, in document order."""
        by_type: dict[str, tuple[Resource, ...]] | None = self._cache.get("by type")
        if by_type is None:
            groups: dict[str, list[Resource]] = {}
            for resource in self.resources.values():
                groups.setdefault(resource.type, []).append(resource)
            by_type = self._cache["by type"] = {kind: tuple(group) for kind, group in groups.items()}
        return by_type.get(name, ())

    def _read_resources(self) -> list[tuple[str, Resource]]:
        entries = []
        for name, body in sections.section(self.data, "Resources").items():
            if isinstance(body, dict) and not is_section_function(name):
                kind = body.get("Type")
                entries.append((name, Resource(name, kind if isinstance(kind, str) else "", body)))
        return entries

    @property
    def references(self) -> ReferenceGraph:
        """The graph of all references; built when first asked for."""
        graph: ReferenceGraph | None = self._cache.get("references")
        if graph is None:
            graph = self._cache["references"] = ReferenceGraph(
                self.data, self._cache.pop("known references", None)
            )
        return graph

    @property
    def transforms(self) -> tuple[str, ...]:
        """Names of the declared transforms, such as "AWS::Serverless-2016-10-31"."""
        return sections.transforms(self.data)

    def section(self, name: str) -> Mapping[str, Data]:
        """A section as a mapping; empty when it is absent or not a mapping."""
        return sections.section(self.data, name)

    def with_data(self, data: dict[str, Data]) -> Template:
        """The same document with other data; this very template when `data` is its own."""
        if data is self.data:
            return self
        made = Template(data, self.document)
        made._cache["known references"] = self._cache.get("references", self._cache.get("known references"))
        return made

    def sharing(self, other: Template) -> Template:
        """The same template, in which the entries that `other` writes alike are that template's own objects.

        The references of both are found by the way: those in such entries once.
        """
        data = sharing(self.data, other.data)
        if data is self.data:
            return self
        if "references" not in self._cache:
            self._cache["references"] = ReferenceGraph(data, other.references)
        made = Template(data, self.document)
        made._cache["references"] = self.references
        return made

    def position(self, path: Path) -> Position | None:
        """Line and column, 1-based, of a path in the document; None for a template without text."""
        return None if self.document is None else self.document.position(path)
