"""Values by path, scalars as CloudFormation reads them, and violations in words: at their edges."""

import datetime

import pytest

from repair.document.number import WrittenFloat
from repair.template.data import MISSING, rewritten, scalar_text, value_at
from repair.template.dialect import key_tag, tag_key
from repair.template.scalars import equal, read_as, unique_key
from repair.template.sections import section, transforms
from repair.template.sharing import sharing
from repair.template.substitution import Variable, parse_sub
from repair.template.template import Template
from repair.template.violation import Violation

DATA = {"a": [1, {"b": None}], "1": 2}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((), DATA),
        (("a", 0), 1),
        (("a", 1, "b"), None),
        (("1",), 2),
        (("a", 2), MISSING),
        (("a", -1), MISSING),
        (("a", "0"), MISSING),
        (("b",), MISSING),
        ((1,), MISSING),
        (("a", 0, "x"), MISSING),
        (("a", 0, 0), MISSING),
    ],
)
def test_a_path_leads_to_a_value_or_nowhere(path, value):
    assert value_at(DATA, path) is value
    assert value_at(DATA, path, "other") == ("other" if value is MISSING else value)


def test_missing_is_nothing_and_says_so():
    assert not MISSING
    assert repr(MISSING) == "MISSING"


def test_values_are_rewritten_by_path_and_the_rest_is_shared():
    data = {"a": [1, [2], {"b": 3}], "c": {"d": 4}}
    changed = rewritten(data, {("a", 0): "x", ("a", 2, "b"): "y"})
    assert changed == {"a": ["x", [2], {"b": "y"}], "c": {"d": 4}}
    assert data == {"a": [1, [2], {"b": 3}], "c": {"d": 4}}
    assert changed["c"] is data["c"]
    assert changed["a"][1] is data["a"][1]
    assert rewritten(data, {}) is data
    assert rewritten(data, {(): 5}) == 5
    for path in (("x", 0), ("a", 9, 0), ("c", "d", "e")):
        with pytest.raises((KeyError, IndexError, TypeError)):
            rewritten(data, {path: 1})


def test_scalars_have_one_text():
    values = ["x", True, False, 5, -5, 1.5, WrittenFloat(5.1, "5.10")]
    assert [scalar_text(value) for value in values] == ["x", "true", "false", "5", "-5", "1.5", "5.10"]


@pytest.mark.parametrize(
    ("value", "wanted", "read"),
    [
        (5, "string", "5"),
        (True, "string", "true"),
        (1.5, "string", "1.5"),
        (None, "string", MISSING),
        ([], "string", MISSING),
        ("x", "string", MISSING),
        *((text, "boolean", True) for text in ("true", "True", "TRUE")),
        *((text, "boolean", False) for text in ("false", "False", "FALSE")),
        ("yes", "boolean", MISSING),
        ("tRUE", "boolean", MISSING),
        (1, "boolean", MISSING),
        ("5", "integer", 5),
        ("+5", "integer", 5),
        ("-05", "integer", -5),
        ("5.0", "integer", MISSING),
        (" 5", "integer", MISSING),
        ("5 ", "integer", MISSING),
        ("9" * 300, "integer", int("9" * 300)),
        ("9" * 301, "integer", MISSING),
        ("5", "number", 5),
        ("5.", "number", 5.0),
        (".5", "number", 0.5),
        ("-1.5e+3", "number", -1500.0),
        ("1E9", "number", 1e9),
        ("1e1000", "number", MISSING),
        ("1.5x", "number", MISSING),
        ("e5", "number", MISSING),
        ("", "number", MISSING),
        ("5", "object", MISSING),
        ("5", "null", MISSING),
    ],
)
def test_text_is_read_as_another_type_only_when_it_is_one_sign_for_sign(value, wanted, read):
    assert read_as(value, wanted) is read if read is MISSING else read_as(value, wanted) == read
    assert type(read_as(value, wanted)) is type(read)


REF = {"Ref": "A"}


@pytest.mark.parametrize(
    ("value", "expected", "strict", "lenient"),
    [
        (1, 1.0, True, True),
        (True, 1, False, False),
        (0, False, False, False),
        ("1", 1, False, True),
        (1, "1", False, True),
        ("03", 3, False, True),
        (3, "03", False, False),
        ("True", True, False, True),
        (True, "True", False, False),
        ("true", True, False, True),
        (True, "true", False, True),
        ("x", True, False, False),
        (None, None, True, True),
        (None, "None", False, False),
        ("1", None, False, False),
        ("1", [], False, False),
        ({"a": 1}, [1], False, False),
        ([1], {"a": 1}, False, False),
        ({"a": "1"}, {"a": 1}, False, True),
        ({"a": 1}, {"b": 1}, False, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True, True),
        (["1"], [1], False, True),
        ([1, 2], [1], False, False),
        (REF, 1, None, None),
        (REF, REF, None, None),
        ({"a": REF}, {"b": 1}, None, None),
        ([REF], [1, 2], None, None),
        ([REF, 1], [1, 2], False, False),
        ([REF, 2], [1, 2], None, None),
        ({"a": REF, "b": 1}, {"a": 1, "b": 1}, None, None),
        ("{{resolve:x}}", "x", None, None),
    ],
    ids=str,
)
def test_two_values_are_equal_as_json_or_as_cloudformation_reads_them(value, expected, strict, lenient):
    assert equal(value, expected, lenient=False) is strict
    assert equal(value, expected, lenient=True) is lenient


