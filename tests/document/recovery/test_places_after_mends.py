"""Where a part of the mended text stood in the text as it was given, through several rounds of changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.document.recovery.mend import Mend, in_order, recovery
from repair.document.spans import Edit, apply_edits

TEXT = "0123456789"


def mend(*edits, at=0, plain=True):
    return Mend("syntax-comma", "message", tuple(Edit(*edit) for edit in edits), plain, at)


# "01" + "abc" (for "23") + "45" + "" (for "67") + "89!"
ONCE = [[mend((2, 4, "abc")), mend((6, 8, ""), (10, 10, "!"))]]
# each "b" of that is "BBB"; the first two characters go
INSERTED = [[mend((2, 2, "abc"), (2, 4, ""))]]
TWICE = [*ONCE, [mend((3, 4, "BBB")), mend((0, 2, ""))]]


def test_rounds_of_edits_are_applied_one_after_the_other():
    assert recovery(TEXT, []).text == TEXT
    assert recovery(TEXT, ONCE).text == "01abc4589!"
    assert recovery(TEXT, TWICE).text == "aBBBc4589!"


@pytest.mark.parametrize(
    ("rounds", "origins"),
    [
        ([], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        # 0 1 a b c 4 5 8 9 !
        (ONCE, [0, 1, 2, 2, 2, 4, 5, 8, 9, 10, 10]),
        # a B B B c 4 5 8 9 !
        (TWICE, [2, 2, 2, 2, 2, 4, 5, 8, 9, 10, 10]),
        # 0 1 a b c 4 5 6 7 8 9
        (INSERTED, [0, 1, 2, 2, 2, 4, 5, 6, 7, 8, 9, 10]),
    ],
)
def test_an_offset_inside_new_text_is_where_that_was_put(rounds, origins):
    found = recovery(TEXT, rounds)
    assert [found.origin(offset) for offset in range(len(found.text) + 1)] == origins


@pytest.mark.parametrize(
    ("rounds", "start", "end", "span"),
    [
        ([], 3, 5, (3, 5)),
        (ONCE, 0, 2, (0, 2)),
        (ONCE, 0, 3, (0, 4)),
        (ONCE, 2, 5, (2, 4)),
        (ONCE, 3, 4, (2, 4)),
        (ONCE, 5, 7, (4, 6)),
        (ONCE, 5, 8, (4, 9)),
        (ONCE, 7, 10, (8, 10)),
        (ONCE, 9, 9, (10, 10)),
        (ONCE, 2, 2, (2, 2)),
        (TWICE, 0, 4, (2, 4)),
        (TWICE, 1, 2, (2, 4)),
        (TWICE, 5, 10, (4, 10)),
    ],
)
def test_a_part_of_the_new_text_stands_for_all_that_it_replaced(rounds, start, end, span):
    assert recovery(TEXT, rounds).span(start, end) == span


def test_mends_are_told_in_the_order_of_the_text_at_their_first_places():
    found = recovery(
        "a\nb\nc\nd\n",
        [
            [mend((6, 7, "D"), at=6), mend((0, 2, ""), at=0)],
            [mend((2, 2, "C"), at=2), mend((0, 1, "B"), at=0)],
        ],
    )
    assert found.text == "B\nCc\nD\n"
    assert [(one.position.line, one.position.column) for one in found.found] == [
        (1, 1),
        (2, 1),
        (3, 1),
        (4, 1),
    ]
    assert [len(edits) for edits in found.steps] == [2, 2]
    position = found.position(found.text.index("D"))
    assert (position.line, position.column) == (4, 1)


def test_a_recovery_is_plain_when_all_its_mends_are():
    assert recovery(TEXT, []).plain
    assert recovery(TEXT, ONCE).plain
    assert not recovery(TEXT, [*ONCE, [mend(plain=False)]]).plain


rounds_of_edits = st.lists(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3), st.sampled_from(["", "x", "xyz"])), max_size=3),
    max_size=3,
)


@given(rounds_of_edits)
@settings(max_examples=40)
def test_text_that_no_mend_touched_is_found_where_it_was(wanted):
    text, rounds = TEXT, []
    for edits in wanted:
        kept, behind = [], 0
        for start, size, new in sorted(edits):
            if start >= behind and start + size <= len(text) and (size or new):
                kept.append(mend((start, start + size, new)))
                behind = start + size + 1
        rounds.append(kept)
        text = apply_edits(text, in_order(kept))
    found = recovery(TEXT, rounds)
    assert found.text == text
    for offset, char in enumerate(text):
        start, end = found.span(offset, offset + 1)
        assert found.origin(offset) == start <= end <= len(TEXT)
        if char.isdigit():
            assert (TEXT[start], end) == (char, start + 1)
