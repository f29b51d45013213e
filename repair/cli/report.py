"""`repair report`: the failure-analysis document."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from repair.cli.options import AsOf, Format, Generated, Ideal, Ignore, Select, options, single
from repair.cli.outputs import check_places, read_once
from repair.cli.terminal import give


def command() -> Any:
    """`repair report` as a command line."""
    return single(run)


def run(
    generated: Generated,
    ideal: Ideal,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Write here; .md or .json.")
    ] = None,
    select: Select = None,
    ignore: Ignore = None,
    as_of: AsOf = None,
    format_: Format = None,
) -> int:
    """Write the failure-analysis document: what the generated template gets wrong, why, and how to mend it.

    Exit code 0: nothing tells the two apart. 1: the document has findings. 2: bad input.
    """
    read_once([generated, ideal])
    check_places([generated, ideal], {"--output": output})
    from repair.api import report, save
    from repair.report.write import kind_of, render

    result = report(generated, ideal, options=options(select, ignore, as_of=as_of, operations=True))
    text = render(result, kind_of(output or "-.md", format_))
    if output is None or output == "-":
        give(text)
    else:
        save(output, text)
    return 1 if result.findings else 0