def test_keys_are_equal_where_values_are():
    values = [1, 1.0, True, False, 0, "1", None, [1], [True], {"a": 1}, {"a": True}, [], {}, [[]], "true"]
    for one in values:
        for other in values:
            assert (unique_key(one) == unique_key(other)) is equal(one, other, lenient=False), (one, other)
    assert unique_key({"a": 1, "b": [2]}) == unique_key({"b": [2], "a": 1})
    assert len({unique_key(value) for value in values}) == len(values) - 1


@pytest.mark.parametrize(
    ("keyword", "expected", "actual", "words"),
    [
        ("enum", tuple(range(12)), "x", '"x" is none of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11'),
        ("enum", tuple(range(13)), "x", '"x" is none of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …'),
        ("requiredXor", ("a", "b"), (), 'exactly one of "a", "b" is required'),
        ("requiredXor", ("a", "b"), ("a", "b"), 'only one of "a", "b" may be given, not "a", "b"'),
        ("false", False, 1, "nothing may stand here"),
        ("other", ("a",), 1, 'breaks other "a"'),
        ("const", "é", datetime.date(2020, 1, 2), '"2020-01-02" is not "é"'),
        ("required", "a", {}, '"a" is required'),
    ],
)  # fmt: skip
def test_a_violation_is_a_clause_for_a_person(keyword, expected, actual, words):
    assert Violation((), keyword, expected, actual).message == words


def test_violations_are_the_same_whatever_schema_they_stand_in():
    one, other = (Violation(("a",), "type", "x", 1, schema={"title": name}) for name in ("one", "other"))
    assert one == other
    assert "title" not in repr(one)
    assert one != Violation(("a",), "type", "x", 2)


@pytest.mark.parametrize(
    ("tag", "key", "back"),
    [
        ("!Ref", "Ref", "!Ref"),
        ("!Condition", "Condition", "!Condition"),
        ("!Sub", "Fn::Sub", "!Sub"),
        ("!New", "Fn::New", "!New"),
        ("!Transform", "Fn::Transform", None),
        ("!ForEach::L", "Fn::ForEach::L", None),
    ],
)
def test_tags_and_keys_stand_for_each_other(tag, key, back):
    assert tag_key(tag) == key
    assert key_tag(key) == back
    assert key_tag("Fn::Ref") is None
    assert key_tag("Name") is None


def test_no_literal_of_a_sub_is_empty():
    assert [type(part) for part in parse_sub("${A}${B}")] == [Variable, Variable]
    assert [type(part) for part in parse_sub("a${A}b${B}")] == [str, Variable, str, Variable]


def test_the_end_of_a_variable_moves_with_its_name():
    _, variable = parse_sub("a${Old.Arn}")
    assert (variable.renamed("Newer").start, variable.renamed("Newer").end) == (1, 13)
    assert (variable.start, variable.end) == (1, 11)


def test_a_resource_depends_on_the_texts_of_a_list():
    resource = Template({"Resources": {"R": {"DependsOn": ["A", 1, "B"]}}}).resources["R"]
    assert resource.depends_on == ("A", "B")


def test_sections_and_transforms_of_any_shape_are_read():
    assert section({"A": {"b": 1}}, "A") == {"b": 1}
    assert section({"A": [1]}, "A") == section({}, "A") == section([], "A") == {}
    data = {"Transform": ["A", None, {"Name": "B"}, {"Name": 1}, 5], "Fn::Transform": {"Name": "C"}}
    assert transforms(data) == ("A", "B", "", "", "C")
    assert transforms([]) == transforms({}) == ()


def test_only_containers_that_are_copies_are_shared():
    body = {"a": [1]}
    mine = {"S": {"A": {"a": [1]}, "B": "x", "C": [1], "D": body, "E": {"a": 1}}, "T": {"A": body}, "U": 1}
    theirs = {"S": {"A": body, "B": "x", "C": [1], "D": body, "E": {"a": True}}, "T": [], "U": 1}
    shared = sharing(mine, theirs)
    assert shared == mine
    assert shared["S"]["A"] is body
    assert shared["S"]["C"] is theirs["S"]["C"]
    assert shared["S"]["E"] is mine["S"]["E"]
    assert shared["T"] is mine["T"]
    assert list(shared["S"]) == list("ABCDE")
    assert sharing({"S": {"A": body}}, {"S": {"A": body}})["S"]["A"] is body
    alone = {"S": {"A": "x"}}
    assert sharing(alone, {"S": {"A": "x"}}) is alone
