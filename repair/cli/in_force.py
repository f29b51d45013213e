"""The options that a configuration knows too, and what is in force for each template."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from repair.cli.files import File
from repair.cli.options import (
    AsOf,
    Ignore,
    Profile,
    Requirements,
    Select,
    StackOption,
    say_requirements,
    settings_files,
    words,
)
from repair.cli.terminal import say
from repair.cli.walk import looks_like_template
from repair.errors import UsageError

if TYPE_CHECKING:
    from repair.api import Chooser, Entry, Repair


class FailOn(enum.StrEnum):
    """The least severity that fails a run."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NEVER = "never"


FailOnOption = Annotated[
    FailOn | None,
    typer.Option(
        "--fail-on", help="Exit code 1 only for findings of this severity or worse; low, the default, is any."
    ),
]
ConfigFile = Annotated[
    str | None,
    typer.Option("--config", metavar="FILE", help="This configuration, not the one above each template."),
]
NoConfig = Annotated[bool, typer.Option("--no-config", help="Without any configuration.")]
BaselineFile = Annotated[
    str | None,
    typer.Option(
        "--baseline", metavar="FILE", help="Only what this file does not list counts and is mended."
    ),
]
WriteBaseline = Annotated[
    str | None,
    typer.Option(
        "--write-baseline", metavar="FILE", help="List what is found in this file, to live with it."
    ),
]
Hook = Annotated[
    bool,
    typer.Option(
        "--hook", help="For pre-commit: pass over files that are no templates, and say little of good ones."
    ),
]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options that say what is in force."""

    profile: Profile = None
    requirements: Requirements = None
    select: Select = None
    ignore: Ignore = None
    stack: StackOption = None
    as_of: AsOf = None
    config: ConfigFile = None
    no_config: NoConfig = False

    @property
    def files(self) -> list[str]:
        """The files that they name."""
        return settings_files(self.profile, self.requirements, self.config)

    def chooser(
        self,
        *,
        unsafe: bool | None = None,
        exact: bool = False,
        operations: bool = False,
        exclude: list[str] | None = None,
        fail_on: FailOn | None = None,
        baseline: str | None = None,
        write_baseline: str | None = None,
    ) -> Chooser:
        """What finds out the settings for each template; the arguments are options that not every command has.

        Raises:
            UsageError: A configuration is named and refused.
        """
        if self.config is not None and self.no_config:
            raise UsageError("--config and --no-config exclude each other; give one of them.")
        from repair.api import Chooser, Options, Settings  # here, so that --help need not load the engine

        said: Mapping[str, Any] = {
            "profile": words(self.profile),
            "requirements": self.requirements,
            "select": words(self.select),
            "ignore": words(self.ignore),
            "unsafe-fixes": unsafe,
            "stack": self.stack.value if self.stack is not None else None,
            "exclude": words(exclude),
            "fail-on": fail_on.value if fail_on is not None else None,
            "baseline": baseline,
        }
        settings = Settings(as_of=self.as_of.date()) if self.as_of else Settings()
        start = Options(settings=settings, exact=exact, operations=operations)
        given = {key: value for key, value in said.items() if value not in (None, ())}
        return Chooser(given, start, self.config, self.no_config, write_baseline)


def say_all_requirements(chosen: Chooser, files: Iterable[str], *, verbose: bool) -> None:
    """Say what was understood of each requirements document that is in force for one of the files, once."""
    told: set[int] = set()
    for file in files:
        options = chosen(file).options
        if options.requirements is not None and id(options.requirements) not in told:
            told.add(id(options.requirements))
            say_requirements(options, verbose=verbose)


def fails(result: Repair, fail_on: str, *, all_count: bool = False) -> bool:
    """Whether a finding that is left is as bad as `fail_on`; with `all_count` also one that is mended."""
    if fail_on == FailOn.NEVER:
        return False
    from repair.api import Severity

    worst = Severity(fail_on).rank
    return any(one.severity.rank <= worst for one in (result.findings if all_count else result.remaining))


def for_hook(files: Sequence[File]) -> list[File]:
    """The files without those that are there and are no templates; what cannot be read is an error later."""
    return [one for one in files if not _readable(one.path) or looks_like_template(one.path)]


def _readable(path: str) -> bool:
    try:
        with Path(path).open("rb"):
            return True
    except OSError:
        return False


def outdated_words(result: Repair, file: str) -> str:
    """A sentence with the number of entries of the baseline that match nothing any more; "" for none."""
    if not result.outdated:
        return ""
    entries = "entry" if result.outdated == 1 else "entries"
    match = "matches" if result.outdated == 1 else "match"
    return f"{file}: {result.outdated} {entries} of the baseline {match} nothing any more; --write-baseline drops them."


def save_baseline(path: str, found: Iterable[tuple[str, tuple[Entry, ...]]]) -> None:
    """Write a baseline, and say how much it lists.

    Raises:
        InputError: It cannot be written, or something else lies there.
    """
    from repair.api import renewed, save

    found = list(found)
    save(path, renewed(path, found))
    count = sum(len(entries) for _, entries in found)
    noun = "finding" if count == 1 else "findings"
    say(f"{path}: {count} known {noun} in {len(found)} {'file' if len(found) == 1 else 'files'}.")
