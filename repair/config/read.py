"""Reads what a configuration says: its keys, checked, each value with the place where it is said."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from repair.config.file import ConfigFile
from repair.config.section import Config, Section, Stated, Suppress
from repair.document.pointer import Path
from repair.engine.profile import is_file
from repair.engine.select import OVERLAYS, PROFILES, UNUSED
from repair.engine.statements import known, mapping, statements, texts, unknown, wrong
from repair.rules.load import library, rule_files
from repair.rules.model import Severity
from repair.rules.taxonomy import categories, kinds

STACKS = ("new", "existing", "unstated")
FAIL_ON = (*(level.value for level in Severity), "never")

SUPPRESS_KEYS = ("rule", "path", "resource", "reason")
SETTINGS = (
    "profile",
    "requirements",
    "select",
    "ignore",
    "unsafe-fixes",
    "stack",
    "rules",
    "severities",
    "values",
    "fail-on",
    "baseline",
    "suppress",
)
"""The keys that may differ by path."""

KEYS = (*SETTINGS, "exclude", "paths")


def config_of(file: ConfigFile) -> Config:
    """What a configuration file says.

    Raises:
        InputError: It says what no configuration can say; with line, column, and the nearest name.
    """
    data = file.source.data
    if not isinstance(data, dict):
        raise wrong(file.source, (), "a mapping is expected here")
    known(file.source, (), data, KEYS, "key")
    blocks = []
    for number, block in enumerate(_list(file, ("paths",), data.get("paths"))):
        at: Path = ("paths", number)
        inner = mapping(file.source, at, block)
        if "exclude" in inner:
            raise wrong(
                file.source, (*at, "exclude"), "exclude holds for a whole run; say it outside of paths"
            )
        known(file.source, at, inner, ("match", *SETTINGS), "key")
        if "match" not in inner:
            raise wrong(file.source, at, "match is missing: the files that this is about")
        blocks.append((_words(file, (*at, "match"), inner["match"]), _section(file, inner, at)))
    return Config(file.source.name, str(file.folder), _section(file, data, ()), tuple(blocks))


def _section(file: ConfigFile, data: Mapping[str, Any], at: Path) -> Section:
    stated: dict[str, Stated] = {}
    for key, read in _READERS.items():
        if data.get(key) is not None:
            stated[key] = Stated(read(file, (*at, key), data[key]), file.origin((*at, key)))
    said = statements(file.source, data, at)
    for name, value in said.values.items():
        stated[f"values.{name}"] = Stated(value, file.origin((*at, "values", name)))
    for key in ("on", "safe", "off"):  # what is said twice: off wins
        for number, rule_id in enumerate((data.get("rules") or {}).get(key) or ()):
            stated[f"rules.{rule_id}"] = Stated(key, file.origin((*at, "rules", key, number)))
    for rule_id, severity in said.severities.items():
        stated[f"severities.{rule_id}"] = Stated(severity, file.origin((*at, "severities", rule_id)))
    return Section(stated, _suppress(file, (*at, "suppress"), data.get("suppress")))


def _suppress(file: ConfigFile, at: Path, value: Any) -> tuple[Suppress, ...]:
    found = []
    for number, entry in enumerate(_list(file, at, value)):
        here: Path = (*at, number)
        inner = mapping(file.source, here, entry)
        known(file.source, here, inner, SUPPRESS_KEYS, "key")
        if "rule" not in inner:
            raise wrong(file.source, here, "rule is missing: the id of what is to be passed over")
        rule_id, path, resource, reason = (
            _text(file, (*here, key), inner.get(key, "")) for key in SUPPRESS_KEYS
        )
        names = {UNUSED, *rule_files()}
        if rule_id not in names and not _is_alias(rule_id):
            raise wrong(file.source, (*here, "rule"), unknown("rule", rule_id, names))
        found.append(Suppress(rule_id, path, resource, reason, file.origin(here)))
    return tuple(found)


def _is_alias(word: str) -> bool:
    return any(word in ids for rule in library() for ids in rule.aliases.values())


def _list(file: ConfigFile, at: Path, value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise wrong(file.source, at, "a list is expected here")
    return value


def _text(file: ConfigFile, at: Path, value: Any) -> str:
    if not isinstance(value, str):
        raise wrong(file.source, at, "a text is expected here")
    return value


def _flag(file: ConfigFile, at: Path, value: Any) -> bool:
    if not isinstance(value, bool):
        raise wrong(file.source, at, "true or false is expected here")
    return value


def _words(file: ConfigFile, at: Path, value: Any) -> tuple[str, ...]:
    if not isinstance(value, (str, list)):
        raise wrong(file.source, at, "a name or a list of names is expected here")
    return (value,) if isinstance(value, str) else texts(file.source, at, value)


def _at_word(at: Path, value: Any, number: int) -> Path:
    return (*at, number) if isinstance(value, list) else at


def _one_of(words: Iterable[str]) -> Callable[[ConfigFile, Path, Any], str]:
    words = tuple(words)

    def read(file: ConfigFile, at: Path, value: Any) -> str:
        if value not in words:
            raise wrong(file.source, at, f"{at[-1]} is one of {', '.join(words)}")
        return str(value)

    return read


def _marks(file: ConfigFile, at: Path, value: Any) -> tuple[str, ...]:
    """Ids of rules or kinds, categories and severities."""
    words = _words(file, at, value)
    every = {*rule_files(), *(level.value for level in Severity)}
    every.add(UNUSED)
    if not every.issuperset(words):
        every |= {*(rule.category for rule in library()), *categories(), *kinds()}
    for number, word in enumerate(words):
        if word not in every:
            message = unknown("rule, kind, category or severity", word, every)
            raise wrong(file.source, _at_word(at, value, number), message)
    return words


def _profiles(file: ConfigFile, at: Path, value: Any) -> tuple[str, ...]:
    """Names of bundled profiles, and paths of files from where we stand."""
    words = _words(file, at, value)
    for number, word in enumerate(words):
        if not is_file(word) and word not in (*PROFILES, *OVERLAYS):
            message = unknown("profile", word, (*PROFILES, *OVERLAYS))
            raise wrong(file.source, _at_word(at, value, number), message)
    return tuple(_place(file, word) if is_file(word) else word for word in words)


def _path(file: ConfigFile, at: Path, value: Any) -> str:
    """A path that is said relative to the configuration, from where we stand."""
    return _place(file, _text(file, at, value))


def _place(file: ConfigFile, path: str) -> str:
    place = os.path.normpath(file.folder / path)
    try:
        return min(os.path.relpath(place), place, key=len)
    except (OSError, ValueError):  # no working folder, or another drive
        return place


_READERS: Mapping[str, Callable[[ConfigFile, Path, Any], Any]] = {
    "profile": _profiles,
    "requirements": _path,
    "select": _marks,
    "ignore": _marks,
    "unsafe-fixes": _flag,
    "stack": _one_of(STACKS),
    "fail-on": _one_of(FAIL_ON),
    "baseline": _path,
    "exclude": _words,
}
"""How each key of one value is read; the others are read by what they have in common with profiles."""
