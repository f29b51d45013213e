"""`repair diff`: how two templates differ in meaning."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from repair.cli.options import Exact, Format, Generated, Ideal, single
from repair.cli.outputs import check_places, read_once
from repair.cli.terminal import give, wants_colour


def command() -> Any:
    """`repair diff` as a command line."""
    return single(run)


def run(
    generated: Generated,
    ideal: Ideal,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Write here; .json or text.")
    ] = None,
    exact: Exact = False,
    format_: Format = None,
) -> int:
    """Say how two templates differ in meaning; nothing is repaired.

    Exit code 0: they mean the same. 1: they differ. 2: bad input.
    """
    read_once([generated, ideal])
    check_places([generated, ideal], {"--output": output})
    from repair.api import diff, load, save
    from repair.report.difference import as_json, as_text, kind_of

    kind = kind_of(output, format_)
    mine, theirs = load(generated), load(ideal)
    result = diff(mine, theirs, exact=exact)
    if kind == "json":
        text = as_json(result, mine, theirs)
    else:
        text = as_text(result, mine, theirs, colour=output is None and wants_colour(sys.stdout))
    if output is None or output == "-":
        give(text)
    else:
        save(output, text)
    return 0 if result.equal else 1
