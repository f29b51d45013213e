"""How long aligning and comparing two templates takes, against jsonpatch and deepdiff in the same run.

    python bench/diff_speed.py [RESOURCES ...]

Prints medians in milliseconds of CPU time and their ratios to `jsonpatch.make_patch`, which has no notion of
meaning; parsing is left out.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable

import jsonpatch
from synthetic import perturbed, template

from repair.diff.difference import diff
from repair.patch.between import between
from repair.patch.rfc6902 import apply, invert
from repair.template.template import Template

RUNS = 7


def median(work: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return statistics.median(times) * 1000


def measure(resources: int) -> None:
    from deepdiff import DeepDiff

    before = template(resources, seed=1)
    after = perturbed(before, seed=2)
    ops = between(before, after)
    gc.collect()
    gc.freeze()
    base = median(lambda: jsonpatch.make_patch(before, after))
    rows = {
        "jsonpatch.make_patch": base,
        "diff": median(lambda: diff(Template(before), Template(after))),
        "between": median(lambda: between(before, after)),
        "apply": median(lambda: apply(ops, before)),
        "invert": median(lambda: invert(ops, before)),
        "deepdiff": median(lambda: DeepDiff(before, after), runs=1),
    }
    for name, milliseconds in rows.items():
        print(
            f"{resources:6} resources  {name:22} {milliseconds:9.1f} ms  {milliseconds / base:6.2f} x jsonpatch"
        )


if __name__ == "__main__":
    for count in [int(argument) for argument in sys.argv[1:]] or [500, 2000]:
        measure(count)
