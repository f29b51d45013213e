"""What a detector may know besides the resource in hand."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from repair.template.template import Resource, Template

T = TypeVar("T")

Stack = Literal["new", "existing", "unstated"]

DEFAULT_VALUES: Mapping[str, Any] = {"log-retention-days": 30}
"""Values that rules need and that no template can tell; profiles set them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose, as far as rules are concerned.

    Attributes:
        profile: The name of the profile in force.
        stack: "new" when the template makes a stack, "existing" when it updates one, "unstated" when nobody says.
        as_of: The day to judge lifecycles by.
        values: Values of the profile, over `DEFAULT_VALUES`.
    """

    profile: str = "baseline"
    stack: Stack = "unstated"
    as_of: datetime.date = field(default_factory=lambda: datetime.datetime.now(datetime.UTC).date())
    values: Mapping[str, Any] = field(default_factory=dict)

    def value(self, name: str) -> Any:
        """The profile's value called `name`; KeyError when nothing says it."""
        return self.values[name] if name in self.values else DEFAULT_VALUES[name]

    def asked(self, name: str) -> Any:
        """What the user's profile or requirements say of `name`; None when they say nothing."""
        return self.values.get(name)


class Context:
    """The template under inspection and the user's settings. None of it changes; what was computed is remembered.

    Args:
        template: The template.
        settings: The settings.
        memo: What was computed about single resource bodies, kept while they stay the same objects.

    Attributes:
        asked: Whether somebody has asked for the template since this was last set to False.
    """

    __slots__ = ("_template", "asked", "memo", "settings")

    def __init__(
        self,
        template: Template,
        settings: Settings | None = None,
        memo: dict[Hashable, tuple[Any, Any]] | None = None,
    ) -> None:
        self._template = template
        self.settings = Settings() if settings is None else settings
        self.memo = {} if memo is None else memo
        self.asked = False

    @property
    def template(self) -> Template:
        """The template."""
        self.asked = True
        return self._template

    def of_body(self, key: Hashable, resource: Resource, compute: Callable[[], T]) -> T:
        """`compute()`, once for each resource body. It may depend on the body, the id and the settings only."""
        slot = (key, resource.id, id(resource.body))
        kept = self.memo.get(slot)
        if kept is None:  # the body is kept with the result, so that its id cannot be given to another
            kept = self.memo[slot] = (resource.body, compute())
        result: T = kept[1]
        return result

    def with_template(self, template: Template) -> Context:
        """The same settings and memory, about another state of the template."""
        return Context(template, self.settings, self.memo)
