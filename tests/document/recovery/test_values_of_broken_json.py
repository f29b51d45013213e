"""A value in JSON that is not written as JSON asks: what it is mended to, in which words, and whether that is a guess."""

import json

import pytest

from repair.document.dialect import PLAIN
from repair.document.recovery.recover import recover
from repair.template.dialect import CLOUDFORMATION

ROOTS = frozenset({"Resources", "Outputs"})
BEFORE, AFTER = '{"Resources": {"A": ', "}}"

SINGLE = "text in single quotes is written in double quotes"
BACKTICKS = "text in backticks is written in double quotes"
TRIPLE = "text in ''' is written in double quotes"
CURLY = "text in typographic quotes is written in plain ones"
BREAKS = "line breaks are written as \\n"
ESCAPED = "a backslash or control character is escaped"
BLOCK = "YAML block text is written as a JSON text"
BARE = "the text is put in quotes"


def meant(text, dialect=CLOUDFORMATION):
    return recover(text, dialect=dialect, roots=ROOTS)


def words(document):
    return [(one.mend.kind, one.mend.message) for one in document.recovery.found]


@pytest.mark.parametrize(
    ("written", "value", "kind", "message"),
    [
        (r"'\b\f\n\r\t\/\\\"\'\`\q'", "\b\f\n\r\t/\\\"'`\\q", "syntax-quotes", SINGLE),
        (r"'A\u0041B\u00e9C'", "AABéC", "syntax-quotes", SINGLE),
        (r"'\u12'", "\\u12", "syntax-quotes", SINGLE),
        ("'a`b\"c\u201dd'", 'a`b"c\u201dd', "syntax-quotes", SINGLE),
        ("''", "", "syntax-quotes", SINGLE),
        ("`a\r\n\\`b`", "a\r\n`b", "syntax-quotes", BACKTICKS),
        ("'''one\n'two' \\t'''", "one\n'two' \t", "syntax-quotes", TRIPLE),
        ("''''''", "", "syntax-quotes", TRIPLE),
        ("\u201ca \"b\" 'c'\u201d", "a \"b\" 'c'", "syntax-quotes", CURLY),
        ("\u2018it\\'s\u2019", "it's", "syntax-quotes", CURLY),
        ('"a\nb"', "a\nb", "syntax-escape", BREAKS),
        ('"a\r\nb"', "a\r\nb", "syntax-escape", BREAKS),
        ('"a\n \t\n\nb\tc"', "a\n \t\n\nb\tc", "syntax-escape", BREAKS),
        ('"a\n\\u0041\\n\\d"', "a\nA\n\\d", "syntax-escape", BREAKS),
        ('"a\x01\\u00e9\\u12"', "a\x01é\\u12", "syntax-escape", ESCAPED),
        ("\"\\'\\\"\\d\"", "'\"\\d", "syntax-escape", ESCAPED),
        ("True", True, "syntax-quotes", "True is written true"),
        ("False", False, "syntax-quotes", "False is written false"),
        ("None", None, "syntax-quotes", "None is written null"),
        ("undefined", None, "syntax-quotes", "undefined is written null"),
    ],
)  # fmt: skip
def test_text_with_other_quotes_or_escapes_has_one_reading(written, value, kind, message):
    document = meant(f"{BEFORE}{written}{AFTER}")
    assert document.text == f"{BEFORE}{json.dumps(value, ensure_ascii=False)}{AFTER}"
    assert words(document) == [(kind, message)]
    assert document.recovery.plain


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("word", "word"),
        ("two words  ", "two words"),
        ("@x", "@x"),
        ("$x", "$x"),
        ("*", "*"),
        ("%d", "%d"),
        ("_x", "_x"),
        ("Falsey", "Falsey"),
        ("nullable", "nullable"),
        ("a: 'b'", "a: 'b'"),
    ],
)
def test_words_without_quotes_are_a_guess_and_end_before_a_comma_a_bracket_or_the_line(written, value):
    for after in (AFTER, '\n, "B": 1}}', ', "B": 1}}'):
        document = meant(f"{BEFORE}{written}{after}")
        assert document.data["Resources"]["A"] == value
        assert words(document) == [("syntax-quotes", BARE)]
        assert not document.recovery.plain
        assert document.text.endswith(after)


