"""The command's front door: finds the subcommand, and turns errors into one sentence and exit code 2.

Each command is a module of its own, imported only when it is called. Without a command's name the arguments
belong to the main job: `repair input.json -o fixed.json`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from repair.cli.app_given import app_given
from repair.cli.terminal import give, say
from repair.errors import RepairError
from repair.version import __version__

COMMANDS = ("check", "completion", "config", "diff", "guard", "report", "rules")
"""The commands besides the main job."""

BAD = 2
"""Bad input, bad usage, or a defect: nothing was written."""

_INTERRUPTED = 130
"""What typer makes of Ctrl-C; the commands' own codes are 0, 1 and 2."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    name = given.pop(0) if given and given[0] in COMMANDS else "mend"
    try:
        if given in (["--version"], ["-V"]):
            give(f"repair {__version__}\n")
            return 0
        return _run(name, given or (["--help"] if name == "mend" else []))
    except RepairError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("interrupted; nothing was written to a file that was not finished.")
    except Exception as error:
        if os.environ.get("REPAIR_DEBUG"):
            raise
        return _fail(
            f"internal error ({type(error).__name__}: {error}); nothing was written. "
            "This is a defect of repair, not of your file: please report it. REPAIR_DEBUG=1 shows the traceback."
        )


def _run(name: str, arguments: list[str]) -> int:
    import atexit
    import gc
    import importlib
    import warnings

    warnings.simplefilter("ignore", FutureWarning)  # Python's, about a pattern in somebody's template
    atexit.register(
        gc.freeze
    )  # what stands at the end goes with the process: nobody need look for cycles in it
    gc.set_threshold(200_000, 20, 100)  # trees are large and have no cycles: looking for some costs a tenth
    if app_given(name, arguments):
        command = importlib.import_module("repair.cli.cdk").command(name)
    else:
        command = importlib.import_module(f"repair.cli.{name}").command()
    try:
        code = command.main(arguments, _program(name), standalone_mode=False)
    except Exception as error:
        # A usage error. Its class is click's or, in newer releases, typer's own copy: known by what it can do.
        show = getattr(error, "show", None)
        if show is None or not hasattr(error, "exit_code"):
            raise
        show()
        return BAD
    if code == _INTERRUPTED and name != "guard":  # there it may be the code of the command that it ran
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _program(name: str) -> str:
    return "repair" if name == "mend" else f"repair {name}"


def _fail(message: str) -> int:
    say(f"error: {message}")
    return BAD


if __name__ == "__main__":
    sys.exit(main())
