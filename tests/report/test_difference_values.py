"""Two values as what differs of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import VALUES

from repair.report.difference_values import INLINE, Notation, cut_pair, swapped, visible

YAML, JSON = Notation("yaml"), Notation("json")
LONG = (
    "The quick brown fox jumps over the lazy dog and then it sleeps for a long time under the old oak tree. "
)


def signed(shown):
    lines = []
    for row in shown.rows:
        if row.kind == "gap":
            lines.append(f"… {row.count}")
        elif row.kind == "same":
            lines.append(f"  {row.old}")
        else:
            lines += [f"{sign} {line}" for sign, line in (("-", row.old), ("+", row.new)) if line is not None]
    return lines


def test_short_values_stand_whole():
    shown = YAML.pair({"Ref": "A"}, "text")
    assert (shown.old.text, shown.new.text) == ("!Ref A", "text")
    assert JSON.pair(5, "5").new.text == '"5"'


def test_the_middle_is_what_differs_and_no_word_is_cut_in_two():
    old, new = cut_pair("arn:aws:s3:::raw-data/x", "arn:aws:s3:::raw-dates/x")
    assert (old.head, old.middle, old.tail) == ("arn:aws:s3:::raw-", "data", "/x")
    assert new.middle == "dates"


def test_of_long_texts_only_what_differs_is_shown():
    old, new = cut_pair(LONG * 3 + "cat" + LONG, LONG * 3 + "dog" + LONG)
    assert old.middle.startswith("cat")
    assert new.middle.startswith("dog")
    assert old.head.startswith("…")
    assert old.tail.endswith("…")
    assert len(old.text) < INLINE


def test_of_texts_with_lines_the_changed_lines_are_shown_with_context():
    lines = [f"line {n}" for n in range(20)]
    shown = YAML.pair("\n".join(lines), "\n".join([*lines[:10], "other", *lines[11:]]))
    assert signed(shown) == [
        "… 8", "  line 8", "  line 9", "- line 10", "+ other", "  line 11", "  line 12", "… 7",
    ]  # fmt: skip


def test_long_json_texts_are_compared_line_by_line():
    text = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "arn:aws:s3:::bucket/folder"}]}'
    shown = JSON.pair(text % "s3:GetObject", (text % "s3:*").replace(" ", ""))
    assert [line for line in signed(shown) if line[0] in "+-"] == [
        '-       "Action": "s3:GetObject",',
        '+       "Action": "s3:*",',
    ]


def test_blanks_at_the_end_of_a_line_are_visible():
    shown = YAML.pair("a\nb\n", "a\nb  \n")
    assert signed(shown)[-1] == "+ b··"


def test_a_value_on_one_side_stands_in_lines_when_it_is_long():
    shown = swapped(YAML.one([{"Name": "n" * 30, "Value": "v" * 30}] * 3))
    assert shown.old is None
    assert [row.new for row in shown.rows][:2] == [f"- Name: {'n' * 30}", f"  Value: {'v' * 30}"]
    assert all(row.old is None for row in shown.rows)


def test_control_characters_and_reversed_writing_are_visible():
    assert visible("a\x1b[31mb\u202ec\ud800") == "a\\x1b[31mb\\u202ec\\ud800"
    assert visible("é漢 →") == "é漢 →"


@pytest.mark.parametrize("notation", [YAML, JSON], ids=["yaml", "json"])
@settings(max_examples=100, deadline=None)
@given(before=VALUES, after=VALUES)
def test_any_two_values_are_shown_and_a_difference_is_never_hidden(notation, before, after):
    shown = notation.pair(before, after)
    if shown.rows:
        assert any(row.kind == "changed" for row in shown.rows)
    elif notation.flow(before) != notation.flow(after):
        assert shown.old.text != shown.new.text


@settings(max_examples=100, deadline=None)
@given(st.text("ab \n'\"", max_size=30), st.text("ab \n'\"", max_size=30))
def test_the_parts_of_a_short_cut_make_up_the_text(old, new):
    a, b = cut_pair(old, new)
    assert (a.text, b.text) == (old, new)
