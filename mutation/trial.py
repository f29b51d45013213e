"""One mutant against the tests that run its line, in a process of its own.

A change inside a function is put into the function that is already loaded: its code is exchanged. A change of what
runs when a module is loaded needs everything loaded again.
"""

from __future__ import annotations

import functools
import gc
import importlib.machinery
import importlib.util
import os
import resource
import select
import signal
import sys
import time
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from covering import Run
from operators import Mutant

_MEMORY = 4 << 30
_KEPT = (("repair.template.schema", "_evaluators"),)
"""What the code keeps that was made of its functions: other functions than those that were found in memory."""
_SILENT = 600
"""Seconds of the clock without a sign of life, for a mutant that waits instead of working."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is in memory of the code under test."""

    functions: dict[tuple[str, str, int], list[types.FunctionType]]
    """By file, qualified name and first line."""
    caches: list[Callable[[], None]]
    """What empties the caches of functions, filled while tests were collected."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: `killed` by a test (or by time), `survived`, or `unreached` where no test runs its line."""

    what: str
    by: str = ""
    tried: int = 0
    seconds: float = 0.0


def loaded(root: Path) -> Loaded:
    """Looks through the memory once, and takes it out of the garbage collector's work: forks share it untouched."""
    gc.unfreeze()  # the tests hide from the collector what lives from the start
    gc.collect()
    functions: dict[tuple[str, str, int], list[types.FunctionType]] = {}
    caches: list[Callable[[], None]] = []
    for thing in gc.get_objects():
        if isinstance(thing, types.FunctionType) and thing.__code__.co_filename.startswith(str(root)):
            code = thing.__code__
            functions.setdefault((code.co_filename, code.co_qualname, code.co_firstlineno), []).append(thing)
        elif isinstance(thing, functools._lru_cache_wrapper) and str(thing.__module__).startswith("repair"):
            caches.append(thing.cache_clear)
    gc.freeze()
    return Loaded(functions, caches)


def at_load(mutant: Mutant, runs: dict[str, Run]) -> bool:
    """Whether the line runs when its module is loaded, if at all: it is in no function, or no test was seen to run it."""
    return mutant.function is None or not any(run.ran(mutant.file, mutant.line) for run in runs.values())


def nearest(mutant: Mutant, runs: dict[str, Run], near: int, budget: float) -> list[str]:
    """The tests that run the mutant's line: the fastest of the package's own first, then all others, fastest first.

    At most `budget` seconds of them. For what runs when a module is loaded: the test files that run anything of the module,
    whole, as a test may look at a constant alone.
    """
    if at_load(mutant, runs):
        files = {name.split("::")[0] for name, run in runs.items() if mutant.file in run.lines}
        able = [name for name in runs if name.split("::")[0] in files]
    else:
        able = [name for name, run in runs.items() if run.ran(mutant.file, mutant.line)]
    own = f"tests/{mutant.file.split('/')[1]}/"
    able.sort(key=lambda name: (runs[name].seconds, name))
    mine = [name for name in able if name.startswith(own)][:near]
    chosen: list[str] = []
    spent = 0.0
    for name in dict.fromkeys([*mine, *able]):
        spent += runs[name].seconds
        if spent > budget and chosen:
            break
        chosen.append(name)
    return chosen


def tried(
    mutant: Mutant | None,
    root: Path,
    tests: list[str],
    runs: dict[str, Run],
    items: dict[str, pytest.Item],
    memory: Loaded,
    run: Callable[[pytest.Item, pytest.Item | None], bool],
) -> Outcome:
    """Run the tests on the mutant until one fails; without a mutant, as a control, on the code as it is."""
    if not tests:
        return Outcome("unreached")
    began = time.monotonic()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(mutant, root, tests, runs, items, memory, run, writing)
    os.close(writing)
    last = _followed(child, reading)
    os.close(reading)
    _, status = os.waitpid(child, 0)
    number = min(last, len(tests) - 1)
    spent = time.monotonic() - began
    if os.WIFSIGNALED(status):
        why = (
            "time"
            if os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL)
            else f"signal {os.WTERMSIG(status)}"
        )
        return Outcome("killed", f"{why} in {tests[number]}", number + 1, spent)
    match os.WEXITSTATUS(status):
        case 0:
            return Outcome("survived", "", len(tests), spent)
        case 1:
            return Outcome("killed", tests[number], number + 1, spent)
        case 3:
            return Outcome("killed", "loading", 0, spent)
        case code:
            return Outcome("failed", f"exit {code}", number + 1, spent)


