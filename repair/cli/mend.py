"""The main job: `repair FILE -o OUT`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from repair.cli.options import (
    AsOf,
    Exact,
    Format,
    Ignore,
    Profile,
    Requirements,
    Select,
    Stack,
    StackOption,
    Unsafe,
    Verbose,
    one_of,
    options,
    say_requirements,
    settings_files,
    single,
)
from repair.cli.outputs import STREAM, check_places, read_once
from repair.cli.terminal import give, say, wants_colour, width
from repair.errors import RepairError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from repair.api import Options, Repair, Template

EPILOG = """Other commands: `repair diff A B` (how two templates differ), `repair report A B` (the failure-analysis
document), `repair check FILE` (findings only), `repair rules [ID]` (the library). Each has its own --help.

Exit code 0: nothing is left to do. 1: findings remain, or with --check or --diff something would change.
2: bad input or usage; nothing was written."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the results of one file go."""

    output: str | None
    write: bool
    diff: bool
    check: bool
    report: str | None
    format: str | None
    patch: str | None
    inverse: str | None
    guarded: bool
    quiet: bool

    @property
    def sides(self) -> dict[str, str | None]:
        """The places of what is written beside the template, by option."""
        return {"--report": self.report, "--patch": self.patch, "--inverse-patch": self.inverse}


def command() -> Any:
    """The main job as a command line."""
    return single(run, epilog=EPILOG)


def run(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Templates, JSON or YAML; - is standard input.")
    ],
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="OUT", help="Write the result here.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", "-w", help="Write each file in place.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change; write nothing.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Say whether anything would change; write nothing.")
    ] = False,
    ideal: Annotated[
        str | None, typer.Option("--ideal", metavar="FILE", help="Mend towards this template.")
    ] = None,
    exact: Exact = False,
    profile: Profile = None,
    requirements: Requirements = None,
    select: Select = None,
    ignore: Ignore = None,
    unsafe_fixes: Unsafe = False,
    stack: StackOption = Stack.UNSTATED,
    as_of: AsOf = None,
    report: Annotated[
        str | None, typer.Option("--report", metavar="FILE", help="Write the findings: .json or .md.")
    ] = None,
    format_: Format = None,
    patch: Annotated[
        str | None, typer.Option("--patch", metavar="FILE", help="Write the RFC 6902 patch.")
    ] = None,
    inverse_patch: Annotated[
        str | None,
        typer.Option("--inverse-patch", metavar="FILE", help="Write the patch that takes it back."),
    ] = None,
    guarded_patch: Annotated[
        bool, typer.Option("--guarded-patch", help="Put test operations into the patch.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    verbose: Verbose = False,
) -> int:
    """Mend CloudFormation templates: find what is wrong, apply the fixes that are safe, touch nothing else.

    Without -o, --write, --diff or --check the findings are shown and nothing is written; a template from
    standard input goes to standard output.
    """
    one_of(o=output is not None, write=write, diff=diff, check=check)
    outputs = Outputs(output, write, diff, check, report, format_, patch, inverse_patch, guarded_patch, quiet)
    _check_usage(files, ideal, outputs)
    check_places(settings_files(profile, requirements), {"-o": output, **outputs.sides})
    if exact and ideal is None:
        raise UsageError("--exact needs --ideal FILE.")
    chosen = options(
        select,
        ignore,
        unsafe=unsafe_fixes,
        exact=exact,
        profile=profile,
        requirements=requirements,
        stack=stack,
        as_of=as_of,
        operations=report is not None,
    )
    from repair.api import load

    if not quiet:
        say_requirements(chosen, verbose=verbose)
    goal = load(ideal) if ideal is not None else None
    return max(_one(file, goal, chosen, outputs) for file in files)


def _check_usage(files: Sequence[str], ideal: str | None, outputs: Outputs) -> None:
    """Refuse what makes no sense before anything is read.

    Raises:
        UsageError: It does not.
    """
    single = {"-o": outputs.output, **outputs.sides}
    if len(files) > 1 and any(single.values()):
        name = next(name for name, value in single.items() if value)
        raise UsageError(f"{name} takes the result of one FILE; give one, or use --write for several.")
    if outputs.write and STREAM in files:
        raise UsageError(
            "--write needs files; the repaired standard input goes to standard output by itself."
        )
    for file in files if outputs.write else ():
        if Path(file).exists() and not (Path(file).is_file() or Path(file).is_dir()):
            raise UsageError(f"--write needs ordinary files, and {file} is none.")
    read = [*files, *([ideal] if ideal is not None else ())]
    read_once(read)
    check_places(read, outputs.sides)
    on_terminal = "--diff" if outputs.diff else "the template" if _gives_template(files[0], outputs) else None
    main = {on_terminal: STREAM} if on_terminal else {"-o": outputs.output}
    check_places([], {**main, **outputs.sides})


def _one(file: str, ideal: Template | None, chosen: Options, outputs: Outputs) -> int:
    """Mend one file; an error is said and the other files go on."""
    from repair.api import load, repair, saving

    try:
        result = repair(load(file), ideal, options=chosen)
        with saving(_files(file, result, outputs)):
            _standard_output(file, result, outputs)
        _summary(file, result, outputs)
    except RepairError as error:
        say(f"error: {error}")
        return 2
    pending = result.changed and (outputs.check or outputs.diff)
    return 1 if result.remaining or pending else 0


def _files(file: str, result: Repair, outputs: Outputs) -> list[tuple[str, str]]:
    """The files to write and their texts."""
    texts = [(path, text) for path, text in _side_outputs(result, outputs) if path != STREAM]
    if outputs.output not in (None, STREAM):
        texts.append((str(outputs.output), result.text))
    elif outputs.write and result.changed:
        texts.append((file, result.text))
    return texts


def _standard_output(file: str, result: Repair, outputs: Outputs) -> None:
    """The one result that goes to standard output, if any does."""
    from repair.report.unified import unified_diff

    if outputs.diff:
        give(unified_diff(result, colour=wants_colour(sys.stdout)))
    elif _gives_template(file, outputs):
        give(result.text)
    for path, text in _side_outputs(result, outputs):
        if path == STREAM:
            give(text)


def _gives_template(file: str, outputs: Outputs) -> bool:
    return outputs.output == STREAM or (
        file == STREAM and not any((outputs.output, outputs.diff, outputs.check))
    )


def _summary(file: str, result: Repair, outputs: Outputs) -> None:
    from repair.report.terminal import summary

    if outputs.quiet:
        return
    written = bool(outputs.output or outputs.write or _gives_template(file, outputs))
    say(summary(result, colour=wants_colour(sys.stderr), width=width(), written=written))
    if result.changed and not any((written, outputs.diff, outputs.check, *outputs.sides.values())):
        say("Nothing was written: give -o OUT, --write or --diff.")


def _side_outputs(result: Repair, outputs: Outputs) -> Iterator[tuple[str, str]]:
    """The place and text of the report, the patch and its inverse, as far as they are asked for."""
    if outputs.report:
        from repair.report.write import kind_of, render

        yield outputs.report, render(result, kind_of(outputs.report, outputs.format))
    if outputs.patch:
        yield outputs.patch, _patch_text(result.guarded_patch if outputs.guarded else result.patch)
    if outputs.inverse:
        yield outputs.inverse, _patch_text(result.guarded_inverse if outputs.guarded else result.inverse)


def _patch_text(ops: Sequence[Mapping[str, object]]) -> str:
    from repair.report.json_report import finite, json_text

    return json_text([finite(op) for op in ops])
