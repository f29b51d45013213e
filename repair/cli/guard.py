"""`repair guard -- COMMAND`: look at the template that a deploy command would deploy, then run or refuse it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from repair.cli.deploy_commands import Deployed, deployed
from repair.cli.in_force import BaselineFile, ConfigFile, NoConfig, chooser
from repair.cli.options import (
    AsOf,
    Ignore,
    Level,
    Profile,
    Requirements,
    Select,
    StackOption,
    Unsafe,
    single,
)
from repair.cli.terminal import say, wants_colour, width
from repair.errors import InputError, UsageError

if TYPE_CHECKING:
    from repair.api import Options, Repair

EPILOG = """Understood are `aws cloudformation deploy` (and create-stack, update-stack, create-change-set), `sam`, `cdk` (the
templates of cdk.out: run `cdk synth` before), and any command that has a template's path among its arguments.

Exit code: the command's own when it ran. 1: it was refused, because findings remain. 2: bad input or usage."""

_MISSING = 127
"""What shells say when there is no such command."""


def command() -> Any:
    """`repair guard` as a command line."""
    return single(run, epilog=EPILOG)


def run(
    words: Annotated[
        list[str], typer.Argument(metavar="-- COMMAND...", help="The deploy command, as it would be typed.")
    ],
    fix: Annotated[
        bool, typer.Option("--fix", help="Deploy a repaired copy; the template itself stays as it is.")
    ] = False,
    unsafe_fixes: Unsafe = None,
    fail_on: Annotated[
        Level, typer.Option("--fail-on", help="Refuse for findings of this severity or worse.")
    ] = Level.HIGH,
    profile: Profile = None,
    requirements: Requirements = None,
    select: Select = None,
    ignore: Ignore = None,
    stack: StackOption = None,
    as_of: AsOf = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    baseline: BaselineFile = None,
) -> int:
    """Check, or with --fix repair, the template of a deploy command; then run the command, or refuse it."""
    found = deployed(words, Path.cwd())
    if fix and any(one.index is None for one in found):
        raise UsageError(
            "--fix needs a command that names its template; repair the file with `repair FILE --write` and deploy again."
        )
    chosen = chooser(
        select=select,
        ignore=ignore,
        unsafe=unsafe_fixes,
        profile=profile,
        requirements=requirements,
        stack=stack,
        as_of=as_of,
        config=config,
        no_config=no_config,
        baseline=baseline,
    )
    with tempfile.TemporaryDirectory(prefix="repair-guard-") as folder:
        results = [_looked_at(one, chosen(one.file).options, fix=fix) for one in found]
        bad = sum(_counts(result, fail_on) for result in results)
        if bad:
            noun = "finding" if bad == 1 else "findings"
            say(f"refused: {bad} {noun} of severity {fail_on.value} or worse; the command was not run.")
            return 1
        line = list(words)
        for number, (one, result) in enumerate(zip(found, results, strict=True)):
            if fix and result.changed:
                line = one.moved(line, _copy(Path(folder), number, one, result))
        return _run(line)


def _looked_at(one: Deployed, chosen: Options, *, fix: bool) -> Repair:
    """The findings of one template, said when there are any; with `fix` the repaired text too."""
    from repair.api import Syntax, check, load, repair
    from repair.report.terminal import summary

    syntax = (Syntax.ANY if chosen.unsafe else Syntax.PLAIN) if fix else Syntax.AS_IS
    template = load(one.file, syntax=syntax)
    result = repair(template, options=chosen) if fix else check(template, options=chosen)
    if result.findings:
        say(summary(result, colour=wants_colour(sys.stderr), width=width(), written=fix))
    return result


def _counts(result: Repair, level: Level) -> int:
    """The findings that are left and as bad as `level`."""
    from repair.api import Severity

    worst = Severity(level.value).rank
    return sum(one.severity.rank <= worst for one in result.remaining)


def _copy(folder: Path, number: int, one: Deployed, result: Repair) -> str:
    """A repaired copy of the template; its folder is gone after the command."""
    from repair.api import save

    place = folder / str(number) / Path(one.file).name
    place.parent.mkdir()
    save(place, result.text)
    return str(place)


def _run(line: list[str]) -> int:
    try:
        return subprocess.run(line, check=False).returncode
    except FileNotFoundError:
        say(f"error: {line[0]}: there is no such command")
        return _MISSING
    except OSError as error:
        raise InputError(f"cannot be run: {error.strerror or error}", name=line[0]) from None
