"""What `repair` and `repair check` both take: which files, what is in force for them, what they may cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from repair.cli.files import expand
from repair.cli.in_force import (
    BaselineFile,
    Chosen,
    FailOnOption,
    Hook,
    WriteBaseline,
    for_hook,
    say_all_requirements,
)
from repair.cli.limits import Cost
from repair.cli.options import Exclude, Jobs, NoCache, Verbose, words
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
    """The options that both commands have."""

    chosen: Chosen = field(default_factory=Chosen)
    exclude: Exclude = None
    baseline: BaselineFile = None
    write_baseline: WriteBaseline = None
    fail_on: FailOnOption = None
    hook: Hook = False
    jobs: Jobs = 0
    no_cache: NoCache = False
    cost: Cost = field(default_factory=Cost)
    verbose: Verbose = False

    def chooser(
        self, *, unsafe: bool | None = None, exact: bool = False, operations: bool = False
    ) -> Chooser:
        """What finds out the settings for each template; the arguments are options of `repair` alone.

        Raises:
            UsageError: A configuration is named and refused.
        """
        return self.chosen.chooser(
            unsafe=unsafe,
            exact=exact,
            operations=operations,
            exclude=self.exclude,
            fail_on=self.fail_on,
            baseline=self.baseline,
            write_baseline=self.write_baseline,
        )

    def names(self, files: Sequence[str], chosen: Chooser) -> list[str]:
        """The templates that are meant; with `--hook` there may be none.

        Raises:
            InputError: A folder or glob holds none.
            UsageError: Standard input is given twice.
        """
        read_once(files)
        found = expand(files, words(self.exclude), chosen.exclude, self.cost.bounds.limits.size)
        return [file.path for file in (for_hook(found) if self.hook else found)]

    def check_baseline_place(self, names: Sequence[str]) -> None:
        """Refuse to write the baseline over a file that is read.

        Raises:
            UsageError: It would be.
        """
        check_places([*names, *self.chosen.files], {"--write-baseline": self.write_baseline})

    def settle(self, names: Sequence[str], chosen: Chooser, *, quiet: bool = False) -> None:
        """Find out what is in force for every template before the first is worked on, and say what was understood.

        Raises:
            InputError: A configuration, or a file that it names, cannot be read: it is said once.
        """
        for name in names:
            chosen(name)
        if not quiet:
            say_all_requirements(chosen, names, verbose=self.verbose)
