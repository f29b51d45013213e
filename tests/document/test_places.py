"""Where the parts of a document stand, as paths find them: values, keys, tags, aliases, merged keys, dotted text."""

import contextlib
import gc

import pytest
from document_cases import TAGS

from repair.document import PLAIN, Dialect, Position, parse
from repair.document.recovery.recover import recover
from repair.errors import DuplicateKeyError, FunctionKeyError, InputError

YAML = """\
a: &x
  p: 1
  q: [s, {t: u}]
b: *x
c:
  <<: *x
  r: 2
d:
  <<: [*x, {v: 3}]
e: !GetAtt One.Two.Three
f: !If
  - cond
  - !Ref g
h: &y
  <<: *x
  w: 5
i:
  <<: *y
j: &k key
*k : l
"""
PLACES = [
    # path, the value's text, the key's text, the position of the one or the other
    (("a", "p"), "1", "p", (2, 3)),
    (("a", "q"), "[s, {t: u}]", "q", (3, 3)),
    (("a", "q", 0), "s", None, (3, 7)),
    (("a", "q", 1, "t"), "u", "t", (3, 11)),
    (("b",), "*x", "b", (4, 1)),
    (("b", "p"), "1", "p", (2, 3)),
    (("b", "q", 1), "{t: u}", None, (3, 10)),
    (("c", "r"), "2", "r", (7, 3)),
    (("c", "p"), "1", "p", (2, 3)),
    (("d", "q", 0), "s", None, (3, 7)),
    (("d", "v"), "3", "v", (9, 13)),
    (("e", "Fn::GetAtt"), "One.Two.Three", "!GetAtt", (10, 4)),
    (("e", "Fn::GetAtt", 0), "One.Two.Three", None, (10, 12)),
    (("e", "Fn::GetAtt", 1), "One.Two.Three", None, (10, 12)),
    (("f",), "!If\n  - cond\n  - !Ref g", "f", (11, 1)),
    (("f", "Fn::If"), "- cond\n  - !Ref g", "!If", (11, 4)),
    (("f", "Fn::If", 0), "cond", None, (12, 5)),
    (("f", "Fn::If", 1), "!Ref g", None, (13, 5)),
    (("f", "Fn::If", 1, "Ref"), "g", "!Ref", (13, 5)),
    (("i", "w"), "5", "w", (16, 3)),
    (("i", "p"), "1", "p", (2, 3)),
    (("key",), "l", "*k", (20, 1)),
]


@pytest.mark.parametrize(("path", "value", "key", "place"), PLACES, ids=str)
def test_a_path_finds_its_value_and_its_key(path, value, key, place):
    doc = parse(YAML, dialect=TAGS)
    span, key_span = doc.span(path), doc.key_span(path)
    assert doc.text[span.start : span.end] == value
    assert (doc.text[key_span.start : key_span.end] if key_span else None) == key
    assert doc.position(path) == Position(*place)


NOWHERE = [
    (("z",), (1, 1)),
    (("a", "z"), (1, 1)),
    (("a", "q", 2), (3, 3)),
    (("a", "q", -1), (3, 3)),
    (("a", "q", "0"), (3, 3)),
    (("a", "q", 1, "z", "y"), (3, 10)),
    (("a", "p", 0), (2, 3)),
    (("b", "z"), (4, 1)),
    (("d", "z"), (8, 1)),
    (("e", "Fn::GetAtt", 2), (10, 4)),
    (("e", "Fn::GetAtt", "0"), (10, 4)),
    (("<<",), (1, 1)),
]


@pytest.mark.parametrize(("path", "place"), NOWHERE, ids=str)
def test_what_is_not_there_has_no_span_and_the_position_of_what_is_nearest(path, place):
    doc = parse(YAML, dialect=TAGS)
    assert doc.span(path) is None
    assert doc.key_span(path) is None
    assert doc.position(path) == Position(*place)


def test_the_root_has_a_span_and_no_key():
    doc = parse("# c\n\na: 1\n# d\n")
    assert (doc.span(()).start, doc.span(()).end, doc.key_span(())) == (5, 9, None)
    assert doc.position(()) == Position(3, 1)


def test_a_document_knows_what_it_was_made_of():
    doc = parse("a: 1\n", name="t.yaml", dialect=TAGS)
    assert (doc.text, doc.original, doc.name, doc.format, doc.dialect) == (
        "a: 1\n",
        "a: 1\n",
        "t.yaml",
        "yaml",
        TAGS,
    )
    assert doc.lines is doc.lines
    assert parse("{}").dialect is PLAIN
    assert parse("{}").name == ""


def test_positions_in_a_mended_document_are_those_of_the_text_as_it_was_given():
    text = '{"a": 1,, "b":\n {"c": 2}}'
    doc = recover(text, dialect=TAGS)
    assert doc.text != text == doc.original
    assert doc.position(("b", "c")) == Position(2, 3)


@pytest.mark.parametrize("lead", ["", " ", "\n", "\r\n\t ", "\ufeff", "\ufeff\n "])
def test_text_that_begins_with_a_brace_is_json_and_other_text_yaml(lead):
    assert parse(lead + '{"a": 1}').format == "json"
    assert parse(lead.replace("\t", " ") + "a: 1").format == "yaml"


def test_a_list_or_a_scalar_is_yaml_unless_json_is_asked_for():
    assert parse('["a"]').format == "yaml"
    assert parse('["a"]', format="json").format == "json"
    assert parse("{a: 1}", format="yaml").data == {"a": 1}


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("text", ["a: 1\n", "a: [\n", "{}", "{"])
def test_reading_leaves_the_collector_of_garbage_as_it_was(text, enabled):
    try:
        (gc.enable if enabled else gc.disable)()
        with contextlib.suppress(InputError):
            parse(text)
        assert gc.isenabled() is enabled
    finally:
        gc.enable()


def test_tags_are_kept_from_a_dialect_without_keys_for_them():
    only_out = Dialect(tag_key=None, key_tag=lambda key: "!" + key)
    with pytest.raises(InputError, match="the tag !Ref is not known here: remove it, or write the long form"):
        parse("a: !Ref b\n", dialect=only_out)
    only_in = Dialect(tag_key=lambda tag: tag[1:])
    assert parse("a: !Ref b\n", dialect=only_in).edited({"a": {"Ref": "b"}, "c": {"Ref": "d"}}) == (
        "a: !Ref b\nc:\n  Ref: d\n"
    )


@pytest.mark.parametrize("text", ['{"a": 1,\n "b": 2, "a": 3}', "{a: 1,\n b: 2, a: 3}"])
def test_a_key_that_stands_twice_has_both_its_places(text):
    with pytest.raises(DuplicateKeyError) as caught:
        parse(text, name="t", format="yaml" if "a:" in text else "json")
    column = text.split("\n")[1].rindex("a") + ('"' not in text)
    assert str(caught.value) == (
        f"t:2:{column}: the key 'a' stands here a second time, first at line 1, column 2: remove or rename one"
    )


@pytest.mark.parametrize("text", ["!Ref a: 1\n", "!If [a]: 1\n"])
def test_a_function_as_a_key_is_told_apart(text):
    with pytest.raises(InputError) as caught:
        parse("x: 1\n" + text, name="t", dialect=TAGS)
    assert str(caught.value).startswith("t:2:1: a key must be text, ")
    assert isinstance(caught.value, FunctionKeyError) is ("Ref" in text)
