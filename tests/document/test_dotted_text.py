"""Dotted text and the lists it means."""

import pytest

from repair.document.dialect import joined_dotted, split_dotted


@pytest.mark.parametrize(
    ("text", "items"),
    [("a", ["a"]), ("a.b", ["a", "b"]), ("a.b.c", ["a", "b.c"]), ("", [""]), (".b", ["", "b"]), ("a.", ["a", ""])],
)  # fmt: skip
def test_dotted_text_is_split_at_its_first_dot_and_joined_again(text, items):
    assert split_dotted(text) == items
    assert joined_dotted(items) == text


@pytest.mark.parametrize(
    "items", [[], ["a", "b", "c"], ["a.b", "c"], ["a.b"], ["a", 1], [1, "a"], [{"Ref": "A"}, "b"], "a.b", None, {}]
)  # fmt: skip
def test_other_lists_have_no_dotted_text(items):
    assert joined_dotted(items) is None
