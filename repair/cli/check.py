"""`repair check`: findings only."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from repair.cli.options import (
    AsOf,
    Format,
    Ignore,
    Profile,
    Requirements,
    Select,
    Stack,
    StackOption,
    Verbose,
    options,
    say_requirements,
    settings_files,
    single,
)
from repair.cli.outputs import check_places, read_once
from repair.cli.terminal import give, say, wants_colour, width
from repair.errors import RepairError, UsageError

if TYPE_CHECKING:
    from repair.api import Options


def command() -> Any:
    """`repair check` as a command line."""
    return single(run)


def run(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Templates, JSON or YAML; - is standard input.")
    ],
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Write the findings: .json or .md.")
    ] = None,
    profile: Profile = None,
    requirements: Requirements = None,
    select: Select = None,
    ignore: Ignore = None,
    stack: StackOption = Stack.UNSTATED,
    as_of: AsOf = None,
    format_: Format = None,
    verbose: Verbose = False,
) -> int:
    """Find what is wrong with templates; nothing is mended and nothing but the report is written.

    Exit code 0: nothing was found. 1: something was. 2: bad input.
    """
    if output is not None and len(files) > 1:
        raise UsageError("--output takes the findings of one FILE; give one.")
    read_once(files)
    check_places([*files, *settings_files(profile, requirements)], {"--output": output})
    chosen = options(select, ignore, profile=profile, requirements=requirements, stack=stack, as_of=as_of)
    say_requirements(chosen, verbose=verbose)
    return max(_one(file, output, format_, chosen) for file in files)


def _one(file: str, output: str | None, format_: str | None, chosen: Options) -> int:
    from repair.api import check, save
    from repair.report.write import kind_of, render

    try:
        result = check(file, options=chosen)
        if output is not None and output != "-":
            save(output, render(result, kind_of(output, format_)))
        elif format_ is not None:
            give(render(result, kind_of("-", format_)))
        else:
            from repair.report.terminal import summary

            give(summary(result, colour=wants_colour(sys.stdout), width=width()))
    except RepairError as error:
        say(f"error: {error}")
        return 2
    return 1 if result.findings else 0
