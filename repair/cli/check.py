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
    from repair.api import Chooser, Entry, Repair


@dataclass(frozen=True, slots=True)
class _Ways:
    """How the findings of one file are told.

    Attributes:
        kind: The kind of the report.
        aloud: Whether they are said as text; else they are for a report.
        sparing: Whether nothing is said of a file without findings.
        baseline: Whether they are to be listed in a baseline, and none counts.
        bounds: What one file may cost.
    """

    kind: str
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
    from repair.api import save
    from repair.report.write import check_number, joined, kind_of

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
    ways = _Ways(
        kind,
        not named and kind == "text",
        asked.hook or len(names) > 1,
        asked.write_baseline is not None,
        asked.cost.bounds,
    )
    if len(names) == 1:
        code, told, known = _alone(names[0], chosen, ways)
    else:
        came: list[tuple[str, Said]] = []
        work = Many(
            partial(_apart, chosen, ways),
            ("check", ways, chosen.start),
            asked.jobs,
            cached=ways.aloud and not (asked.no_cache or ways.baseline),
            own=chosen,
            taken=lambda file, said: came.append((file, said)),
        )
        code = work.run(names, quiet=asked.hook, counted=ways.aloud)
        told = joined([said.part for _, said in came], kind) if came and not ways.aloud else None
        known = [(file, said.known) for file, said in came]
    if told is not None and named:
        save(str(output), told)
    elif told is not None:
        give(told)
    if asked.write_baseline is not None:
        save_baseline(asked.write_baseline, known)
    return code


def _alone(
    file: str, chosen: Chooser, ways: _Ways
) -> tuple[int, str | None, list[tuple[str, tuple[Entry, ...]]]]:
    """Check the only file: the exit code, the report when one is to be written, and the entries for a baseline."""
    speaker = Aloud()
    code, result = _checked(file, chosen, ways, speaker)
    if result is None:
        return code, None, []
    known = [(file, speaker.known)]
    if ways.aloud:
        return code, None, known
    from repair.report.write import render

    return code, render(result, ways.kind, root=working_folder(), options=chosen(file).options), known


def _apart(chosen: Chooser, ways: _Ways, file: str) -> Said:
    """Check one file of several; what there is to say waits for its turn."""
    speaker = Speaker()
    code, result = _checked(file, chosen, ways, speaker)
    if result is not None and not ways.aloud:
        from repair.report.write import part_of

        speaker.part = part_of(result, ways.kind, working_folder())
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
