"""Where results may go: no two to one place, none over a template that is only read, standard input read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

from repair.errors import UsageError

STREAM = "-"
"""Standard input among the inputs, standard output among the outputs."""


def check_places(inputs: Sequence[str], outputs: Mapping[str, str | None]) -> None:
    """Refuse places that would spoil one another, before anything is read or written.

    Args:
        inputs: Files that are read and must stay as they are.
        outputs: The file of each option, None where it is not given.

    Raises:
        UsageError: Two results go to one place, or one would overwrite an input.
    """
    given = [(option, place) for option, place in outputs.items() if place is not None]
    for (option, place), (other, elsewhere) in combinations(given, 2):
        if _one_place(place, elsewhere):
            where = "standard output" if place == STREAM else "one file"
            raise UsageError(f"{option} and {other} would both go to {where}; give each its own.")
    for option, place in given:
        if place != STREAM and any(_one_place(place, name) for name in inputs if name != STREAM):
            raise UsageError(f"{option} would overwrite a file that is read; give another.")


def read_once(inputs: Sequence[str]) -> None:
    """Refuse to take two templates from standard input.

    Raises:
        UsageError: `-` is given twice.
    """
    if inputs.count(STREAM) > 1:
        raise UsageError("standard input can be read only once; give a file for the other template.")


def working_folder() -> str:
    """The folder that paths in reports for machines are relative to; "" when it is gone."""
    try:
        return str(Path.cwd())
    except OSError:
        return ""


def _one_place(first: str, second: str) -> bool:
    """Whether both are the same file; `/dev/null` and its like take any number of results."""
    if STREAM in (first, second):
        return first == second
    one, two = Path(first), Path(second)
    try:
        if one.exists() and two.exists():
            return one.samefile(two) and (one.is_file() or one.is_dir())
        return one.resolve() == two.resolve()
    except (OSError, RuntimeError):  # no folder, no permission, a circle of links: reading or writing says so
        return False
