"""JSON text -> tree."""

from __future__ import annotations

import json

import pytest

from repair.document import Span, WrittenFloat, parse
from repair.document.style import nodes
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


CONTAINERS = '{"a": 1, "b\\n": [true, "x", [], {"c" : {}}], "d":-1.50}'
SPACED = '\ufeff \r\n{ "a"\t:\n1 , "b\\n" : [ true , "x" , [ ] , { "c" : { } } ] ,\r"d" : -1.50 } \n'


@pytest.mark.parametrize("text", [CONTAINERS, SPACED])
def test_every_node_has_its_own_text_without_the_blanks_about_it(text):
    root = parse(text, format="json").root
    found = [text[node.start : node.end] for node in nodes(root)]
    assert [one.translate({ord(blank): None for blank in " \t\r\n"}) for one in found] == [
        text.strip("\ufeff \r\n").translate({ord(blank): None for blank in " \t\r\n"}),
        "1", '[true,"x",[],{"c":{}}]', "true", '"x"', "[]", '{"c":{}}', "{}", "-1.50",
    ]  # fmt: skip
    assert all(not one[0].isspace() and not one[-1].isspace() for one in found)
    assert [text[entry.start : entry.end] for entry in root.entries] == ['"a"', '"b\\n"', '"d"']
    assert all(node.start == node.body == node.props for node in nodes(root))
    assert all(getattr(node, "flow", True) for node in nodes(root))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("-0", 0), ("10", 10), ("-7", -7), ("1.5", 1.5), ("1.50", 1.5), ("1e3", 1000.0), ("1E-2", 0.01), ("1.0", 1.0),
        ("true", True), ("false", False), ("null", None), ('"\\u00e9\\/"', "é/"), ('"\\ud83d\\ude00"', "😀"), ('""', ""), ('"//"', "//"),
    ],
)  # fmt: skip
def test_a_scalar_means_the_same_alone_as_an_entry_and_as_an_item(text, value):
    alone = parse(f" {text} ", format="json").data
    entry = parse(f'{{"k" : {text} }}').data["k"]
    strange_key = parse(f'{{"\\u006b":{text}}}').data["k"]
    item = parse(f"[ {text} ]", format="json").data[0]
    for found in (alone, entry, strange_key, item):
        assert found == value
        assert type(found) is (WrittenFloat if text in ("1.50", "1e3", "1E-2") else type(value))
        assert not isinstance(found, float) or repr(found) == text


def test_more_digits_than_python_converts_are_a_number_as_it_is_written():
    digits = "1" * 5000
    found = parse(f'{{"a": -{digits}}}').data["a"]
    assert (type(found), found.text) == (WrittenFloat, "-" + digits)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ('{"a": {"Ref": "x"}, {"Ref": "y"}: 1}', 1, 21, "a key must be text, and a function stands here: write the key out, "
         "or give the whole document around it as JSON text in one Fn::Sub"),
        ('{ {"Fn::Sub" : "y"}: 1}', 1, 3, "a key must be text, and a function stands here: write the key out, "
         "or give the whole document around it as JSON text in one Fn::Sub"),
        ('{{"a": 1}: 1}', 1, 2, "expected a key in double quotes, found '{'"),
        ('{"a": 1, /* b */ "b": 2}', 1, 10, "JSON has no comments: remove this one, or write the file as YAML"),
        ('{"a": 1 # b\n}', 1, 9, "JSON has no comments: remove this one, or write the file as YAML"),
        ('{"a": /* b */ 1}', 1, 7, "JSON has no comments: remove this one, or write the file as YAML"),
        ('{"a": #\n1}', 1, 7, "JSON has no comments: remove this one, or write the file as YAML"),
        ('["a", // b\n "b"]', 1, 7, "JSON has no comments: remove this one, or write the file as YAML"),
        ('{"a": [1, }', 1, 11, "expected a value, found '}': remove the comma before it or add the value"),
        ('{"a": ]}', 1, 7, "expected a value, found ']': remove the comma before it or add the value"),
        ('{"a": &}', 1, 7, "expected a value, found '&'"),
        ('{"a": _x}', 1, 7, "this is no JSON value: write text in double quotes, or true, false, null"),
        ('{"a": +1}', 1, 7, "this number is not written as JSON asks: no leading zeros, no '+', digits around '.'"),
        ('{"a": 1.}', 1, 7, "this number is not written as JSON asks: no leading zeros, no '+', digits around '.'"),
        ('{"a": [1\n 2]}', 1, 9, "expected a comma or ']' after the value, found '2'"),
        ('{"a": 1\n"b": 2}', 1, 8, "expected a comma or '}' after the value, found '\"'"),
        ('{"a": [1,\n', 2, 1, "expected a value, found the end of the file"),
        ('{"a":\n [1\n', 3, 1, "the file ends before the '[' of line 2, column 2 is closed: add ']'"),
        ('{"a": 1\n', 2, 1, "the file ends before the '{' of line 1, column 1 is closed: add '}'"),
        ('{"a": "\\', 1, 8, "\\ is no JSON escape: write \\\\ for a backslash"),
        ('{"a": "\r"}', 1, 8, "this text does not end on its line: add the closing '\"', or write a line break as \\n"),
        ('{"a\n": 1}', 1, 4, "this text does not end on its line: add the closing '\"', or write a line break as \\n"),
        ('{"a', 1, 2, "this text is never closed: add the closing '\"'"),
        ('\ufeff{"a": 1} ]', 1, 10, "expected the end of the file, found ']': remove what follows the value"),
        ('{"\\u0061": 1,\n"a": 2}', 2, 1, "the key 'a' stands here a second time, first at line 1, column 2: remove or rename one"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_these_words(text, line, column, message):
    with pytest.raises(InputError) as caught:
        parse(text, name="t", format="json")
    assert str(caught.value) == f"t:{line}:{column}: {message}"
