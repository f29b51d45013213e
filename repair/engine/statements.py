"""What a person's file may say of values, rules and severities: read and checked in one way for all such files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from repair.document.pointer import Path
from repair.document.spans import Position
from repair.engine.values import VALUES
from repair.errors import InputError
from repair.rules.load import rule_files
from repair.rules.model import Severity
from repair.template.near import nearest

RULE_KEYS = ("on", "off", "safe")
"""What a file may say of a rule: it runs, it does not, it runs and its fix was asked for."""


class Source(Protocol):
    """A file that was read: its name, its data, and where in its text each value is said."""

    @property
    def name(self) -> str:
        """The file's name for messages."""

    @property
    def data(self) -> Any:
        """What it says, as plain data."""

    def position(self, path: Path) -> Position:
        """Line and column of what `path` names, or of the nearest thing around it."""


@dataclass(frozen=True, slots=True)
class Statements:
    """The three keys that a team's profile and a configuration have in common.

    Attributes:
        values: By name, each one that `VALUES` takes.
        on: Rules that run.
        off: Rules that do not.
        safe: Rules that run and whose fixes were asked for.
        severities: Rules to their severities.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    on: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    safe: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)


def statements(source: Source, data: Mapping[str, Any], at: Path = ()) -> Statements:
    """What `values`, `rules` and `severities` of a mapping say.

    Args:
        source: The file, for places in messages.
        data: The mapping; its other keys are not looked at.
        at: The mapping's path in the file.

    Raises:
        InputError: Something there cannot be said; with line and column.
    """
    on, off, safe = (_rules(source, data, (*at, "rules"), key) for key in RULE_KEYS)
    values = _values(source, data, (*at, "values"))
    return Statements(values, on, off, safe, _severities(source, data, (*at, "severities")))


def known(source: Source, path: Path, given: Mapping[str, Any], names: Iterable[str], what: str) -> None:
    """Refuse a mapping with a key that is none of `names`; `what` is what the key should name."""
    names = tuple(names)
    for key in given:
        if key not in names:
            raise wrong(source, (*path, key), unknown(what, str(key), names))


def unknown(what: str, name: str, names: Iterable[str]) -> str:
    """The complaint about a name that there is not, with the nearest that there is."""
    near = nearest(name, names)
    return f"there is no {what} called {name}." + (f" Did you mean {near[0].name}?" if near else "")


def mapping(source: Source, path: Path, value: Any) -> Mapping[str, Any]:
    """The value, when it is a mapping; an empty one for nothing."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise wrong(source, path, "a mapping is expected here")
    return value


def texts(source: Source, path: Path, value: Any) -> tuple[str, ...]:
    """The value as texts, when it is a list of them; () for nothing."""
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise wrong(source, path, "a list of names is expected here")
    return tuple(value)


def wrong(source: Source, path: Path, message: str) -> InputError:
    """The error that says what is wrong at a place of the file."""
    place = source.position(path)
    return InputError(message, name=source.name, line=place.line, column=place.column)


def _values(source: Source, data: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    values = mapping(source, path, data.get("values"))
    known(source, path, values, VALUES, "value")
    for name, value in values.items():
        if not VALUES[name].accepts(value):
            raise wrong(source, (*path, name), f"{name} takes {VALUES[name].takes}")
    return values


def _rules(source: Source, data: Mapping[str, Any], path: Path, key: str) -> frozenset[str]:
    rules = mapping(source, path, data.get("rules"))
    known(source, path, rules, RULE_KEYS, "key")
    ids = texts(source, (*path, key), rules.get(key))
    for number, rule_id in enumerate(ids):
        if rule_id not in rule_files():
            raise wrong(source, (*path, key, number), unknown("rule", rule_id, rule_files()))
    return frozenset(ids)


def _severities(source: Source, data: Mapping[str, Any], path: Path) -> Mapping[str, Severity]:
    severities = mapping(source, path, data.get("severities"))
    known(source, path, severities, rule_files(), "rule")
    levels = [level.value for level in Severity]
    for rule_id, level in severities.items():
        if level not in levels:
            raise wrong(source, (*path, rule_id), f"a severity is one of {', '.join(levels)}")
    return {rule_id: Severity(level) for rule_id, level in severities.items()}
