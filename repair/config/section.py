"""Settings as data: each value with the place where it is said, laid over one another key by key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Stated:
    """A value and where it is said: "repair.toml:4", "command line"."""

    value: Any
    origin: str


@dataclass(frozen=True, slots=True)
class Suppress:
    """One entry of `suppress`: a rule, the files and resources that it is passed over in, and why.

    Attributes:
        rule: Its id, or that of the same check elsewhere.
        path: A pattern as in a .gitignore; "" for every file.
        resource: A glob of logical ids; "" for every place.
        reason: Why.
        origin: Where it is said.
    """

    rule: str
    path: str
    resource: str
    reason: str
    origin: str


@dataclass(frozen=True, slots=True)
class Section:
    """Some settings, one for each key: "profile", "values.log-retention-days", "rules.s3-logging" (on, off or safe).

    Attributes:
        stated: The settings.
        suppress: What is passed over.
    """

    stated: Mapping[str, Stated] = field(default_factory=dict)
    suppress: tuple[Suppress, ...] = ()

    def value(self, key: str, default: Any = None) -> Any:
        """A setting's value, or `default`."""
        found = self.stated.get(key)
        return default if found is None else found.value

    def under(self, key: str) -> Mapping[str, Stated]:
        """The settings below a key, by the rest of their names."""
        start = f"{key}."
        return {name[len(start) :]: one for name, one in self.stated.items() if name.startswith(start)}

    def over(self, upper: Section) -> Section:
        """`upper` laid over this: it wins key by key; what either passes over is passed over."""
        return Section({**self.stated, **upper.stated}, (*self.suppress, *upper.suppress))


@dataclass(frozen=True, slots=True)
class Config:
    """A whole configuration file.

    Attributes:
        file: Its name for a person.
        folder: The folder that its paths are relative to.
        top: What it says for all templates.
        paths: What it says for some: (patterns as in a .gitignore, settings), later ones win.
    """

    file: str
    folder: str
    top: Section
    paths: tuple[tuple[tuple[str, ...], Section], ...] = ()
