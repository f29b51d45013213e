"""New JSON text: every kind of value, in every style."""

import json
import math

import pytest

from repair.document.json_writer import JsonWriter
from repair.document.number import WrittenFloat
from repair.document.style import JsonStyle

VALUE = {"a": [1, "x"], "b": {"c": None}, "d": {"e": True, "f": 0.5}, "g": [[2], {}], "h": []}
ON_LINES = """{
  "a": [
    1,
    "x"
  ],
  "b": {
    "c": null
  },
  "d": {
    "e": true,
    "f": 0.5
  },
  "g": [
    [
      2
    ],
    {}
  ],
  "h": []
}"""
FLAT_LISTS = """{
  "a": [1, "x"],
  "b": {
    "c": null
  },
  "d": {
    "e": true,
    "f": 0.5
  },
  "g": [
    [2],
    {}
  ],
  "h": []
}"""
FLAT_PAIRS = """{
  "a": [
    1,
    "x"
  ],
  "b": {"c": null},
  "d": {
    "e": true,
    "f": 0.5
  },
  "g": [
    [
      2
    ],
    {}
  ],
  "h": []
}"""
STYLES = {
    "as it is usual": (JsonStyle(), "", ON_LINES),
    "short lists on their line": (JsonStyle(flat_lists=True), "", FLAT_LISTS),
    "single pairs on their line": (JsonStyle(flat_pairs=True), "", FLAT_PAIRS),
    "all on one line": (
        JsonStyle(),
        None,
        '{"a": [1, "x"], "b": {"c": null}, "d": {"e": true, "f": 0.5}, "g": [[2], {}], "h": []}',
    ),
    "all on one line, close": (
        JsonStyle(colon=":", comma=","),
        None,
        '{"a":[1,"x"],"b":{"c":null},"d":{"e":true,"f":0.5},"g":[[2],{}],"h":[]}',
    ),
    "all on one line, with blanks inside of braces": (
        JsonStyle(padding=" "),
        None,
        '{ "a": [1, "x"], "b": { "c": null }, "d": { "e": true, "f": 0.5 }, "g": [[2], {}], "h": [] }',
    ),
    "with tabs, indented, and other line breaks": (
        JsonStyle(unit="\t", newline="\r\n", comma=" , "),
        "\t",
        ON_LINES.replace("  ", "\t").replace("\n", "\r\n\t"),
    ),
}


@pytest.mark.parametrize(("style", "indent", "text"), STYLES.values(), ids=STYLES)
def test_a_value_is_written_in_its_style(style, indent, text):
    assert JsonWriter(style).value(VALUE, indent) == text
    assert json.loads(text) == VALUE


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (WrittenFloat(5.1, "5.10"), "5.10"),
        (WrittenFloat(-5.1, "-5.10"), "-5.10"),
        (WrittenFloat(1000.0, "1E3"), "1E3"),
        (WrittenFloat(0.5, "0.50"), "0.50"),
        (WrittenFloat(0.0, "-0.00"), "-0.00"),
        (WrittenFloat(5.1, "05.1"), "5.1"),
        (WrittenFloat(0.5, ".5"), "0.5"),
        (WrittenFloat(5.0, "5."), "5.0"),
        (WrittenFloat(5.0, "+5.0"), "5.0"),
        (WrittenFloat(1000.5, "1_000.5"), "1000.5"),
        (WrittenFloat(90.5, "1:30.5"), "90.5"),
        (1e20, "1e+20"),
        (10**20, "100000000000000000000"),
        (-7, "-7"),
        (False, "false"),
    ],
    ids=str,
)
def test_a_number_stays_as_it_is_written_where_json_has_that(value, text):
    assert JsonWriter(JsonStyle()).value(value, "") == text
    assert json.loads(text) == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [(math.inf, "inf"), (-math.inf, "-inf"), (math.nan, "nan"), (WrittenFloat(math.inf, ".INF"), ".INF")],
)
def test_what_json_has_no_number_for_is_refused(value, shown):
    with pytest.raises(ValueError, match=rf"^JSON has no number {shown}$"):
        JsonWriter(JsonStyle()).value(value, "")


@pytest.mark.parametrize(
    ("text", "plain", "escaped"),
    [
        ("é", '"é"', '"\\u00e9"'),
        ("😀", '"😀"', '"\\ud83d\\ude00"'),
        ('a"\n', '"a\\"\\n"', '"a\\"\\n"'),
        ("é\ud800", '"é\\ud800"', '"\\u00e9\\ud800"'),
        ("\udfff\ue000\ud7ff", '"\\udfff\ue000\ud7ff"', '"\\udfff\\ue000\\ud7ff"'),
    ],
)
def test_text_is_escaped_where_the_file_escapes_and_what_utf_8_cannot_hold_always(text, plain, escaped):
    assert JsonWriter(JsonStyle()).value({text: text}, None) == f"{{{plain}: {plain}}}"
    assert JsonWriter(JsonStyle(ascii=True)).value([text], None) == f"[{escaped}]"
