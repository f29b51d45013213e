"""What earlier runs said about files that are still the same, so that they need not be looked at again.

Nothing of a template is kept: an entry is a digest of the file, the version and the choices, and what was said,
which holds no secret. Runs that wrote a file are not kept.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any

from repair.cli.said import Said
from repair.version import __version__

MAX_ENTRIES = 20_000
"""Entries that are kept; when there are more the folder is emptied."""


class Cache:
    """A folder of entries, one file each, safe to share between processes.

    Args:
        folder: Where it is; made when needed.
        choices: All that the answer depends on besides the file: options, kind of output.
    """

    def __init__(self, folder: Path, choices: object) -> None:
        self.folder = folder
        self.seed = _digest([__version__, _stamp(), plain(choices)])
        self._own: dict[
            int, tuple[object, bytes]
        ] = {}  # the objects are kept, so that none takes another's id

    def key(self, path: str, own: object = None) -> str | None:
        """The name of the entry for the file as it is now; None when it cannot be read.

        `own` is what the answer for this file depends on beyond the choices of all.
        """
        if id(own) not in self._own:
            self._own[id(own)] = own, _digest(plain(own))
        try:
            data = Path(path).read_bytes()
        except OSError:
            return None
        return hashlib.sha256(
            self.seed + self._own[id(own)][1] + os.fsencode(path) + b"\0" + data
        ).hexdigest()

    def find(self, key: str | None) -> Said | None:
        """What was said, or None."""
        if key is None:
            return None
        try:
            match json.loads((self.folder / key[:2] / key[2:]).read_text(encoding="utf-8")):
                case [0 | 1 as code, str(out), str(err)] if not isinstance(code, bool):
                    return Said(code, out, err)
        except (OSError, ValueError, RecursionError):
            pass
        return None

    def keep(self, key: str | None, said: Said) -> None:
        """Remember it; a cache that cannot be written is no error."""
        if key is None or said.touched or said.code not in (0, 1):
            return
        file = self.folder / key[:2] / key[2:]
        beside = file.with_name(f"{file.name}.{os.getpid()}")
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps([said.code, said.out, said.err]), encoding="utf-8")
            beside.replace(file)

    def tidy(self) -> None:
        """Empty the folder when it holds more than `MAX_ENTRIES`."""
        with suppress(OSError):
            if sum(1 for _ in self.folder.glob("??/*")) > MAX_ENTRIES:
                shutil.rmtree(self.folder)


def cache_folder() -> Path:
    """Where the user's caches lie, as the platform has it; `REPAIR_CACHE_DIR` says otherwise."""
    given = os.environ.get("REPAIR_CACHE_DIR")
    if given:
        return Path(given)
    from platformdirs import user_cache_path  # only runs over many files pay for it

    return user_cache_path("cfn-template-repair", appauthor=False)


def _digest(value: Any) -> bytes:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).digest()


def plain(value: Any) -> Any:
    """A value as JSON writes it, the same in every process: sets are sorted, classes named."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [
            type(value).__name__,
            {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)},
        ]
    if isinstance(value, Enum):
        return [type(value).__name__, value.name]
    if isinstance(value, Mapping):
        return sorted(([str(key), plain(one)] for key, one in value.items()), key=lambda pair: str(pair[0]))
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain(one) for one in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else repr(value)


def _stamp() -> tuple[int, int, int]:
    """What changes when the program or its library does, as a development copy may without a new version.

    The number of their files, the sum of their sizes, and when the last one was changed.
    """
    package = Path(__file__).parent.parent
    count = size = newest = 0
    for folder in (package, package.parent / "patches"):
        for place, _, files in os.walk(folder):
            if place.endswith("__pycache__"):
                continue
            for name in files:
                with suppress(OSError):
                    told = (Path(place) / name).stat()
                    count, size, newest = count + 1, size + told.st_size, max(newest, told.st_mtime_ns)
    return count, size, newest
