"""Reads a configuration file: TOML or YAML becomes plain data that knows where it is said."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from repair.config.find import PYPROJECT
from repair.config.toml_places import toml_places
from repair.document.document import Document, parse
from repair.document.files import read_text, shown
from repair.document.pointer import Path
from repair.document.spans import Lines, Position
from repair.engine.statements import Source
from repair.errors import InputError

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A configuration as it was read.

    Attributes:
        folder: The folder that its paths are relative to.
        source: Its data, and where each value is said.
    """

    folder: FilePath
    source: Source

    def origin(self, path: Path) -> str:
        """Where a value is said, as "repair.toml:4"."""
        return f"{self.source.name}:{self.source.position(path).line}"


@dataclass(frozen=True)
class _Toml:
    """A TOML text, or a table of it."""

    name: str
    data: Any
    text: str
    table: Path = ()

    @cached_property
    def _places(self) -> Mapping[Path, int]:
        return toml_places(self.text)

    def position(self, path: Path) -> Position:
        whole = (*self.table, *path)
        while whole and whole not in self._places:
            whole = whole[:-1]
        return Lines(self.text).position(self._places.get(whole, 0))


@dataclass(frozen=True, slots=True)
class _Yaml:
    """A YAML text; an empty one says nothing."""

    name: str
    document: Document

    @property
    def data(self) -> Any:
        return {} if self.document.data is None else self.document.data

    def position(self, path: Path) -> Position:
        return self.document.position(path)


def read_file(path: str) -> ConfigFile:
    """The configuration in a file: TOML when its name ends so, else YAML.

    Of a pyproject.toml it is what stands in `[tool.repair]`.

    Raises:
        InputError: It cannot be read; with line and column.
    """
    name = _name(path)
    folder = FilePath(os.path.abspath(path)).parent  # noqa: PTH100 - a link is looked at where it lies
    text = read_text(path)
    if not path.endswith(".toml"):
        return ConfigFile(folder, _Yaml(name, parse(text, name=name)))
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(error, name, text) from None
    except RecursionError:
        raise InputError("this is nested too deep to be a configuration", name=name) from None
    if FilePath(path).name != PYPROJECT:
        return ConfigFile(folder, _Toml(name, data, text))
    tool = data.get("tool")
    inner = tool.get("repair") if isinstance(tool, dict) else None
    return ConfigFile(folder, _Toml(name, {} if inner is None else inner, text, ("tool", "repair")))


def _unreadable(error: tomllib.TOMLDecodeError, name: str, text: str) -> InputError:
    message = str(error)
    found = _PLACE.search(message)
    message = _PLACE.sub("", message)
    message = message[:1].lower() + message[1:]
    if found is None:
        return InputError(message, name=name)
    if found[1] is None:
        end = Lines(text).position(len(text))
        return InputError(f"{message}: the file ends here", name=name, line=end.line, column=end.column)
    return InputError(message, name=name, line=int(found[1]), column=int(found[2]))


def _name(path: str) -> str:
    """The file's name for a person: relative to where they stand when that is shorter."""
    try:
        near = os.path.relpath(path)
    except (OSError, ValueError):  # no working folder, or another drive
        return shown(path)
    return shown(min(near, path, key=len))
