"""Options that several commands share, spelled once."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from repair.cli.grouped import grouped
from repair.cli.terminal import say
from repair.errors import UsageError

if TYPE_CHECKING:
    from repair.api import Options


def single(function: Callable[..., Any], *, epilog: str | None = None, ends_at_argument: bool = False) -> Any:
    """A command line of one function, which may take groups of options, without typer's additions that cost start-up time.

    With `ends_at_argument` there are no options behind the first argument.
    """
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    settings = {"allow_interspersed_args": False} if ends_at_argument else None
    app.command(epilog=epilog, context_settings=settings)(grouped(function))
    return typer.main.get_command(app)


class Stack(enum.StrEnum):
    """Whether the template makes a stack or updates one that runs."""

    NEW = "new"
    EXISTING = "existing"
    UNSTATED = "unstated"


class Level(enum.StrEnum):
    """How bad a finding is, the worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


Generated = Annotated[str, typer.Argument(metavar="GENERATED", help="The template as it is.")]
Ideal = Annotated[str, typer.Argument(metavar="IDEAL", help="The template as it should be.")]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select", metavar="ID", help="Only this rule, kind, category or severity; may be repeated or a,b."
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="ID", help="Not this rule, kind, category or severity; wins over --select."
    ),
]
Unsafe = Annotated[
    bool | None,
    typer.Option(
        "--unsafe-fixes/--no-unsafe-fixes",
        help="Apply fixes with more than one reading, or that change behaviour.",
    ),
]
Profile = Annotated[
    list[str] | None,
    typer.Option(
        "--profile",
        metavar="NAME",
        help="baseline, test or production; emulator, restricted-account, compliance over it; or a team's FILE. "
        "May be repeated or a,b.",
    ),
]
Requirements = Annotated[
    str | None,
    typer.Option("--requirements", metavar="FILE", help="A requirements document; what it asks for is done."),
]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="With --requirements: say what was made of each sentence.")
]
StackOption = Annotated[
    Stack | None,
    typer.Option(
        "--stack",
        help="existing: hold back fixes that would replace a running resource. unstated, the default: only those "
        "that a template can deploy without. new: none.",
    ),
]
AsOf = Annotated[
    datetime.datetime | None,
    typer.Option(
        "--as-of", metavar="DATE", formats=["%Y-%m-%d"], help="Judge runtimes by this day instead of today."
    ),
]
Exact = Annotated[bool, typer.Option("--exact", help="With an ideal: adopt its spelling and list order too.")]
Exclude = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude", metavar="PATTERN", help="Not these files of folders and globs; as in a .gitignore."
    ),
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", min=0, help="Files worked on side by side; 0: one a core.")
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="With several files: look at those too that are as they were.")
]
REPORT_SUFFIXES = ".md, .html, .json, .sarif or .xml (JUnit)"
"""The kinds of report as files, for help."""
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="KIND",
        help="The kind of the report, whatever the suffix says: text, markdown, html, json, sarif, junit, github, "
        "gitlab or codeclimate.",
    ),
]


def settings_files(profile: list[str] | None, *others: str | None) -> list[str]:
    """The files that the choices are read from, profiles and `others`: results must not go there."""
    names = [name for words in profile or () for name in words.split(",")]
    return [*names, *(name for name in others if name is not None)]


def options(
    select: list[str] | None,
    ignore: list[str] | None,
    *,
    unsafe: bool = False,
    exact: bool = False,
    profile: list[str] | None = None,
    requirements: str | None = None,
    stack: Stack = Stack.UNSTATED,
    as_of: datetime.datetime | None = None,
    operations: bool = False,
) -> Options:
    """The engine's options from the command's."""
    # here, so that --help need not load the engine
    from repair.api import Options, Selection, Settings, chosen

    settings = Settings(stack=stack.value)
    asked = Options(
        settings=replace(settings, as_of=as_of.date()) if as_of else settings,
        selection=Selection(words(select), words(ignore)),
        unsafe=unsafe,
        exact=exact,
        operations=operations,
    )
    return chosen(asked, words(profile), requirements)


def say_requirements(options: Options, *, verbose: bool) -> None:
    """Say on standard error how much of the requirements was understood, and what collides."""
    read = options.requirements
    if read is None:
        return
    say(read.summary)
    for line in read.collisions:
        say(f"  ! {line}.")
    for line in read.lines() if verbose else ():
        say(f"  {line}")


def one_of(**chosen: bool) -> None:
    """Refuse two options that exclude each other.

    Raises:
        UsageError: More than one is given.
    """
    given = [
        f"--{name.replace('_', '-')}" if len(name) > 1 else f"-{name}" for name, on in chosen.items() if on
    ]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} exclude each other; give one of them.")


def words(given: list[str] | None) -> tuple[str, ...]:
    """The words of an option that may be repeated or hold several with commas between."""
    return tuple(word.strip() for text in given or () for word in text.split(",") if word.strip())
