"""Colours for a terminal, written by hand: a library for them costs more time than most repairs."""

from __future__ import annotations

BOLD = "1"
DIM = "2"
RED = "31"
GREEN = "32"
YELLOW = "33"
CYAN = "36"


def paint(text: str, code: str, colour: bool) -> str:
    """`text` in the colour of an ANSI code, or as it is."""
    return f"\x1b[{code}m{text}\x1b[0m" if colour and code and text else text
