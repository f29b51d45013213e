"""What a file may ask for: the bounds, what is said beyond them, and the room that Python needs for them."""

import sys

import pytest
from document_cases import TAGS

from repair.document import parse
from repair.document.limits import DEFAULT, MAX_DEPTH, Limits
from repair.errors import LimitError


def test_the_bounds_that_hold_when_none_are_given():
    assert Limits() == DEFAULT == Limits(size=20_000_000, depth=100, nodes=250_000, expansion=100_000)


def test_a_depth_that_no_process_can_walk_is_refused():
    assert Limits(depth=MAX_DEPTH).depth == 400
    with pytest.raises(ValueError, match=r"^a depth of 401 cannot be allowed; 400 is the most$"):
        Limits(depth=401)


def test_room_for_deep_values_is_made_where_it_is_asked_for_and_never_taken_away():
    before = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(1_000)
        Limits().make_room()
        assert sys.getrecursionlimit() == 1_000
        Limits(depth=101).make_room()
        assert sys.getrecursionlimit() >= 1_000 + 101 * 6
        sys.setrecursionlimit(50_000)
        Limits(depth=400).make_room()
        assert sys.getrecursionlimit() == 50_000
    finally:
        sys.setrecursionlimit(before)


@pytest.mark.parametrize(
    ("size", "says"),
    [
        (12, "t: has 12 bytes, more than the 10 that are read: is it a template? --max-size allows more"),
        (None, "t: has more than the 10 bytes that are read: is it a template? --max-size allows more"),
    ],
)
def test_a_file_that_is_too_large_is_told_its_size_where_it_is_known(size, says):
    assert str(Limits(size=10).too_large("t", size)) == says


VALUES = [
    ("json", '{"a": 1}', 2, "t"),
    ("json", '{"a": [1, [2]], "b": {"c": 3}}', 7, "t"),
    ("json", '{"a": "x, y, [z], {w} \\" , [", "b,": 1}', 3, "t"),
    ("yaml", "a: 1\n", 2, "t:1:4"),
    ("yaml", "a: [1, 2]\nb: {c: 3}\n", 6, "t:2:8"),
    ("yaml", "\ufeffa: 1\n", 2, "t:1:4"),
    ("yaml", "a: [!Ref x, !If [y], 3]\n", 8, "t:1:22"),
    ("yaml", "a: &x [1]\nb: [*x, *x]\n", 6, "t:2:9"),
]
"""Texts, how many values each holds (a short tag is one of its own, an alias is one), and where the last stands."""


@pytest.mark.parametrize(("format", "text", "count", "where"), VALUES)
def test_a_file_may_hold_as_many_values_as_the_bound_says_and_no_more(format, text, count, where):
    parse(text, dialect=TAGS, format=format, limits=Limits(nodes=count))
    with pytest.raises(LimitError) as caught:
        parse(text, name="t", dialect=TAGS, format=format, limits=Limits(nodes=count - 1))
    says = f"holds more than {count - 1} values: is it a template? --max-nodes allows more"
    assert str(caught.value) == f"{where}: " + ("" if format == "json" else "the file ") + says


def test_a_yaml_file_of_more_lines_than_values_are_allowed_is_refused_unread():
    parse("# \n# \n# \na: 1", format="yaml", limits=Limits(nodes=3))
    with pytest.raises(LimitError) as caught:
        parse("[\n\n\n\n", name="t", format="yaml", limits=Limits(nodes=3))
    assert str(caught.value) == "t: has more than 3 lines: is it a template? --max-nodes allows more"


DEPTHS = [
    ("json", '{"a": 1}', 1, "t:1:1"),
    ("json", '{"a": [], "b": {}, "c": {"d": 1}, "e": [[1], [], [{}]]}', 4, "t:1:51"),
    ("yaml", "a: 1\n", 1, "t:1:1"),
    ("yaml", "a: {b: 1}\nc: [1]\nd:\n  - - x\n", 3, "t:4:5"),
    ("yaml", "a: !If [x]\n", 3, "t:1:4"),
    ("yaml", "a: !If [!If [x], !If [y]]\n", 5, "t:1:9"),
    ("yaml", "a: &x [[1]]\nb: *x\nc: [*x]\n", 4, "t:3:5"),
    ("yaml", "a: &x !If [1]\nb: [*x]\n", 4, "t:2:5"),
    ("yaml", "a: &x [1]\nb: &y [*x]\nc: [*y]\n", 4, "t:3:5"),
    ("yaml", "a: &x 1\nb: [[*x]]\n", 3, "t:2:5"),
    ("yaml", "a: &x !Ref v\nb: [*x]\n", 3, "t:2:5"),
    ("yaml", "? &k a\n: [*k]\n", 2, "t:2:3"),
]
"""Texts, the levels that their mappings and lists nest (a short tag is one, an alias has those of its anchor), and where
the deepest begins."""


@pytest.mark.parametrize(("format", "text", "depth", "where"), DEPTHS)
def test_values_may_nest_as_deep_as_the_bound_says_and_no_deeper(format, text, depth, where):
    parse(text, dialect=TAGS, format=format, limits=Limits(depth=depth))
    with pytest.raises(LimitError) as caught:
        parse(text, name="t", dialect=TAGS, format=format, limits=Limits(depth=depth - 1))
    says = f"{where}: values nest deeper than {depth - 1} levels: flatten the file, or raise --max-depth"
    assert str(caught.value) == says


EXPANSIONS = [
    ("a: &x 1\nb: *x\n", 1, "t:2:4"),
    ("a: &x [1, 2]\nb: *x\nc: [*x]\n", 4, "t:3:5"),
    ("a: &x !Ref y\nb: *x\n", 2, "t:2:4"),
    ("a: &x !If [y]\nb: *x\n", 2, "t:2:4"),
    ("a: &x {k: 1}\nb: &y [*x, *x]\nc: *y\n", 6, "t:3:4"),
    ("? &k a\n: 1\nb: *k\n", 1, "t:3:4"),
    ("a: &x 1\na2: &x [1, 2]\nb: *x\n", 2, "t:3:4"),
]
"""Texts, the values in what their aliases stand for, and where the last alias is."""


@pytest.mark.parametrize(("text", "count", "where"), EXPANSIONS)
def test_aliases_may_stand_for_as_many_values_as_the_bound_says_and_no_more(text, count, where):
    parse(text, dialect=TAGS, format="yaml", limits=Limits(expansion=count))
    with pytest.raises(LimitError) as caught:
        parse(text, name="t", dialect=TAGS, format="yaml", limits=Limits(expansion=count - 1))
    assert str(caught.value) == (
        f"{where}: with its aliases expanded the file grows by more than {count - 1} values: "
        "write fewer aliases, or raise --max-expansion"
    )
