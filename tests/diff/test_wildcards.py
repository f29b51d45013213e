from __future__ import annotations

import re
from functools import cache
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from repair.diff.permissions.wildcards import ANYTHING, Language, Opaque, Pattern, apart, covers, pattern

LETTERS = "abz"  # no pattern holds a z: it stands for all other characters
TEXTS = ["".join(text) for size in range(7) for text in product(LETTERS, repeat=size)]
PARTS = ["".join(text) for size in range(6) for text in product("az:", repeat=size)]

patterns = st.text("ab*?", max_size=4)
arns = st.text("a:*?", max_size=4)
pieces = st.lists(st.sampled_from(["a", "*", "?", ":", {"Ref": "P"}, {"Ref": "AWS::Region"}]), max_size=4)


@cache
def matched(text: str) -> frozenset[str]:
    """By brute force, which of all short texts a pattern matches."""
    expression = re.compile(text.replace("*", ".*").replace("?", "."), re.DOTALL)
    return frozenset(one for one in TEXTS if expression.fullmatch(one))


@cache
def matched_parts(text: str) -> frozenset[str]:
    """The same where no wildcard but those of the last part matches a colon."""
    *head, last = text.split(":")
    inner = [part.replace("*", "[^:]*").replace("?", "[^:]") for part in head]
    expression = re.compile(":".join([*inner, last.replace("*", ".*").replace("?", ".")]), re.DOTALL)
    return frozenset(one for one in PARTS if expression.fullmatch(one))


@settings(max_examples=300)
@given(patterns, patterns)
def test_containment_is_that_of_all_texts(wide: str, tight: str) -> None:
    assert covers(pattern(wide), pattern(tight)) == (matched(tight) <= matched(wide))


@settings(max_examples=200)
@given(patterns, patterns)
def test_what_is_apart_has_no_text_in_common(one: str, other: str) -> None:
    assert apart(pattern(one), pattern(other)) == (not matched(one) & matched(other))


@settings(max_examples=200)
@given(arns, arns)
def test_parts_of_an_arn_are_matched_one_by_one(wide: str, tight: str) -> None:
    within = covers(pattern(wide, parts=True), pattern(tight, parts=True))
    assert within == (matched_parts(tight) <= matched_parts(wide))


def joined(parts: list[object]) -> Pattern:
    return pattern({"Fn::Join": ["", parts]}, parts=True)


@settings(max_examples=200)
@given(pieces, pieces, pieces)
def test_containment_is_reflexive_and_transitive(a: list[object], b: list[object], c: list[object]) -> None:
    one, two, three = joined(a), joined(b), joined(c)
    assert covers(one, one)
    assert covers(ANYTHING, one)
    if covers(one, two) and covers(two, three):
        assert covers(one, three)


@settings(max_examples=200)
@given(pieces, pieces, st.sampled_from(["", "a", "az", "*", "a:z"]))
def test_what_is_contained_stays_so_whatever_a_parameter_turns_out_to_be(
    a: list[object], b: list[object], value: str
) -> None:
    def settled(parts: list[object]) -> str:
        known = {"P": value, "AWS::Region": "z"}
        return "".join(known[part["Ref"]] if isinstance(part, dict) else str(part) for part in parts)

    if covers(joined(a), joined(b)):
        assert matched_parts(settled(b)) <= matched_parts(settled(a))
    if apart(joined(a), joined(b)):
        assert not matched_parts(settled(a)) & matched_parts(settled(b))


def test_variables_are_opaque_in_the_version_that_has_them() -> None:
    new, old = Language("2012-10-17"), Language("2008-10-17")
    assert pattern("${a}", language=new) == (Opaque(("variable", "a")),)
    assert pattern("${a}", language=old) == tuple("${a}")
    assert pattern("${*}", language=new) == ("*",)


def test_many_wildcards_end_in_no_answer_rather_than_never() -> None:
    many = pattern("*".join("a" + "?" * 12 for _ in range(12)))
    assert not covers(many, pattern("*".join("a" + "?" * 11 for _ in range(12))))
