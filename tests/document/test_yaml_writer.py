"""New YAML text: what follows a colon or a dash, on its line and on the lines below."""

import math

import pytest
from document_cases import TAGS

from repair.document import PLAIN, Dialect, WrittenFloat, parse
from repair.document.style import YamlStyle
from repair.document.yaml_writer import YamlWriter

USUAL = YamlWriter(YamlStyle(), TAGS)
WIDE = YamlWriter(YamlStyle(step=4, dash=3, width=5, quote="'", newline="\r\n"), TAGS)
LONG = YamlWriter(YamlStyle(short=False), TAGS)
QUOTED = YamlWriter(YamlStyle(), TAGS, blocks=False)
VALUE = {"a": {"b": [1, {"c": "x", "d": None}, [2, 3]]}, "e": {}, "f": [], "g": ["", "no"]}


def test_mappings_and_lists_stand_on_lines_of_their_own():
    assert USUAL.entry("k", VALUE, 2) == (
        "k:\n    a:\n      b:\n        - 1\n        - c: x\n          d: null\n        - - 2\n          - 3\n"
        '    e: {}\n    f: []\n    g:\n      - ""\n      - "no"'
    )


def test_steps_dashes_widths_and_breaks_are_those_of_the_style():
    assert WIDE.entry("k", VALUE, 1) == "\r\n".join(
        [
            "k:",
            "     a:",
            "         b:",
            "            - 1",
            "            -    c: x",
            "                 d: null",
            "            -    - 2",
            "                 - 3",
            "     e: {}",
            "     f: []",
            "     g:",
            "        - ''",
            "        - 'no'",
        ]
    )


@pytest.mark.parametrize(
    ("value", "entry", "item"),
    [
        ("x", "k: x", "- x"),
        ({"a": 1, "b": 2}, "k:\n    a: 1\n    b: 2", "- a: 1\n    b: 2"),
        ([1, 2], "k:\n    - 1\n    - 2", "- - 1\n    - 2"),
        ({"Ref": "x"}, "k: !Ref x", "- !Ref x"),
        ({"Ref": "x", "b": 1}, "k:\n    Ref: x\n    b: 1", "- Ref: x\n    b: 1"),
        ({"Ref": 5}, "k:\n    Ref: 5", "- Ref: 5"),
        ({"Ref": None}, "k:\n    Ref: null", "- Ref: null"),
        ({"Fn::Sub": ""}, 'k: !Sub ""', '- !Sub ""'),
        ({"Fn::GetAtt": [""]}, 'k: !GetAtt ""', '- !GetAtt ""'),
        ({"Fn::GetAtt": ["A", "B.C"]}, "k: !GetAtt A.B.C", "- !GetAtt A.B.C"),
        ({"Fn::GetAtt": ["A"]}, "k: !GetAtt A", "- !GetAtt A"),
        ({"Fn::GetAtt": ["A.B", "C"]}, "k: !GetAtt [A.B, C]", "- !GetAtt [A.B, C]"),
        ({"Fn::GetAtt": ["A", {"Ref": "B"}]}, "k: !GetAtt [A, !Ref B]", "- !GetAtt [A, !Ref B]"),
        ({"Fn::If": []}, "k: !If []", "- !If []"),
        ({"Fn::If": ["a", {"Ref": "b"}, [], {}]}, "k: !If [a, !Ref b, [], {}]", "- !If [a, !Ref b, [], {}]"),
        ({"Fn::Or": [1, 2, 3, 4, 5]}, "k: !Or\n    - 1\n    - 2\n    - 3\n    - 4\n    - 5",
         "- !Or\n    - 1\n    - 2\n    - 3\n    - 4\n    - 5"),
        ({"Fn::Sub": ["x", {"a": "b\nc"}]}, "k: !Sub\n    - x\n    - a: |-\n        b\n        c",
         "- !Sub\n    - x\n    - a: |-\n        b\n        c"),
        ({"Fn::Sub": ["x", ["y", "b\nc"]]}, "k: !Sub\n    - x\n    - - 'y'\n      - |-\n        b\n        c".replace("'y'", '"y"'),
         "- !Sub\n    - x\n    - - \"y\"\n      - |-\n        b\n        c"),
        ({"Fn::Base64": {"Fn::Sub": "x"}}, "k:\n    Fn::Base64: !Sub x", "- Fn::Base64: !Sub x"),
        ({"Fn::Sub": "a\nb\n"}, "k: !Sub |\n    a\n    b", "- !Sub |\n    a\n    b"),
        ({"Fn::x-y": 1}, "k:\n    Fn::x-y: 1", "- Fn::x-y: 1"),
        ("a\n\nb\n", "k: |\n    a\n\n    b", "- |\n    a\n\n    b"),
        ("a\n b", "k: |-\n    a\n     b", "- |-\n    a\n     b"),
        (" a\nb", 'k: " a\\nb"', '- " a\\nb"'),
    ],
    ids=str,
)  # fmt: skip
def test_a_value_behind_a_key_and_behind_a_dash(value, entry, item):
    assert USUAL.entry("k", value, 2) == entry
    assert USUAL.item(value, 2) == item
    for text in (f"  {entry}\n", f"l:\n  {item}\n"):
        assert parse(text, dialect=TAGS).data in ({"k": value}, {"l": [value]})


