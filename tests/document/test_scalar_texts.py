"""Text as a YAML scalar: when it may stand plain, when it is quoted and how, when it is a block."""

import pytest
import yaml

from repair.document.yaml_scalars import ambiguous, resolve
from repair.document.yaml_text import block_lines, block_safe, flow_scalar, folded_lines, key_text, quoted

PLAIN_ANYWHERE = ["a", "two words", "a-b", "-a", "a:b", "a#b", "arn:aws:s3:::b/*", "é", "/x", "a.b", "1.2.3", "1e3x",
                  "a'b", 'a"b', "<a>", "a&b", "a!", "--", "a%", "0.0.0.0/0", "\\n", "12:60", "2012-10-17x", "+", "~a", "..a"]  # fmt: skip
PLAIN_OUT_OF_BRACKETS = ["a, b", "a[0]", "a}}", "a{b}", "a?b", "a,b", ":a", ":80"]
NEVER_PLAIN = ["", " a", "a ", "a: b", "a:", "a #b", "#a", "- a", "-", ": a", ":", "?", "? a", "&a", "*a", "!a", "%a", "@a",
               "`a", "|", ">", "'a", '"a', "[a", "{a", "]", "}", ",", "...", "...a", "---", "---a", "a\tb", "a\nb", "a\x7f",
               "a\u2028b", "a\ufeffb", "a\x85b"]  # fmt: skip
TAKEN_FOR_SOMETHING_ELSE = ["true", "No", "ON", "y", "N", "null", "~", "12", "-7", "1_000", "0x1F", "0b1", "1:30", "1.5",
                            "1e3", "1E+5", ".5", "1.5e-3", ".inf", ".NaN", "012", "0o7", "0", "00", "09", "-09.5", "2012-10-17",
                            "2012-10-17T10:00:00Z", "2012-1-7 10:00", "=", "<<", "12e03", "1:30:15.5", "0_7"]  # fmt: skip


def meaning(text):
    """What PyYAML reads, all of it as text."""
    return yaml.load(text, Loader=yaml.BaseLoader)


@pytest.mark.parametrize("text", PLAIN_ANYWHERE)
def test_text_that_is_safe_and_clear_stands_plain(text):
    assert (
        flow_scalar(text, '"') == flow_scalar(text, "'", flow=True) == key_text(text, "'", flow=True) == text
    )
    assert meaning(f"[{{{text}: {text} }}]") == [{text: text}]


@pytest.mark.parametrize("text", PLAIN_OUT_OF_BRACKETS)
def test_text_with_marks_of_brackets_is_quoted_there_alone(text):
    assert flow_scalar(text, "'") == key_text(text, "'") == text
    assert flow_scalar(text, "'", flow=True) == key_text(text, "'", flow=True) == f"'{text}'"


@pytest.mark.parametrize("text", NEVER_PLAIN)
def test_text_that_yaml_would_read_otherwise_is_quoted(text):
    for written in (flow_scalar(text, "'"), key_text(text, "'"), flow_scalar(text, '"'), key_text(text, '"')):
        assert written[0] == written[-1]
        assert written[0] in "'\""
        assert meaning(written) == text


@pytest.mark.parametrize("text", TAKEN_FOR_SOMETHING_ELSE)
def test_text_that_some_reader_takes_for_no_text_is_quoted(text):
    assert ambiguous(text)
    assert flow_scalar(text, "'") == f"'{text}'"


@pytest.mark.parametrize("text", [*PLAIN_ANYWHERE, *PLAIN_OUT_OF_BRACKETS])
def test_other_text_is_clear(text):
    assert not ambiguous(text)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("8080", "8080"), ("-7", "-7"), ("0", "0"), ("0x1F", "'0x1F'"), ("1_000", "'1_000'"), ("1.5", "'1.5'"),
        ("012", "'012'"), ("true", "'true'"), ("+1", "'+1'"), ("k" * 120, "k" * 120), ("k" * 121, f"'{'k' * 121}'"),
    ],
)  # fmt: skip
def test_a_key_that_is_a_number_stands_plain_where_it_is_written_as_one(key, text):
    assert key_text(key, "'") == text


