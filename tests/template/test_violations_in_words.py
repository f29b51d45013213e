"""What a value breaks, as a clause for a person, and where it is told."""

from copy import deepcopy

import pytest

from repair.template.presence import absences, counted, has, presence
from repair.template.schema import violations

NO_VALUE = {"Ref": "AWS::NoValue"}


def chosen(condition, yes, no):
    return {"Fn::If": [condition, yes, no]}


@pytest.mark.parametrize(
    ("value", "schema", "message"),
    [
        ("x", {"type": "object"}, '"x" is not of type "object"'),
        ({"a": 1, "b": 2}, {"properties": {"a": {}}, "additionalProperties": False}, '"b" is not a property here'),
        ({"a1": 1}, {"propertyNames": {"pattern": "^[a-z]+$"}}, '"a1" is not a valid name here'),
        ("x", {"enum": ["a", "b"]}, '"x" is none of "a", "b"'),
        ("x", {"enumCaseInsensitive": ["a"]}, '"x" is none of "a"'),
        ("x", {"const": "y"}, '"x" is not "y"'),
        ("x1", {"pattern": "^[a-z]+$"}, '"x1" does not match "^[a-z]+$"'),
        ("x", {"minLength": 2}, '"x" is shorter than 2'),
        ("xxx", {"maxLength": 2}, '"xxx" is longer than 2'),
        (1, {"minimum": 2}, "1 is less than 2"),
        (3, {"maximum": 2}, "3 is greater than 2"),
        (2, {"exclusiveMinimum": 2}, "2 is not greater than 2"),
        (2, {"exclusiveMaximum": 2}, "2 is not less than 2"),
        (3, {"multipleOf": 2}, "3 is not a multiple of 2"),
        ([1], {"minItems": 2}, "fewer than 2 items"),
        ([1, 2, 3], {"maxItems": 2}, "more than 2 items"),
        ([1, 2, 1], {"uniqueItems": True}, "items 2 repeat earlier ones"),
        ([{"k": 1}, {"k": 1}], {"uniqueKeys": ["k"]}, 'items 1 repeat earlier ones in "k"'),
        ({}, {"minProperties": 1}, "fewer than 1 properties"),
        ({"a": 1, "b": 1}, {"maxProperties": 1}, "more than 1 properties"),
        ([[]], {"contains": {"type": "string"}}, "no item is as required"),
        ({}, {"anyOf": [{"type": "string"}, {"type": "array"}]}, "fits none of the allowed forms"),
        ({}, {"oneOf": [{"type": "string"}, {"type": "array"}]}, "does not fit exactly one of the allowed forms"),
        (1, {"not": {"type": "integer"}}, "has a form that is not allowed"),
        ({"a": 1}, {"dependentRequired": {"a": ["b"]}}, '"a" needs "b"'),
        ({"a": 1}, {"dependencies": {"a": ["b"]}}, '"a" needs "b"'),
        ({"a": 1, "b": 1}, {"dependentExcluded": {"a": ["b"]}}, '"b" may not stand beside "a"'),
        ({}, {"requiredOr": ["a", "b"]}, 'at least one of "a", "b" is required'),
        ("x", {"enum": list("abcdefghijklm")}, '"x" is none of ' + ", ".join(f'"{c}"' for c in "abcdefghijkl") + ", …"),
        ("x" * 78, {"const": 1}, '"' + "x" * 78 + '" is not 1'),
        ("x" * 79, {"const": 1}, '"' + "x" * 78 + "… is not 1"),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_each_keyword_has_its_words(value, schema, message):
    (violation,) = violations(value, deepcopy(schema))
    assert violation.message == message


def test_a_choice_that_is_decided_is_as_its_branch():
    value = chosen("C", NO_VALUE, 1)
    assert presence(value, {}) is None
    assert presence(value, {"C": True}) is False
    assert presence(value, {"C": False}) is True
    assert presence(chosen("C", 1, 2), {}) is True
    assert presence(chosen("C", NO_VALUE, NO_VALUE), {}) is False
    for value in ({"Fn::If": "C"}, {"Fn::Sub": "x"}, {"a": NO_VALUE}, "x", {}):
        assert presence(value, {}) is True


def test_what_takes_a_value_away_is_told_only_in_branches_that_can_be_taken():
    value = chosen("C", NO_VALUE, chosen("D", 1, NO_VALUE))
    first, second = ("a", "Fn::If", 1), ("a", "Fn::If", 2, "Fn::If", 2)
    assert list(absences(value, ("a",), {})) == [first, second]
    assert list(absences(value, ("a",), {"C": True})) == [first]
    assert list(absences(value, ("a",), {"C": False})) == [second]
    assert list(absences(value, ("a",), {"C": False, "D": True})) == []


def test_items_that_may_vanish_are_counted_at_least_and_at_most():
    items = [1, chosen("C", 1, NO_VALUE), NO_VALUE, {"Ref": "P"}]
    assert counted(items, {}) == (2, 3)
    assert counted(items, {"C": True}) == (3, 3)
    assert counted(items, {"C": False}) == (2, 2)


def test_a_function_among_the_keys_may_add_any_property():
    assert has({"Fn::Transform": {"Name": "n"}}, "a", {}) is None
    assert has({"Fn::Transform": {"Name": "n"}, "a": 1}, "a", {}) is True
    assert has({"b": 1}, "a", {}) is False


def test_positions_behind_an_item_that_may_vanish_are_known_only_at_deployment():
    schema = {"prefixItems": [{"type": "string"}, {"type": "string"}]}
    assert [one.path for one in violations(["a", []], schema)] == [(1,)]
    assert list(violations([chosen("C", "a", NO_VALUE), []], schema)) == []


def test_items_beyond_those_with_a_place_have_the_schema_of_the_rest():
    schema = {"prefixItems": [{"type": "string"}], "items": {"type": "integer"}}
    assert [one.path for one in violations(["a", 1, "b"], schema)] == [(2,)]
    assert list(violations(["a", "b"], {"prefixItems": [{"type": "string"}]})) == []


@pytest.mark.parametrize(
    ("keyword", "bound", "within", "beyond"),
    [
        ("minimum", 2, 2, 1),
        ("maximum", 2, 2, 3),
        ("exclusiveMinimum", 2, 3, 2),
        ("exclusiveMaximum", 2, 1, 2),
        ("multipleOf", 5, 10, 11),
        ("minLength", 2, "ab", "a"),
        ("maxLength", 2, "ab", "abc"),
        ("minItems", 2, [1, 2], [1]),
        ("maxItems", 2, [1, 2], [1, 2, 3]),
        ("minProperties", 1, {"a": 1}, {}),
        ("maxProperties", 1, {"a": 1}, {"a": 1, "b": 2}),
    ],
)
def test_what_stands_on_a_bound_is_within_it(keyword, bound, within, beyond):
    assert list(violations(within, {keyword: bound})) == []
    assert [one.keyword for one in violations(beyond, {keyword: bound})] == [keyword]


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
@pytest.mark.parametrize(
    ("branches", "told"),
    [
        ([{"required": ["x", "y"]}, {"required": ["b"]}, {"required": ["u", "v"]}], [("required", "b")]),
        ([{"type": "array"}, {"required": ["x", "y"]}], [("required", "x"), ("required", "y")]),
        ([{"type": "array"}, {"properties": {"a": {"type": "array"}}}], [("type", ("array",))]),
        ([{"type": "array"}, {"type": "string"}], [("type", ("array",))]),
        (
            [{"type": "array", "required": ["x"]}, {"required": ["u", "v", "w"]}],
            [("required", "u"), ("required", "v"), ("required", "w")],
        ),
    ],
)
def test_of_several_forms_the_one_that_fits_best_is_told(keyword, branches, told):
    (violation,) = violations({"a": 1}, {keyword: deepcopy(branches)})
    assert [(one.keyword, one.expected) for one in violation.context] == told
    assert violation.path == ()
    if "properties" in branches[1]:
        assert [one.path for one in violation.context] == [("a",)]