@pytest.mark.parametrize(
    "written",
    [
        '"""a"""',
        "ab[c]",
        'ab"c"',
        "-ab",
        "+1",
        "1.",
        "01",
        "1a",
        "1-2",
        "!Sub",
        "!1x a",
        '!1x a, "C": !Ref D',
        "!Ref",
        "/* 1",
        "\u201ca\nb\u201d",
    ],
)
def test_values_that_nobody_can_read_are_left_alone(written):
    assert meant(f'{BEFORE}1, "B": {written}{AFTER}') is None


@pytest.mark.parametrize("written", ["'a\nb'", "'a", "`a", "'a\\'"])
def test_a_text_whose_quote_never_closes_ends_the_template_before_its_entry(written):
    document = meant(f'{BEFORE}1, "B": {written}{AFTER}')
    assert document.data == {"Resources": {"A": 1}}
    assert [kind for kind, _ in words(document)] == ["syntax-bracket", "syntax-cut-off"]


@pytest.mark.parametrize("number", ["0", "-0.5e+3", "1E9", "120", "-7", "0.25"])
def test_numbers_of_json_stay_as_they_are(number):
    assert meant(f"{BEFORE}{number},{AFTER}").text == f"{BEFORE}{number}{AFTER}"


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (["|", "      one", "        two"], "one\n  two\n"),
        (["|-", "      one"], "one"),
        (["|2+  ", "      one"], "one\n"),
        ([">", "      one", "      two", "", "", "      three"], "one two\n\n\nthree\n"),
        (["|", "", "      one", "", "      two", ""], "one\n\ntwo\n"),
        (["|", "     one"], "one\n"),
        (["|", "\tone"], None),
        (["|", "    one"], None),
        (["|"], None),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_block_text_ends_before_the_first_line_that_is_indented_no_more_than_its_key(lines, value, line_end):
    text = line_end.join(['{"Resources": {"A": {', '    "P": ' + lines[0], *lines[1:], "    }", "}}", ""])
    document = meant(text)
    if value is None:
        assert document is None or document.data != {"Resources": {"A": {"P": "one\n"}}}
        return
    assert document.data == {"Resources": {"A": {"P": value}}}
    assert words(document) == [("syntax-short-form", BLOCK)]
    assert document.recovery.plain
    assert document.text.endswith(line_end.join(["", "    }", "}}", ""]))


def test_each_value_is_read_where_it_stands():
    document = meant('{"Resources": {\n  "A": word,\n  "B": |\n    text\n}}')
    assert document.data == {"Resources": {"A": "word", "B": "text\n"}}


@pytest.mark.parametrize("end", ['"x\x01\\', "'x\\", '"x\ny', '"x\\'])
def test_a_text_that_ends_the_file_is_lost(end):
    assert meant(f'{BEFORE}1, "B": {end}').data == {"Resources": {"A": 1}}


def test_block_text_of_the_last_lines_of_a_text_ends_with_it():
    document = meant('{\n  "Resources": {\n    "A": |\n      one\n      two')
    assert document.data == {"Resources": {"A": "one\ntwo\n"}}


@pytest.mark.parametrize(
    ("written", "value", "tags"),
    [
        ("!Ref B", {"Ref": "B"}, ["Ref"]),
        ("!Ref AWS::Region", {"Ref": "AWS::Region"}, ["Ref"]),
        ("!GetAtt B.C.D", {"Fn::GetAtt": ["B", "C.D"]}, ["Fn::GetAtt"]),
        ("!ImportValue a.b-c_d", {"Fn::ImportValue": "a.b-c_d"}, ["Fn::ImportValue"]),
        ("!Base64  !Sub \t'x y'", {"Fn::Base64": {"Fn::Sub": "x y"}}, ["Fn::Base64", "Fn::Sub"]),
        ('[!Ref A, !Select [0, ["b"]]]', [{"Ref": "A"}, {"Fn::Select": [0, ["b"]]}], ["Ref", "Fn::Select"]),
        ('!Sub ["a", {"b": 1}]', {"Fn::Sub": ["a", {"b": 1}]}, ["Fn::Sub"]),
    ],
)
def test_a_short_form_of_yaml_is_written_as_an_object(written, value, tags):
    document = meant(f"{BEFORE}{written}{AFTER}")
    assert document.data["Resources"]["A"] == value
    short = [message for kind, message in words(document) if kind == "syntax-short-form"]
    assert short == [f'the short form !{tag.removeprefix("Fn::")} is written "{tag}"' for tag in tags]