@pytest.mark.parametrize(
    ("text", "quote", "written"),
    [
        ("12", "'", "'12'"), ("12", '"', '"12"'),
        ("it's: x", "'", '"it\'s: x"'), ("it's: x", '"', '"it\'s: x"'),
        ('say: "x"', "'", "'say: \"x\"'"), ('say: "x"', '"', '"say: \\"x\\""'),
        ('it\'s: "x"', "'", "'it''s: \"x\"'"), ("it's: \\", "'", "'it''s: \\'"),
        ("a: \\d", '"', "'a: \\d'"), ('a: "\\d"', '"', '"a: \\"\\\\d\\""'), ("a: \\d", "'", "'a: \\d'"),
        ("it's: \\d", '"', "'it''s: \\d'"),
        ("a\nb", "'", '"a\\nb"'), ("\x7f\u2028\ufeff", "'", '"\\u007f\\u2028\\ufeff"'), ("é: 😀", '"', '"é: 😀"'),
    ],
)  # fmt: skip
def test_the_quotes_are_those_of_the_file_unless_the_others_need_no_escape(text, quote, written):
    assert flow_scalar(text, quote) == written
    assert meaning(written) == text


@pytest.mark.parametrize(
    ("text", "style", "written"),
    [
        ("a", "'", "'a'"), ("a", '"', '"a"'), ("it's", "'", "'it''s'"), ("a\\", '"', '"a\\\\"'), ("a\nb", "'", '"a\\nb"'),
        ("a", "|", "a"), ("a", "", "a"), ("12", "", "'12'"),
    ],
)  # fmt: skip
def test_the_quotes_of_what_is_replaced_are_kept(text, style, written):
    assert flow_scalar(text, "'", style=style) == written
    assert key_text(text, "'", style=style) == ("12" if text == "12" else written)


def test_single_quotes_are_doubled_and_what_they_cannot_hold_goes_to_double_ones():
    assert quoted("a'b''c", "'") == "'a''b''''c'"
    assert quoted("a'b", '"') == '"a\'b"'
    assert quoted("a\tb", "'") == "'a\tb'"
    assert quoted("a\x01", "'") == '"a\\u0001"'
    assert quoted("\ud800", "'") == '"\\ud800"'


BLOCKS = {
    "a\nb": ("|-", ["a", "b"]),
    "a\nb\n": ("|", ["a", "b"]),
    "a\n\nb\n": ("|", ["a", "", "b"]),
    "\na\nb\n": ("|", ["", "a", "b"]),
    "a\n  b\n": ("|", ["a", "  b"]),
    "a\n\tb": None,
    "a\nb\tc": ("|-", ["a", "b\tc"]),
    "a \nb": ("|-", ["a ", "b"]),
    "a\nb ": None,
    "a\nb\t\n": None,
    " a\nb": None,
    "\n a\nb": None,
    "\ta\nb": None,
    "a\n \nb": None,
    "a\n\t\nb": None,
    "a\nb\n\n": None,
    "\n": None,
    "\n\n": None,
    "a\n\x01": None,
    "a\r\nb": None,
    "a\n# b\n": ("|", ["a", "# b"]),
}


@pytest.mark.parametrize("text", BLOCKS, ids=repr)
def test_text_of_several_lines_is_a_literal_block_where_a_block_can_hold_it(text):
    block = BLOCKS[text]
    assert block_safe(text) is (block is not None)
    if block is not None:
        header, lines = block_lines(text)
        assert (header, lines) == block
        assert meaning("\n".join([header, *("  " + line if line else "" for line in lines)]) + "\n") == text


