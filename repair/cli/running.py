"""Runs another command in our place: signals reach it, and what comes of it is what comes of us."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence

from repair.cli.terminal import say
from repair.errors import InputError

MISSING = 127
"""What shells say when there is no such command."""
_BY_SIGNAL = 128
"""What shells add to the number of the signal that ended a command."""
_PASSED_ON = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def run_command(line: Sequence[str]) -> int:
    """Run a command to its end; its exit code, as a shell would give it.

    Raises:
        InputError: It is there and cannot be run.
    """
    try:
        process = subprocess.Popen(line)
    except FileNotFoundError:
        say(f"error: {line[0]}: there is no such command")
        return MISSING
    except OSError as error:
        raise InputError(f"cannot be run: {error.strerror or error}", name=line[0]) from None
    with process, _signals_for(process):
        code = process.wait()
    return code if code >= 0 else _BY_SIGNAL - code


@contextlib.contextmanager
def _signals_for(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """While it runs, what would end us is for it to answer: a deployment is not left half-way.

    A terminal sends Ctrl-C to both; what was sent to us alone is passed on.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, *_PASSED_ON)}
    try:
        signal.signal(signal.SIGINT, lambda *_: None)
        for number in _PASSED_ON:
            signal.signal(number, lambda given, _: process.send_signal(given))
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
