"""Lines, columns and edits of a text, whatever breaks its lines."""

import pytest

from repair.document.spans import Edit, Lines, Position, apply_edits

# A text; for each line of it where it begins, where it ends before its break, and where the next begins.
LINES = {
    "": [(0, 0, 0)],
    "ab": [(0, 2, 2)],
    "ab\n": [(0, 2, 3), (3, 3, 3)],
    "a\nbc": [(0, 1, 2), (2, 4, 4)],
    "a\rbc": [(0, 1, 2), (2, 4, 4)],
    "a\r\nbc": [(0, 1, 3), (3, 5, 5)],
    "a\n\nb": [(0, 1, 2), (2, 2, 3), (3, 4, 4)],
    "a\r\n\r\nb": [(0, 1, 3), (3, 3, 5), (5, 6, 6)],
    "a\n\r\nb": [(0, 1, 2), (2, 2, 4), (4, 5, 5)],
    "a\r\rb": [(0, 1, 2), (2, 2, 3), (3, 4, 4)],
    "\na": [(0, 0, 1), (1, 2, 2)],
    "\r\na": [(0, 0, 2), (2, 3, 3)],
    "\na\r": [(0, 0, 1), (1, 2, 3), (3, 3, 3)],
    "\ufeffab\nc": [(1, 3, 4), (4, 5, 5)],
    "a\u2028b\x85c": [(0, 5, 5)],
}


@pytest.mark.parametrize("text", LINES, ids=repr)
def test_every_offset_of_a_line_knows_its_number_begin_end_and_the_line_after(text):
    lines = Lines(text)
    for number, (start, end, following) in enumerate(LINES[text]):
        for offset in {start, end}:
            assert lines.number(offset) == number
            assert lines.start(offset) == start
            assert lines.end(offset) == end
            assert lines.next_start(offset) == following


def test_columns_count_from_nought_and_positions_from_one():
    lines = Lines("ab\ncde")
    assert [lines.column(offset) for offset in range(7)] == [0, 1, 2, 0, 1, 2, 3]
    assert [str(lines.position(offset)) for offset in (0, 1, 3, 6)] == [
        "line 1, column 1",
        "line 1, column 2",
        "line 2, column 1",
        "line 2, column 4",
    ]


def test_a_byte_order_mark_is_no_column():
    lines = Lines("\ufeffab\nc")
    assert lines.column(0) == lines.column(1) == 0
    assert lines.position(0) == lines.position(1) == Position(1, 1)
    assert lines.position(2) == Position(1, 2)
    assert lines.position(4) == Position(2, 1)


@pytest.mark.parametrize(
    ("edits", "after"),
    [
        ([], "abcdef"),
        ([Edit(0, 0, "X")], "Xabcdef"),
        ([Edit(6, 6, "X")], "abcdefX"),
        ([Edit(1, 3, "")], "adef"),
        ([Edit(1, 3, "X"), Edit(3, 4, "Y")], "aXYef"),
        ([Edit(2, 2, "X"), Edit(2, 2, "Y"), Edit(2, 4, "")], "abXYef"),
        ([Edit(0, 6, "")], ""),
    ],
)
def test_edits_that_touch_or_stand_apart_are_applied_in_order(edits, after):
    assert apply_edits("abcdef", edits) == after


@pytest.mark.parametrize("edits", [[Edit(1, 3, ""), Edit(2, 4, "")], [Edit(3, 4, "x"), Edit(0, 1, "y")]])
def test_edits_that_overlap_or_are_out_of_order_are_refused(edits):
    with pytest.raises(ValueError, match=f"edits overlap at offset {edits[1].start}$"):
        apply_edits("abcdef", edits)
