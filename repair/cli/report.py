"""`repair report`: the failure-analysis document."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from repair.cli.limits import Bounds, Cost
from repair.cli.options import (
    AsOf,
    Format,
    Generated,
    Ignore,
    Profile,
    Requirements,
    Select,
    Verbose,
    options,
    say_requirements,
    settings_files,
    single,
)
from repair.cli.outputs import check_places, read_once, working_folder
from repair.cli.terminal import give
from repair.errors import UsageError

if TYPE_CHECKING:
    from repair.api import Options, Repair


def command() -> Any:
    """`repair report` as a command line."""
    return single(run)


def run(
    generated: Generated,
    cost: Cost,
    ideal: Annotated[
        str | None,
        typer.Argument(
            metavar="IDEAL", help="The template as it should be; left out when GENERATED is a folder."
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="Write here; the suffix says which kind, as .md."
        ),
    ] = None,
    style: Annotated[
        str | None,
        typer.Option(
            "--style",
            metavar="NAME",
            help="analysis, errors, changes or catalogue, or a team's own FILE.md.jinja.",
        ),
    ] = None,
    select: Select = None,
    ignore: Ignore = None,
    profile: Profile = None,
    requirements: Requirements = None,
    verbose: Verbose = False,
    referee: Annotated[
        bool, typer.Option("--referee", help="Ask cfn-lint too, if it is installed. It takes seconds.")
    ] = False,
    as_of: AsOf = None,
    format_: Format = None,
    jobs: Annotated[
        int, typer.Option("--jobs", metavar="N", help="Of a folder: processes at a time; 0 for one a core.")
    ] = 0,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="FILE", help="Of a folder: the overview.json of an earlier run."),
    ] = None,
) -> int:
    """Write the failure-analysis document: what the generated template gets wrong, why, and how to mend it.

    Of a folder of pairs (`repair report FOLDER -o OUT`) it writes a document for each pair and an overview of all.

    Exit code 0: nothing tells the two apart. 1: the document has findings. 2: bad input.
    """
    chosen = partial(options, select, ignore, profile=profile, requirements=requirements, as_of=as_of)
    bound = cost.bounds
    if Path(generated).is_dir():
        if ideal is not None or output is None or referee:
            raise UsageError(
                f"{generated} is a folder: give repair report {generated} -o OUT, and no IDEAL or --referee."
            )
        check_places(settings_files(profile, requirements), {"--output": output})
        kind = _format_of(format_)
        _check_style(style, kind)
        asked = chosen(operations=kind == "json")
        say_requirements(asked, verbose=verbose)
        return _folder(generated, output, kind, asked, bound, style, _words(profile), jobs, against)
    if ideal is None:
        raise UsageError("IDEAL is missing: give the template that GENERATED should have been.")
    if against is not None:
        raise UsageError("--against goes with a folder of pairs.")
    read_once([generated, ideal])
    own = [style] if style is not None and "." in style else []
    check_places([generated, ideal, *own, *settings_files(profile, requirements)], {"--output": output})
    from repair.api import Syntax, load, report, save
    from repair.report.write import kind_of

    kind = kind_of(output or "-.md", format_)
    _check_style(style, kind, referee=referee)
    asked = chosen(operations=kind not in ("md", "html"))
    say_requirements(asked, verbose=verbose)
    with bound.within(generated) as limits:
        mine = load(generated, syntax=Syntax.ANY, limits=limits)
        result = report(mine, load(ideal, limits=limits), options=asked)
    text = _text(result, asked, kind, style, referee=referee)
    if output is None or output == "-":
        give(text)
    else:
        save(output, text)
    return 1 if result.findings else 0


def _check_style(style: str | None, kind: str, *, referee: bool = False) -> None:
    if kind != "md" and style is not None:
        raise UsageError(f"--style goes with a Markdown document, and this one is written as {kind}.")
    if kind not in ("md", "html") and referee:
        raise UsageError(f"--referee goes with Markdown and HTML, and this document is written as {kind}.")


def _text(result: Repair, asked: Options, kind: str, style: str | None, *, referee: bool) -> str:
    """The document as text."""
    if kind not in ("md", "html"):
        from repair.report.write import render

        return render(result, kind, root=working_folder(), options=asked)
    from repair.report.composing.compose import document_of
    from repair.report.referee import judged
    from repair.report.write import document_text

    texts = [one.document.text for one in (result.template, result.ideal) if one is not None and one.document]
    judgements = [judged(text) for text in texts] if referee else []
    return document_text(document_of(result, asked, judgements), kind, style)


def _folder(
    folder: str,
    out: str,
    kind: str,
    asked: Options,
    bound: Bounds,
    style: str | None,
    profiles: tuple[str, ...],
    jobs: int,
    against: str | None,
) -> int:
    from repair.cli.report_folder import Work
    from repair.cli.report_folder import run as write_all

    earlier = Path(against) if against is not None else None
    return write_all(Work(Path(folder), Path(out), kind, asked, bound, style, profiles, jobs, earlier))


def _format_of(format_: str | None) -> str:
    """The kind of the documents of a folder: Markdown unless `--format` says otherwise."""
    from repair.report.write import kind_of

    return kind_of("-.md", format_)


def _words(profile: list[str] | None) -> tuple[str, ...]:
    return tuple(word.strip() for text in profile or () for word in text.split(",") if word.strip())
