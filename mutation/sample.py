"""Which mutants are tried, and what the outcome says about all of them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from operators import Mutant, compiles, mutants

PACKAGES = ("document", "template", "diff", "patch", "engine")
_Z = 1.96
"""Two-sided 95 % of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Population:
    """The mutants of a package, by line: `lines[i]` are those of one line of code."""

    package: str
    lines: tuple[tuple[Mutant, ...], ...]

    @property
    def size(self) -> int:
        """How many mutants there are."""
        return sum(map(len, self.lines))


def population(root: Path, package: str) -> Population:
    """All mutants of `repair/<package>`, in the order of files and lines."""
    lines: dict[tuple[str, int], list[Mutant]] = {}
    for path in sorted((root / "repair" / package).rglob("*.py")):
        file = path.relative_to(root).as_posix()
        for mutant in mutants(file, path.read_text(encoding="utf-8")):
            lines.setdefault((file, mutant.line), []).append(mutant)
    return Population(package, tuple(tuple(line) for line in lines.values()))


def drawn(root: Path, of: Population, size: int, seed: int) -> list[Mutant]:
    """One mutant each of `size` lines: every line is as likely as any other, so files count by their lines."""
    chance = random.Random(f"{of.package} {seed}")
    found: list[Mutant] = []
    for line in chance.sample(of.lines, len(of.lines)):
        source = (root / line[0].file).read_text(encoding="utf-8")
        able = [mutant for mutant in chance.sample(line, len(line)) if compiles(mutant, source)]
        found += able[:1]
        if len(found) == size:
            break
    return found


def interval(killed: int, tried: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not tried:
        return 0.0, 1.0
    share, z2 = killed / tried, _Z**2
    middle = (share + z2 / (2 * tried)) / (1 + z2 / tried)
    half = _Z / (1 + z2 / tried) * (share * (1 - share) / tried + z2 / (4 * tried**2)) ** 0.5
    return middle - half, middle + half


def together(strata: list[tuple[int, int, int]]) -> tuple[float, float, float]:
    """Share and 95 % interval over packages given as (lines, killed, tried), each weighing as many lines as it has."""
    lines = sum(weight for weight, _, _ in strata)
    share = sum(weight * killed / tried for weight, killed, tried in strata) / lines
    variance = sum(
        (weight / lines) ** 2 * (killed / tried) * (1 - killed / tried) / max(tried - 1, 1)
        for weight, killed, tried in strata
    )
    half = _Z * variance**0.5
    return share, max(share - half, 0.0), min(share + half, 1.0)
