"""Tools in processes of their own that take turns over one pair of templates, so that a busy machine slows all.

The processes are `bench/peers/tools.py` and `bench/peers/tools.mjs`: they load both files, say so, and run once
for each line that they are sent.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

PROGRAMS = Path(__file__).resolve().parent / "peers"
#: The packages of npm; every other tool is Python.
NPM = {"cloudformation-diff": "@aws-cdk/cloudformation-diff", "jsondiffpatch": "jsondiffpatch"}
#: Runs that do not count: lazy imports, caches, and a compiler that learns. They end early when they take long.
WARM_UP, WARM_UP_SECONDS = 3, 2.0
#: The part of the limit that a tool may spend in all before it is let off further rounds.
SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Answer:
    """What a process says of one run: milliseconds, and renames as in `Figures`."""

    cpu: float
    wall: float
    renames: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What one tool took for one pair, in milliseconds; None for all of it when it was stopped.

    Attributes:
        tool: Its name in `bench/peers/tools.py` or `bench/peers/tools.mjs`.
        resources: How many the first template has.
        first: CPU time of the first run in its process, with what it imports and reads when first asked.
        cpu: Median over `runs`, as is `wall`.
        wall: Wall time.
        runs: How many runs the medians are of; 0 when it was stopped.
        ratio: CPU time in units of the first tool's: the median over rounds of what both took in the same round,
            which is steadier on a busy machine than the quotient of medians.
        renames: Renamed resources that the tool tells of; None where it has no word for them.
        failed: It ended with an error, which stands on standard error.
    """

    tool: str
    resources: int
    first: float | None = None
    cpu: float | None = None
    wall: float | None = None
    runs: int = 0
    ratio: float | None = None
    renames: int | None = None
    failed: bool = False


class Tool:
    """One tool that has loaded a pair; it ends with the `with` block."""

    def __init__(self, name: str, pair: Sequence[Path], limit: float) -> None:
        program = (
            ["node", "--expose-gc", str(PROGRAMS / "tools.mjs")]
            if name in NPM
            else [sys.executable, str(PROGRAMS / "tools.py")]
        )
        self.name = name
        self.limit = limit
        self.stopped = self.failed = False
        self.spent = 0.0  # seconds of CPU time: a busy machine does not make the runs fewer
        self.warm: list[Answer] = []
        self.rounds: list[Answer] = []
        self.process = subprocess.Popen(
            [*program, name, *map(str, pair)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Tool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    def loaded(self) -> None:
        """Waits until both files are read, so that nobody's parsing runs beside another's measurement."""
        self._line()

    def warm_up(self) -> None:
        """Runs that count only if there will be no others."""
        while len(self.warm) < WARM_UP and self.spent < WARM_UP_SECONDS and (answer := self._run()):
            self.warm.append(answer)

    def take_turn(self) -> None:
        """Runs once, unless the tool has had its share of the time."""
        if self.spent < self.limit * SHARE and (answer := self._run()):
            self.rounds.append(answer)

    def figures(self, resources: int, base: Tool) -> Figures:
        """What the runs took, also in units of what `base` took."""
        counted = self.rounds or self.warm[-1:]
        if not counted:
            return Figures(self.name, resources, failed=self.failed)
        units = base.rounds or base.warm[-1:]
        return Figures(
            tool=self.name,
            resources=resources,
            first=self.warm[0].cpu,
            cpu=statistics.median(answer.cpu for answer in counted),
            wall=statistics.median(answer.wall for answer in counted),
            runs=len(counted),
            # Who has had its share drops out, so the shorter list is that of the first rounds.
            ratio=statistics.median(mine.cpu / unit.cpu for mine, unit in zip(counted, units, strict=False))
            if units
            else None,
            renames=counted[0].renames,
            failed=self.failed,
        )

    def _run(self) -> Answer | None:
        """One run; None when it took longer than the limit and was stopped, or failed."""
        if self.stopped or self.failed or self.process.stdin is None:
            return None
        timer = threading.Timer(self.limit, self._stop)
        timer.start()
        try:
            print(file=self.process.stdin, flush=True)
            line = self._line()
        finally:
            timer.cancel()
        if not line:
            return None
        answer = Answer(**json.loads(line))
        self.spent += answer.cpu / 1000
        return answer

    def _line(self) -> str:
        line = self.process.stdout.readline() if self.process.stdout is not None else ""
        self.failed = not line and not self.stopped
        return line

    def _stop(self) -> None:
        self.stopped = True
        self.process.kill()


def measured(
    names: Sequence[str], resources: int, pair: Sequence[Path], runs: int, limit: float
) -> list[Figures]:
    """The figures of each tool for one pair, of `runs` rounds; who takes long is let off the later ones."""
    with ExitStack() as stack:
        tools = [stack.enter_context(Tool(name, pair, limit)) for name in names]
        for tool in tools:
            tool.loaded()
        for tool in tools:
            tool.warm_up()
        for _ in range(runs):
            for tool in tools:
                tool.take_turn()
        return [tool.figures(resources, base=tools[0]) for tool in tools]
