"""JSON text -> tree."""

from __future__ import annotations

import json

import pytest

from repair.document import Span, parse
from repair.errors import InputError


def test_every_value_and_key_has_its_span():
    text = '\ufeff{ "a" : [1, {"b\\u00e9": "x\\n"}], "c": null}'
    doc = parse(text)
    assert doc.data == {"a": [1, {"bé": "x\n"}], "c": None}
    assert text[doc.span(("a", 1, "bé")).start : doc.span(("a", 1, "bé")).end] == '"x\\n"'
    assert text[doc.key_span(("a", 1, "bé")).start : doc.key_span(("a", 1, "bé")).end] == '"b\\u00e9"'
    assert doc.span(()) == Span(1, len(text))
    assert doc.key_span(("a", 0)) is None
    assert doc.span(("a", 7)) is None


def test_positions_fall_back_to_the_nearest_ancestor():
    doc = parse('{\n  "a": {\n    "b": 1\n  }\n}')
    assert str(doc.position(("a", "b"))) == "line 3, column 5"
    assert str(doc.position(("a", "x", "y"))) == "line 2, column 3"
    assert str(doc.position(())) == "line 1, column 1"


@pytest.mark.parametrize(
    "text", ['{"a": "\\ud83d\\ude00 \\/ \\b"}', '{"a": [-0.5e-7, 1E5, 123456789012345678901234567890]}']
)
def test_it_reads_what_python_reads(text):
    assert parse(text).data == json.loads(text)


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ('{"a": 1\n "b": 2}', 1, 8, "expected a comma"),
        ('{"a": 1,}', 1, 9, "remove the comma"),
        ('{"a": [1,]}', 1, 10, "remove the comma"),
        ('{"a" 1}', 1, 6, "colon"),
        ('{"a": 1} x', 1, 10, "end of the file"),
        ('{"a": 1', 1, 8, "line 1, column 1 is closed"),
        ('{"a": "x\n"}', 1, 9, "closing"),
        ('{"a": "x', 1, 7, "never closed"),
        ('{"a": "\\x"}', 1, 8, "no JSON escape"),
        ('{"a": "\t"}', 1, 8, "control character"),
        ("{'a': 1}", 1, 2, "double quotes"),
        ("{\"a\": 'x'}", 1, 7, "double quotes"),
        ('{"a": 01}', 1, 7, "leading zeros"),
        ('{"a": True}', 1, 7, "no JSON value"),
        ('{"a": NaN}', 1, 7, "no JSON value"),
        ('{"a": 1, // x\n"b": 2}', 1, 10, "no comments"),
        ('{"a": 1,\n "b": 2,\n "a": 3}', 3, 2, "first at line 1, column 2"),
        ('{"a": ' + "[" * 300 + "]" * 300 + "}", 1, 106, "nest deeper"),
        ("{", 1, 2, "key in double quotes, found the end"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, line, column, says):
    with pytest.raises(InputError, match=says) as caught:
        parse(text, name="t.json")
    assert (caught.value.line, caught.value.column) == (line, column)
