"""What `repair` and `repair check` both take: which files, what is in force for them, what they may cost."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from repair.cli.files import expand
from repair.cli.in_force import (
    BaselineFile,
    ConfigFile,
    FailOnOption,
    Hook,
    NoConfig,
    WriteBaseline,
    chooser,
    for_hook,
    say_all_requirements,
)
from repair.cli.limits import (
    DEPTH,
    EXPANSION,
    NODES,
    SECONDS,
    SIZE,
    Bounds,
    MaxDepth,
    MaxExpansion,
    MaxNodes,
    MaxSize,
    Timeout,
    bounds,
)
from repair.cli.options import (
    AsOf,
    Exclude,
    Ignore,
    Jobs,
    NoCache,
    Profile,
    Requirements,
    Select,
    StackOption,
    Verbose,
    settings_files,
    words,
)
from repair.cli.outputs import check_places, read_once

if TYPE_CHECKING:
    from repair.api import Chooser

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...", help="Templates, JSON or YAML; folders and globs of them; - is standard input."
    ),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """The options that both commands have; each field is one, and its default is the option's."""

    profile: Profile = None
    requirements: Requirements = None
    select: Select = None
    ignore: Ignore = None
    stack: StackOption = None
    as_of: AsOf = None
    exclude: Exclude = None
    config: ConfigFile = None
    no_config: NoConfig = False
    baseline: BaselineFile = None
    write_baseline: WriteBaseline = None
    fail_on: FailOnOption = None
    hook: Hook = False
    jobs: Jobs = 0
    no_cache: NoCache = False
    max_size: MaxSize = SIZE
    max_depth: MaxDepth = DEPTH
    max_nodes: MaxNodes = NODES
    max_expansion: MaxExpansion = EXPANSION
    timeout: Timeout = SECONDS
    verbose: Verbose = False

    @property
    def bounds(self) -> Bounds:
        """What one file may cost.

        Raises:
            UsageError: One of them is no number.
        """
        return bounds(self.max_size, self.max_depth, self.max_nodes, self.max_expansion, self.timeout)

    @property
    def settings_files(self) -> list[str]:
        """The files that say what is in force, those of the baseline apart: no result may go there."""
        return settings_files(self.profile, self.requirements, self.config)

    def chooser(self, **more: Any) -> Chooser:
        """What finds out the settings for each template; `more` are options of one command.

        Raises:
            UsageError: A configuration is named and refused.
        """
        return chooser(
            select=self.select,
            ignore=self.ignore,
            profile=self.profile,
            requirements=self.requirements,
            stack=self.stack,
            as_of=self.as_of,
            exclude=self.exclude,
            fail_on=self.fail_on,
            baseline=self.baseline,
            write_baseline=self.write_baseline,
            config=self.config,
            no_config=self.no_config,
            **more,
        )

    def names(self, files: Sequence[str], chosen: Chooser) -> list[str]:
        """The templates that are meant; with `--hook` there may be none.

        Raises:
            InputError: A folder or glob holds none.
            UsageError: Standard input is given twice.
        """
        read_once(files)
        found = expand(files, words(self.exclude), chosen.exclude, self.bounds.limits.size)
        return [file.path for file in (for_hook(found) if self.hook else found)]

    def check_baseline_place(self, names: Sequence[str]) -> None:
        """Refuse to write the baseline over a file that is read.

        Raises:
            UsageError: It would be.
        """
        check_places([*names, *self.settings_files], {"--write-baseline": self.write_baseline})

    def settle(self, names: Sequence[str], chosen: Chooser, *, quiet: bool = False) -> None:
        """Find out what is in force for every template before the first is worked on, and say what was understood.

        Raises:
            InputError: A configuration, or a file that it names, cannot be read: it is said once.
        """
        for name in names:
            chosen(name)
        if not quiet:
            say_all_requirements(chosen, names, verbose=self.verbose)


def asking(function: Callable[..., int]) -> Callable[..., int]:
    """A function with a parameter `asked: Asked` as one that has the options of `Asked` behind its own."""
    own = inspect.signature(function).parameters
    hints = get_type_hints(function, include_extras=True)
    shared = get_type_hints(Asked, include_extras=True)
    parameters = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[name])
        for name, parameter in own.items()
        if name != "asked"
    ]
    options = [
        inspect.Parameter(
            one.name, inspect.Parameter.KEYWORD_ONLY, default=one.default, annotation=shared[one.name]
        )
        for one in fields(Asked)
    ]

    @wraps(function)
    def called(**given: Any) -> int:
        common = {one.name: given.pop(one.name) for one in fields(Asked)}
        return function(**given, asked=Asked(**common))

    every = [*parameters, *options]
    called.__signature__ = inspect.Signature(every)  # type: ignore[attr-defined]
    called.__annotations__ = {one.name: one.annotation for one in every}
    return called
