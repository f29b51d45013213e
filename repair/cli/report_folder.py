"""`repair report DIR -o OUT`: a document for each pair of templates in a folder, and an overview of all."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from repair.cli.limits import Bounds
from repair.cli.terminal import say
from repair.errors import InputError, RepairError, UsageError

if TYPE_CHECKING:
    from repair.api import Options
    from repair.report.overview.overview import Overview, Pair, Unread

GENERATED, IDEAL = "generated", "ideal"
"""What the two files of a pair are called, but for the suffix."""

_SUFFIXES = (".json", ".yaml", ".yml", ".template")
_DOCUMENT = "FAILURES"


@dataclass(frozen=True, slots=True)
class Work:
    """What is asked for.

    Attributes:
        folder: The folder with the pairs.
        out: Where documents and overview go.
        kind: The kind of the documents, as `repair.report.write.kind_of` says it.
        style: The style of Markdown documents; None: the default.
        chosen: The engine's options.
        profiles: The names of the profiles that are in force, to be said in the overview.
        jobs: Processes at a time; 0: one a core.
        against: The overview.json of an earlier run, or None.
    """

    folder: Path
    out: Path
    kind: str
    chosen: Options
    bounds: Bounds
    style: str | None = None
    profiles: tuple[str, ...] = ()
    jobs: int = 0
    against: Path | None = None


@dataclass(frozen=True, slots=True)
class _Files:
    """A pair as it lies on the disk; `fault` says why it is none."""

    name: str
    generated: Path | None = None
    ideal: Path | None = None
    fault: str = ""


def run(work: Work) -> int:
    """Write everything.

    Returns:
        0: no pair has a finding. 1: one has. 2: one cannot be read; the overview says why.

    Raises:
        UsageError: The folder has no pairs, or the results would lie among them.
        InputError: Something cannot be read or written.
    """
    from repair.api import save
    from repair.report.overview.json_shape import read_earlier
    from repair.report.overview.overview import Unread, overview_of

    _check(work)
    before = read_earlier(work.against) if work.against is not None else None
    found = list(pairs_in(work.folder))
    if not found:
        raise UsageError(
            f"{work.folder} has no pairs: a pair is a folder with {GENERATED} and {IDEAL}, each .json, .yaml, "
            ".yml or .template."
        )
    pairs: list[Pair] = []
    unread: list[Unread] = []
    total = len(found)
    for number, (files, outcome) in enumerate(zip(found, _outcomes(work, found), strict=True), 1):
        _progress(number, total, files.name)
        if isinstance(outcome, str):
            unread.append(Unread(files.name, outcome))
            continue
        pair, text = outcome
        pairs.append(pair)
        save(_made(work.out / files.name) / _document(work), text)
    overview = overview_of(pairs, unread, chosen_profiles=work.profiles, earlier=before)
    for name, text in _overviews(overview):
        save(_made(work.out) / name, text)
    _closing(work, overview)
    return 2 if unread else 1 if overview.findings else 0


def pairs_in(folder: Path) -> Iterator[_Files]:
    """The pairs below a folder, by name; a folder with only one of the two, or with two of one, has a fault."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        generated, ideal = _named(names, GENERATED), _named(names, IDEAL)
        if not generated and not ideal:
            continue
        relative = Path(here).relative_to(folder)
        name = relative.as_posix() if relative.parts else folder.resolve().name
        faults = [
            f"has {len(files)} files called {word}: {', '.join(files)}" if files else f"has no {word}"
            for word, files in ((GENERATED, generated), (IDEAL, ideal))
            if len(files) != 1
        ]
        if faults:
            yield _Files(name, fault="; ".join(faults))
        else:
            yield _Files(name, Path(here) / generated[0], Path(here) / ideal[0])


def _named(names: Sequence[str], stem: str) -> list[str]:
    return sorted(name for name in names if Path(name).stem == stem and Path(name).suffix in _SUFFIXES)


def _check(work: Work) -> None:
    if work.kind not in ("md", "html", "json"):
        raise UsageError(
            "the documents of a folder are written as markdown, html or json; give one of these."
        )
    if work.out.exists() and not work.out.is_dir():
        raise UsageError(f"{work.out} is a file; -o takes a folder when GENERATED is one.")
    if work.out.resolve() == work.folder.resolve():
        raise UsageError(f"-o {work.out} is the folder that is read; give another one.")
    if work.jobs < 0:
        raise UsageError("--jobs takes a number of processes, or 0 for one a core.")


def _outcomes(work: Work, found: Sequence[_Files]) -> Iterator[tuple[Pair, str] | str]:
    """What became of each pair, in their order: facts and document, or why it cannot be read."""
    jobs = min(work.jobs or _cores(), len(found))
    if jobs == 1:
        for files in found:
            yield _outcome(work, files)
        return
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(work,)) as pool:
        try:
            yield from pool.map(_outcome_of, found)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_work: Work | None = None
"""In a process of the pool: what is asked for."""


def _start(work: Work) -> None:
    global _work
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one


def _outcome_of(files: _Files) -> tuple[Pair, str] | str:
    assert _work is not None
    return _outcome(_work, files)


def _outcome(work: Work, files: _Files) -> tuple[Pair, str] | str:
    from repair.api import Syntax, load, report
    from repair.report.composing.compose import document_of
    from repair.report.overview.overview import pair_of
    from repair.report.write import document_text, render

    if files.generated is None or files.ideal is None:
        return files.fault
    try:
        with work.bounds.within(str(files.generated)) as limits:
            generated = load(files.generated, syntax=Syntax.ANY, limits=limits)
            result = report(generated, load(files.ideal, limits=limits), options=work.chosen)
            document = document_of(result, work.chosen)
        text = (
            render(result, "json") if work.kind == "json" else document_text(document, work.kind, work.style)
        )
    except InputError as error:
        where = ":".join(str(part) for part in (Path(error.name).name, error.line, error.column) if part)
        return f"{where}: {error.message}"
    except RepairError as error:
        return str(error)
    except Exception as error:  # one pair must not cost the others their documents
        if os.environ.get("REPAIR_DEBUG"):
            raise
        return f"internal error ({type(error).__name__}: {error}): a defect of repair, please report it"
    return pair_of(files.name, document, f"{files.name}/{_document(work)}"), text


def _document(work: Work) -> str:
    return f"{_DOCUMENT}.{work.kind}"


def _overviews(overview: Overview) -> Iterator[tuple[str, str]]:
    from repair.report.overview.csv_table import as_csv
    from repair.report.overview.json_shape import as_json
    from repair.report.overview.markdown import as_markdown
    from repair.report.pages.overview_page import as_html

    yield "overview.md", as_markdown(overview)
    yield "overview.html", as_html(overview)
    yield "overview.json", as_json(overview)
    yield "overview.csv", as_csv(overview)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made: {error.strerror or error}", name=str(folder)) from None
    return folder


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _progress(number: int, total: int, name: str) -> None:
    """One line that is written over, on a terminal only."""
    if sys.stderr is None or not sys.stderr.isatty():
        return
    end = "" if number < total else "\r\x1b[K"
    sys.stderr.write(f"\r\x1b[K{number}/{total} {name[:60]}{end}")
    sys.stderr.flush()


def _closing(work: Work, overview: Overview) -> None:
    from repair.report.overview.markdown import compared, sentences

    for one in overview.unread:
        say(f"error: {one.name}: {one.reason}")
    for sentence in sentences(overview):
        say(sentence)
    if overview.against is not None:
        for sentence in compared(overview.against):
            say(sentence)
    say(f"The overview is {work.out}/overview.html, with .md, .json and .csv beside it.")
