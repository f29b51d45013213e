"""Which test runs which lines, and how long it takes: measured once for each test file and kept.

The key of a test file is the digest of all source, of what tests share and of the file itself, so a new test file
costs only itself.
"""

from __future__ import annotations

import functools
import gc
import hashlib
import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import coverage
import pytest
from sample import PACKAGES


@dataclass(frozen=True, slots=True)
class Run:
    """What one test did: processor seconds, and for each file a number whose bit N says that line N ran."""

    seconds: float
    lines: dict[str, int]

    def ran(self, file: str, line: int) -> bool:
        """Whether the test ran a line."""
        return bool(self.lines.get(file, 0) >> line & 1)


def keys(root: Path, files: set[Path]) -> dict[Path, str]:
    """The key of each test file."""
    shared = hashlib.sha256()
    for path in sorted([*root.glob("repair/**/*.py"), *root.glob("tests/**/*.py")]):
        if not path.name.startswith("test_"):
            shared.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    found = {}
    for file in files:
        digest = shared.copy()
        digest.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
        found[file] = digest.hexdigest()
    return found


def covered(
    root: Path, items: list[pytest.Item], cache: Path, run: Callable[[pytest.Item, pytest.Item | None], bool]
) -> dict[str, Run]:
    """What each test that passes ran, by its id; from the cache where it is known."""
    by_file: dict[Path, list[pytest.Item]] = {}
    for item in items:
        by_file.setdefault(item.path, []).append(item)
    cache.mkdir(parents=True, exist_ok=True)
    found: dict[str, Run] = {}
    for file, key in sorted(keys(root, set(by_file)).items()):
        kept = cache / key
        if not kept.exists():
            began = time.monotonic()
            runs = _measured(root, by_file[file], run)
            kept.with_suffix(".new").write_bytes(pickle.dumps(runs))
            kept.with_suffix(".new").rename(kept)
            print(
                f"{file.relative_to(root)}: {len(runs)} tests, {time.monotonic() - began:.0f} s", flush=True
            )
        found |= pickle.loads(kept.read_bytes())
    return found


def _measured(
    root: Path, items: list[pytest.Item], run: Callable[[pytest.Item, pytest.Item | None], bool]
) -> dict[str, Run]:
    measure = coverage.Coverage(data_file=None, source=[str(root / "repair")], messages=False)
    measure.set_option("run:disable_warnings", ["no-data-collected"])
    seconds: dict[str, float] = {}
    gc.unfreeze()  # the tests hide from the collector what lives from the start
    caches = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
    tested = [
        one for one in caches if str(one.__module__).startswith(tuple(f"repair.{name}" for name in PACKAGES))
    ]
    measure.start()
    for item, following in zip(items, [*items[1:], None], strict=True):
        measure.switch_context(item.nodeid)
        for cache in tested:  # else the first test that asks would seem to be the only one
            cache.cache_clear()
        began = time.process_time()
        if run(item, following):
            seconds[item.nodeid] = time.process_time() - began
    measure.stop()
    data, lines = measure.get_data(), {name: {} for name in seconds}  # type: ignore[var-annotated]
    for file in data.measured_files():
        name = Path(file).relative_to(root).as_posix()
        for line, contexts in data.contexts_by_lineno(file).items():
            for context in contexts:
                if context in lines:
                    lines[context][name] = lines[context].get(name, 0) | 1 << line
    return {name: Run(seconds[name], lines[name]) for name in seconds}