def test_one_line_is_a_block_only_where_there_was_one():
    assert [block_safe(text) for text in ("a", "a\n", "")] == [False, True, False]
    assert [block_safe(text, short=True) for text in ("a", "a\n", "", "\n", " a", "a ")] == [
        True,
        True,
    ] + 4 * [False]


FOLDED = {
    "a": (">-", ["a"]),
    "a\n": (">", ["a"]),
    "a b\nc\n": (">", ["a b", "", "c"]),
    "a\nb\nc": (">-", ["a", "", "b", "", "c"]),
    "a\n\nb": None,
    "": None,
    "\n": None,
    "a\n\n": None,
    "\na": None,
    " a": None,
    "a ": None,
    "a\n b": None,
    "a\nb\t": None,
    "\ta": None,
    "a\x01": None,
}


@pytest.mark.parametrize("text", FOLDED, ids=repr)
def test_text_is_folded_where_folding_can_say_it(text):
    assert folded_lines(text) == FOLDED[text]
    if FOLDED[text] is not None:
        header, lines = FOLDED[text]
        assert meaning("\n".join([header, *("  " + line if line else "" for line in lines)]) + "\n") == text


WORDS = {"yes": True, "no": False, "true": True, "false": False, "on": True, "off": False}


@pytest.mark.parametrize("word", WORDS)
def test_words_of_truth_are_read_in_small_in_capital_and_in_large_letters(word):
    for form in (word, word.capitalize(), word.upper()):
        assert resolve(form) is WORDS[word]
    assert resolve(word[:-1] + word[-1].upper()) == word[:-1] + word[-1].upper()


@pytest.mark.parametrize("text", ["~", "", "null", "Null", "NULL"])
def test_words_for_nothing(text):
    assert resolve(text) is None


NUMBERS = {
    "0": 0, "-0": 0, "+5": 5, "-5": -5, "1_0": 10, "0b101": 5, "-0b11": -3, "0x1f": 31, "-0xFF": -255, "0x_f_": 15, "1:30": 90,
    "-1:30": -90, "1:0:5": 3605, "12:59": 779, "1.5": 1.5, "-1.5": -1.5, "+1.5": 1.5, ".5": 0.5, "-.5": -0.5, "1.": 1.0, "0.5": 0.5,
    "1_0.5": 10.5, "1.5e+3": 1500.0, "1.5e-3": 0.0015, ".5e+1": 5.0, "1.5E+3": 1500.0, "1:30.5": 90.5, "-1:30.5": -90.5,
    "1:2:3.5": 3723.5, ".inf": float("inf"), "-.inf": float("-inf"), "+.INF": float("inf"), ".Inf": float("inf"),
}  # fmt: skip


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_are_those_of_yaml_1_1(text):
    found = resolve(text)
    assert found == NUMBERS[text]
    assert type(found) is int if isinstance(NUMBERS[text], int) else isinstance(found, float)
    if isinstance(found, float):
        assert repr(found) == text  # as it is written


@pytest.mark.parametrize(
    "text",
    ["0x", "0x_", "0b", "0b_", "0b2", "1:60", "1:30:", "1e3", "1.5e3", "1.5e+", ".", "-", "+", "-.", "..5", "._5", "0123", "-08",
     "08.5", "1,000", "1.2.3", ".infinity", "-.nan", ".nAn", "0:30", "1 0", "--5", "12a", "0x1g", "1" * 5000, "0x" + "f" * 3501,
     "-0b1" + "0" * 14_000],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_what_is_no_number_of_yaml_1_1_stays_text(text):
    assert resolve(text) == text


def test_the_longest_number_has_14_000_bits():
    assert resolve("0x" + "f" * 3500) == 2**14_000 - 1
    assert resolve("0b1" + "0" * 14_000) != 2**14_000
    assert str(resolve(".nan")) == ".nan"
    assert resolve(".NaN") != resolve(".NaN")
