"""Bytes of files in and out: decoding with a clear complaint, and writing that never leaves half a file."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from repair.document.limits import DEFAULT, Limits
from repair.errors import InputError

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/([0-9]+)|/dev/std(in|out|err)")
_CHUNK = 1 << 20
_NAME_PART = 40
"""Characters of a target's name in that of its temporary file: at four bytes each far below the usual limit of 255."""


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


def read_text(path: str | Path, limits: Limits = DEFAULT) -> str:
    """Return the text of a file, line breaks as they are.

    What is no ordinary file may never end, and opening it may wait for ever: only our own descriptors, as the
    shell's `<(…)` names them, are read to their end.

    Raises:
        InputError: It cannot be read, changes while it is read, is no ordinary file, or is no UTF-8 text.
        LimitError: It is too large.
    """
    name = shown(path)
    try:
        data = _bytes_of(path, name, limits)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", name=name) from None
    return decode(data, name)


def read_stream(stream: IO[bytes], name: str, limits: Limits = DEFAULT) -> str:
    """Return the text that comes from a stream.

    Raises:
        InputError: It is no UTF-8 text.
        LimitError: It is too large.
    """
    return decode(_all_of(stream, name, limits), name)


def _bytes_of(path: str | Path, name: str, limits: Limits) -> bytes:
    own = _descriptor(path) is not None
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | (0 if own else os.O_NONBLOCK))
    try:
        before = os.fstat(handle)
        ordinary = stat.S_ISREG(before.st_mode)
        if not (ordinary or own) or stat.S_ISDIR(before.st_mode):
            raise _no_file(before.st_mode, name)
        if ordinary and before.st_size > limits.size:
            raise limits.too_large(name, before.st_size)
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = _all_of(file, name, limits)
        after = os.fstat(handle) if ordinary else before
    finally:
        os.close(handle)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise InputError("the file changed while it was read: run again when it is whole", name=name)
    return data


def _all_of(stream: IO[bytes], name: str, limits: Limits) -> bytes:
    """All bytes of a stream that may never end."""
    parts: list[bytes] = []
    size = 0
    while part := stream.read(_CHUNK):
        size += len(part)
        if size > limits.size:
            raise limits.too_large(name)
        parts.append(part)
    return b"".join(parts)


def _no_file(mode: int, name: str) -> InputError:
    what = (
        "a directory: name the files in it"
        if stat.S_ISDIR(mode)
        else "a pipe: redirect it and give - as FILE"
        if stat.S_ISFIFO(mode)
        else "a device or socket, no file: name a template"
    )
    return InputError(f"cannot be read: it is {what}", name=name)


def shown(path: str | os.PathLike[str]) -> str:
    """A file's name for a person, on one line: what is no UTF-8 text, or no printable character, as an escape."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def write_atomic(path: str | os.PathLike[str], text: str) -> None:
    """Write a text so that the file holds either all of it or what it held before; see `staged`.

    Raises:
        OSError: It cannot be written; the target is as it was.
    """
    with staged([(path, text)]):
        pass


@contextlib.contextmanager
def staged(texts: Iterable[tuple[str | os.PathLike[str], str]]) -> Iterator[None]:
    """Make several files ready, run the body, and put them all in place; none when anything before that fails.

    Each text goes to a temporary file beside its target, is flushed to the disk, and is renamed over the target
    when the body is done. A link is followed, mode and owner of an existing file are kept. What is no ordinary
    file (a device, a pipe, `/dev/stdout`) is never replaced: it gets the bytes before the body runs.

    Raises:
        OSError: A file cannot be written; its `filename` is the path as given.
    """
    ready: list[tuple[Path, Path, str | os.PathLike[str]]] = []
    streams: list[tuple[str | os.PathLike[str], bytes]] = []
    try:
        for path, text in texts:
            data = text.encode("utf-8", "backslashreplace")  # a report may quote a lone surrogate
            with _named(path):
                if is_stream(path):
                    streams.append((path, data))
                else:
                    target = Path(os.path.realpath(path))
                    ready.append((_prepared(target, data), target, path))
        for path, data in streams:
            with _named(path):
                _pour(path, data)
        yield
        while ready:
            temporary, target, path = ready[0]
            with _named(path):
                temporary.replace(target)
            ready.pop(0)
            _sync_folder(target.parent)
    finally:
        for temporary, _, _ in ready:
            with contextlib.suppress(OSError):
                temporary.unlink()


def is_stream(path: str | os.PathLike[str]) -> bool:
    """Whether `path` is something that bytes flow through: a device, a pipe, a socket, one of our own descriptors."""
    if _descriptor(path) is not None:
        return True
    try:
        mode = Path(path).stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _descriptor(path: str | os.PathLike[str]) -> int | None:
    """The descriptor of this process that `path` names, such as 1 for `/dev/stdout`."""
    found = _DESCRIPTOR.fullmatch(os.fspath(path))
    if found is None:
        return None
    return int(found[1]) if found[1] else {"in": 0, "out": 1, "err": 2}[found[2]]


def _pour(path: str | os.PathLike[str], data: bytes) -> None:
    descriptor = _descriptor(path)
    handle = os.open(path, os.O_WRONLY) if descriptor is None else os.dup(descriptor)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _prepared(target: Path, data: bytes) -> Path:
    """A file beside `target` that is ready to take its place."""
    try:
        status = target.stat()
    except FileNotFoundError:
        status = None
        mask = os.umask(0)
        os.umask(mask)
    if status is not None and stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if status is not None and not (status.st_mode & 0o222 and os.access(target, os.W_OK)):
        raise PermissionError(errno.EACCES, "the file is read-only")  # a rename would not ask
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:_NAME_PART]}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if status is not None:
            with contextlib.suppress(OSError):  # only root may give a file away
                os.chown(temporary, status.st_uid, status.st_gid)
        temporary.chmod(status.st_mode & 0o7777 if status is not None else 0o666 & ~mask)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


@contextlib.contextmanager
def _named(path: str | os.PathLike[str]) -> Iterator[None]:
    """Let an error speak of `path`, not of a temporary file."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), os.fspath(path)) from error


def _sync_folder(folder: Path) -> None:
    """Flush the rename itself; not every system lets a folder be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
