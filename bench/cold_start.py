"""How long the command takes in a fresh process, against cfn-lint on the same file.

    python bench/cold_start.py [--runs N]

Medians of wall time over runs in which the commands take turns, so that a busy machine slows all of them; the
ratio is to cfn-lint on the same file, which only looks. Without cfn-lint (`pip install '.[referee]'`) the ratio
is left out. `repair` mends and writes; the first file is cut from the bundled synthetic templates, in JSON.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from synthetic import template

SIZES = (35, 500)


def seconds(command: list[str]) -> float:
    """Wall time of one run. Exit codes say what was found; whoever writes to standard error has failed."""
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - began
    if done.stderr:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
    return taken


def installed(name: str) -> str | None:
    """The command of this environment, else one on PATH."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def medians(commands: dict[str, list[str]], runs: int) -> dict[str, float]:
    """The median of each command; each round runs every command once."""
    for command in commands.values():
        seconds(command)  # the first run reads from disk and writes byte code
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(seconds(command))
    return {name: statistics.median(taken) for name, taken in times.items()}


def measure(folder: Path, runs: int) -> None:
    repair, lint = installed("repair"), installed("cfn-lint")
    if repair is None:
        raise SystemExit("repair is not installed: pip install .")
    show(medians({f"repair {option}": [repair, option] for option in ("--version", "--help")}, runs), None)
    for size in SIZES:
        file = folder / f"{size}.json"
        file.write_text(json.dumps(template(size, seed=1), indent=2) + "\n", encoding="utf-8")
        commands = {
            f"repair, {size} resources": [repair, str(file), "-o", str(folder / "out.json"), "--quiet"]
        }
        peer = None
        if lint is not None:
            peer = f"cfn-lint, {size} resources"
            commands[peer] = [lint, str(file)]
        show(medians(commands, runs if size < 100 else max(3, runs // 2)), peer)


def show(found: dict[str, float], peer: str | None) -> None:
    for name, taken in found.items():
        ratio = f"  {taken / found[peer]:6.3f} x cfn-lint" if peer else ""
        print(f"{name:28} {taken * 1000:8.0f} ms{ratio}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), options.runs)
