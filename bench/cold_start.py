"""How long the command takes in a fresh process, against cfn-lint on the same file.

    python bench/cold_start.py [--runs N]

Medians over runs in which the commands take turns: wall time, and processor time, which a busy machine stretches
less. The ratio is of processor times, to cfn-lint on the same file, which only looks; beside it stands what it may
be at most. Without cfn-lint (`pip install '.[referee]'`) both are left out. `repair` mends and writes; the files are
the bundled synthetic templates, in JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from synthetic import template

MOST = {35: 0.25, 500: 0.1}
"""Resources to the most that `repair` may take, as a share of cfn-lint's time."""

ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
"""Byte code is kept, as after any installation: else every run would compile all that it loads."""


class Taken(NamedTuple):
    """Seconds of one run, or medians of several."""

    wall: float
    processor: float


def taken(command: list[str]) -> Taken:
    """One run. Exit codes say what was found; whoever writes to standard error has failed."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.stderr:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
    return Taken(wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def installed(name: str) -> str | None:
    """The command of this environment, else one on PATH."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def medians(commands: dict[str, list[str]], runs: int) -> dict[str, Taken]:
    """The medians of each command; each round runs every command once."""
    for command in commands.values():
        taken(command)  # the first run reads from disk and writes byte code
    times: dict[str, list[Taken]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(taken(command))
    return {name: Taken(*map(statistics.median, zip(*some, strict=True))) for name, some in times.items()}


def measure(folder: Path, runs: int) -> None:
    repair, lint = installed("repair"), installed("cfn-lint")
    if repair is None:
        raise SystemExit("repair is not installed: pip install .")
    show(medians({f"repair {option}": [repair, option] for option in ("--version", "--help")}, runs))
    for size, most in MOST.items():
        file = folder / f"{size}.json"
        file.write_text(json.dumps(template(size, seed=1), indent=2) + "\n", encoding="utf-8")
        commands = {
            f"repair, {size} resources": [repair, str(file), "-o", str(folder / "out.json"), "--quiet"]
        }
        peer = None
        if lint is not None:
            peer = f"cfn-lint, {size} resources"
            commands[peer] = [lint, str(file)]
        show(medians(commands, runs if size < 100 else max(3, runs // 2)), peer, most)


def show(found: dict[str, Taken], peer: str | None = None, most: float = 1) -> None:
    for name, times in found.items():
        line = f"{name:28} {times.wall * 1000:8.0f} ms {times.processor * 1000:8.0f} ms processor"
        if peer is not None and name != peer:
            ratio = times.processor / found[peer].processor
            line += f"  {ratio:6.3f} x cfn-lint, {'at most' if ratio <= most else 'MORE THAN'} {most}"
        print(line)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), options.runs)
