"""`repair guard -- COMMAND`: look at the template that a deploy command would deploy, then run or refuse it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from repair.cli.deploy_commands import Deployed, deployed
from repair.cli.in_force import BaselineFile, Chosen
from repair.cli.limits import Bounds, Cost
from repair.cli.options import Level, Unsafe, single
from repair.cli.running import run_command
from repair.cli.terminal import say, wants_colour, width
from repair.errors import UsageError

if TYPE_CHECKING:
    from repair.api import Options, Repair

EPILOG = """Understood are `aws cloudformation deploy` (and create-stack, update-stack, create-change-set), `sam`, `cdk` (the
templates of cdk.out: run `cdk synth` before), and any command that has a template's path among its arguments.

Wrappers such as `npx` and `aws-vault exec NAME --` may stand before them.

Exit code: the command's own when it ran. 1: it was refused, because findings remain. 2: bad input or usage."""

_MADE_ANEW = (
    "note: the command makes its templates anew; those that were looked at are what the last `cdk synth` wrote. "
    "`--app cdk.out` deploys just them."
)


def command() -> Any:
    """`repair guard` as a command line."""
    # what follows the command's name is the command's own, with `--` before it or without
    return single(run, epilog=EPILOG, ends_at_argument=True)


def run(
    words: Annotated[
        list[str], typer.Argument(metavar="-- COMMAND...", help="The deploy command, as it would be typed.")
    ],
    chosen: Chosen,
    cost: Cost,
    fix: Annotated[
        bool, typer.Option("--fix", help="Deploy a repaired copy; the template itself stays as it is.")
    ] = False,
    unsafe_fixes: Unsafe = None,
    fail_on: Annotated[
        Level, typer.Option("--fail-on", help="Refuse for findings of this severity or worse.")
    ] = Level.HIGH,
    baseline: BaselineFile = None,
) -> int:
    """Check, or with --fix repair, the template of a deploy command; then run the command, or refuse it."""
    found = deployed(words, Path.cwd())
    if fix and any(one.index is None for one in found):
        raise UsageError(
            "--fix needs a command that names its template; repair the file with `repair FILE --write` and deploy again."
        )
    force = chosen.chooser(unsafe=unsafe_fixes, baseline=baseline)
    results = [_looked_at(one, force(one.file).options, cost.bounds, fix=fix) for one in found]
    bad = sum(_counts(result, fail_on) for result in results)
    if bad:
        noun = "finding" if bad == 1 else "findings"
        say(f"refused: {bad} {noun} of severity {fail_on.value} or worse; the command was not run.")
        return 1
    if any(one.made_anew for one in found):
        say(_MADE_ANEW)
    line = list(words)
    with contextlib.ExitStack() as copies:
        for one, result in zip(found, results, strict=True):
            if fix and result.changed:
                line = one.moved(line, copies.enter_context(_copy(one, result)))
        return run_command(line)


def _looked_at(one: Deployed, chosen: Options, bound: Bounds, *, fix: bool) -> Repair:
    """The findings of one template, said when there are any; with `fix` the repaired text too."""
    from repair.api import Syntax, check, load, repair
    from repair.report.terminal import summary

    syntax = (Syntax.ANY if chosen.unsafe else Syntax.PLAIN) if fix else Syntax.AS_IS
    with bound.within(one.file) as limits:
        template = load(one.file, syntax=syntax, limits=limits)
        result = repair(template, options=chosen) if fix else check(template, options=chosen)
    if result.findings:
        say(summary(result, colour=wants_colour(sys.stderr), width=width(), written=fix))
    return result


def _counts(result: Repair, level: Level) -> int:
    """The findings that are left and as bad as `level`."""
    from repair.api import Severity

    worst = Severity(level.value).rank
    return sum(one.severity.rank <= worst for one in result.remaining)


@contextlib.contextmanager
def _copy(one: Deployed, result: Repair) -> Iterator[str]:
    """A repaired copy beside the template, where the paths in it lead to the same files; gone afterwards.

    Raises:
        InputError: It cannot be written there.
    """
    from repair.api import save

    template = Path(one.file)
    place = template.with_name(f".repaired-{os.getpid()}-{template.name}")
    save(place, result.text)
    try:
        yield str(place)
    finally:
        with contextlib.suppress(OSError):
            place.unlink()
