"""How values are to be read at one place of a template: scalars, lists, defaults, JSON texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from repair.knowledge.list_meaning import ListMeaning
from repair.template.data import Data
from repair.template.formulas import condition_form

ANY = "*"
"""The step to a list's items, and to every key of a mapping that has no place of its own."""

ORDERED = ListMeaning("ordered")
SET = ListMeaning("set")


class Place:
    """One place, for all templates; places are shared, so what is learned of one is learned once.

    Attributes:
        text: Scalars compare as the text that CloudFormation makes of them: `true` is "true", 20 is "20".
        defaults: Explicit defaults of the properties below, by name.
        json_text: A text here may be a JSON document.
        one_or_many: A single value means a list of that one.
        reads: Brings a value that can be written in several ways into one form, before all else.
    """

    __slots__ = ("_below", "_lists", "defaults", "json_text", "one_or_many", "reads", "text")

    def __init__(
        self,
        *,
        text: bool = False,
        lists: ListMeaning | None = ORDERED,
        one_or_many: bool = False,
        reads: Callable[[Data], Data] | None = None,
        children: Mapping[str, Place] | None = None,
    ) -> None:
        self.text = text
        self.one_or_many = one_or_many
        self.reads = reads
        self.defaults: Mapping[str, Data] = {}
        self.json_text = False
        self._lists = lists
        self._below: dict[str, Place] = dict(children or {})

    @property
    def lists(self) -> ListMeaning:
        """What the order of a list here means."""
        return self._lists or ORDERED

    def lists_of(self, items: Sequence[Data]) -> ListMeaning:
        """What the order of these items means: without mappings among them there is nothing to be keyed by."""
        lists = self.lists
        if lists.kind == "keyed" and any(type(item) is not dict for item in items):
            return ORDERED
        return lists

    def below(self, step: str | int) -> Place:
        """The place of a key or of the list's items."""
        key = ANY if type(step) is int else str(step)
        found = self._below.get(key)
        if found is None:
            found = self._below[key] = self._made(key)
        return found

    @property
    def children(self) -> Mapping[str, Place]:
        """The places below that are known so far, by key."""
        return self._below

    def hold(self, children: Mapping[str, Place]) -> None:
        """Give keys below places of their own, such as this one itself; before the place is used."""
        self._below.update(children)

    def _made(self, _key: str) -> Place:
        """The place of a key that was not given: that of any key, else scalars are read as here."""
        return self._below.get(ANY) or (TEXT if self.text else STRICT)


STRICT = Place()
"""Types and order matter: Metadata, and whatever no schema describes."""

TEXT = Place(text=True)
"""Sections and attributes in which CloudFormation reads every scalar as text."""

NAMES = Place(lists=SET, one_or_many=True, children={ANY: TEXT})
"""One name or a set of names: DependsOn."""

CONDITION = Place(text=True, reads=condition_form)
"""An entry of Conditions, and the conditions within it."""

PATTERN = Place(lists=SET)
PATTERN.hold({ANY: PATTERN, "numeric": STRICT})
"""An event or filter pattern: a list says which values match, `numeric` alone takes comparisons in order.

Source: Amazon EventBridge User Guide, "Event patterns". Numbers are matched as they are written.
"""

JSON_SCHEMA = Place()
JSON_SCHEMA.hold(
    {ANY: JSON_SCHEMA, "required": Place(lists=SET), "enum": Place(lists=SET)}
    | dict.fromkeys(("default", "example", "examples", "const"), STRICT)
)
"""A JSON Schema: what is required and what is allowed are sets."""

UPDATE_POLICY = Place(
    text=True,
    children={
        "AutoScalingRollingUpdate": Place(
            text=True, children={"SuspendProcesses": Place(text=True, lists=SET)}
        )
    },
)
"""The UpdatePolicy of a resource."""

PARAMETER = Place(text=True, children={"AllowedValues": Place(text=True, lists=SET)})
"""An entry of Parameters."""
