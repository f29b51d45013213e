"""The habits that a file shows: what is counted, what is commonest, and what holds where nothing shows."""

from dataclasses import asdict, replace

import pytest
from document_cases import TAGS

from repair.document import PLAIN, parse
from repair.document.style import JsonStyle, YamlStyle, json_style, line_indent, newline_of, nodes, yaml_style

YAML = {
    "nothing shows": ("a: 1\n", {}),
    "an empty file": ("", {}),
    "steps of mappings": ("a:\n   b:\n      c: 1\n", {"step": 3, "dash": 3}),
    "the commonest step": ("a:\n    b: 1\nc:\n  d: 1\ne:\n  f: 1\n", {"step": 2}),
    "a step of one": ("a:\n b: 1\n", {"step": 1, "dash": 1}),
    "dashes under their key": ("a:\n- 1\n", {"dash": 0}),
    "dashes deeper": ("a:\n    - 1\n", {"dash": 4, "step": 4}),
    "dashes a little deeper leave a step of two": ("a:\n - 1\n", {"dash": 1, "step": 2}),
    "the commonest dash": ("a:\n- 1\nb:\n   - 1\nc:\n   - 2\n", {"dash": 3, "step": 3}),
    "dashes and steps each of their own": ("a:\n    b: 1\nc:\n- 1\n", {"step": 4, "dash": 0}),
    "the width of a dash before a mapping": ("a:\n  -   b: 1\n      c: 2\n", {"width": 4}),
    "the width of a dash before a word": ("a:\n  -    b\n  - c\n", {"width": 5}),
    "the commonest width": ("a:\n  -   b\nc:\n  - d\ne:\n  - f\n", {"width": 2}),
    "a width over lines is none": ("a:\n  -\n      b: 1\n", {"width": 2}),
    "collections in brackets show nothing": ("a:\n     {b: 1}\nc:\n     [1]\nd: {e: {f: 1}}\n", {}),
    "empty collections show nothing": ("a:\n     {}\nc:\n     []\n", {}),
    "steps below a short tag": ("a: !If\n    b: 1\nc: !If\n   - 1\n", {"step": 4, "dash": 3}),
    "steps below two tags and an anchor": ("a: &x !If\n    b: 1\n", {"step": 4, "dash": 4}),
    "steps inside of lists": ("a:\n  - b:\n       c: 1\n", {"step": 3, "dash": 2}),
    "single quotes": ("a: 'x'\nb: \"y\"\nc: 'z'\n", {"quote": "'"}),
    "double quotes": ("a: 'x'\nb: \"y\"\nc: \"z\"\n", {"quote": '"'}),
    "the first of two kinds as common": ("a: \"x\"\nb: 'y'\n", {"quote": '"'}),
    "text blocks are no quotes": ("a: |\n  x\nb: >\n  y\nc: \"z\"\n", {"quote": '"'}),
    "quotes in brackets and under tags": ("a: [\"x\"]\nb: !Sub \"y\"\n", {"quote": '"'}),
    "breaks of Windows": ("a: 1\r\nb: 2\n", {"newline": "\r\n"}),
    "long forms": ("a:\n  Ref: x\n", {"short": False}),
    "short tags": ("a: !Ref x\n", {"short": True}),
    "one short tag among long forms": ("a: {Ref: x}\nb: {Fn::Sub: x}\nc: !Ref x\n", {"short": True}),
    "a long form in brackets": ("a: {Ref: x}\n", {"short": False}),
    "a long form with more keys is none": ("a: {Ref: x, b: 1}\n", {"short": True}),
    "a key without a tag is no long form": ("a: {b: 1}\n", {"short": True}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "shows"), YAML.values(), ids=YAML)
def test_the_habits_of_a_yaml_file(text, shows):
    doc = parse(text, dialect=TAGS, format="yaml")
    usual = YamlStyle(step=2, dash=2, width=2, quote="'", newline="\n", short=True)
    assert asdict(yaml_style(doc.root, doc.lines, TAGS)) == asdict(replace(usual, **shows))


def test_without_tags_a_file_has_no_long_forms():
    doc = parse("a: {Ref: x}\n")
    assert yaml_style(doc.root, doc.lines, PLAIN).short


