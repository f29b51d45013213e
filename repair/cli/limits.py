"""Options that bound what one file may cost, and the clock that ends a run that takes too long."""

from __future__ import annotations

import contextlib
import re
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from repair.errors import LimitError, UsageError

if TYPE_CHECKING:
    from repair.api import Limits

DEEPEST = 400
"""The most that `Limits` allows. It and the defaults, those of `Limits`, stand here so that --help need not load what
reads templates."""
_UNITS = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000}

MaxSize = Annotated[
    str,
    typer.Option("--max-size", metavar="SIZE", help="Refuse larger files: bytes, or with K, M or G."),
]
MaxDepth = Annotated[
    int,
    typer.Option("--max-depth", metavar="N", min=1, max=DEEPEST, help="Refuse values that nest deeper."),
]
MaxNodes = Annotated[
    int, typer.Option("--max-nodes", metavar="N", min=1, help="Refuse files of more values.")
]
MaxExpansion = Annotated[
    int,
    typer.Option(
        "--max-expansion", metavar="N", min=0, help="Refuse YAML aliases that stand for more values."
    ),
]
Timeout = Annotated[
    float,
    typer.Option("--timeout", metavar="SECONDS", min=0, help="Give a file up that takes longer; 0: never."),
]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one file may cost.

    Attributes:
        limits: What it may have.
        seconds: How long the work on it may take; 0: any time.
    """

    limits: Limits
    seconds: float

    @contextlib.contextmanager
    def within(self, name: str) -> Iterator[Limits]:
        """The limits for work on a file, which is given up when it takes too long.

        Raises:
            LimitError: It took too long.
        """
        with _within(self.seconds, name):
            yield self.limits


@dataclass(frozen=True, slots=True)
class Cost:
    """The options that say what one file may cost."""

    max_size: MaxSize = "20M"
    max_depth: MaxDepth = 100
    max_nodes: MaxNodes = 250_000
    max_expansion: MaxExpansion = 100_000
    timeout: Timeout = 300.0

    @property
    def bounds(self) -> Bounds:
        """The bounds that they say.

        Raises:
            UsageError: The size is no number of bytes.
        """
        from repair.api import Limits

        found = re.fullmatch(r"([0-9]{1,12})[ ]?([KMG]?)B?", self.max_size.strip().upper())
        if found is None:
            raise UsageError(
                f"--max-size takes bytes, or a number with K, M or G, and not {self.max_size!r}."
            )
        size = int(found[1]) * _UNITS[found[2]]
        return Bounds(Limits(size, self.max_depth, self.max_nodes, self.max_expansion), self.timeout)


class _TimeUpError(BaseException):
    """The time is up; no `except Exception` on the way may keep it."""


@contextlib.contextmanager
def _within(seconds: float, name: str) -> Iterator[None]:
    """Give the body up when it takes longer; 0 lets it take any time, and so do systems without alarms.

    Raises:
        LimitError: It took longer.
    """
    if (
        not seconds
        or not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _TimeUpError

    before = signal.signal(signal.SIGALRM, ring)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
    except _TimeUpError:
        message = f"took longer than {seconds:g} seconds and was given up: --timeout allows more"
        raise LimitError(message, name=name) from None
