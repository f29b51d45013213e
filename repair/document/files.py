"""Bytes to text and back, at the rim: exact decoding, and writing whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from pathlib import Path

from repair.errors import InputError

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes, name: str) -> str:
    """The text of `data`; a byte-order mark stays in it, so that encoding gives the same bytes.

    Raises:
        InputError: It is not UTF-8 text.
    """
    if data.startswith(_UTF16):
        raise InputError("this is UTF-16; save the file as UTF-8.", name=name, line=1, column=1)
    if b"\0" in data:
        raise InputError("this is not UTF-8 text but a binary file; give a JSON or YAML template.", name=name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8", "replace")) + 1
        raise InputError("this is not valid UTF-8; save the file as UTF-8.", name=name, line=line, column=column) from None


def read_text(path: str | os.PathLike[str]) -> str:
    """The text of a file, `-` for standard input, with its line ends and byte-order mark.

    Raises:
        InputError: It cannot be read, or is not UTF-8 text.
    """
    name = os.fspath(path)
    if name == "-":
        return decode(sys.stdin.buffer.read(), name)
    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {(error.strerror or str(error)).lower()}.", name=name) from None
    return decode(data, name)


def write_atomic(path: str | os.PathLike[str], text: str) -> None:
    """Write `text` whole or not at all: beside the target, synced, then renamed over it.

    A symbolic link is followed; an existing file keeps its mode.

    Raises:
        InputError: The file cannot be written; nothing has changed then.
    """
    target = Path(os.path.realpath(path))
    try:
        descriptor, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(text.encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
        Path(beside).chmod(_mode(target))
        Path(beside).replace(target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            Path(beside).unlink()
        if isinstance(error, OSError):
            raise _unwritable(path, error) from None
        raise


def _mode(target: Path) -> int:
    """The mode of the file that is replaced, or what a new file gets here."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _unwritable(path: str | os.PathLike[str], error: OSError) -> InputError:
    return InputError(f"cannot be written: {(error.strerror or str(error)).lower()}.", name=os.fspath(path))
