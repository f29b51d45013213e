"""What the terminal can show: colour, width, and writing to it."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from typing import TextIO

from repair.errors import InputError

MAX_WIDTH = 120


def wants_colour(stream: TextIO | None) -> bool:
    """Colour only on a terminal, and not where https://no-color.org says no."""
    if stream is None or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def width() -> int:
    """How many columns a line may have."""
    return min(shutil.get_terminal_size((100, 24)).columns, MAX_WIDTH)


def say(text: str) -> None:
    """Write for a person, to standard error; when nobody can be told, go on."""
    if not text or sys.stderr is None:
        return
    try:
        sys.stderr.write(text if text.endswith("\n") else text + "\n")
        sys.stderr.flush()
    except OSError:
        _let_go(sys.stderr)


def give(text: str) -> None:
    """Write the product, to standard output, byte for byte. A reader that has gone (`| head`) wants no more of it.

    Raises:
        InputError: Standard output cannot be written.
    """
    if sys.stdout is None:
        raise InputError("standard output is closed")
    data = text.encode("utf-8", "backslashreplace")  # a report may quote a lone surrogate
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _let_go(sys.stdout)
    except OSError as error:
        _let_go(sys.stdout)
        raise InputError(f"standard output cannot be written: {error.strerror or error}") from None


def _let_go(stream: TextIO) -> None:
    """Send what the stream still holds nowhere, or Python complains of it at exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
