"""The product's own YAML (rules, taxonomy, tables) as JSON, which loads many times faster.

A wheel has one `packed.json` a folder (see `hatch_build.py`). In a source tree the same stands in `__pycache__`,
as Python keeps its byte code: written by the first run, and brought up to date when a file has changed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

FORM = 1
"""Goes up when what is kept of a file changes: what an older version kept is then read anew."""

_Stamp = list[int]
"""FORM, time of change and size of a file."""


@lru_cache(maxsize=8)
def contents(folder: FilePath) -> Mapping[str, Any]:
    """What each YAML file under `folder` says, by its path from there with slashes, in the order of paths.

    What stands under the key `examples` is left out: it is most of a rule's file, and a run does not need it.
    """
    packed = folder / "packed.json"
    if packed.is_file():
        shipped: Mapping[str, Any] = json.loads(packed.read_bytes())
        return shipped
    copy = folder / "__pycache__" / "packed.json"
    kept = _kept(copy)
    stamps = dict(sorted(_stamps(os.fspath(folder), "")))
    fresh = {name: kept[name] for name, stamp in stamps.items() if name in kept and kept[name][0] == stamp}
    found = {
        name: fresh.get(name) or [stamp, without_examples(folder / name)] for name, stamp in stamps.items()
    }
    if len(fresh) < len(found) or len(fresh) < len(kept):
        _keep(copy, found)
    return {name: said for name, (_, said) in found.items()}


def without_examples(file: FilePath) -> Any:
    """What a YAML file says up to its last key, `examples`, if it has that."""
    return parsed(file.read_text(encoding="utf-8").partition("\nexamples:")[0])


def parsed(text: str) -> Any:
    """What a YAML text says."""
    import yaml  # takes as long to load as a small template takes to mend

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _stamps(folder: str, prefix: str) -> Iterator[tuple[str, _Stamp]]:
    """The YAML files under `folder`: path and stamp."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".yaml"):
                stat = entry.stat()
                yield prefix + entry.name, [FORM, stat.st_mtime_ns, stat.st_size]
            elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                yield from _stamps(entry.path, f"{prefix}{entry.name}/")


def _kept(copy: FilePath) -> Mapping[str, Any]:
    """What an earlier run kept: path to stamp and content; empty when there is nothing to be read."""
    with suppress(OSError, ValueError):
        kept = json.loads(copy.read_bytes())
        if isinstance(kept, dict):
            pairs = kept.items()
            return {name: pair for name, pair in pairs if isinstance(pair, list) and len(pair) == 2}
    return {}


def _keep(copy: FilePath, found: Mapping[str, Any]) -> None:
    """Keep it for the next run, where Python may keep byte code; a folder that cannot be written is no error."""
    if sys.dont_write_bytecode:
        return
    beside = copy.with_name(f"{copy.name}.{os.getpid()}")
    with suppress(OSError):
        copy.parent.mkdir(exist_ok=True)
        beside.write_text(json.dumps(found), encoding="utf-8")
        beside.replace(copy)
