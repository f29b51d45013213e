"""Many small cases in one test: each is tried whatever becomes of the others, and all that fail are named."""

from collections.abc import Callable, Mapping
from typing import TypeVar

Case = TypeVar("Case")


def try_each(cases: Mapping[str, Case], check: Callable[[Case], object]) -> None:
    """Call `check` with every case; a name may be anything that tells the cases apart.

    Raises:
        ExceptionGroup: Some failed. The message names them; what each of them raised is inside, with its name.
    """
    failed = {}
    for name, case in cases.items():
        try:
            check(case)
        except Exception as error:
            error.add_note(f"the case {name}")
            failed[name] = error
    if failed:
        raise ExceptionGroup(f"{len(failed)} of {len(cases)} cases: {', '.join(failed)}", [*failed.values()])
