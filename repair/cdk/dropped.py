"""Properties of a bare resource that its type does not have: the CDK drops them without a word where types are not checked.

What is meant is told from the provider's schema, where one name of it is near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from repair import knowledge
from repair.cdk.edit import Edit
from repair.cdk.holder import Holder, holder_at
from repair.cdk.loading import Loaded
from repair.cdk.source import Argument, Call, SourceFile
from repair.cdk.words import camel, snake
from repair.knowledge import ResourceType
from repair.rules.property_names import settable
from repair.template.data import value_at
from repair.template.near import clear, nearest

ID = "cdk-dropped-property"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A property that does not reach the template.

    Attributes:
        stack: The stack's name.
        resource: The resource's logical id.
        path: The construct's path.
        call: The call that makes it.
        edits: What says the property that is meant.
        wrong: The name in the source.
        meant: Where the property that is meant stands in the template, below Properties.
    """

    stack: str
    resource: str
    path: str
    call: Call
    edits: tuple[Edit, ...]
    wrong: str
    meant: tuple[str, ...]


def dropped(loaded: Loaded) -> Iterator[Dropped]:
    """The dropped properties of which one name of the schema is meant."""
    for stack in loaded.stacks:
        for name, resource in stack.template.resources.items():
            site = loaded.site(stack, name)
            kind = knowledge.resource_type(resource.type)
            if site is None or site.inside or kind is None or not site.call.name.startswith("Cfn"):
                continue
            file = loaded.app.file_of(site.call)
            holder = holder_at(file, site.call.span)
            for entry, meant in _wrong(file, holder, kind, ()) if holder is not None else ():
                if value_at(resource.properties, meant, None) is None:
                    edit = _renamed(file, entry, meant[-1])
                    yield Dropped(stack.name, name, site.path, site.call, (edit,), entry.name, meant)


def _wrong(
    file: SourceFile, holder: Holder, kind: ResourceType, pattern: tuple[str, ...]
) -> Iterator[tuple[Argument, tuple[str, ...]]]:
    """The entries that the type does not have, with the property that each must be."""
    known = {_flat(name): name for name in settable(kind, pattern)}
    if not known:
        return
    given = {_flat(entry.name) for entry in holder.entries}
    for entry in holder.entries:
        name = known.get(_flat(entry.name))
        if name is None and (pattern or entry.name != "id"):
            free = [one for flat, one in known.items() if flat not in given]
            meant = clear(nearest(entry.name, [camel(one) for one in free]))
            found = next((one for one in free if camel(one) == meant), None)
            if found is not None:
                yield entry, (*pattern, found)
            continue
        inner = holder_at(file, entry.value) if name is not None else None
        if inner is not None and name is not None and inner.sign == holder.sign and inner.spread is None:
            yield from _wrong(file, inner, kind, (*pattern, name))


def _flat(name: str) -> str:
    return name.replace("_", "").lower()


def _renamed(file: SourceFile, entry: Argument, meant: str) -> Edit:
    text = file.of(entry.span)
    match = re.search(re.escape(entry.name), text)
    start = entry.span[0] + (match.start() if match is not None else 0)
    name = snake(camel(meant)) if "_" in entry.name else camel(meant)
    return Edit(file.file, (start, start + len(entry.name)), name)
