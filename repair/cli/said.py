"""What the work on one file says and comes to, kept apart from saying it: files may be worked on side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from repair.cli.outputs import STREAM
from repair.cli.terminal import give, say
from repair.errors import RepairError

if TYPE_CHECKING:
    from repair.api import Entry


@dataclass(frozen=True, slots=True)
class Said:
    """What came of one file.

    Attributes:
        code: Its exit code: 0, 1 or 2.
        out: What goes to standard output.
        err: What goes to standard error.
        touched: Whether a file was written.
        known: Its entries for a baseline, when one is to be written.
        part: What a report of all files tells of it, when one is to be written.
    """

    code: int
    out: str = ""
    err: str = ""
    touched: bool = False
    known: tuple[Entry, ...] = ()
    part: Any = None


@dataclass(slots=True)
class Speaker:
    """Takes what is to be said about one file, and keeps it.

    Attributes:
        touched: Whether a file was written.
        known: Entries for a baseline.
        part: What a report of all files tells of it.
    """

    touched: bool = False
    known: tuple[Entry, ...] = ()
    part: Any = None
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)

    def give(self, text: str) -> None:
        """For standard output."""
        self.out.append(text)

    def say(self, text: str) -> None:
        """For standard error; a line break is added where there is none."""
        if text:
            self.err.append(text if text.endswith("\n") else text + "\n")

    def said(self, code: int) -> Said:
        """All of it."""
        return Said(code, "".join(self.out), "".join(self.err), self.touched, self.known, self.part)


class Aloud(Speaker):
    """Says everything at once."""

    def give(self, text: str) -> None:
        """To standard output, now."""
        give(text)

    def say(self, text: str) -> None:
        """To standard error, now."""
        say(text)


def side_by_side(work: Callable[[str], Said], files: Sequence[str], jobs: int) -> Iterator[Said]:
    """The results of `work` for each file, in the order of the files, however many processes do it.

    Args:
        work: A function that can be sent to another process.
        files: What it is called with.
        jobs: Processes; one does it here, as does any number where standard input is among the files.

    Raises:
        RepairError: One of the processes was ended from outside.
    """
    if jobs <= 1 or len(files) <= 1 or STREAM in files:
        yield from map(work, files)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # A forked process has the library loaded; where forking is not the custom a new one loads it.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else None
    chunk = max(1, min(8, len(files) // (jobs * 4)))
    with ProcessPoolExecutor(jobs, multiprocessing.get_context(method)) as pool:
        try:
            yield from pool.map(work, files, chunksize=chunk)
        except BrokenProcessPool:
            raise RepairError(_ENDED) from None


_ENDED = (
    "a process that worked on the files was ended from outside, as happens when memory runs out. Every file is whole, "
    "old or new: run again, with --jobs 1 where memory is short."
)
