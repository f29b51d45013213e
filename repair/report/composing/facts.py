"""One place of a finding with its two values: what sentences and snippets are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from repair.document.pointer import Path
from repair.patch.same import same
from repair.report.composing.places import place_of, property_name
from repair.report.composing.words import short_value, unit
from repair.report.differing import NOTHING, both_texts, parsed
from repair.report.document import Place
from repair.template.intrinsics import is_intrinsic

if TYPE_CHECKING:
    from repair.engine.finding import Finding
    from repair.report.composing.sources import Sources

_NOUNS = {
    "Resources": "resource",
    "Parameters": "parameter",
    "Mappings": "mapping",
    "Conditions": "condition",
    "Outputs": "output",
    "Rules": "rule",
    "Metadata": "metadata block",
}


_DEEP = 4
"""Steps inside a text from which on the middle of the way is left out."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A place and what stands there.

    Attributes:
        place: The place as the document shows it.
        path: Where in the generated template: the place's path, or one below it.
        before: The generated template's value without secrets; `NOTHING` when there is none.
        after: What should stand there; `NOTHING` when nothing should.
        text_at: How many steps of the path lead to a text that the rest of it leads into; 0: the path is a template's.
    """

    place: Place
    path: Path
    before: Any
    after: Any
    text_at: int = 0

    @property
    def prop(self) -> str:
        """The dotted way from the entry to the value; "" for the entry itself.

        Inside a text, the text and the last names are enough: `DefinitionString…Validate.Retry`.
        """
        inside = self.path[self.text_at :] if self.text_at else ()
        if len(inside) < _DEEP:
            return property_name(self.path)
        last = property_name(("", "", *inside[-2:]))
        return f"{property_name(self.path[: self.text_at])}…{last}"

    @property
    def noun(self) -> str:
        """What the entry is that the place is in: "resource", "output"; "section" for what is none."""
        section = str(self.path[0]) if self.path else ""
        return _NOUNS.get(section, "section") if len(self.path) > 1 else "section"

    @property
    def bare(self) -> str:
        """The entry's name, without the section where the noun says it."""
        name = self.place.name
        return name if self.prop or "." not in name else name.split(".", 1)[1]

    @property
    def is_section(self) -> bool:
        """Whether the place is a whole section of the template, such as its Description."""
        return len(self.path) < 2

    @property
    def is_rename(self) -> bool:
        """Whether the two values are names of the entry."""
        names = isinstance(self.before, str) and isinstance(self.after, str)
        return len(self.path) == 2 and names

    @property
    def is_item(self) -> bool:
        """Whether the place is an item of a list."""
        return bool(self.path) and isinstance(self.path[-1], int)

    @property
    def list_name(self) -> str:
        """The list that the item is in."""
        return self.prop.rpartition("[")[0]

    def value(self, sources: Sources, value: Any) -> str:
        """A value of this place for a sentence, with its unit; "" when it is too long for one."""
        if value is NOTHING:
            return ""
        names = [step for step in self.path[2:] if step != "Properties"]
        return short_value(value, sources.snippets.flow(value), unit(self.place.resource_type, names))


def facts_of(sources: Sources, finding: Finding) -> tuple[Fact, ...]:
    """The facts of a finding, in the order of its places."""
    facts = []
    for place in finding.places:
        before, after = sources.values(place)
        facts.append(Fact(place_of(sources, place, before), place.path, before, after))
    return tuple(facts)


def narrowed(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts, each of two mappings as what differs in them: sentences speak of the smallest thing that does.

    A text that is a JSON object, such as a state machine's definition, is read as one.
    """
    return tuple(inner for fact in facts for inner in _inner(fact))


def _inner(fact: Fact) -> Iterator[Fact]:
    before, after, text_at = fact.before, fact.after, fact.text_at
    texts = both_texts(before, after)
    if texts is not None and all(isinstance(parsed(text), dict) for text in texts):
        before, after = (parsed(text) for text in texts)
        text_at = text_at or len(fact.path)
    pairs: list[tuple[str | int, Any, Any]]
    if text_at and isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = [(index, old, new) for index, (old, new) in enumerate(zip(before, after, strict=True))]
    elif _is_plain(before) and _is_plain(after):
        keys = dict.fromkeys((*before, *after))
        pairs = [(key, before.get(key, NOTHING), after.get(key, NOTHING)) for key in keys]
    else:
        yield fact
        return
    for step, old, new in pairs:
        if old is NOTHING or new is NOTHING or not same(old, new):
            path = (*fact.path, step)
            yield from _inner(replace(fact, path=path, before=old, after=new, text_at=text_at))


def _is_plain(value: Any) -> bool:
    return isinstance(value, dict) and not is_intrinsic(value)
