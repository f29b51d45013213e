"""Bytes in and out."""

from __future__ import annotations

import errno
import io
import os
import socket
import stat
from pathlib import Path

import pytest

from repair.document.files import decode, is_stream, read_stream, read_text, shown, staged, write_atomic
from repair.document.limits import Limits
from repair.errors import InputError, LimitError


def test_text_comes_back_as_the_same_bytes(tmp_path):
    data = b"\xef\xbb\xbfa: 1\r\nb: \xc3\xa9\r"
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(data)
    write_atomic(target, read_text(source))
    assert target.read_bytes() == data


@pytest.mark.parametrize(
    ("data", "says", "line", "column"),
    [
        ("a: 1".encode("utf-16"), "UTF-16", None, None),
        (b"a: 1\nb: \xff\n", "no UTF-8", 2, 4),
        (b"a\nx\0y", "zero byte", 2, 2),
    ],
)
def test_what_is_no_utf_8_is_refused_with_its_place(data, says, line, column):
    with pytest.raises(InputError, match=says) as caught:
        decode(data, "t")
    assert (caught.value.line, caught.value.column) == (line, column)


def test_a_missing_file_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_text(tmp_path / "no")


def test_writing_keeps_the_mode_and_follows_links(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_atomic(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    target = tmp_path / "t"
    target.write_text("old")

    def fail(*args):
        raise OSError("full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="full"):
        write_atomic(target, "new")
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["t"]


# -- what is read ----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_with_their_mark_are_told_apart_from_zero_bytes(encoding):
    with pytest.raises(InputError) as caught:
        decode("\ufeffa: 1\n".encode(encoding), "t")
    assert str(caught.value) == "t: the file is UTF-16 or UTF-32: save it as UTF-8"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            b"a\n\xc3\xa9\xc3\xa9\0",
            "t:2:3: a zero byte stands here: this is no text, or it is not UTF-8; save it as UTF-8",
        ),
        (b"\0", "t:1:1: a zero byte stands here: this is no text, or it is not UTF-8; save it as UTF-8"),
        (b"a\n\xc3\xa9\xff\n", "t:2:2: the byte 0xff is no UTF-8: save the file as UTF-8"),
        (b"\xef\xbb\xbfa\x80", "t:1:2: the byte 0x80 is no UTF-8: save the file as UTF-8"),
        (b"\xe9\n\n", "t:1:1: the byte 0xe9 is no UTF-8: save the file as UTF-8"),
    ],
)
def test_a_bad_byte_is_named_with_its_place_in_characters(data, says):
    with pytest.raises(InputError) as caught:
        decode(data, "t")
    assert str(caught.value) == says


def test_without_a_name_only_the_place_is_told():
    with pytest.raises(InputError, match=r"^1:1: the byte 0xff"):
        decode(b"\xff")


def special(kind, folder):
    path = folder / kind
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        server = socket.socket(socket.AF_UNIX)
        server.bind(os.path.relpath(path))
        server.close()
    return path if kind != "device" else Path(os.devnull)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("folder", "cannot be read: it is a directory: name the files in it"),
        ("pipe", "cannot be read: it is a pipe: redirect it and give - as FILE"),
        ("device", "cannot be read: it is a device or socket, no file: name a template"),
        ("socket", "cannot be read: No such device or address"),
        ("nothing", "cannot be read: No such file or directory"),
    ],
)
def test_what_is_no_ordinary_file_is_refused_by_its_kind(kind, says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = special(kind, tmp_path)
    with pytest.raises(InputError) as caught:
        read_text(path)
    assert str(caught.value) == f"{path}: {says}"


def test_a_name_of_several_lines_is_found_and_told_on_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a\nb").write_text("text")
    assert read_text("a\nb") == "text"
    with pytest.raises(InputError, match=r"^a\\nc: cannot be read: No such file or directory$"):
        read_text("a\nc")


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path):
    path = tmp_path / "t"
    path.write_bytes(b"\xc3\xa9" * 5)
    assert read_text(path, Limits(size=10)) == "é" * 5
    with pytest.raises(LimitError) as caught:
        read_text(path, Limits(size=9))
    assert (
        str(caught.value)
        == f"{path}: has 10 bytes, more than the 9 that are read: is it a template? --max-size allows more"
    )


class Slow(io.BytesIO):
    """A stream that gives three bytes at a time."""

    def read(self, size=-1):
        return super().read(min(3, size))


