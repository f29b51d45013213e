"""What the terminal can show: colour, width, and writing to it."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO

MAX_WIDTH = 120


def wants_colour(stream: TextIO) -> bool:
    """Colour only on a terminal, and not where https://no-color.org says no."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """How many columns a line may have."""
    return min(shutil.get_terminal_size((100, 24)).columns, MAX_WIDTH)


def say(text: str) -> None:
    """Write for a person, to standard error."""
    if text:
        sys.stderr.write(text if text.endswith("\n") else text + "\n")


def give(text: str) -> None:
    """Write the product, to standard output, byte for byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
