"""YAML text -> tree."""

from __future__ import annotations

import pytest
from document_cases import TAGS, WILD

from repair.document import parse
from repair.document.style import nodes
from repair.errors import InputError


def read(text):
    return parse(text, dialect=TAGS, format="yaml").data


def test_short_tags_become_the_long_form():
    text = "a: !Sub x\nb: !Join [',', [!Ref A, !GetAtt B.C.D]]\nc: !If\n  - x\n  - !Ref 5\nd: !Foo {k: v}\ne: !Condition c\n"
    assert read(text) == {
        "a": {"Fn::Sub": "x"},
        "b": {"Fn::Join": [",", [{"Ref": "A"}, {"Fn::GetAtt": ["B", "C.D"]}]]},
        "c": {"Fn::If": ["x", {"Ref": "5"}]},
        "d": {"Fn::Foo": {"k": "v"}},
        "e": {"Condition": "c"},
    }


def test_dotted_text_is_a_list_only_as_the_single_key():
    assert read("{Fn::GetAtt: a.b}") == {"Fn::GetAtt": ["a", "b"]}
    assert read("{Fn::GetAtt: a.b, x: 1}") == {"Fn::GetAtt": "a.b", "x": 1}
    assert read("x: !GetAtt one") == {"x": {"Fn::GetAtt": ["one"]}}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", True), ("Off", False), ("~", None), ("", None), ("0x1F", 31), ("0b11", 3), ("1_000", 1000), ("1:30", 90),
        ("-7", -7), ("1.5", 1.5), (".5", 0.5), ("1e3", "1e3"), ("1.0e+3", 1000.0), (".inf", float("inf")),
        ("0123", "0123"), ("012345678901", "012345678901"), ("2012-10-17", "2012-10-17"), ("0", 0), ("08", "08"),
        ("2001-12-14t21:59:43.10-05:00", "2001-12-14t21:59:43.10-05:00"), ("'1'", "1"), ("!!str 1", "1"), ("! 1", "1"),
        ("!!int '5'", 5), ("=", "="), ("0o7", "0o7"), ("!!float 3", 3.0),
    ],
)  # fmt: skip
def test_plain_scalars_mean_what_yaml_1_1_says_save_dates_and_leading_zeros(text, value):
    found = read(f"a: {text}\n")["a"]
    assert found == value
    assert isinstance(found, type(value))


def test_keys_are_always_text():
    assert list(read("8080: 1\ntrue: 2\n~: 3\n1.50: 4\n")) == ["8080", "true", "~", "1.50"]


def test_aliases_share_data_and_merges_give_way_to_explicit_keys():
    data = read("a: &x {p: 1, q: 2}\nb: *x\nc: {<<: [*x, {r: 3, p: 9}], q: 5}\n")
    assert data["b"] is data["a"]
    assert data["c"] == {"p": 1, "q": 5, "r": 3}
    doc = parse("a: &x {p: 1}\nc:\n  <<: *x\n", dialect=TAGS)
    assert str(doc.position(("c", "p"))) == "line 1, column 8"


def test_an_empty_file_means_none():
    assert read("") is None
    assert read("# nothing\n") is None


@pytest.mark.parametrize("text", WILD)
def test_spans_hold_exactly_their_text(text):
    doc = parse(text, dialect=TAGS, format="yaml")
    for node in nodes(doc.root):
        piece = text[node.start : node.end]
        assert 0 <= node.start <= node.body <= node.end <= len(text)
        assert piece == "" or not piece[0].isspace()
        assert (
            "#" not in piece.rsplit("\n", 1)[-1]
            or "not a comment" in piece
            or "deep" in piece
            or "{" in piece
        )


def test_columns_count_characters_and_no_byte_order_mark():
    doc = parse("\ufeffé: {😀: 1}\n", dialect=TAGS)
    assert str(doc.position(("é",))) == "line 1, column 1"
    assert str(doc.position(("é", "😀"))) == "line 1, column 5"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\na: 2\n", 2, "first at line 1, column 1"),
        ("a: b: c\n", 1, "quote the text"),
        ("a: 'x\n", 2, "never closed"),
        ("a:\n\t- b\n", 2, "spaces"),
        ("a: @x\n", 1, "in quotes"),
        ("a: [1, 2\nb: 3\n", 2, "bracket"),
        ("a: *x\n", 1, "no anchor of this name"),
        ("a: &x [*x]\n", 1, "inside"),
        ("a: 1\n---\nb: 2\n", 2, "second YAML document"),
        ("{a: 1}: 2\n", 1, "key must be text"),
        ("? [a]\n: 2\n", 1, "key must be text"),
        ("!Ref a: 2\n", 1, "key must be text"),
        ("a: 1\n<<: 2\n", 2, "takes a mapping"),
        ("a: \x01\n", 1, "U\\+0001"),
        ("a: !!int x\n", 1, "no value for the tag"),
        ("a: " + "[" * 300, 1, "nest"),
        ("a:\n  - b\n c: d\n", 3, "line it up"),
        ("a: !!str\n  b\nc\n", 4, "line"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, line, says):
    with pytest.raises(InputError, match=says) as caught:
        parse(text, dialect=TAGS, format="yaml")
    assert caught.value.line == line
    assert "\n" not in str(caught.value)


def test_tags_need_a_dialect():
    with pytest.raises(InputError, match="tag !Ref is not known"):
        parse("a: !Ref b\n")


def test_an_alias_bomb_is_refused():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 10) + "]" for i in range(1, 10)]
    with pytest.raises(InputError, match="aliases expanded"):
        parse("\n".join(lines))