def test_a_short_form_means_nothing_without_a_dialect():
    assert meant(f"{BEFORE}!Ref B{AFTER}", PLAIN) is None


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1 // a", "1"),
        ("1 # a", "1"),
        ("/* a */ 1", " 1"),
        ("1 /* a\nb */\t/* c */", "1"),
        ("\n# a\n1\n", "\n1\n"),
        ("\n  // a\r\n1\n", "\n\r\n1\n"),
        ("1 // a\n  // b\n\n", "1\n\n"),
        ("1 // a, # b /* c", "1"),
        ("1\n/**/\n", "1\n"),
    ],
)
def test_a_comment_goes_with_the_space_before_it_and_with_its_line_when_it_is_alone_on_it(written, kept):
    before = BEFORE if kept[0] != " " else BEFORE.rstrip()
    document = meant(f"{BEFORE}{written}\n}}}}")
    assert document.text == f"{before}{kept}\n}}}}"
    assert {message for _, message in words(document)} == {"the comment is taken out"}
    assert document.recovery.plain


def test_a_comment_at_the_very_beginning_or_end_goes_too():
    assert meant('// a\n{"Resources": {}}\n').text == '{"Resources": {}}\n'
    assert meant('{"Resources": {}} // a').text == '{"Resources": {}}'


@pytest.mark.parametrize(
    ("written", "entries"),
    [
        ('"k": "v",,', '"k": "v"'),
        (',"k": "v"', '"k": "v"'),
        ('"k": "v"\n "l": [1 2 ,, 3 ,]', '"k": "v",\n "l": [1, 2 , 3 ]'),
        ('"k"="v", "l"=>1, "m"  =  2', '"k": "v", "l": 1, "m":   2'),
        ('"n" {"a": 1}, "o" [1], "p" "q"', '"n": {"a": 1}, "o": [1], "p": "q"'),
        ("k: 1, 'l': 2, m.n: 3, AWS::P: 4, $o: 5, a-b: 6", '"k": 1, "l": 2, "m.n": 3, "AWS::P": 4, "$o": 5, "a-b": 6'),
        ('k": 1, l" : 2', '"k": 1, "l" : 2'),
        ('"k": 1, "l": 2, "k": 1', '"k": 1, "l": 2'),
        ('"k": [1,  2], "k": [1,\n2]', '"k": [1,  2]'),
        ('"k": {"a":  1}, "k": {"a":\n1}', '"k": {"a":  1}'),
        ("\"k\": 'a', \"k\": 'a',", '"k": "a"'),
        ('"k": 1, "k": 2', None),
        ('"k": , "l": 1', None),
        ('"k"', None),
        ('"k" 1', None),
        ('"k""v"', None),
        ('"k": "v""l": 1', None),
        ('{"a": 1}: 1', None),
    ],
)  # fmt: skip
def test_commas_colons_and_keys_are_mended_where_there_is_one_reading(written, entries):
    document = meant(f"{BEFORE}{{{written}}}{AFTER}")
    if entries is None:
        assert document is None
        return
    assert document.text == f"{BEFORE}{{{entries}}}{AFTER}"
    assert document.recovery.plain


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("k: 1", ["the key 'k' is put in quotes"]),
        ("a.b: 1", ["the key is put in quotes"]),
        (f"{'k' * 42}: 1", ["the key is put in quotes"]),
        (f"{'k' * 41}: 1", [f"the key '{'k' * 41}' is put in quotes"]),
        ('"k" "v"', ["the colon after 'k' is written"]),
        ('"a b" "v"', ["the colon after the key is written"]),
        ('"a b": 1, "a b": 1', ["the key is written twice with the same value; one is taken out"]),
        ('"k": 1, "k": 1', ["'k' is written twice with the same value; one is taken out"]),
        ('"k": 1, ', ["the comma before the closing bracket is taken out"]),
        ('"k": 1 "l": 2', ["the missing comma is added"]),
        (', "l": 2', ["a comma with nothing before it is taken out"]),
        ('"k": 1,, "l": 2', ["a comma with nothing before it is taken out"]),
    ],
)
def test_a_key_is_named_only_when_it_is_a_plain_name(written, told):
    assert [message for _, message in words(meant(f"{BEFORE}{{{written}}}{AFTER}"))] == told


def test_arrays_nest_as_deep_as_elsewhere_and_no_deeper():
    def nested(depth):
        return meant('{"Resources": ' + "[" * (depth - 1) + "]" * (depth - 1) + ",}")

    assert nested(100) is not None
    assert nested(101) is None
