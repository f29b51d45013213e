"""Bytes in and out."""

from __future__ import annotations

import os

import pytest

from repair.document.files import decode, read_text, write_atomic
from repair.errors import InputError


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
