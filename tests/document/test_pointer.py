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


def test_indexes_are_numbers_where_they_meet_a_list_and_text_elsewhere():
    data = {"l": [{"0": "x"}, [5]], "0": {"1": 2}}
    assert from_pointer("/l/0/0", data) == ("l", 0, "0")
    assert from_pointer("/l/1/0/0", data) == ("l", 1, 0, "0")
    assert from_pointer("/l/10", data) == ("l", 10)
    assert from_pointer("/l/2/0", data) == ("l", 2, "0")
    assert from_pointer("/0/1", data) == ("0", "1")
    assert from_pointer("/l/-/x", data) == ("l", 2, "x")
    assert from_pointer("/-", data) == ("-",)
    assert from_pointer("/a/0") == ("a", "0")
    assert from_pointer("/") == ("",)


def test_tildes_stand_for_themselves_and_slashes():
    assert to_pointer(("~1", "a/~b", 3)) == "/~01/a~1~0b/3"
    assert from_pointer("/~01/a~1~0b") == ("~1", "a/~b")


INDEX = "in the JSON pointer '{0}', {1} meets a list but is no index"
MALFORMED = {
    "a": "the JSON pointer 'a' must be empty or start with '/'",
    "/a~2": "the JSON pointer '/a~2' has a '~' that is neither '~0' nor '~1'",
    "/a~": "the JSON pointer '/a~' has a '~' that is neither '~0' nor '~1'",
    "/l/01": INDEX.format("/l/01", "'01'"),
    "/l/00": INDEX.format("/l/00", "'00'"),
    "/l/x": INDEX.format("/l/x", "'x'"),
    "/l/": INDEX.format("/l/", "''"),
    "/l/-1": INDEX.format("/l/-1", "'-1'"),
    "/l/²": INDEX.format("/l/²", "'²'"),
    "/l/٣": INDEX.format("/l/٣", "'٣'"),
}


@pytest.mark.parametrize("pointer", MALFORMED)
def test_malformed_pointers_are_refused(pointer):
    with pytest.raises(InputError) as caught:
        from_pointer(pointer, {"l": [1]})
    assert str(caught.value) == MALFORMED[pointer]
