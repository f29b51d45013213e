"""Repairs thousands of generated templates and holds each result against cfn-lint, a second run, and its inverse.

    python proof/ten_thousand.py --count 10000 --jobs 2 --results proof.jsonl
    python proof/ten_thousand.py --only 4711

Demanded of each: cfn-lint finds no error that was not there, but for what only came to light (`referee.py`); a second
run changes no byte; jsonpatch comes with the patch from the original to the result, and with the inverse back; no rule
fails. What misses is written with its template beside the results. A run that was stopped goes on where it was when it
is given the same file of results.
Exit code 1: something missed. It needs `pip install '.[test,referee]'`.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

from faulty_templates import Given, slice_of  # noqa: E402
from referee import loaded, version  # noqa: E402
from trial import Trial, tried  # noqa: E402

SLICE = 25
"""Templates that are made, tried and written down at a time."""
_BOTH = 20
"""cfn-lint looks at every twentieth template before the repair too, for the table; else only when the result has errors."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Results of one slice, as a line of the file of results; `missed` has the templates and why."""

    seed: int
    start: int
    templates: int
    changed: int
    judged: int
    mended: int
    compared: int
    errors_before: int
    errors_after: int
    light: int
    seconds: float
    missed: list[dict[str, Any]]


def run_slice(seed: int, numbers: range, every: int) -> Slice:
    """Make the templates of one slice and try them; cfn-lint is asked about every so manieth."""
    began = time.process_time()
    trials = [(given, _trial(given, every)) for given in slice_of(numbers, seed)]
    compared = [one.errors for given, one in trials if one.errors is not None and given.number % _BOTH == 0]
    return Slice(
        seed=seed,
        start=numbers.start,
        templates=len(trials),
        changed=sum(one.mended > 0 for _, one in trials),
        judged=sum(given.number % every == 0 for given, _ in trials),
        mended=sum(one.mended for _, one in trials),
        compared=len(compared),
        errors_before=sum(before for before, _ in compared),
        errors_after=sum(after for _, after in compared),
        light=sum(one.light for _, one in trials),
        seconds=round(time.process_time() - began, 2),
        missed=[{**asdict(given), "misses": one.misses} for given, one in trials if one.misses],
    )


def _trial(given: Given, every: int) -> Trial:
    try:
        return tried(given, judged=given.number % every == 0, before_too=given.number % _BOTH == 0)
    except Exception as error:  # a defect: it is counted, and the others go on
        return Trial(misses=(("crash", f"{type(error).__name__}: {error}"),))


def slices(todo: list[range], seed: int, every: int, jobs: int, until: float) -> Iterator[Slice]:
    """The slices as they end; after `until`, a time of `time.monotonic`, no other is begun."""
    if jobs == 1:
        yield from (run_slice(seed, numbers, every) for numbers in todo if time.monotonic() < until)
        return
    loaded()  # once, where processes begin as copies of this one
    with ProcessPoolExecutor(jobs) as pool:
        waiting, running = iter(todo), set()
        while True:
            while len(running) < jobs and time.monotonic() < until and (numbers := next(waiting, None)):
                running.add(pool.submit(run_slice, seed, numbers, every))
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (one.result() for one in done)


def read(results: Path | None, seed: int, count: int) -> dict[int, Slice]:
    """What an earlier run has written of the same seed, by the slices' starts; those that missed are run again."""
    if results is None or not results.exists():
        return {}
    found = [Slice(**json.loads(line)) for line in results.read_text(encoding="utf-8").splitlines()]
    mine = {one.start: one for one in found if one.seed == seed and one.start < count}
    return {start: one for start, one in mine.items() if not one.missed}


def keep(one: Slice, results: Path) -> None:
    """Write a slice down, and each template that missed as a file of its own."""
    with results.open("a", encoding="utf-8") as file:
        print(json.dumps(asdict(one)), file=file)
    for missed in one.missed:
        place = results.with_name(f"{results.stem}-{one.seed}-{missed['number']}.{missed['format']}")
        place.write_text(missed["text"], encoding="utf-8")


def show(all_of_them: list[Slice]) -> int:
    """Print the table; returns how many templates missed."""
    missed = [each for one in all_of_them for each in one.missed]
    words = Counter(word for each in missed for word, _ in each["misses"])
    total = {
        "templates": sum(one.templates for one in all_of_them),
        "of these changed": sum(one.changed for one in all_of_them),
        "of these looked at by cfn-lint": sum(one.judged for one in all_of_them),
        "findings mended": sum(one.mended for one in all_of_them),
        f"errors of cfn-lint {version()} before, in every twentieth": sum(
            one.errors_before for one in all_of_them
        ),
        "errors after, in the same": sum(one.errors_after for one in all_of_them),
        "errors that came to light, in all": sum(one.light for one in all_of_them),
        "results that cfn-lint finds worse": words.pop("worse", 0),
        "second runs that change a byte": words.pop("second run", 0),
        "inverses that miss": words.pop("inverse", 0),
        "patches that miss": words.pop("patch", 0),
        "rules that fail, runs without a result, crashes": words.total(),
        "processor time, s": round(sum(one.seconds for one in all_of_them)),
    }
    for name, value in total.items():
        print(f"{value:>10_}".replace("_", " ") + f"  {name}")
    for each in missed:
        print(f"\nnumber {each['number']}, {each['format']}, unsafe {each['unsafe']}, {each['profile']}:")
        print(*(f"  {word}: {said}" for word, said in each["misses"]), sep="\n")
    return len(missed)


def main() -> int:
    """Run what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--count", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--jobs", type=int, default=1)
    asked.add_argument(
        "--referee",
        type=int,
        default=1,
        metavar="N",
        help="ask cfn-lint, most of the time, about every Nth only",
    )
    asked.add_argument("--seconds", type=float, default=0, help="stop after so long; 0: when all are done")
    asked.add_argument("--results", type=Path, help="where slices are written down and read from")
    asked.add_argument("--only", type=int, help="the number of one template: show it, and try it")
    given = asked.parse_args()
    if given.only is not None:
        start = given.only // SLICE * SLICE
        one = list(slice_of(range(start, start + SLICE), given.seed))[given.only - start]
        print(one.text, tried(one, before_too=True), sep="\n")
        return 0
    known = read(given.results, given.seed, given.count)
    todo = [range(n, min(n + SLICE, given.count)) for n in range(0, given.count, SLICE) if n not in known]
    until = time.monotonic() + (given.seconds or math.inf)
    for one in slices(todo, given.seed, given.referee, given.jobs, until):
        known[one.start] = one
        if given.results is not None:
            keep(one, given.results)
        if sys.stderr.isatty():
            print(
                f"\r\x1b[K{sum(each.templates for each in known.values())} of {given.count}",
                end="",
                file=sys.stderr,
            )
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    return int(show(list(known.values())) > 0)


if __name__ == "__main__":
    sys.exit(main())
