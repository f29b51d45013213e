"""`repair config`: what is in force for a template, and where it is said."""

from __future__ import annotations

import enum
import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from repair.cli.in_force import BaselineFile, Chosen, FailOnOption
from repair.cli.options import Exclude, Unsafe, single
from repair.cli.terminal import give

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repair.api import Setting


class Kind(enum.StrEnum):
    """How settings are shown."""

    TEXT = "text"
    JSON = "json"


def command() -> Any:
    """`repair config` as a command line."""
    return single(run)


def run(
    chosen: Chosen,
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="A template or folder; this one.")] = ".",
    kind: Annotated[Kind, typer.Option("--format", help="text or json.")] = Kind.TEXT,
    unsafe_fixes: Unsafe = None,
    exclude: Exclude = None,
    baseline: BaselineFile = None,
    fail_on: FailOnOption = None,
) -> int:
    """Show what is in force for a template: each setting, its value, and where it is said."""
    from repair.api import settings_for

    force = chosen.chooser(unsafe=unsafe_fixes, exclude=exclude, baseline=baseline, fail_on=fail_on)
    found = force.config_for(file)
    name = found.file if found is not None else None
    settings = settings_for(force, file)
    if kind is Kind.JSON:
        every = [{"key": one.key, "value": one.value, "origin": one.origin} for one in settings]
        give(json.dumps({"configuration": name, "settings": every}, indent=2, ensure_ascii=False) + "\n")
    else:
        give(f"configuration: {name or 'none'}\n\n{_table(settings)}")
    return 0


def _table(settings: Sequence[Setting]) -> str:
    rows = [(one.key, _shown(one.value), one.origin) for one in settings]
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    return "".join(f"{key:<{first}}  {value:<{second}}  {origin}\n" for key, value, origin in rows)


def _shown(value: Any) -> str:
    """A value on one line, as people write it."""
    if value is None or value == []:
        return "-"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(item)}" for key, item in value.items() if item != "")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
