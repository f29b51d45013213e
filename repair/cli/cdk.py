"""The commands on CDK apps: where an app, a cloud assembly or a template in one is given as a template would be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from repair.cli.in_force import (
    BaselineFile,
    Chosen,
    FailOnOption,
    WriteBaseline,
    fails,
    save_baseline,
)
from repair.cli.options import (
    AsOf,
    Exact,
    Ignore,
    Profile,
    Requirements,
    Select,
    Unsafe,
    options,
    say_requirements,
    single,
)
from repair.cli.outputs import working_folder
from repair.cli.terminal import give, say
from repair.errors import UsageError

if TYPE_CHECKING:
    from repair.api import Chooser, InForce

Output = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write here.")]

FINDINGS = ("text", "json", "sarif", "junit", "github", "gitlab")
"""What the findings of an app can be written as."""
_SUFFIXES = {"txt": "text", "markdown": "md", "htm": "html", "xml": "junit"}


def command(name: str) -> Any:
    """A command on apps as a command line."""
    commands: dict[str, Callable[..., int]] = {"check": check, "diff": diff, "report": report, "mend": mend}
    return single(commands[name])


def check(
    app: Annotated[
        str, typer.Argument(metavar="APP", help="A CDK app, a cdk.out folder, or a template in one.")
    ],
    chosen: Chosen,
    output: Output = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="KIND", help=f"{', '.join(FINDINGS[:-1])} or {FINDINGS[-1]}."),
    ] = None,
    baseline: BaselineFile = None,
    write_baseline: WriteBaseline = None,
    fail_on: FailOnOption = None,
) -> int:
    """Find what is wrong with a CDK app: construct, file and line for each finding.

    Exit code 0: nothing was found. 1: something was, or the app does not synthesise. 2: bad input.
    """
    from repair.cdk.annotated import results_of
    from repair.cdk.judge import judge
    from repair.cdk.loading import load
    from repair.cdk.told import json_of, text_of

    kind = _kind(output, format_, FINDINGS)
    force = _in_force(app, chosen.chooser(baseline=baseline, write_baseline=write_baseline, fail_on=fail_on))
    loaded = load(app)
    judged = judge(loaded, force.options)
    results = results_of(loaded, judged)
    if kind == "text":
        text = text_of(loaded, judged)
    elif kind == "json":
        text = json_of(loaded, judged)
    else:
        from repair.report.write import render

        text = render(results, kind, root=working_folder())
    _written(text, output)
    if write_baseline is not None:
        from repair.api import entries_of

        entries = {entry for _, result in judged.results for entry in entries_of(result)}
        save_baseline(write_baseline, [(app, tuple(sorted(entries)))])
        return 0
    return int(any(fails(one, force.fail_on, all_count=True) for one in results))


def diff(
    generated: Annotated[str, typer.Argument(metavar="GENERATED", help="The app as it is.")],
    ideal: Annotated[str, typer.Argument(metavar="IDEAL", help="The app as it should be.")],
    output: Output = None,
    exact: Exact = False,
    format_: Annotated[str | None, typer.Option("--format", metavar="KIND", help="text, md or json.")] = None,
) -> int:
    """Say how what two CDK apps synthesise to differs in meaning, stack by stack.

    Exit code 0: they mean the same. 1: they differ, or one does not synthesise. 2: bad input.
    """
    from repair.cdk.told import differences_of

    mine, theirs = _both(generated, ideal)
    if not mine.stacks or not theirs.stacks:
        return _failed(mine, theirs)
    text, equal = differences_of(mine, theirs, _kind(output, format_, ("text", "md", "json")), exact=exact)
    _written(text, output)
    return 0 if equal else 1


def report(
    generated: Annotated[str, typer.Argument(metavar="GENERATED", help="The app as it is.")],
    ideal: Annotated[str, typer.Argument(metavar="IDEAL", help="The app as it should be.")],
    output: Output = None,
    style: Annotated[
        str | None, typer.Option("--style", metavar="NAME", help="analysis, errors, changes or catalogue.")
    ] = None,
    format_: Annotated[str | None, typer.Option("--format", metavar="KIND", help="md or html.")] = None,
    profile: Profile = None,
    requirements: Requirements = None,
    select: Select = None,
    ignore: Ignore = None,
    as_of: AsOf = None,
) -> int:
    """Write the failure-analysis document of two CDK apps, with the lines of their source.

    Exit code 0: nothing tells the two apart but form. 1: the document has findings. 2: bad input.
    """
    from repair.cdk.document import document_of
    from repair.report.write import document_text

    kind = _kind(output, format_, ("md", "html"))
    asked = options(select, ignore, profile=profile, requirements=requirements, as_of=as_of)
    say_requirements(asked, verbose=False)
    mine, theirs = _both(generated, ideal)
    document = document_of(mine, theirs, asked)
    _written(document_text(document, kind, style), output)
    return int(bool(document.items))


def mend(
    app: Annotated[str, typer.Argument(metavar="APP", help="A CDK app.")],
    chosen: Chosen,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FOLDER", help="Write the mended app here.")
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change; write nothing.")] = False,
    ideal: Annotated[
        str | None, typer.Option("--ideal", metavar="APP", help="Mend towards this app.")
    ] = None,
    unsafe_fixes: Unsafe = None,
) -> int:
    """Mend a CDK app in its source; each edit is proved by synthesising again.

    Exit code 0: nothing is left to do. 1: findings remain, or the app does not synthesise. 2: bad input.
    """
    from repair.cdk.mend import mended, mended_towards, unified, write

    if output is not None and Path(output).exists():
        raise UsageError(f"{output} is there already: name a folder that is not.")
    force = _in_force(app, chosen.chooser(unsafe=unsafe_fixes))
    result = mended_towards(app, ideal, force.options) if ideal is not None else mended(app, force.options)
    say(result.summary)
    if diff:
        give(unified(result))
    elif output is not None:
        write(result, Path(app), Path(output))
    elif result.texts:
        say("Nothing was written: give -o FOLDER or --diff.")
    return int(bool(result.left))


def _both(generated: str, ideal: str) -> tuple[Any, Any]:
    from repair.cdk.loading import load

    return load(generated, types=False), load(ideal, types=False)


def _failed(*apps: Any) -> int:
    for one in apps:
        if one.cause is not None:
            say(f"error: {one.name} does not synthesise: {one.cause.sentence}")
    return 1


def _in_force(app: str, chooser: Chooser) -> InForce:
    """What is in force for an app: the command line over the nearest configuration."""
    force = chooser(app)
    say_requirements(force.options, verbose=False)
    return force


def _kind(output: str | None, format_: str | None, kinds: tuple[str, ...]) -> str:
    """The kind of output: what `--format` says, else the suffix, else the first.

    Raises:
        UsageError: There is no such kind for apps.
    """
    suffix = Path(output).suffix.removeprefix(".") if output not in (None, "-") else ""
    if str(output).endswith(".sarif.json"):
        suffix = "sarif"
    word = format_ or _SUFFIXES.get(suffix, suffix) or kinds[0]
    if word not in kinds:
        raise UsageError(
            f"of a CDK app this can be written as {', '.join(kinds[:-1])} or {kinds[-1]}, and not as {word}."
        )
    return word


def _written(text: str, output: str | None) -> None:
    if output in (None, "-"):
        give(text)
        return
    from repair.api import save

    save(str(output), text)
