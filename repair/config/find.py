"""Which configuration file counts for a template: the nearest one above it."""

from __future__ import annotations

import os
from pathlib import Path

PYPROJECT = "pyproject.toml"
NAMES = ("repair.toml", ".repair.yaml", ".repair.yml", PYPROJECT)
"""In the order in which they are looked for in a folder; a pyproject.toml counts only with `[tool.repair]`."""


def nearest_file(place: str) -> str | None:
    """The configuration for a file or folder, as an absolute path; None when there is none.

    It is looked for in its folder and those above, up to the root of the repository or the home folder.
    """
    here = os.path.abspath(place)  # noqa: PTH100 - a link is looked at where it lies
    folder = here if os.path.isdir(here) else os.path.dirname(here)  # noqa: PTH112, PTH120 - called for every file
    home = os.path.expanduser("~")  # noqa: PTH111
    while True:
        for name in NAMES:
            file = os.path.join(folder, name)  # noqa: PTH118
            if os.path.isfile(file) and (name != PYPROJECT or _has_table(file)):  # noqa: PTH113
                return file
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder or folder == home or os.path.exists(os.path.join(folder, ".git")):  # noqa: PTH110, PTH118
            return None
        folder = above


def _has_table(file: str) -> bool:
    """Whether a pyproject.toml has our table; one that cannot be read has not."""
    try:
        data = Path(file).read_bytes()
    except OSError:
        return False
    if b"repair" not in data:
        return False
    import tomllib  # only files that speak of us pay for it

    try:
        tool = tomllib.loads(data.decode("utf-8")).get("tool")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return b"[tool.repair" in data  # then reading it says what is wrong
    return isinstance(tool, dict) and "repair" in tool
