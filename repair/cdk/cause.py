"""Why an app does not synthesise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from repair.template.near import nearest


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a synthesis failed.

    Attributes:
        message: What is wrong, in one sentence.
        file: The file of the app that it is wrong in, or "".
        line: From 1; 0 when nothing says.
        column: From 1; 0 when nothing says.
        wrong: The name that does not exist, or "".
        meant: The nearest valid name, or "".
    """

    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    wrong: str = ""
    meant: str = ""

    @property
    def sentence(self) -> str:
        """The message with what was probably meant."""
        return f"{self.message}; {self.meant} was probably meant" if self.meant else self.message


def own_file(file: str, folder: Path) -> str:
    """A file relative to the app's folder, or "" when it is not of the app."""
    path = Path(file) if Path(file).is_absolute() else folder / file
    try:
        inside = path.resolve().relative_to(folder.resolve())
    except ValueError:
        return ""
    return inside.as_posix() if path.is_file() and "node_modules" not in inside.parts else ""


def likeliest(wrong: str, known: Iterable[str]) -> str:
    """The known name that is nearest to a wrong one; "" when none is near."""
    found = nearest(wrong, known, limit=1)
    return found[0].name if found else ""
