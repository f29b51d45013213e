"""How long telling two templates apart takes, against other tools in the same run, and how that grows.

    python bench/peers.py [--sizes 100,500,2000,10000] [--pair mixed|renamed] [--runs N] [--limit SECONDS]
                          [--growth 500,1000,2000,4000,8000] [--npm] [--plot FILE.svg] [--json FILE]

`mixed`, the default pair, renames a tenth of the resources, edits a fifth, removes and adds a twentieth each;
`renamed` renames 30 % and changes nothing else.

One table: medians of CPU and wall time with parsing left out, and ratios to `jsonpatch.make_patch`, which has no
notion of meaning. A tool whose run takes longer than the limit is stopped and not asked about larger templates.
`--npm` adds two packages of npm, and installs them first where they are not (`npm ci` in bench/peers).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from importlib import metadata, util
from pathlib import Path
from typing import Any

from peers_turns import NPM, PROGRAMS, Figures, measured
from synthetic import perturbed, template

Data = dict[str, Any]
GROWING, BUDGETED = "repair-diff", "repair-classify"
#: The first tool is the unit of the ratios.
LABELS = {
    "jsonpatch": "jsonpatch make_patch",
    "repair-align": "repair align",
    "repair-diff": "repair diff (align, compare)",
    "repair-classify": "repair diff + kinds of failures",
    "repair-between": "repair between (RFC 6902)",
    "repair-apply": "repair apply that patch",
    "repair-invert": "repair invert that patch",
    "deepdiff-ordered": "deepdiff",
    "deepdiff-unordered": "deepdiff ignore_order",
    "cloudformation-diff": "cloudformation-diff fullDiff",
    "jsondiffpatch": "jsondiffpatch objectHash",
}
PAIRS = {
    "mixed": "a tenth renamed, a fifth edited, a twentieth removed and as many added",
    "renamed": "30 % renamed to names that say nothing, references too; nothing else",
}
#: Milliseconds that diff and the kind and failure of every delta may take, and what jsonpatch took where that was
#: set; and how steeply diff may grow.
BUDGET, STEEPEST = {500: (50, 41), 2000: (220, 176)}, 1.15


def renamed(data: Data, share: float, seed: int) -> Data:
    """A copy with that share of the resources renamed everywhere, and no other difference."""
    chance = random.Random(seed)
    names = list(data["Resources"])
    to = {name: f"R{chance.getrandbits(40):010x}" for name in chance.sample(names, round(len(names) * share))}
    # In a template of bench/synthetic.py no text but a reference is a resource's name, or has it as a variable.
    text = re.sub(r'(?<=["{])\w+(?=["}.])', lambda match: to.get(match[0], match[0]), json.dumps(data))
    copy: Data = json.loads(text)
    return copy


def written_pair(kind: str, resources: int, folder: Path) -> tuple[Path, Path]:
    """The files of a template with so many resources and of its copy with differences."""
    before = template(resources, seed=1)
    after = perturbed(before, seed=2) if kind == "mixed" else renamed(before, 0.3, seed=2)
    files = folder / f"{resources}-before.json", folder / f"{resources}-after.json"
    for file, data in zip(files, (before, after), strict=True):
        file.write_text(json.dumps(data), encoding="utf-8")
    return files


def compared(options: argparse.Namespace, names: Sequence[str], folder: Path) -> list[Figures]:
    """All tools at all sizes; who was stopped at one is not asked about the next."""
    rows: list[Figures] = []
    for resources in options.sizes:
        print(f"measuring {resources} resources ...", file=sys.stderr)
        pair = written_pair(options.pair, resources, folder)
        out = {row.tool: replace(row, resources=resources) for row in rows if row.cpu is None}
        able = [name for name in names if name not in out]
        found = {row.tool: row for row in measured(able, resources, pair, options.runs, options.limit)}
        rows += [(found | out)[name] for name in names]
    return rows


def grown(options: argparse.Namespace, folder: Path) -> list[Figures]:
    """The differ alone, at the sizes over which its growth is fitted."""
    rows: list[Figures] = []
    for resources in options.growth:
        print(f"measuring growth, {resources} resources ...", file=sys.stderr)
        pair = written_pair(options.pair, resources, folder)
        rows += measured([GROWING], resources, pair, options.runs, options.limit)
    return rows


def fitted(sizes: Sequence[float], times: Sequence[float]) -> tuple[float, float]:
    """Exponent and R² of the power law that fits best (least squares over logarithms)."""
    x, y = [math.log(size) for size in sizes], [math.log(time) for time in times]
    return statistics.linear_regression(x, y).slope, statistics.correlation(x, y) ** 2


def exponent(growth: Sequence[Figures]) -> tuple[float, float] | None:
    """What `fitted` says of the rows; None when there are too few."""
    points = [(row.resources, row.cpu) for row in growth if row.cpu is not None]
    return fitted(*zip(*points, strict=True)) if len(points) > 1 else None


def table(rows: Sequence[Figures], limit: float) -> Iterator[str]:
    yield f"{'resources':>9}  {'tool':31}{'first ms':>10}{'CPU ms':>10}{'wall ms':>10}{'runs':>6}{'x jsonpatch':>13}{'renames':>9}"
    shown = None
    for row in rows:
        if shown not in (None, row.resources):
            yield ""
        shown = row.resources
        start = f"{row.resources:9}  {LABELS[row.tool]:31}"
        if row.cpu is None:
            yield f"{start}  {'failed' if row.failed else f'> {limit:g} s'}"
            continue
        told = "-" if row.renames is None else str(row.renames)
        over = "-" if row.ratio is None else f"{row.ratio:.2f}"
        yield f"{start}{row.first:10.1f}{row.cpu:10.1f}{row.wall:10.1f}{row.runs:6}{over:>13}{told:>9}"


def budget(rows: Sequence[Figures], steepness: tuple[float, float] | None) -> Iterator[str]:
    """How the figures stand to the budget. It is a ratio, so it holds on any machine, and nothing fails by it."""
    for row in rows:
        if row.tool == BUDGETED and row.resources in BUDGET and row.ratio is not None:
            mine, base = BUDGET[row.resources]
            yield (
                f"{row.resources} resources: diff + kinds is {row.ratio:.2f} x jsonpatch "
                f"(budget {mine}/{base} = {mine / base:.2f}): {'kept' if row.ratio <= mine / base else 'not kept'}"
            )
    if steepness is not None:
        slope, fit = steepness
        yield (
            f"growth of diff: exponent {slope:.3f}, R² {fit:.4f} "
            f"(budget <= {STEEPEST}): {'kept' if slope <= STEEPEST else 'not kept'}"
        )


def machine(names: Sequence[str]) -> dict[str, str]:
    """What the figures were taken on and of."""
    model = platform.processor()
    about = Path("/proc/cpuinfo")
    if about.exists() and (found := re.search(r"model name\s*:\s*(.+)", about.read_text(encoding="utf-8"))):
        model = found[1]
    said = {
        "cpu": f"{os.cpu_count()} cores, {model or platform.machine()}",
        "load": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "",
        "python": platform.python_version(),
        "jsonpatch": metadata.version("jsonpatch"),
    }
    if "deepdiff-ordered" in names:
        said["deepdiff"] = metadata.version("deepdiff")
    if not NPM.keys().isdisjoint(names):
        node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
        said["node"] = node.stdout.strip().removeprefix("v")
        wanted = json.loads((PROGRAMS / "package.json").read_text(encoding="utf-8"))["dependencies"]
        said |= {package: wanted[package] for package in NPM.values()}
    return said


def available(npm: bool) -> tuple[list[str], list[str]]:
    """The tools that can run here, and a sentence for what is left out."""
    names, without = [name for name in LABELS if name not in NPM], []
    if util.find_spec("deepdiff") is None:
        names = [name for name in names if not name.startswith("deepdiff")]
        without.append("deepdiff is left out: pip install '.[bench]'")
    if not npm:
        without.append(f"{' and '.join(NPM.values())} are left out: they need --npm")
    elif shutil.which("node") is None or (npm_command := shutil.which("npm")) is None:
        without.append(f"{' and '.join(NPM.values())} are left out: node or npm is not installed")
    else:
        if not all((PROGRAMS / "node_modules" / package).exists() for package in NPM.values()):
            command = [npm_command, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            subprocess.run(command, cwd=PROGRAMS, check=True, stdout=sys.stderr)
        names += NPM
    return names, without


def numbers(text: str) -> list[int]:
    return sorted({int(part) for part in text.split(",") if part})


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=numbers, default=[100, 500, 2000, 10000], help="resources, by commas")
    parser.add_argument("--pair", choices=PAIRS, default="mixed", help="what differs")
    parser.add_argument("--runs", type=int, default=15, help="runs of which the median counts")
    parser.add_argument("--limit", type=float, default=20.0, help="seconds that one run may take")
    parser.add_argument("--growth", type=numbers, default=[500, 1000, 2000, 4000, 8000], help="'' for none")
    parser.add_argument("--npm", action="store_true", help="measure npm packages too")
    parser.add_argument("--plot", type=Path, help="write time over resources as SVG; needs matplotlib")
    parser.add_argument("--json", type=Path, help="write all figures")
    options = parser.parse_args()
    for package in ("jsonpatch", "matplotlib") if options.plot else ("jsonpatch",):
        if util.find_spec(package) is None:
            parser.error(f"{package} is not installed: pip install '.[bench]'")
    names, without = available(options.npm)
    about = machine(names)
    with tempfile.TemporaryDirectory() as folder:
        rows = compared(options, names, Path(folder))
        growth = grown(options, Path(folder))
    steepness = exponent(growth)
    print(", ".join(f"{name} {value}" for name, value in about.items()))
    print(f"pair `{options.pair}`: {PAIRS[options.pair]}\n")
    print(*table(rows, options.limit), "", *without, *budget(rows, steepness), sep="\n")
    result = {
        "machine": about,
        "pair": options.pair,
        "limit": options.limit,
        "labels": LABELS,
        "rows": [asdict(row) for row in rows],
        "growth": [asdict(row) for row in growth],
        "exponent": steepness and {"value": steepness[0], "r2": steepness[1]},
    }
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    if options.plot:
        from plot import write

        write(result, options.plot)
    if any(row.failed for row in rows + growth):
        raise SystemExit("a tool failed; its error stands above")


if __name__ == "__main__":
    main()
