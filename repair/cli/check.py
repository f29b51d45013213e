"""`repair check`: findings only."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from repair.cli.files import expand
from repair.cli.in_force import (
    BaselineFile,
    ConfigFile,
    FailOnOption,
    Hook,
    NoConfig,
    WriteBaseline,
    chooser,
    fails,
    for_hook,
    outdated_words,
    save_baseline,
    say_all_requirements,
)
from repair.cli.limits import (
    DEPTH,
    EXPANSION,
    NODES,
    SECONDS,
    SIZE,
    Bounds,
    MaxDepth,
    MaxExpansion,
    MaxNodes,
    MaxSize,
    Timeout,
    bounds,
)
from repair.cli.many import UNREADABLE, Many
from repair.cli.options import (
    REPORT_SUFFIXES,
    AsOf,
    Exclude,
    Format,
    Ignore,
    Jobs,
    NoCache,
    Profile,
    Requirements,
    Select,
    StackOption,
    Verbose,
    settings_files,
    single,
    words,
)
from repair.cli.outputs import STREAM, check_places, read_once, working_folder
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
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help="Templates, JSON or YAML; folders and globs of them; - is standard input."
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help=f"Write the findings, as {REPORT_SUFFIXES}."),
    ] = None,
    profile: Profile = None,
    requirements: Requirements = None,
    select: Select = None,
    ignore: Ignore = None,
    stack: StackOption = None,
    as_of: AsOf = None,
    format_: Format = None,
    exclude: Exclude = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    baseline: BaselineFile = None,
    write_baseline: WriteBaseline = None,
    fail_on: FailOnOption = None,
    hook: Hook = False,
    jobs: Jobs = 0,
    no_cache: NoCache = False,
    max_size: MaxSize = SIZE,
    max_depth: MaxDepth = DEPTH,
    max_nodes: MaxNodes = NODES,
    max_expansion: MaxExpansion = EXPANSION,
    timeout: Timeout = SECONDS,
    verbose: Verbose = False,
) -> int:
    """Find what is wrong with templates; nothing is mended and nothing but the report is written.

    Exit code 0: nothing was found. 1: something was. 2: bad input.
    """
    from repair.report.write import check_number, kind_of

    named = output is not None and output != STREAM
    kind = kind_of(str(output), format_) if named or format_ is not None else "text"
    chosen = chooser(
        select=select,
        ignore=ignore,
        profile=profile,
        requirements=requirements,
        stack=stack,
        as_of=as_of,
        exclude=exclude,
        fail_on=fail_on,
        baseline=baseline,
        write_baseline=write_baseline,
        config=config,
        no_config=no_config,
    )
    read_once(files)
    found = expand(files, words(exclude), chosen.exclude)
    names = [file.path for file in (for_hook(found) if hook else found)]
    if hook and not names:
        return 0
    check_number(len(names), kind)
    read = [*names, *settings_files(profile, requirements, config)]
    check_places([*read, *([baseline] if baseline else ())], {"--output": output})
    check_places(read, {"--write-baseline": write_baseline})
    for name in names:
        chosen(name)  # a configuration that cannot be is said once
    if not hook:
        say_all_requirements(chosen, names, verbose=verbose)
    known: list[tuple[str, tuple[Entry, ...]]] = []
    ways = _Ways(
        not named and kind == "text",
        hook or len(names) > 1,
        write_baseline is not None,
        bounds(max_size, max_depth, max_nodes, max_expansion, timeout),
    )
    if ways.aloud and len(names) > 1:
        work = Many(
            partial(_apart, chosen, ways),
            ("check", ways, chosen.start),
            jobs,
            cached=not (no_cache or ways.baseline),
            own=chosen,
            known=lambda file, entries: known.append((file, entries)),
        )
        code = work.run(names, quiet=hook)
    else:
        code = _told(names, chosen, ways, kind, output if named else None, known)
    if write_baseline is not None:
        save_baseline(write_baseline, known)
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
