"""What the functions are told by their environment variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from repair.api import Options, Selection, Severity, chosen
from repair.errors import UsageError

_YES, _NO = ("true", "yes", "1"), ("", "false", "no", "0")


@dataclass(frozen=True, slots=True)
class FunctionSettings:
    """How a function judges.

    Attributes:
        options: Profile, rules, unsafe fixes.
        fail_on: The least severity that refuses a deployment.
    """

    options: Options
    fail_on: Severity


def settings(environment: Mapping[str, str]) -> FunctionSettings:
    """Read `REPAIR_PROFILE`, `REPAIR_SELECT`, `REPAIR_IGNORE`, `REPAIR_UNSAFE_FIXES` and `REPAIR_FAIL_ON`.

    Raises:
        UsageError: One of them has a value that nobody knows.
    """
    levels = [level.value for level in Severity]
    level = environment.get("REPAIR_FAIL_ON", Severity.HIGH.value)
    if level not in levels:
        raise UsageError(f"REPAIR_FAIL_ON is one of {', '.join(levels)}, not {level}.")
    selection = Selection(_words(environment, "REPAIR_SELECT"), _words(environment, "REPAIR_IGNORE"))
    unsafe = environment.get("REPAIR_UNSAFE_FIXES", "").lower()
    if unsafe not in (*_YES, *_NO):
        raise UsageError(f"REPAIR_UNSAFE_FIXES is true or false, not {unsafe}.")
    options = Options(selection=selection, unsafe=unsafe in _YES)
    return FunctionSettings(chosen(options, _words(environment, "REPAIR_PROFILE")), Severity(level))


def _words(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in environment.get(name, "").split(",") if word.strip())