def _followed(child: int, reading: int) -> int:
    """The number of the last test that began."""
    last = 0
    while True:
        ready, _, _ = select.select([reading], [], [], _SILENT)
        if not ready:
            os.kill(child, signal.SIGKILL)
            return last
        signs = os.read(reading, 4096)
        if not signs:
            return last
        last += signs.count(b".")


def _child(mutant, root, tests, runs, items, memory, run, writing) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Never returns. Exit codes: 0 all tests passed, 1 one failed, 3 the mutant cannot be loaded, 4 fault of this tool."""
    code = 4
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        if "MUTATION_DEBUG" not in os.environ:
            os.dup2(null, 2)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        limits = (3 * runs[name].seconds + 5 for name in tests)
        if mutant is not None and at_load(mutant, runs):
            _allow(sum(limits) + 30)
            code = _afresh(mutant, root, tests, writing)
        else:
            code = 0
            if mutant is not None:
                code = _exchanged(mutant, root, memory)
            for name, following, limit in zip(tests, [*tests[1:], None], limits, strict=True):
                if code:
                    break
                _allow(limit)
                if not run(items[name], items[following] if following else None):
                    code = 1
                    break
                os.write(writing, b".")
    except BaseException:
        if "MUTATION_DEBUG" in os.environ:
            import traceback

            traceback.print_exc()
    finally:
        os._exit(code)


def _allow(seconds: float) -> None:
    """End the process when it has used so much more processor time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _exchanged(mutant: Mutant, root: Path, memory: Loaded) -> int:
    path = root / mutant.file
    name, line = mutant.function  # type: ignore[misc]
    module = compile(mutant.applied(path.read_text(encoding="utf-8")), str(path), "exec")
    for code in _codes(module):
        if (code.co_qualname, code.co_firstlineno) == (name, line):
            break
    else:
        return 4
    for clear in memory.caches:
        clear()
    for holder, kept in _KEPT:
        if holder in sys.modules:
            getattr(sys.modules[holder], kept).clear()
    changed = memory.functions.get((str(path), name, line), [])
    for function in changed:
        try:
            function.__code__ = code
        except ValueError:  # it uses other names of a function around it than before
            return 4
    return 0 if changed else 4


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield constant
            yield from _codes(constant)


class _Mutated(importlib.machinery.SourceFileLoader):
    """Finds and loads one module with the change in it, past all byte code that is kept."""

    def __init__(self, name: str, path: Path, changed: str) -> None:
        super().__init__(name, str(path))
        self.changed = changed

    def find_spec(self, name: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=self)

    def get_code(self, fullname: str) -> types.CodeType:  # noqa: ARG002
        return compile(self.changed, self.path, "exec")


class _Listener:
    def __init__(self, writing: int) -> None:
        self.writing = writing

    def pytest_runtest_logfinish(self) -> None:
        os.write(self.writing, b".")


def _afresh(mutant: Mutant, root: Path, tests: list[str], writing: int) -> int:
    path = root / mutant.file
    name = mutant.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    for loaded, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if file.startswith(f"{root}/") and "/mutation/" not in file:
            del sys.modules[loaded]
    sys.meta_path.insert(0, _Mutated(name, path, mutant.applied(path.read_text(encoding="utf-8"))))
    code = int(pytest.main([*PYTEST, *tests], plugins=[_Listener(writing)]))
    if (
        code == pytest.ExitCode.USAGE_ERROR
    ):  # tests that are named by what was changed: take all of their files
        files = dict.fromkeys(test.split("::")[0] for test in tests)
        code = int(pytest.main([*PYTEST, *files], plugins=[_Listener(writing)]))
    return {0: 0, 1: 1, 2: 3, 3: 3, 4: 3}.get(code, 4)


PYTEST = [
    "-x",
    "-q",
    "-s",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "--tb=no",
    "-o",
    "addopts=",
    "--hypothesis-profile=mutation",
    "-qq",
]