JSON = {
    "nothing shows": ("{}", {}),
    "one line": ('{"a": 1, "b": [1, 2]}', {"flat_lists": True}),
    "one line, close": ('{"a":1,"b":[1,2]}', {"colon": ":", "comma": ",", "flat_lists": True}),
    "a single pair, close": ('{"a":1}', {"colon": ":", "comma": ",", "flat_pairs": True}),
    "close colons and wide commas": ('{"a":1, "b":2}', {"colon": ":", "comma": ", "}),
    "wide colons and close commas": ('{"a" : 1,"b" : 2}', {"colon": " : ", "comma": ","}),
    "blanks inside of braces": ('{ "a": 1, "b": { "c": 1 } }', {"padding": " ", "flat_pairs": True}),
    "blanks inside of brackets are none of them": ('{"a": [ 1, 2 ]}', {"flat_lists": True}),
    "the commonest padding": ('{ "a": {"b": 1, "c": {"d": {}}}}', {"padding": ""}),
    "two blanks a step": ('{\n  "a": 1\n}', {"unit": "  "}),
    "four blanks a step": ('{\n    "a": 1,\n    "b": {\n        "c": 1\n    }\n}', {"unit": "    "}),
    "tabs": ('{\n\t"a": {\n\t\t"b": 1\n\t}\n}', {"unit": "\t"}),
    "the commonest step": ('{\n "a": {\n    "b": [\n       1\n    ]\n }\n}', {"unit": "   "}),
    "steps of lists": ('{"a": [\n    1\n]}', {"unit": "    "}),
    "no step where the lines do not line up": ('  {\n "a": 1\n  }', {"unit": "  "}),
    "no step where all stands at the margin": ('{\n"a": 1\n}', {"unit": "  "}),
    "breaks of Windows": ('{\r\n   "a": 1\r\n}', {"unit": "   ", "newline": "\r\n"}),
    "breaks of old": ('{\r   "a": 1\r}', {"unit": "   ", "newline": "\r"}),
    "commas before keys show no comma": ('{"a": 1\n, "b": 2}', {"comma": ", "}),
    "a colon at the end of its line shows none": ('{"a":\n1}', {"colon": ": ", "flat_pairs": True}),
    "the commonest colon on a line": ('{"a":\n{"b":\n{"c" : 1}}}', {"colon": " : ", "flat_pairs": True}),
    "escapes": ('{"a": "\\u00e9"}', {"ascii": True, "flat_pairs": True}),
    "escapes beside what could be escaped": ('{"a": "\\u00e9", "b": "é"}', {"ascii": False}),
    "plain text shows no escapes": ('{"a": "e"}', {"ascii": False, "flat_pairs": True}),
    "lists as often on a line as over lines": ('{"a": [1], "b": [\n  1]}', {"flat_lists": False}),
    "a list that begins its line": ('{"a":\n[1, 2]}', {"flat_lists": True}),
    "a mapping that begins its line": ('{"a":\n{ "b": 1 }}', {"flat_pairs": True}),
    "lists of mappings say nothing of short lists": ('{"a": [{"b": 1, "c": 2}]}', {"flat_lists": False}),
    "pairs over lines": ('{\n  "a": {\n    "b": 1\n  },\n  "c": {"d": 1}\n}', {"flat_pairs": False}),
    "pairs mostly on a line": ('{"a": {"b": 1}, "c": {"d": 1}, "e": {\n  "f": 1}}', {"flat_pairs": True}),
    "pairs of mappings say nothing of short pairs": ('{"a": {"b": {"c": 1, "d": 2}}}', {"flat_pairs": False}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "shows"), JSON.values(), ids=JSON)
def test_the_habits_of_a_json_file(text, shows):
    usual = JsonStyle(
        unit="  ",
        colon=": ",
        comma=", ",
        padding="",
        ascii=False,
        flat_lists=False,
        flat_pairs=False,
        newline="\n",
    )
    assert asdict(json_style(parse(text, format="json").root, text)) == asdict(replace(usual, **shows))


def test_the_habits_of_a_json_file_are_those_of_its_first_4000_values():
    lists = ",".join(["[1]"] * 2_000)
    text = f'{{"a": [{lists}, [\n  1]]}}'
    assert json_style(parse(text).root, text).unit == "  "
    text = f'{{"a": [{lists},\n\n [\n     1]]}}'
    assert json_style(parse(text).root, text).unit == "  "
    assert (
        json_style(parse(text.replace(lists, lists[:-8])).root, text.replace(lists, lists[:-8])).unit
        == "    "
    )


def test_the_defaults_are_the_usual_habits():
    assert YamlStyle() == YamlStyle(step=2, dash=2, width=2, quote='"', newline="\n", short=True)
    assert JsonStyle() == JsonStyle("  ", ": ", ", ", "", False, False, False, "\n")


@pytest.mark.parametrize(
    ("text", "newline"),
    [("", "\n"), ("a", "\n"), ("a\nb\r\n", "\n"), ("a\r\nb\n", "\r\n"), ("a\rb", "\r"), ("a\rb\n", "\n"), ("\n", "\n"), ("\r\n", "\r\n"),
     ("\n\r", "\n")],
)  # fmt: skip
def test_the_line_break_is_the_one_used_first(text, newline):
    assert newline_of(text) == newline


@pytest.mark.parametrize(
    ("text", "offset", "indent"),
    [("  a", 2, "  "), ("a\n \tb", 4, " \t"), ("a\r  b", 4, "  "), ("\ufeff  a", 3, "  "), ("a\n  b", 0, ""), ("a\n  b\n   c", 4, "  "),
     ("a\n  b", 1, ""), ("   ", 0, "   ")],
)  # fmt: skip
def test_the_indent_is_that_of_the_line(text, offset, indent):
    assert line_indent(text, offset) == indent


def test_nodes_are_given_parents_first_in_the_order_of_the_text_and_aliases_not_followed():
    doc = parse("a: &x [1, {b: 2}]\nc:\n  <<: {d: 3}\n  e: *x\nf: !Ref g\n", dialect=TAGS)
    found = [doc.text[node.start : node.end] for node in nodes(doc.root)]
    assert found == [
        doc.text.rstrip(), "&x [1, {b: 2}]", "1", "{b: 2}", "2", "<<: {d: 3}\n  e: *x", "{d: 3}", "3", "*x", "!Ref g", "g",
    ]  # fmt: skip
