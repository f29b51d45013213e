"""Pointers and paths."""

from __future__ import annotations

import pytest

from repair.document import from_pointer, to_pointer
from repair.errors import InputError


def test_paths_and_pointers_are_each_others_reverse():
    data = {"a/b": [{"~x": 1, "0": 2}]}
    for path in [(), ("a/b",), ("a/b", 0), ("a/b", 0, "~x"), ("a/b", 0, "0")]:
        assert from_pointer(to_pointer(path), data) == path


def test_the_end_of_a_list_and_the_unknown():
    assert from_pointer("/l/-", {"l": [1, 2]}) == ("l", 2)
    assert from_pointer("/x/0/y", {}) == ("x", "0", "y")


@pytest.mark.parametrize("pointer", ["a", "/a~2", "/l/01", "/l/x"])
def test_malformed_pointers_are_refused(pointer):
    with pytest.raises(InputError):
        from_pointer(pointer, {"l": [1]})
