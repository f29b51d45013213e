"""`repair check`: findings only."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from repair.cli.asked import Asked, Files
from repair.cli.in_force import fails, outdated_words, save_baseline
from repair.cli.limits import Bounds
from repair.cli.many import UNREADABLE, Many
from repair.cli.options import REPORT_SUFFIXES, Format, single
from repair.cli.outputs import STREAM, check_places, working_folder
from repair.cli.said import Aloud, Said, Speaker
from repair.cli.terminal import give, wants_colour, width
from repair.errors import RepairError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repair.api import Chooser, Entry, Repair


@dataclass(frozen=True, slots=True)
class _Ways:
    """How the findings of one file are told.

    Attributes:
        aloud: Whether they are said as text; else they are for a report.
        sparing: Whether nothing is said of a file without findings.
        baseline: Whether they are to be listed in a baseline, and none counts.
        bounds: What one file may cost.
    """

    aloud: bool
    sparing: bool
    baseline: bool
    bounds: Bounds


def command() -> Any:
    """`repair check` as a command line."""
    return single(run)


def run(
    files: Files,
    asked: Asked,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help=f"Write the findings, as {REPORT_SUFFIXES}."),
    ] = None,
    format_: Format = None,
) -> int:
    """Find what is wrong with templates; nothing is mended and nothing but the report is written.

    Exit code 0: nothing was found. 1: something was. 2: bad input.
    """
    from repair.report.write import check_number, kind_of

    named = output is not None and output != STREAM
    kind = kind_of(str(output), format_) if named or format_ is not None else "text"
    chosen = asked.chooser()
    names = asked.names(files, chosen)
    if asked.hook and not names:
        return 0
    check_number(len(names), kind)
    baselines = [asked.baseline] if asked.baseline else []
    check_places([*names, *asked.chosen.files, *baselines], {"--output": output})
    asked.check_baseline_place(names)
    asked.settle(names, chosen, quiet=asked.hook)
    known: list[tuple[str, tuple[Entry, ...]]] = []
    ways = _Ways(
        not named and kind == "text",
        asked.hook or len(names) > 1,
        asked.write_baseline is not None,
        asked.cost.bounds,
    )
    if ways.aloud and len(names) > 1:
        work = Many(
            partial(_apart, chosen, ways),
            ("check", ways, chosen.start),
            asked.jobs,
            cached=not (asked.no_cache or ways.baseline),
            own=chosen,
            known=lambda file, entries: known.append((file, entries)),
        )
        code = work.run(names, quiet=asked.hook)
    else:
        code = _told(names, chosen, ways, kind, output if named else None, known)
    if asked.write_baseline is not None:
        save_baseline(asked.write_baseline, known)
    return code


def _told(
    files: Sequence[str],
    chosen: Chooser,
    ways: _Ways,
    kind: str,
    output: str | None,
    known: list[tuple[str, tuple[Entry, ...]]],
) -> int:
    """Check the files one after the other, and write one report of all where it is not said aloud."""
    codes, results = [], []
    for file in files:
        speaker = Aloud()
        code, result = _checked(file, chosen, ways, speaker)
        codes.append(code)
        if result is not None:
            known.append((file, speaker.known))
            results.append(result)
    if results and not ways.aloud:
        from repair.api import save
        from repair.report.write import render

        text = render(results, kind, root=working_folder(), options=chosen(files[0]).options)
        if output is not None:
            save(output, text)
        else:
            give(text)
    return max(codes)


def _apart(chosen: Chooser, ways: _Ways, file: str) -> Said:
    """Check one file of several; what there is to say waits for its turn."""
    speaker = Speaker()
    code, _ = _checked(file, chosen, ways, speaker)
    return speaker.said(code)


def _checked(file: str, chosen: Chooser, ways: _Ways, speaker: Speaker) -> tuple[int, Repair | None]:
    """The exit code and what is found in a file; None, once its error is said, when it cannot be read."""
    from repair.api import Syntax, check, entries_of, load

    try:
        force = chosen(file)
        with ways.bounds.within(file) as limits:
            result = check(load(file, syntax=Syntax.ANY, limits=limits), options=force.options)
        if ways.aloud and not (ways.sparing and not result.findings and not result.failures):
            from repair.report.terminal import summary

            speaker.give(summary(result, colour=wants_colour(sys.stdout), width=width()))
    except RepairError as error:
        speaker.say(f"error: {error}")
        return UNREADABLE, None
    if ways.baseline:
        speaker.known = entries_of(result)
        return 0, result
    speaker.say(outdated_words(result, file))
    return int(fails(result, force.fail_on, all_count=True)), result
