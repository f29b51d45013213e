"""What is in force for a template, setting by setting, each with the place where it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from repair.config.force import Chooser
from repair.config.section import Section
from repair.engine.profile import Profile, profile_of
from repair.engine.select import Choices

DEFAULTS: Mapping[str, Any] = {
    "profile": ("baseline",),
    "requirements": None,
    "select": (),
    "ignore": (),
    "unsafe-fixes": False,
    "stack": "unstated",
    "fail-on": "low",
    "baseline": None,
    "exclude": (),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting that is in force.

    Attributes:
        key: Its name, as "values.log-retention-days".
        value: Its value, as JSON has it.
        origin: "repair.toml:4", "profile test", "requirements R.md", "command line" or "default".
    """

    key: str
    value: Any
    origin: str


def settings_for(chosen: Chooser, place: str) -> list[Setting]:
    """Everything that is in force for a template or folder.

    Raises:
        InputError, UsageError: A configuration, or a file that it names, cannot be read.
    """
    section, force = chosen.section(place), chosen(place)
    found = []
    for key, default in DEFAULTS.items():
        said = section.stated.get(key)
        value, origin = (default, "default") if said is None else (said.value, said.origin)
        found.append(Setting(key, _plain(value), origin))
    selection, settings = force.options.selection, force.options.settings
    found += _traced("values", settings.values, section, lambda one: one.values)
    found += _traced("rules", _rules(selection.choices), section, lambda one: _rules(one.choices))
    found += _traced("severities", selection.choices.severities, section, lambda one: one.choices.severities)
    for one in force.options.suppressions:
        value = {"rule": one.id, "resource": one.resource, "reason": one.reason}
        found.append(Setting("suppress", value, one.origin))
    return found


def _traced(
    key: str, given: Mapping[str, Any], section: Section, of: Callable[[Profile], Mapping[str, Any]]
) -> Iterator[Setting]:
    """The entries of a mapping: said in the section, or by the profile, or else by the requirements."""
    said = section.under(key)
    words: Sequence[str] = section.value("profile", ())
    profiles = [(word, of(profile_of((word,)))) for word in reversed(words)]
    for name, value in sorted(given.items()):
        if name in said and said[name].value == value:
            origin = said[name].origin
        else:
            by = next((word for word, its in profiles if its.get(name) == value), None)
            origin = f"profile {by}" if by is not None else f"requirements {section.value('requirements')}"
        yield Setting(f"{key}.{name}", _plain(value), origin)


def _rules(choices: Choices) -> Mapping[str, str]:
    """What is said of each rule; off wins, as when rules are chosen."""
    words = (("on", choices.on), ("safe", choices.safe), ("off", choices.off))
    return {rule_id: word for word, ids in words for rule_id in ids}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value
