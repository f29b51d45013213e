"""Work on several files: side by side, with progress, and without looking twice at what has not changed."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from repair.cli.cache import Cache, cache_folder
from repair.cli.said import Said, side_by_side
from repair.cli.terminal import give, say, wants_colour, width

UNREADABLE = 2
"""The exit code of a file that cannot be read."""


@dataclass(frozen=True, slots=True)
class Many:
    """One kind of work for many files.

    Attributes:
        work: What is done with one; it can be sent to another process.
        choices: All that its result depends on besides the file.
        jobs: Processes; 0 is one a core.
        cached: Whether what was said about a file that is as it was may be said again.
        own: What the result for a file depends on besides it and the choices.
        taken: Takes each file that could be read, with what came of it.
    """

    work: Callable[[str], Said]
    choices: tuple[object, ...]
    jobs: int = 0
    cached: bool = True
    own: Callable[[str], object] = lambda _: None
    taken: Callable[[str, Said], None] = lambda _file, _said: None

    def run(self, files: Sequence[str], *, quiet: bool = False, counted: bool = True) -> int:
        """Say what comes of each file, in their order, and at the end how many there were; the worst exit code."""
        codes: Counter[int] = Counter()
        with _Progress(len(files), quiet=quiet) as progress:
            for file, one in zip(files, self._results(files), strict=True):
                progress.pause()
                if one.code != UNREADABLE:
                    self.taken(file, one)
                give(one.out)
                say(one.err)
                codes[one.code] += 1
                progress.step()
        if counted and not quiet:
            say(_closing(codes))
        return max(codes, default=0)

    def _results(self, files: Sequence[str]) -> Iterator[Said]:
        if not self.cached:
            yield from side_by_side(self.work, files, self._jobs(len(files)))
            return
        cache = Cache(cache_folder(), (self.choices, _surroundings()))
        keys = {file: cache.key(file, self.own(file)) for file in files}
        known = {file: cache.find(key) for file, key in keys.items()}
        fresh = [file for file in files if known[file] is None]
        results = side_by_side(self.work, fresh, self._jobs(len(fresh)))
        for file in files:
            said = known[file]
            if said is None:
                said = next(results)
                cache.keep(keys[file], said)
            yield said
        cache.tidy()

    def _jobs(self, files: int) -> int:
        return min(self.jobs or os.cpu_count() or 1, files)


def _surroundings() -> tuple[bool, bool, int]:
    """What the words depend on that nobody chose: what can be shown where they go."""
    return wants_colour(sys.stdout), wants_colour(sys.stderr), width()


def _closing(codes: Counter[int]) -> str:
    """One line with counts that add up."""
    total = sum(codes.values())
    parts = [
        f"{codes[code]} {words}"
        for code, words in (
            (0, "with nothing left to do"),
            (1, "with findings"),
            (UNREADABLE, "not readable"),
        )
        if codes[code]
    ]
    return f"{total} files: {', '.join(parts)}."


class _Progress:
    """How far it is, on one line of a terminal; nothing anywhere else."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self.total = total
        self.done = 0
        self.shown = not quiet and sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.pause()

    def pause(self) -> None:
        """Clear the line for other output."""
        if self.shown and self.done:
            say("\r\x1b[K")

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        if self.shown:
            sys.stderr.write(f"\r{self.done} of {self.total}")
            sys.stderr.flush()