def test_without_short_tags_everything_is_long():
    assert LONG.entry("k", {"Ref": "x"}, 0) == "k:\n  Ref: x"
    assert LONG.flow([{"Fn::Sub": "x"}]) == "[{Fn::Sub: x}]"
    for dialect in (PLAIN, Dialect(dotted=frozenset({"Ref"}))):
        assert YamlWriter(YamlStyle(), dialect).entry("k", {"Ref": "x"}, 0) == "k:\n  Ref: x"


def test_without_blocks_text_of_several_lines_is_quoted():
    assert QUOTED.entry("k", "a\nb\n", 0) == 'k: "a\\nb\\n"'
    assert QUOTED.entry("k", {"Fn::Sub": "a\nb"}, 0) == 'k: !Sub "a\\nb"'


@pytest.mark.parametrize(
    ("value", "flow", "json"),
    [
        ({"a": 1, "b": "x"}, "{a: 1, b: x}", '{"a": 1, "b": "x"}'),
        (["x", ["y z", None], {}], '[x, [y z, null], {}]', '["x", ["y z", null], {}]'),
        ({"Ref": "x"}, "!Ref x", '!Ref "x"'),
        ({"Fn::GetAtt": ["A", "B"]}, "!GetAtt A.B", '!GetAtt "A.B"'),
        ([{"Fn::If": ["c", {"Ref": "x"}]}], "[!If [c, !Ref x]]", "[!If [c, !Ref x]]"),
        ({"a: b": "x, y"}, '{"a: b": "x, y"}', '{"a: b": "x, y"}'),
        ("a\nb", '"a\\nb"', '"a\\nb"'),
        ([True, False, 1.5, 7], "[true, false, 1.5, 7]", "[true, false, 1.5, 7]"),
    ],
    ids=str,
)  # fmt: skip
def test_values_in_brackets_stand_on_one_line(value, flow, json):
    assert USUAL.flow(value) == flow
    assert USUAL.flow(value, json=True) == json
    assert parse(f"a: [{flow}, {json}]", dialect=TAGS).data == {"a": [value, value]}


def test_behind_a_short_tag_no_other_follows():
    value = {"Ref": "x"}
    assert USUAL.flow(value, short=False) == "{Ref: x}"
    assert USUAL.flow([value], short=False) == "[!Ref x]"
    assert USUAL.tail(value, 0, key="Fn::Base64") == "\n  Ref: x"
    assert USUAL.tail(value, 0, key="Fn::Base64", item=True) == "\n  Ref: x"
    assert USUAL.tail(["A", "B"], 0, key="Fn::GetAtt") == " A.B"
    assert USUAL.tail(["A", "B"], 0, key="Fn::Join") == "\n  - A\n  - B"
    assert USUAL.tail(["A", "B"], 0) == "\n  - A\n  - B"
    assert USUAL.tail(["A", "no"], 0, key="Fn::GetAtt", style="'") == " 'A.no'"


@pytest.mark.parametrize(
    ("value", "style", "indent", "tail"),
    [
        ("a\nb\n", None, None, " |\n    a\n    b"),
        ("a\nb\n", "|", 7, " |\n       a\n       b"),
        ("a\nb\n", "|", 3, " |\n   a\n   b"),
        ("a\nb\n", "|", 2, " |\n    a\n    b"),
        ("a\nb\n", ">", 5, " >\n     a\n\n     b"),
        ("a", "|", 5, " |-\n     a"),
        ("a", ">", None, " >-\n    a"),
        ("a", None, None, " a"),
        ("a\n b\n", ">", 6, " |\n      a\n       b"),
        (" a\n", "|", 6, ' " a\\n"'),
        ("a\nb", "'", None, ' "a\\nb"'),
        ("a\nb", '"', None, ' "a\\nb"'),
        ("a\nb", "", None, " |-\n    a\n    b"),
        ("", "|", 6, ' ""'),
        (5, "|", 6, " 5"),
    ],
)
def test_text_takes_the_style_and_the_column_of_what_it_replaces(value, style, indent, tail):
    assert USUAL.tail(value, 2, style=style, indent=indent) == tail


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1.5, "1.5"), (-0.25, "-0.25"), (1e20, "1.0e+20"), (1e-07, "1.0e-07"), (1.5e300, "1.5e+300"), (math.inf, ".inf"),
        (-math.inf, "-.inf"), (math.nan, ".nan"), (WrittenFloat(5.1, "5.10"), "5.10"), (WrittenFloat(math.inf, ".INF"), ".INF"),
        (WrittenFloat(1000.0, "1e3"), "1000.0"), (WrittenFloat(1e20, "1e20"), "1.0e+20"), (WrittenFloat(90.5, "1:30.5"), "1:30.5"),
        (WrittenFloat(1500.0, "1.5e+3"), "1.5e+3"), (10**20, "100000000000000000000"), (True, "true"), (False, "false"), (None, "null"),
    ],
    ids=str,
)  # fmt: skip
def test_numbers_and_words_are_written_so_that_yaml_1_1_reads_them(number, text):
    assert USUAL.scalar(number) == text
    found = parse(f"a: {text}\n").data["a"]
    assert (found, type(found) is int) == (number, type(number) is int) or found != found
