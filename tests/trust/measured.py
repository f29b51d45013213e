"""The command in a process of its own, with what it cost."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SECONDS = 2.0
"""CPU time that refusing a file may take."""

_RUN = """
import resource, sys
from repair.cli.main import main
code = main(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_SELF)
try:
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) * 1024
except OSError:
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
with open(int(sys.argv[1]), "w") as cost:
    cost.write(f"{used.ru_utime + used.ru_stime} {peak}")
sys.exit(code)
"""


@dataclass(frozen=True)
class Ran:
    """What came of a run.

    Attributes:
        code: The exit code.
        out: Standard output.
        err: Standard error.
        seconds: CPU time, starting Python included.
        peak: The most memory that was in use, in bytes.
    """

    code: int
    out: str
    err: str
    seconds: float
    peak: int


def run(*arguments: object, folder: Path, give: bytes = b"", timeout: float = 60) -> Ran:
    """Run the command in a folder."""
    reading, writing = os.pipe()
    try:
        done = subprocess.run(
            [sys.executable, "-c", _RUN, str(writing), *map(str, arguments)],
            cwd=folder,
            input=give,
            capture_output=True,
            timeout=timeout,
            pass_fds=(writing,),
            env={**os.environ, "XDG_CACHE_HOME": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    finally:
        os.close(writing)
        cost = os.read(reading, 100).decode().split()
        os.close(reading)
    seconds, peak = (float(cost[0]), int(cost[1])) if cost else (resource.RLIM_INFINITY, 0)
    return Ran(
        done.returncode,
        done.stdout.decode(errors="replace"),
        done.stderr.decode(errors="replace"),
        seconds,
        peak,
    )


def allowed(size: int) -> int:
    """The memory that a file of so many bytes may cost."""
    return 12 * size + 150_000_000
