import time

import pytest

from repair.template.backtracking import longest_safe
from repair.template.patterns import search


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("b", "abc", True),
        (r"^[\p{L}\p{N}_.-]+$", "Zoë_1", True),
        (r"^[\p{L}\p{N}]+$", "a b", False),
        (r"^\p{L}+$", "日本", None),
        (r"^[^\p{C}]+$", "a\x07", False),
        (r"^\P{C}*$", "abc", True),
        (r"^[\p{Graph}\x20]*$", "a b", True),
        (r"^[\w- ]+$", "a-b c", True),
        (r"^1\s*(?i)vCpu$", "1 VCPU", True),
        (r"^abc\z", "abc", True),
        (r"[a-z&&[^b]]", "a", None),
        ("(", "a", None),
        (r"\p{NoSuchName}", "a", None),
        (r"^[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*$", "a😀", True),
    ],
)
def test_patterns_of_other_dialects_are_read(pattern, text, expected):
    assert search(pattern, text) is expected


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"^([A-Za-z0-9]+[A-Za-z0-9-.]*)*[A-Za-z0-9-]*[A-Za-z0-9]$", "a" * 60 + "!"),
        (r"^[ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*$", "a " * 40 + "é"),
        (r"^(\w|\d)*$", "1" * 60 + "!"),
        (r"^(a*)*$", "a" * 60 + "!"),
        (r"^[a-z](?:-?[a-z0-9]+)*$", "a" * 60 + "!"),
    ],
)
def test_a_pattern_that_would_take_for_ever_is_undecided(pattern, text):
    started = time.perf_counter()
    assert search(pattern, text) is None
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    "pattern",
    [
        r"^[a-z]+(-[a-z0-9]+)*$",
        r"^([a-z0-9-]+\.)+[a-z]{2,}$",
        r"^arn:aws(-[a-z]+)*:iam::\d{12}:role/.+$",
        "^([a-z]|-)*$",
    ],
)
def test_patterns_with_a_separator_in_each_round_are_tried_on_long_text(pattern):
    assert longest_safe(pattern) >= 255
