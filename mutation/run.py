"""Mutation testing: `python mutation/run.py --sample 80 --seed 1 diff`. Do the tests notice when the code is changed?

Needs `pip install '.[test,mutation]'`. Works on a copy in a temporary folder; the tree itself is only read.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import json
import os
import random
import shutil
import sys
import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import pytest
from covering import covered
from equivalent import change, explained, outdated
from hypothesis import HealthCheck, Phase, settings
from operators import Mutant
from sample import PACKAGES, Population, drawn, interval, population, together
from trial import PYTEST, Outcome, loaded, nearest, tried

_COPIED = ("repair", "patches", "corpus", "tests", "bench", "docs", "templates", "deploy", "fuzz")
_TESTS = (
    "document",
    "template",
    "diff",
    "patch",
    "engine",
    "rules",
    "trust",
    "config",
    "report",
    "cli",
    "aws",
)
_WITHOUT = (
    "trust/test_hostile_files.py", "trust/test_hostile_texts.py", "trust/test_ten_thousand.py", "cli/test_killed.py",
    "cli/test_guard.py", "cli/test_completion.py", "cli/test_many_runs.py", "cli/test_hostile_outputs.py",
    "cli/test_hostile_streams.py",
)  # fmt: skip
"""Tests of other processes and of time, which see no mutant or fail by chance."""


class Laboratory:
    """The plugin of pytest that takes the collected tests and runs them as the trials need them."""

    def __init__(self, root: Path, asked: argparse.Namespace) -> None:
        self.root, self.asked, self.failed = root, asked, False
        self.results: list[tuple[Population, Mutant, Outcome]] = []
        self.bad_controls: list[str] = []
        self.explained = explained(Path(__file__).with_name("equivalent.toml"))
        self.wrongly_explained: list[Mutant] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that something of the running test failed, or was skipped."""
        self.failed = self.failed or not report.passed

    def run(self, item: pytest.Item, following: pytest.Item | None) -> bool:
        """Whether the test passes."""
        self.failed = False
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return not self.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests one after the other."""
        for path in sorted((self.root / "repair").rglob("*.py")):
            name = path.relative_to(self.root).as_posix().removesuffix(".py").removesuffix("/__init__")
            if name.split("/")[1:2] != [] and name.split("/")[1] in PACKAGES:
                importlib.import_module(name.replace("/", "."))
        items = {item.nodeid: item for item in session.items}
        runs = covered(self.root, session.items, self.asked.cache, self.run)
        runs = {name: run for name, run in runs.items() if name in items}
        print(f"{len(items)} tests, {len(runs)} of them pass and are used", flush=True)
        memory = loaded(self.root)

        def trial(mutant: Mutant | None, tests: list[str]) -> Outcome:
            return tried(mutant, self.root, tests, runs, items, memory, self.run)

        for package in self.asked.packages:
            of = population(self.root, package)
            for mutant in self.wanted(of):
                tests = nearest(mutant, runs, self.asked.near, self.asked.budget)
                outcome = self.judged(mutant, trial(mutant, tests))
                self.results.append((of, mutant, outcome))
                self.say(mutant, outcome)
                if outcome.what == "killed" and len(self.results) % 20 == 1:
                    control = trial(None, tests[: outcome.tried])
                    if control.what != "survived":
                        self.bad_controls.append(control.by)
            _write(self.asked, self.root, package, self.results)
        return True

    def judged(self, mutant: Mutant, outcome: Outcome) -> Outcome:
        """The outcome, where a survivor that is explained is an equivalent."""
        source = (self.root / mutant.file).read_text(encoding="utf-8")
        if change(mutant, source) not in self.explained:
            return outcome
        if outcome.what == "killed":
            self.wrongly_explained.append(mutant)
            return outcome
        return replace(outcome, what="equivalent")

    def wanted(self, of: Population) -> list[Mutant]:
        """The sample, or what an earlier run found alive."""
        if not self.asked.survivors_of:
            return drawn(self.root, of, self.asked.sample, self.asked.seed)
        known = {
            (entry["file"], entry["start"], entry["text"])
            for entry in json.loads(self.asked.survivors_of.read_text())["mutants"]
            if entry["what"] not in ("killed", "equivalent")
        }
        every = (mutant for line in of.lines for mutant in line)
        return [mutant for mutant in every if (mutant.file, mutant.start, mutant.text) in known]

    def say(self, mutant: Mutant, outcome: Outcome) -> None:
        """One line for a mutant, and its difference when it lives."""
        print(
            f"{outcome.what:9} {mutant.file}:{mutant.line} {mutant.operator}"
            f"  [{outcome.tried} tests, {outcome.seconds:.1f} s] {outcome.by}",
            flush=True,
        )


def difference(root: Path, mutant: Mutant) -> str:
    """What a mutant changes, as a unified difference."""
    source = (root / mutant.file).read_text(encoding="utf-8")
    lines = difflib.unified_diff(
        source.splitlines(),
        mutant.applied(source).splitlines(),
        mutant.file,
        mutant.operator,
        n=2,
        lineterm="",
    )
    return "\n".join(lines)


def summary(results: list[tuple[Population, Mutant, Outcome]]) -> str:
    """Figures of each package and of all together."""
    lines, strata = (
        ["package    tried  killed  unreached  equivalent  score   95 % interval  (lines, mutants of all)"],
        [],
    )
    for package in dict.fromkeys(of.package for of, _, _ in results):
        of = next(of for of, _, _ in results if of.package == package)
        outcomes = [outcome.what for other, _, outcome in results if other is of]
        equivalent = outcomes.count("equivalent")
        outcomes = [what for what in outcomes if what not in ("failed", "equivalent")]
        killed = outcomes.count("killed")
        low, high = interval(killed, len(outcomes))
        strata.append((len(of.lines), killed, len(outcomes)))
        lines.append(
            f"{package:10} {len(outcomes):5} {killed:7} {outcomes.count('unreached'):10} {equivalent:11} {killed / len(outcomes):6.1%}"
            f"   {low:.1%} to {high:.1%}  ({len(of.lines)}, {of.size})"
        )
    share, low, high = together(strata)
    lines.append(
        f"all, by lines{sum(s[1] for s in strata):12} of {sum(s[2] for s in strata)} {share:12.1%}   {low:.1%} to {high:.1%}"
    )
    return "\n".join(lines)


def main() -> int:
    """Take the sample and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", default=PACKAGES, metavar="PACKAGE", help=", ".join(PACKAGES))
    parser.add_argument("--sample", type=int, default=80, help="mutants of each package (default 80)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--near", type=int, default=40, help="tests of the package's own that come first (default 40)"
    )
    parser.add_argument(
        "--budget", type=float, default=30, help="seconds of tests for one mutant (default 30)"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("mutation/results"), help="folder for results and survivors"
    )
    parser.add_argument(
        "--cache", type=Path, default=Path("mutation/results/cache"), help="what tests were seen to run"
    )
    parser.add_argument(
        "--survivors-of", type=Path, help="a file of results: only what lived there, on the same code"
    )
    parser.add_argument("--tree", type=Path, default=Path(__file__).resolve().parents[1], help="the project")
    asked = parser.parse_args()
    if unknown := set(asked.packages) - set(PACKAGES):
        parser.error(f"{', '.join(sorted(unknown))}: no such package; there are {', '.join(PACKAGES)}")
    asked.out, asked.cache = asked.out.resolve(), asked.cache.resolve()
    if asked.survivors_of:
        asked.survivors_of = asked.survivors_of.resolve()
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        return _in_copy(asked, Path(folder).resolve() / "project")


