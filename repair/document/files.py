"""Bytes of files in and out: decoding with a clear complaint, and writing that never leaves half a file."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from repair.errors import InputError

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes, name: str = "") -> str:
    """Return the text of a file; a byte-order mark stays in it, so that encoding gives the same bytes back.

    Raises:
        InputError: The bytes are UTF-16 or UTF-32, binary, or no valid UTF-8.
    """
    if data.startswith(_WIDE_MARKS):
        raise InputError("the file is UTF-16 or UTF-32: save it as UTF-8", name=name)
    zero = data.find(b"\0")
    if zero >= 0:
        line, column = _place(data, zero)
        raise InputError(
            "a zero byte stands here: this is no text, or it is not UTF-8; save it as UTF-8",
            name=name,
            line=line,
            column=column,
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place(data, error.start)
        raise InputError(
            f"the byte 0x{data[error.start]:02x} is no UTF-8: save the file as UTF-8",
            name=name,
            line=line,
            column=column,
        ) from None


def _place(data: bytes, offset: int) -> tuple[int, int]:
    before = data[:offset]
    start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[start:].decode("utf-8", "replace").lstrip("\ufeff")) + 1


def read_text(path: str | Path) -> str:
    """Return the text of a file, line breaks as they are.

    Raises:
        InputError: It cannot be read, or is no UTF-8 text.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", name=str(path)) from None
    return decode(data, str(path))


def write_atomic(path: str | Path, text: str) -> None:
    """Write a text so that the file holds either all of it or what it held before.

    The text goes to a temporary file beside the target, is flushed to the disk and renamed over it. A link is
    followed, the mode of an existing file is kept.

    Raises:
        OSError: It cannot be written; the target is as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        mode = target.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    data = text.encode("utf-8")
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Flush the rename itself; not every system lets a folder be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
