"""`repair diff`: how two templates differ in meaning."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from repair.cli.limits import Cost
from repair.cli.options import Generated, Ideal, single
from repair.cli.outputs import STREAM, check_places, read_once
from repair.cli.terminal import give, wants_colour, width

EPILOG = """Signs: = renamed, ~ changed, > moved, + only in IDEAL, - only in GENERATED. [Brackets] say what deploying
the change does: "replaces it", "data may be lost", "allows more".

`repair diff a.yaml b.yaml` shows it; `-o diff.html` is a page to look at side by side, `-o diff.md` a comment for a
pull request, `-o diff.json` everything, for programs. Secrets are hidden in all of them."""


def command() -> Any:
    """`repair diff` as a command line."""
    return single(run, epilog=EPILOG)


def run(
    generated: Generated,
    ideal: Ideal,
    cost: Cost,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write here: .html, .md or .json, else text; - is the terminal.",
        ),
    ] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Show differences in spelling and in the order of lists too.")
    ] = False,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="KIND", help="text, json, md or html, whatever the suffix says."),
    ] = None,
) -> int:
    """Say how two templates differ in meaning; nothing is repaired.

    Key order, quotes, the order of lists that have none, `!Sub` or `!Join`: what CloudFormation reads alike is no
    difference. A renamed resource is one difference, with all that refers to it.

    Exit code 0: they mean the same. 1: they differ. 2: bad input.
    """
    read_once([generated, ideal])
    check_places([generated, ideal], {"--output": output})
    from repair.api import diff, load, save
    from repair.report.difference import kind_of, render

    kind = kind_of(output, format_)
    with cost.bounds.within(generated) as limits:
        mine, theirs = load(generated, limits=limits), load(ideal, limits=limits)
        result = diff(mine, theirs, exact=exact)
    shown = output in (None, STREAM) and sys.stdout is not None and sys.stdout.isatty()
    text = render(
        result,
        mine,
        theirs,
        kind=kind,
        colour=shown and wants_colour(sys.stdout),
        width=width() if shown else 0,
    )
    if output is None or output == STREAM:
        give(text)
    else:
        save(output, text)
    return 0 if result.equal else 1
