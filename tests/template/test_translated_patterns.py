"""Patterns of other dialects, sign by sign, and how long a text each may be tried on."""

import unicodedata

import pytest

from repair.template.backtracking import longest_safe
from repair.template.patterns import search

ANY, LONG, SHORT = 1 << 30, 1_000, 12


def matched(pattern, texts):
    return [text for text in texts if search(pattern, text)]


@pytest.mark.parametrize(
    ("pattern", "inside", "outside"),
    [
        (r"^\p{Lu}$", "AÉ", "aé1"),
        (r"^\p{L}$", "Aaé", "1 _"),
        (r"^\pL$", "Aaé", "1 _"),
        (r"^\PL$", "1 _", "Aaé"),
        (r"^\P{Lu}$", "a1", "AÉ"),
        (r"^[^\p{L}x]$", "1 _", "aéx"),
        (r"^[\p{L}\P{L}]$", "a1 ", []),
        (r"^[\p{N}\p{Zs}]$", "1 ²", "a_"),
        (r"^[[a]$", "[a", "b]"),
        (r"^[]a]$", "]a", "b["),
        (r"^[^]a]$", "b[", "]a"),
        (r"^[\]a]$", "]a", "b["),
        (r"^[[\p{L}]$", "[aé", "1]"),
        (r"^[\w-.]$", "a-.", "/ "),
        (r"^[.-\w]$", "a-.", "/ "),
        (r"^[\d-\s]$", "1- ", "a."),
        (r"^[a-c-\w]$", "abz-", "."),
        (r"^(?:[\p{L}]|-)$", "a-", "1"),
        (r"^[a\p{L}]-$", ["a-", "é-"], ["1-", "a"]),
        (r"^[\p{L}]\p{N}$", ["a1", "é2"], ["aa", "1"]),
        (r"^\\p{1}$", ["\\p"], ["a"]),
        (r"^\[\p{L}\]$", ["[a]"], ["a", "[1]"]),
        (r"^a\z", ["a"], ["a\n", "ab"]),
        (r"^a$", ["a", "a\n"], ["ab"]),
        (r"x(?i)ab$", ["xAb", "xab"], ["Xab"]),
        (r"(x)(?i)a b$", ["xA B"], ["Xa b"]),
        (r"^[\ud800\udc00-\udbff\udfff]$", ["😀"], ["a"]),
        (r"^[\uD800\uDBFF-\uDC00\uDFFF]$", ["😀"], ["a"]),
        (r"^\p{ASCII}+$", ["aZ"], ["é"]),
    ],
)
def test_a_pattern_matches_what_its_own_dialect_matches(pattern, inside, outside):
    assert [search(pattern, text) for text in inside] == [True] * len(inside)
    assert [search(pattern, text) for text in outside] == [False] * len(outside)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"^\p{L}$", "日"),
        (r"^\P{L}$", "\u0100"),
        (r"^\p{L}+$", "é日"),
        (r"\p{Xyz}", "a"),
        (r"[\p{Xyz}]", "a"),
        ("[a", "a"),
        ("a**", "a"),
        ("a{99999999999}", "a"),
        ("[a&&b]", "a"),
        ("(a+)+", "a" * 13),
        ("a+b+", "a" * 1001),
    ],
)
def test_a_pattern_that_cannot_be_tried_is_undecided(pattern, text):
    assert search(pattern, text) is None


def test_a_pattern_is_tried_up_to_its_bound():
    assert search("(a+)+", "a" * 12) is True
    assert search("a+b+", "a" * 1000) is False
    assert search("a+", "a" * 5000) is True
    assert search(r"^\P{L}$", "\u00f7") is True


@pytest.mark.parametrize(
    ("pattern", "longest"),
    [
        ("abc", ANY),
        ("a+", ANY),
        ("a{1,64}", ANY),
        ("a?b?", ANY),
        ("a{2,9}b{3}", ANY),
        ("(ab)+", ANY),
        ("a*b*", LONG),
        ("a{20}b{30,}", LONG),
        ("a{,9}b{0,99}", LONG),
        ("a{1,}b+", LONG),
        ("(a+)(b+)", LONG),
        ("(?:-[a-z]+)*", LONG),
        ("(?:[a-z]+-)*", LONG),
        ("(?:-[a-z-]+)*", SHORT),
        ("(?:[a-z]+)*", SHORT),
        ("(?:a-b+)*", LONG),
        ("(?:a+-b+)*", SHORT),
        ("(?:-?[a-z]+)*", SHORT),
        ("(a|b)*", ANY),
        ("(a|a)*", SHORT),
        (r"([\p{L}]|-)*", SHORT),
        (r"([^a]|\u0100)*", SHORT),
        ("(a+(?:b))*", SHORT),
        ("([a-c]|[d-f]|-)*", ANY),
        ("([a-c]|[c-f])*", SHORT),
        ("(ab|c)*", SHORT),
        ("(a+|b)*", SHORT),
        (r"(\w|-)*", ANY),
        (r"(\w|\d)*", SHORT),
        (r"(.|-)*", SHORT),
        (r"(\.|-)*", ANY),
        ("((a)b)*", ANY),
        ("((a)+b)*", SHORT),
        ("((a|b)c)*", SHORT),
        ("(a+){2}", ANY),
        ("(a+){20}", SHORT),
        ("(a+){2,30}", SHORT),
        ("(a+)?", ANY),
        ("(?=a+)*", SHORT),
        ("(?<!-[a]+)*", LONG),
        ("(?P<x>-[a]+)*", LONG),
        ("(?i:-[a]+)*", LONG),
        (r"(\(a+)*", LONG),
        ("([(]a+)*", LONG),
        ("[(a+)*]", LONG),
        (r"\(a+\)*", LONG),
        (")a+", ANY),
        (r"(\u0041[a]+)*", LONG),
        (r"(\x41[A]+)*", SHORT),
    ],
)
def test_how_long_a_text_may_be_depends_on_how_rounds_can_be_cut(pattern, longest):
    assert longest_safe(pattern) == longest


def test_every_byte_of_a_class_is_decided():
    latin = [chr(code) for code in range(256)]
    for name in ("L", "Lu", "N", "P", "Sm"):
        inside = [char for char in latin if unicodedata.category(char).startswith(name)]
        assert matched(rf"^[\p{{{name}}}]\z", latin) == inside
        assert matched(rf"^\P{{{name}}}\z", latin) == [char for char in latin if char not in inside]
