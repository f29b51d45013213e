"""How well resources are recognised again after renames, edits, additions and removals, with the truth known.

    python bench/alignment.py [--quick] [--seeds N] [--density D] [--misses]

Recall is the share of surviving resources that were paired with what they became; "renamed" is the same over
those with another name. Wrong is the share of pairs found that are not true. Resources that nothing but their
names tells apart (colour refinement, see `renaming.colours`) may stand for one another. Resources that no reader
of both could recognise (`knowable.py` says by what count) are judged neither right nor wrong; "untold" is how many,
and the figures in brackets are those that come out when they are judged all the same.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from families import families
from knowable import Reader
from renaming import STYLES, Pair, colours, pair

from repair.diff.difference import diff
from repair.template.template import Template

SIZES, SHARES, EDITS = (20, 50, 100, 200, 500), (0.1, 0.3, 0.6, 1.0), (0.0, 0.3)
QUICK_SIZES, QUICK_SHARES = (20, 100), (0.3, 1.0)
#: Share of resources that are added, and share removed, where there are edits.
CHANGED = 0.05


class Tally(NamedTuple):
    """Counts of one or many comparisons, of what can be judged.

    Attributes:
        untold: Survivors that cannot be judged.
        unjudged: Pairs found that cannot be judged.
        untold_right: Those of the untold that were paired with what they became.
        unjudged_wrong: Those of the unjudged that are not true.
    """

    survivors: int = 0
    right: int = 0
    renamed: int = 0
    renamed_right: int = 0
    found: int = 0
    wrong: int = 0
    other_deltas: int = 0
    untold: int = 0
    unjudged: int = 0
    untold_right: int = 0
    unjudged_wrong: int = 0

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))

    def line(self) -> str:
        """The figures as they are printed."""
        return (
            f"recall {_percent(self.right, self.survivors)}  renamed {_percent(self.renamed_right, self.renamed)}  "
            f"wrong {_percent(self.wrong, self.found)}  "
            f"untold {self.untold} of {self.survivors + self.untold} (with them: recall "
            f"{_percent(self.right + self.untold_right, self.survivors + self.untold)}  "
            f"wrong {_percent(self.wrong + self.unjudged_wrong, self.found + self.unjudged)})"
        )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:7.3f} %" if whole else "      - %"


def cases(
    sizes: Iterable[int], shares: Iterable[float], seeds: int, density: float
) -> Iterator[tuple[str, float, float, int, int, Pair]]:
    for edited in EDITS:
        for style in STYLES:
            for share in shares:
                for size in sizes:
                    for seed in range(seeds):
                        made = families(size, seed=7 * size + seed, density=density)
                        fresh = families(max(40, size), 1_000_003 + 7 * size + seed, density, first=120)
                        changed = CHANGED if edited else 0.0
                        yield (
                            style, share, edited, size, seed,
                            pair(made, fresh, style, share, edited, changed, seed=31 * size + seed),
                        )  # fmt: skip


def judged(made: Pair, misses: list[str] | None = None) -> Tally:
    found = diff(Template(made.generated), Template(made.ideal))
    pairs = {p.generated: p.ideal for p in found.alignment if p.generated and p.ideal}
    mine, theirs = colours(made.generated), colours(made.ideal)
    source = {new: old for old, new in made.truth.items()}

    def true(old: str, new: str) -> bool:
        meant = made.truth.get(old)
        if meant == new:
            return True
        if meant is not None and theirs[meant] == theirs[new]:
            return True
        return new in source and mine[source[new]] == mine[old]

    reader = Reader(made, mine, theirs)
    judged = {old: new for old, new in pairs.items() if reader.judged(old, new)}
    survivors = made.truth.keys() - reader.untold
    right = {old for old, new in judged.items() if old in survivors and true(old, new)}
    wrong = {old: new for old, new in judged.items() if not true(old, new)}
    renamed = {old for old in survivors if made.truth[old] != old}
    if misses is not None:
        misses.extend(f"wrong {old} -> {new}, should be {made.truth.get(old)}" for old, new in wrong.items())
        misses.extend(f"missed {old} -> {made.truth[old]}" for old in sorted(survivors - pairs.keys()))
    return Tally(
        len(survivors),
        len(right),
        len(renamed),
        len(renamed & right),
        len(judged),
        len(wrong),
        sum(1 for delta in found.deltas if delta.kind != "renamed"),
        len(reader.untold),
        len(pairs) - len(judged),
        sum(1 for old in reader.untold if old in pairs and true(old, pairs[old])),
        sum(1 for old, new in pairs.items() if old not in judged and not true(old, new)),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small templates and two shares only")
    parser.add_argument("--seeds", type=int, default=2, help="templates per cell")
    parser.add_argument("--density", type=float, default=0.8, help="how often modules refer to one another")
    parser.add_argument("--misses", action="store_true", help="name every resource that was not recognised")
    chosen = parser.parse_args()
    sizes = QUICK_SIZES if chosen.quick else SIZES
    shares = QUICK_SHARES if chosen.quick else SHARES
    began = time.perf_counter()
    cells: defaultdict[tuple[float, str, float, int], Tally] = defaultdict(Tally)
    for style, share, edited, size, seed, made in cases(sizes, shares, chosen.seeds, chosen.density):
        misses: list[str] | None = [] if chosen.misses else None
        cells[edited, style, share, size] = cells[edited, style, share, size].plus(judged(made, misses))
        for miss in misses or ():
            print(f"{style} {share} {edited} {size} #{seed}: {miss}")
    for (edited, style, share, size), tally in cells.items():
        print(f"edited {edited:.0%}  {style:12} renamed {share:4.0%}  {size:4} resources  {tally.line()}")
    for edited in EDITS:
        for share in (None, *shares):
            total = Tally()
            for (e, _, s, _), tally in cells.items():
                if e == edited and share in (None, s):
                    total = total.plus(tally)
            what = "all shares  " if share is None else f"renamed {share:4.0%}"
            extra = f"  other deltas {total.other_deltas}" if not edited else ""
            print(f"TOTAL edited {edited:3.0%}  {what}  {total.line()}{extra}")
    print(f"{time.perf_counter() - began:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
