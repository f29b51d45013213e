"""Fails when a figure has fallen back by more than a tenth since it was last recorded: for releases, not for tests.

    python bench/guard.py [--only WORD] [--runs N] [--record]

A figure is what the product takes in units of what a peer takes for the same input in the same run, in processor
time: the median over rounds in which both take turns. What seems to have fallen back is measured again, twice at
most, and the median of all counts. `--record` measures three times and writes `bench/guard.json`; do it on a quiet
machine, and when a figure is meant to change, say why in the commit. It needs `pip install '.[bench,referee]'`.
"""

from __future__ import annotations

import argparse
import datetime
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cold_start import installed, medians
from peers import machine, written_pair
from peers_turns import measured
from synthetic import template

RECORD = Path(__file__).with_name("guard.json")
CASES = Path(__file__).resolve().parent.parent / "corpus"
TOLERATED = 1.10
"""How much larger than recorded a figure may be."""
AGAIN = 2
"""How often a figure that has fallen back is measured again."""
LIMIT = 60.0
"""Seconds that one run of a tool may take."""

Ratios = dict[str, float]
"""Figures by name."""


@dataclass(frozen=True, slots=True)
class Job:
    """Figures that are measured together.

    Attributes:
        names: What they are called.
        measure: Measures them, with so many rounds, in a folder of its own.
    """

    names: tuple[str, ...]
    measure: Callable[[int, Path], Ratios]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One figure against the record.

    Attributes:
        name: What it is called.
        measured: All measurements.
        recorded: What it was; None for a new one.
    """

    name: str
    measured: tuple[float, ...]
    recorded: float | None

    @property
    def now(self) -> float:
        """What counts."""
        return statistics.median(self.measured)

    @property
    def worse(self) -> bool:
        """Whether it has fallen back by more than is tolerated."""
        return self.recorded is not None and self.now > self.recorded * TOLERATED


def jobs() -> list[Job]:
    """All that is guarded."""
    return [
        *(_turns(size, "jsonpatch", ("repair-diff", "repair-between")) for size in (500, 2000)),
        _turns(500, "json-loads", ("repair-parse-json",)),
        _turns(500, "yaml-load", ("repair-parse-yaml",)),
        *(_turns(file, "cfn-lint", ("repair-mend",)) for file in sorted(CASES.glob("*/generated.*"))),
        _cold(35),
    ]


def _turns(of: int | Path, base: str, tools: tuple[str, ...]) -> Job:
    """Tools against one of `bench/peers/tools.py`, over the mixed pair of so many resources or over one file."""
    what = of.parent.name if isinstance(of, Path) else f"{of} resources"
    names = tuple(f"{tool} / {base}, {what}" for tool in tools)

    def measure(runs: int, folder: Path) -> Ratios:
        pair = _as_json(of, folder) if isinstance(of, Path) else written_pair("mixed", of, folder)
        rows = measured([base, *tools], 0, pair, runs, LIMIT)
        if any(row.ratio is None for row in rows):
            raise SystemExit(f"{base} or one of {', '.join(tools)} failed or took longer than {LIMIT:g} s")
        return {name: row.ratio for name, row in zip(names, rows[1:], strict=True) if row.ratio is not None}

    return Job(names, measure)


def _as_json(file: Path, folder: Path) -> tuple[Path, Path]:
    """A template as JSON, which is what the tools read, for both sides."""
    from repair.template.load import load

    copy = folder / f"{file.parent.name}.json"
    copy.write_text(json.dumps(load(file).data, indent=2) + "\n", encoding="utf-8")
    return copy, copy


def _cold(size: int) -> Job:
    """The command in a fresh process, against cfn-lint in one."""
    name = f"cold start / cfn-lint, {size} resources"

    def measure(runs: int, folder: Path) -> Ratios:
        repair, lint = installed("repair"), installed("cfn-lint")
        if repair is None or lint is None:
            raise SystemExit("the commands are not installed: pip install '.[bench,referee]'")
        file = folder / f"{size}.json"
        file.write_text(json.dumps(template(size, seed=1), indent=2) + "\n", encoding="utf-8")
        commands = {
            "mine": [repair, str(file), "-o", str(folder / "out.json"), "--quiet"],
            "theirs": [lint, str(file)],
        }
        found = medians(commands, max(3, runs // 3))
        return {name: found["mine"].processor / found["theirs"].processor}

    return Job((name,), measure)


def judged(job: Job, recorded: Mapping[str, float], runs: int, folder: Path) -> Iterator[Verdict]:
    """The figures of a job against the record, measured again while one of them has fallen back."""
    found: list[Verdict] = []
    for _ in range(1 + AGAIN):
        ratios = job.measure(runs, folder)
        before = {one.name: one.measured for one in found}
        found = [
            Verdict(name, (*before.get(name, ()), ratios[name]), recorded.get(name)) for name in job.names
        ]
        if not any(one.worse for one in found):
            break
    yield from found


def recording(job: Job, runs: int, folder: Path) -> Iterator[Verdict]:
    """The figures of a job, measured as often as a figure that has fallen back."""
    rounds = [job.measure(runs, folder) for _ in range(1 + AGAIN)]
    for name in job.names:
        yield Verdict(name, tuple(ratios[name] for ratios in rounds), None)


def row(one: Verdict) -> str:
    """A line of the table."""
    line = f"{one.name:48}{one.now:9.3f}"
    if one.recorded is None:
        return f"{line}{'-':>10}{'':>9}  {'new' if len(one.measured) == 1 else 'recorded'}"
    change = f"{(one.now / one.recorded - 1) * 100:+.1f} %"
    times = f" (median of {len(one.measured)})" if len(one.measured) > 1 else ""
    return f"{line}{one.recorded:10.3f}{change:>9}  {'WORSE' if one.worse else 'kept'}{times}"


def write(verdicts: list[Verdict], about: dict[str, str]) -> None:
    """Write the record, with the figures of an earlier one that were not measured now."""
    known = json.loads(RECORD.read_text(encoding="utf-8"))["figures"] if RECORD.exists() else {}
    figures = known | {one.name: round(one.now, 4) for one in verdicts}
    text = {"date": datetime.date.today().isoformat(), "machine": about, "figures": figures}
    RECORD.write_text(json.dumps(text, indent=2) + "\n", encoding="utf-8")


def main() -> int:
    """Measure, and compare or record."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=15, help="rounds of which the median counts")
    parser.add_argument("--only", default="", help="only figures with this word in their name")
    parser.add_argument("--record", action="store_true", help="write the figures instead of comparing them")
    options = parser.parse_args()
    record = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {"figures": {}}
    about = machine([])
    print(", ".join(f"{name} {value}" for name, value in about.items()))
    if record["figures"]:
        print(f"recorded {record['date']} on {', '.join(f'{k} {v}' for k, v in record['machine'].items())}")
    print(f"\n{'figure':48}{'now':>9}{'recorded':>10}")
    chosen = [job for job in jobs() if any(options.only in name for name in job.names)]
    verdicts: list[Verdict] = []
    with tempfile.TemporaryDirectory() as folder:
        for job in chosen:
            found = (
                recording(job, options.runs, Path(folder))
                if options.record
                else judged(job, record["figures"], options.runs, Path(folder))
            )
            for one in found:
                verdicts.append(one)
                print(row(one), flush=True)
    if options.record:
        write(verdicts, about)
        return 0
    worse = [one.name for one in verdicts if one.worse]
    if worse:
        print(f"\n{len(worse)} of {len(verdicts)} figures have fallen back by more than 10 %.")
    return int(bool(worse))


if __name__ == "__main__":
    sys.exit(main())