def test_a_stream_is_read_to_its_end_or_to_the_limit():
    assert read_stream(Slow(b"abcdefgh"), "-", Limits(size=8)) == "abcdefgh"
    with pytest.raises(LimitError) as caught:
        read_stream(Slow(b"abcdefgh"), "-", Limits(size=7))
    assert (
        str(caught.value)
        == "-: has more than the 7 bytes that are read: is it a template? --max-size allows more"
    )
    endless = Slow(b"x" * 1000)
    with pytest.raises(LimitError):
        read_stream(endless, "-", Limits(size=10))
    assert endless.tell() <= 12
    with pytest.raises(InputError, match=r"^-:1:2: the byte 0xff"):
        read_stream(io.BytesIO(b"a\xff"), "-")


@pytest.mark.parametrize("change", [lambda f: f.write_text("longer text"), lambda f: os.utime(f, ns=(1, 1))])
def test_a_file_that_changes_while_it_is_read_is_refused(change, tmp_path, monkeypatch):
    path = tmp_path / "t"
    path.write_text("text")
    fdopen = os.fdopen

    def changing(*args, **kwargs):
        change(path)
        return fdopen(*args, **kwargs)

    monkeypatch.setattr(os, "fdopen", changing)
    with pytest.raises(InputError) as caught:
        read_text(path)
    assert str(caught.value) == f"{path}: the file changed while it was read: run again when it is whole"


@pytest.mark.parametrize("form", ["/dev/fd/{}", "/proc/self/fd/{}"])
def test_a_pipe_of_our_own_is_read_to_its_end(form):
    reading, writing = os.pipe()
    os.write(writing, b"a: 1\n")
    os.close(writing)
    try:
        assert read_text(form.format(reading)) == "a: 1\n"
    finally:
        os.close(reading)


def test_a_folder_is_refused_by_a_descriptor_of_our_own_too(tmp_path):
    handle = os.open(tmp_path, os.O_RDONLY)
    try:
        with pytest.raises(InputError, match="it is a directory: name the files in it"):
            read_text(f"/dev/fd/{handle}")
    finally:
        os.close(handle)


def open_descriptors():
    return len(list(Path("/dev/fd").iterdir()))


def test_nothing_stays_open_behind_a_reading(tmp_path):
    path = tmp_path / "t"
    path.write_bytes(b"\xff" * 20)
    before = open_descriptors()
    for limits in (Limits(), Limits(size=10)):
        with pytest.raises(InputError):
            read_text(path, limits)
    with pytest.raises(InputError):
        read_text(tmp_path)
    assert open_descriptors() == before


@pytest.mark.parametrize(
    ("name", "text"),
    [("a b.yaml", "a b.yaml"), ("é", "é"), (os.fsdecode(b"a\xff"), "a\\xff"), ("a\nb\x1b", "a\\nb\\x1b"), ("a\u2028", "a\\u2028")],
)  # fmt: skip
def test_a_name_is_shown_on_one_line(name, text):
    assert shown(name) == shown(Path(name)) == text


# -- what is written -------------------------------------------------------------------------------


def test_a_new_file_has_the_mode_that_the_mask_leaves(tmp_path):
    mask = os.umask(0o027)
    try:
        write_atomic(tmp_path / "t", "new")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(mask)
    assert (tmp_path / "t").stat().st_mode & 0o7777 == 0o640
    assert (tmp_path / "t").read_text() == "new"


def test_owner_and_every_bit_of_the_mode_stay(tmp_path, monkeypatch):
    path = tmp_path / "t"
    path.write_text("old")
    path.chmod(0o2775)
    given = []
    monkeypatch.setattr(os, "chown", lambda file, user, group: given.append((user, group)))
    write_atomic(path, "new")
    assert path.stat().st_mode & 0o7777 == 0o2775
    assert given == [(path.stat().st_uid, path.stat().st_gid)]


def test_a_file_that_cannot_be_given_away_is_written_all_the_same(tmp_path, monkeypatch):
    path = tmp_path / "t"
    path.write_text("old")

    def fail(*args):
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, "chown", fail)
    write_atomic(path, "new")
    assert path.read_text() == "new"


def test_text_and_its_rename_are_flushed_to_the_disk(tmp_path, monkeypatch):
    flushed = []
    fsync, replace = os.fsync, Path.replace

    def noted(handle):
        status = os.fstat(handle)
        flushed.append("folder" if stat.S_ISDIR(status.st_mode) else f"{status.st_size} bytes")
        fsync(handle)

    def renamed(self, target):
        flushed.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(Path, "replace", renamed)
    before = open_descriptors()
    write_atomic(tmp_path / "t", "four")
    assert flushed == ["4 bytes", "rename", "folder"]
    assert open_descriptors() == before


def test_a_lone_surrogate_is_written_as_an_escape(tmp_path):
    write_atomic(tmp_path / "t", "é\ud800")
    assert (tmp_path / "t").read_bytes() == b"\xc3\xa9\\ud800"


