"""The main job: `repair FILE -o OUT`."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from repair.cli.options import (
    AsOf,
    Exact,
    Format,
    Ignore,
    Profile,
    Select,
    Stack,
    StackOption,
    Unsafe,
    one_of,
    options,
    single,
)
from repair.cli.terminal import give, say, wants_colour, width
from repair.errors import RepairError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    profile: Profile = "baseline",
    select: Select = None,
    ignore: Ignore = None,
    unsafe_fixes: Unsafe = False,
    stack: StackOption = Stack.NEW,
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
) -> int:
    """Mend CloudFormation templates: find what is wrong, apply the fixes that are safe, touch nothing else.

    Without -o, --write, --diff or --check the findings are shown and nothing is written; a template from
    standard input goes to standard output.
    """
    one_of(output=bool(output), write=write, diff=diff, check=check)
    single = {"--output": output, "--report": report, "--patch": patch, "--inverse-patch": inverse_patch}
    if len(files) > 1 and any(single.values()):
        name = next(name for name, value in single.items() if value)
        raise UsageError(f"{name} takes the result of one FILE; give one, or use --write for several.")
    if exact and ideal is None:
        raise UsageError("--exact needs --ideal FILE.")
    if write and "-" in files:
        raise UsageError(
            "--write needs files; the repaired standard input goes to standard output by itself."
        )
    chosen = options(
        select,
        ignore,
        unsafe=unsafe_fixes,
        exact=exact,
        profile=profile,
        stack=stack,
        as_of=as_of,
        operations=report is not None,
    )
    outputs = Outputs(output, write, diff, check, report, format_, patch, inverse_patch, guarded_patch, quiet)
    from repair.api import load

    goal = load(ideal) if ideal is not None else None
    return max(_one(file, goal, chosen, outputs) for file in files)


def _one(file: str, ideal: Template | None, chosen: Options, outputs: Outputs) -> int:
    """Mend one file; an error is said and the other files go on."""
    from repair.api import load, repair

    try:
        result = repair(load(file), ideal, options=chosen)
        _side_outputs(result, outputs)
        _main_output(file, result, outputs)
    except RepairError as error:
        say(f"error: {error}")
        return 2
    pending = result.changed and (outputs.check or outputs.diff)
    return 1 if result.remaining or pending else 0


def _main_output(file: str, result: Repair, outputs: Outputs) -> None:
    from repair.api import save
    from repair.report.terminal import summary
    from repair.report.unified import unified_diff

    if outputs.diff:
        give(unified_diff(result, colour=wants_colour(sys.stdout)))
    elif outputs.output not in (None, "-"):
        save(str(outputs.output), result.text)
    elif outputs.write:
        if result.changed:
            save(file, result.text)
    elif not outputs.check and (file == "-" or outputs.output == "-"):
        give(result.text)
    if outputs.quiet:
        return
    written = bool(outputs.output or outputs.write or (file == "-" and not (outputs.diff or outputs.check)))
    say(summary(result, colour=wants_colour(sys.stderr), width=width(), written=written))
    if result.changed and not (written or outputs.diff or outputs.check):
        say("Nothing was written: give -o OUT, --write or --diff.")


def _side_outputs(result: Repair, outputs: Outputs) -> None:
    from repair.api import save

    if outputs.report:
        from repair.report.write import kind_of, render

        save(outputs.report, render(result, kind_of(outputs.report, outputs.format)))
    if outputs.patch:
        _write_patch(outputs.patch, result.guarded_patch if outputs.guarded else result.patch)
    if outputs.inverse:
        _write_patch(outputs.inverse, result.guarded_inverse if outputs.guarded else result.inverse)


def _write_patch(path: str, ops: Sequence[Mapping[str, object]]) -> None:
    from repair.api import save

    save(path, json.dumps(ops, indent=2, ensure_ascii=False) + "\n")