def _in_copy(asked: argparse.Namespace, root: Path) -> int:
    root.mkdir()
    for name in _COPIED:
        if (asked.tree / name).exists():
            shutil.copytree(asked.tree / name, root / name)
    for file in asked.tree.iterdir():
        if file.is_file():
            shutil.copy2(file, root)
    os.chdir(root)
    os.environ |= {
        "XDG_CACHE_HOME": str(root.parent / "cache"),
        "PYTHONPATH": str(root),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(root))
    random.seed(0)
    settings.register_profile(
        "mutation",
        derandomize=True, deadline=None, database=None, phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    laboratory = Laboratory(root, asked)
    paths = [f"tests/{name}" for name in _TESTS] + sorted(
        f"tests/{p.name}" for p in (root / "tests").glob("test_cases*.py")
    )
    without = [f"--ignore=tests/{name}" for name in _WITHOUT]
    began = time.monotonic()
    pytest.main([*PYTEST, "-m", "not slow and not docs and not cdk", *without, *paths], plugins=[laboratory])
    if not laboratory.results:
        print("no mutant was tried", file=sys.stderr)
        return 2
    print(summary(laboratory.results))
    for file, line, becomes in outdated(laboratory.explained, root):
        print(f"explained, and its line is gone: {file}: {line} -> {becomes}")
    for mutant in laboratory.wrongly_explained:
        print(f"explained as equivalent, and killed: {mutant.file}:{mutant.line} {mutant.operator}")
    print(f"{time.monotonic() - began:.0f} s; controls that failed: {len(laboratory.bad_controls)}")
    return 0


def _write(
    asked: argparse.Namespace,
    root: Path,
    package: str,
    results: list[tuple[Population, Mutant, Outcome]],
) -> None:
    mine = [(mutant, outcome) for of, mutant, outcome in results if of.package == package]
    entries = [asdict(mutant) | asdict(outcome) for mutant, outcome in mine]
    name = f"{package}-{asked.seed}" + ("-again" if asked.survivors_of else "")
    (asked.out / f"{name}.json").write_text(json.dumps({"mutants": entries}, indent=1) + "\n")
    alive = [
        difference(root, mutant) for mutant, outcome in mine if outcome.what not in ("killed", "equivalent")
    ]
    (asked.out / f"survivors-{name}.txt").write_text("\n\n".join(alive) + "\n")


if __name__ == "__main__":
    sys.exit(main())
