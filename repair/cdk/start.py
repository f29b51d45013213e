"""An app to mend, once it synthesises: names that do not exist are put right first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from repair.cdk.cause import Cause
from repair.cdk.loading import Loaded, loaded_from
from repair.cdk.source import App, read_app
from repair.cdk.told import SYNTHESIS
from repair.errors import InputError
from repair.template.near import clear, nearest

TRIES = 12
"""How many names are put right before the app is given up."""


@dataclass(frozen=True)
class Start:
    """An app that synthesises, if need be because names that do not exist were put right.

    Attributes:
        app: The source as it was given.
        loaded: The app as it synthesises.
        done: What was put right, in sentences.
    """

    app: App
    loaded: Loaded
    done: tuple[str, ...]


def started(path: str, copy: Path) -> Start:
    """The app, in which names that do not exist are those that were meant.

    Raises:
        InputError: It does not synthesise all the same.
    """
    app = read_app(copy)
    done: list[str] = []
    loaded = loaded_from(path, copy, types=True)
    while loaded.cause is not None:
        cause = loaded.cause
        text = put_right(loaded.app, cause) if len(done) < TRIES else None
        if text is None:
            raise InputError(
                f"does not synthesise: {cause.sentence}",
                name=f"{path}/{cause.file}" if cause.file else path,
                line=cause.line or None,
                column=cause.column or None,
            )
        (copy / cause.file).write_bytes(text.encode("utf-8"))
        done.append(f"{cause.file}:{cause.line} {SYNTHESIS}: {cause.wrong} is {cause.meant}")
        loaded = loaded_from(path, copy, types=True)
    return Start(app, loaded, tuple(done))


def put_right(app: App, cause: Cause) -> str | None:
    """The text of the failing file with the name that was meant; None when it is not plain what to write."""
    file = app.files.get(cause.file)
    if file is None or not cause.wrong or not cause.meant or not 0 < cause.line <= len(file.lines):
        return None
    first = sum(len(line) for line in file.text.splitlines(keepends=True)[: cause.line - 1])
    around = [call.span for call in file.calls if call.span[0] <= first + len(file.lines[cause.line - 1])]
    end = max(
        (span[1] for span in around if span[1] > first), default=first + len(file.lines[cause.line - 1])
    )
    if clear(nearest(cause.wrong, [cause.meant])) is None:
        return None
    found = list(re.finditer(rf"\b{re.escape(cause.wrong)}\b", file.text[first:end]))
    if len(found) != 1:
        return None
    at = first + found[0].start()
    return file.text[:at] + cause.meant + file.text[at + len(cause.wrong) :]
