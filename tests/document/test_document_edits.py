"""What single edits look like: the text that stays, and the style of the text that comes."""

from __future__ import annotations

import pytest
from document_cases import TAGS

from repair.document import Edit, WrittenFloat, parse
from repair.errors import RepairError


def edited(text, data, format="yaml"):
    return parse(text, dialect=TAGS, format=format).edited(data)


YAML_CASES = {
    "a scalar changes on its line": ("a: 1 # one\nb: 2\n", {"a": 5, "b": 2}, "a: 5 # one\nb: 2\n"),
    "a quoted scalar keeps its quotes": ("a: 'x'\nb: \"y\"\n", {"a": "it's", "b": "z"}, "a: 'it''s'\nb: \"z\"\n"),
    "text that looks like a number is quoted": ("a: x\n", {"a": "012"}, "a: '012'\n"),
    "a short tag stays short": ("a: !Sub x\n", {"a": {"Fn::Sub": "z"}}, "a: !Sub z\n"),
    "a long form stays long": ("a:\n  Fn::Sub: x\n", {"a": {"Fn::Sub": "z"}}, "a:\n  Fn::Sub: z\n"),
    "a new intrinsic is short": ("a: !Ref A\nb: x\n", {"a": {"Ref": "A"}, "b": {"Fn::GetAtt": ["A", "Arn"]}},
                                 "a: !Ref A\nb: !GetAtt A.Arn\n"),
    "a new intrinsic is long where the file writes the long form": (
        "a:\n  Fn::Sub: x\n", {"a": {"Fn::Sub": "x"}, "b": {"Ref": "A"}}, "a:\n  Fn::Sub: x\nb:\n  Ref: A\n"),
    "a tag never follows a tag": ("a: 1\n", {"a": {"Fn::Base64": {"Fn::Sub": "x"}}}, "a:\n  Fn::Base64: !Sub x\n"),
    "the content of a tag becomes an intrinsic": (
        "a: !Base64 x\n", {"a": {"Fn::Base64": {"Fn::Sub": "x"}}}, "a: !Base64\n  Fn::Sub: x\n"),
    "a short list under a tag stands in brackets": (
        "a: !Ref A\n", {"a": {"Fn::If": ["C", {"Ref": "A"}, "b"]}}, "a: !If [C, !Ref A, b]\n"),
    "a key is added behind the one before it": ("a: 1 # c\nb: 2\n", {"a": 1, "x": [1], "b": 2},
                                               "a: 1 # c\nx:\n  - 1\nb: 2\n"),
    "dashes stand as in the file": ("a:\n- 1\nb: 2\n", {"a": [1], "b": [{"k": 1, "l": 2}]}, "a:\n- 1\nb:\n- k: 1\n  l: 2\n"),
    "a new mapping keeps the comment of the scalar it replaces": (
        "a: 1 # c\nb: 2\n", {"a": {"x": 1}, "b": 2}, "a: # c\n  x: 1\nb: 2\n"),
    "a key goes with its comment on the line, not with the one above": (
        "# about a\na: 1 # one\nb: 2\n", {"b": 2}, "# about a\nb: 2\n"),
    "the first key of an item goes": ("- a: 1\n  b: 2\n".replace("- a", "l:\n  - a").replace("\n  b", "\n    b"),
                                      {"l": [{"b": 2}]}, "l:\n  - b: 2\n"),
    "emptied collections leave brackets": ("a:\n  # c\n  x: 1\nb:\n  - 1\n", {"a": {}, "b": []}, "a: {}\n  # c\nb: []\n"),
    "empty brackets open up": ("a: {}\nb: []\nc:\n", {"a": {"x": 1}, "b": [1], "c": {"z": 2}},
                               "a:\n  x: 1\nb:\n  - 1\nc:\n  z: 2\n"),
    "a renamed key keeps its body": ("a:\n  # c\n  x: 1 # d\nb: 2\n", {"z": {"x": 1}, "b": 2},
                                     "z:\n  # c\n  x: 1 # d\nb: 2\n"),
    "an item changes in place": ("l:\n  - k: a # one\n    v: 1\n  - k: b # two\n    v: 2\n",
                                 {"l": [{"k": "a", "v": 1}, {"k": "b", "v": 3}]},
                                 "l:\n  - k: a # one\n    v: 1\n  - k: b # two\n    v: 3\n"),
    "an item is found again by what it holds": (
        "l:\n  - k: a # one\n  - k: b # two\n", {"l": [{"k": "b"}]}, "l:\n  - k: b # two\n"),
    "flow stays flow": ("a: [x, z] # c\nb: {k: 1}\n", {"a": ["x", "m", "z"], "b": {"k": 1, "l": [2]}},
                        "a: [x, m, z] # c\nb: {k: 1, l: [2]}\n"),
    "a text block stays one": ("a: |\n    one\n    two\nb: 1\n", {"a": "one\n2\n", "b": 1}, "a: |\n    one\n    2\nb: 1\n"),
    "new text of several lines is a block": ("a: 1\nb: 2\n", {"a": "x\ny\n", "b": 2}, "a: |\n  x\n  y\nb: 2\n"),
    "line breaks are the file's": ("a: 1\r\nb: 2\r\n", {"a": 1, "b": 2, "c": {"d": 3}}, "a: 1\r\nb: 2\r\nc:\r\n  d: 3\r\n"),
    "no final line break stays none": ("a: 1", {"a": 1, "b": 2}, "a: 1\nb: 2"),
    "an alias gives way to what differs": ("a: &x 1\nb: *x\n", {"a": 1, "b": 2}, "a: &x 1\nb: 2\n"),
    "an alias is written out when its anchor changes": ("a: &x 1\nb: *x\n", {"a": 2, "b": 1}, "a: &x 2\nb: 1\n"),
    "a merged key is overridden": ("a: &x {p: 1}\nb:\n  <<: *x\n  q: 2\n", {"a": {"p": 1}, "b": {"p": 3, "q": 2}},
                                   "a: &x {p: 1}\nb:\n  <<: *x\n  p: 3\n  q: 2\n"),
    "a merge is written out when a key of it goes": (
        "a: &x {p: 1, r: 4}\nb:\n  <<: *x\n  q: 2\n", {"a": {"p": 1, "r": 4}, "b": {"r": 4, "q": 2}},
        "a: &x {p: 1, r: 4}\nb:\n  r: 4\n  q: 2\n"),
    "an empty file gets its first key": ("# head\n", {"a": 1}, "# head\na: 1\n"),
    "blank lines set new entries off as they do old ones": (
        "R:\n  A:\n    x: 1\n\n  B:\n    x: 2\n", {"R": {"A": {"x": 1}, "M": {"z": 1}, "B": {"x": 2}}},
        "R:\n  A:\n    x: 1\n\n  M:\n    z: 1\n\n  B:\n    x: 2\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", YAML_CASES)
def test_in_yaml(case):
    before, data, after = YAML_CASES[case]
    assert edited(before, data) == after


JSON_CASES = {
    "a scalar changes": ('{\n  "a": 1,\n  "b": "x"\n}\n', {"a": 2, "b": "x"}, '{\n  "a": 2,\n  "b": "x"\n}\n'),
    "a key is added at the end": ('{\n    "a": 1\n}', {"a": 1, "b": [1, {"c": 2}]},
                                  '{\n    "a": 1,\n    "b": [\n        1,\n        {\n            "c": 2\n        }\n    ]\n}'),
    "a key is added on the one line": ('{"a":1}', {"b": {"c": 2}, "a": 1}, '{"b":{"c":2},"a":1}'),
    "the last key goes with the comma before it": ('{\n  "a": 1,\n  "b": 2\n}', {"a": 1}, '{\n  "a": 1\n}'),
    "the first key goes with the comma behind it": ('{ "a": 1, "b": 2 }', {"b": 2}, '{ "b": 2 }'),
    "an emptied object is {}": ('{"a": {\n  "b": 1\n}}', {"a": {}}, '{"a": {}}'),
    "an empty object opens up": ('{\n  "a": {},\n  "b": []\n}', {"a": {"x": 1}, "b": [1]},
                                 '{\n  "a": {\n    "x": 1\n  },\n  "b": [\n    1\n  ]\n}'),
    "escapes stay where the file has them": ('{"a": "\\u00e9", "b": 1}', {"a": "é", "b": "ü"}, '{"a": "\\u00e9", "b": "\\u00fc"}'),
    "a renamed key keeps its body": ('{"a": {"x":1}, "b": 2}', {"z": {"x": 1}, "b": 2}, '{"z": {"x":1}, "b": 2}'),
    "dotted text stays dotted": ('{"a": {"Fn::GetAtt": "A.B"}}', {"a": {"Fn::GetAtt": ["A", "C.D"]}}, '{"a": {"Fn::GetAtt": "A.C.D"}}'),
    "short lists follow the file's habit": ('{\n "a": ["x"],\n "b": 1\n}', {"a": ["x"], "b": ["y", "z"]}, '{\n "a": ["x"],\n "b": ["y", "z"]\n}'),
}  # fmt: skip


@pytest.mark.parametrize("case", JSON_CASES)
def test_in_json(case):
    before, data, after = JSON_CASES[case]
    assert edited(before, data, "json") == after


def test_numbers_keep_how_they_are_written():
    doc = parse('{"a": 5.10, "b": 1e3, "c": 1.5}')
    assert [type(v) for v in doc.data.values()] == [WrittenFloat, WrittenFloat, float]
    assert doc.edits({"a": WrittenFloat(5.1, "5.10"), "b": 1000.0, "c": 1.5}) == (Edit(17, 20, "1000.0"),)
    assert edited("a: 1\n", {"a": WrittenFloat(1000.0, "1e3")}) == "a: 1000.0\n"
    assert edited("a: 1.0\n", {"a": WrittenFloat(1.1, "1.10")}) == "a: 1.10\n"


def test_types_are_part_of_the_data():
    text = "a: 1\nb: true\nc: '1'\nd: 1.0\n"
    assert edited(text, {"a": True, "b": 1, "c": 1, "d": 1}) == "a: true\nb: 1\nc: 1\nd: 1\n"


def test_a_root_that_is_no_mapping_is_refused():
    with pytest.raises(RepairError, match="mapping"):
        parse("{}").edits([1])


def test_long_lists_are_aligned_fast():
    items = [{"Key": f"k{i}", "Value": str(i % 7)} for i in range(3000)]
    doc = parse("l:\n" + "".join(f"  - Key: {i['Key']}\n    Value: '{i['Value']}'\n" for i in items))
    new = [item for at, item in enumerate(items) if at % 10] + [{"Key": "new", "Value": "x"}]
    assert parse(doc.edited({"l": new})).data == {"l": new}


@pytest.mark.parametrize(
    "text", ["a: " + "!If [" * 49 + "x" + "]" * 49 + "\n", '{"a": ' + "[" * 98 + '"x"' + "]" * 98 + "}"]
)
def test_the_deepest_allowed_nesting_can_be_edited(text):
    doc = parse(text, dialect=TAGS)

    def renewed(value):
        if isinstance(value, dict):
            return {key: renewed(item) for key, item in value.items()}
        return [renewed(item) for item in value] if isinstance(value, list) else value + "y"

    new = renewed(doc.data)
    assert doc.edited(new) == text.replace("x", "xy")
    assert edited("a: 1\n", new).startswith("a:")