@pytest.mark.parametrize(("mode", "allowed"), [(0o444, True), (0o644, False)])
def test_a_read_only_file_is_not_replaced(mode, allowed, tmp_path, monkeypatch):
    path = tmp_path / "t"
    path.write_text("old")
    path.chmod(mode)
    monkeypatch.setattr(os, "access", lambda *args: allowed)
    with pytest.raises(PermissionError) as caught:
        write_atomic(path, "new")
    assert (caught.value.errno, caught.value.strerror, caught.value.filename) == (
        errno.EACCES,
        "the file is read-only",
        str(path),
    )
    assert [file.read_text() for file in tmp_path.iterdir()] == ["old"]


def test_a_folder_is_not_replaced(tmp_path):
    with pytest.raises(IsADirectoryError) as caught, staged([(tmp_path, "new")]):
        pytest.fail("the body ran")
    assert (caught.value.strerror, caught.value.filename) == ("Is a directory", str(tmp_path))


def test_an_error_names_the_path_as_it_was_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OSError, match="No such file") as caught:
        write_atomic("no/file", "x")
    assert caught.value.filename == "no/file"


def test_the_temporary_file_stands_hidden_beside_its_target_for_any_length_of_name(tmp_path):
    path = tmp_path / ("é" * 120 + ".yaml")
    with staged([(path, "new")]):
        [temporary] = tmp_path.iterdir()
        assert temporary.read_text() == "new"
        assert temporary.name.startswith("." + "é" * 10)
        assert temporary.name.endswith(".tmp")
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_text() == "new"


def test_several_files_are_put_in_place_when_the_body_is_done(tmp_path):
    paths = [tmp_path / name for name in "abc"]
    for path in paths:
        path.write_text("old")
    with staged([(path, f"new {path.name}") for path in paths]):
        assert [path.read_text() for path in paths] == ["old"] * 3
    assert [path.read_text() for path in paths] == ["new a", "new b", "new c"]
    assert len(list(tmp_path.iterdir())) == 3


def test_when_the_body_or_one_file_fails_none_is_written_and_nothing_is_left_behind(tmp_path):
    path = tmp_path / "a"
    path.write_text("old")
    with pytest.raises(KeyError), staged([(path, "new"), (tmp_path / "b", "new")]):
        raise KeyError
    with pytest.raises(FileNotFoundError), staged([(path, "new"), (tmp_path / "no" / "b", "new")]):
        pytest.fail("the body ran")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("a", "old")]


def test_when_a_rename_fails_those_before_it_stay_and_the_rest_is_cleaned_up(tmp_path, monkeypatch):
    replace = Path.replace

    def failing(self, target):
        if target.name == "b":
            raise OSError(errno.EIO, "broken")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with (
        pytest.raises(OSError, match="broken") as caught,
        staged([(tmp_path / name, name) for name in "abc"]),
    ):
        pass
    assert caught.value.filename == str(tmp_path / "b")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("a", "a")]


def test_a_pipe_or_a_descriptor_gets_the_bytes_before_the_body_runs(tmp_path):
    reading, writing = os.pipe()
    try:
        with staged([(f"/dev/fd/{writing}", "é"), (tmp_path / "t", "x")]):
            assert os.read(reading, 10) == b"\xc3\xa9"
        os.write(writing, b"still open")
    finally:
        os.close(reading)
        os.close(writing)
    assert [file.name for file in tmp_path.iterdir()] == ["t"]
    write_atomic(os.devnull, "x")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(("name", "descriptor"), [("stdout", 1), ("stderr", 2)])
def test_standard_streams_by_name_are_our_own(name, descriptor, capfd):
    write_atomic(f"/dev/{name}", "text\n")
    assert capfd.readouterr()[descriptor - 1] == "text\n"


def test_standard_input_by_name_is_our_own(monkeypatch):
    duplicated = []
    monkeypatch.setattr(
        os, "dup", lambda handle: duplicated.append(handle) or os.open(os.devnull, os.O_WRONLY)
    )
    write_atomic("/dev/stdin", "x")
    assert duplicated == [0]


def test_what_bytes_flow_through_is_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "file"
    file.write_text("x")
    flows = [special(kind, tmp_path) for kind in ("pipe", "socket", "device")]
    assert all(is_stream(path) is True for path in [*flows, "/dev/stdout", "/dev/fd/77", "/proc/self/fd/0"])
    others = [file, tmp_path, tmp_path / "nothing", "/dev/fd/77x", "/dev/fd", "x/dev/fd/7", "/dev/stdoutx"]
    assert all(is_stream(path) is False for path in others)
