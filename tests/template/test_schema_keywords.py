"""Schema keywords agree with the reference implementation on plain data."""

import jsonschema
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from repair.template.schema import Violation, holds, violations

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

TYPES = ["object", "array", "string", "integer", "number", "boolean", "null"]
KEYS = ["a", "b", "c", "ab"]

values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-3, 5),
        st.sampled_from([0.5, 1.0, 2.5, -1.0]),
        st.sampled_from(["", "a", "ab", "5", "true", "é"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
    ),
    max_leaves=6,
)
small = st.integers(0, 3)
patterns = st.sampled_from(["^a", "b$", "[ab]+", "^.{2}$", "5"])
names = st.lists(st.sampled_from(KEYS), max_size=2, unique=True)


def _keywords(inner):
    some = st.lists(inner, min_size=1, max_size=3)
    return st.fixed_dictionaries(
        {},
        optional={
            "type": st.one_of(
                st.sampled_from(TYPES), st.lists(st.sampled_from(TYPES), min_size=1, max_size=2, unique=True)
            ),
            "properties": st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
            "patternProperties": st.dictionaries(patterns, inner, max_size=1),
            "additionalProperties": inner,
            "propertyNames": inner,
            "required": names,
            "minProperties": small,
            "maxProperties": small,
            "dependencies": st.dictionaries(st.sampled_from(KEYS), st.one_of(names, inner), max_size=1),
            "items": st.one_of(inner, some),
            "additionalItems": inner,
            "contains": inner,
            "minItems": small,
            "maxItems": small,
            "uniqueItems": st.booleans(),
            "enum": st.lists(values, min_size=1, max_size=3),
            "const": values,
            "pattern": patterns,
            "minLength": small,
            "maxLength": small,
            "minimum": small,
            "maximum": small,
            "exclusiveMinimum": small,
            "exclusiveMaximum": small,
            "multipleOf": st.sampled_from([1, 2, 0.5]),
            "anyOf": some,
            "oneOf": some,
            "allOf": some,
            "not": inner,
            "if": inner,
            "then": inner,
            "else": inner,
        },
    ).filter(lambda schema: len(schema) <= 4)


schemas = st.recursive(
    st.one_of(st.booleans(), st.just({}), st.sampled_from(TYPES).map(lambda name: {"type": name})),
    _keywords,
    max_leaves=5,
)


@given(values, schemas)
@settings(max_examples=200)
@example([1, True], {"uniqueItems": True})
@example([1, 1.0], {"uniqueItems": True})
@example(1.0, {"type": "integer"})
@example(True, {"enum": [1]})
@example({"a": 1}, {"const": {"a": True}})
def test_plain_data_is_valid_exactly_when_the_reference_implementation_says_so(value, schema):
    valid = jsonschema.Draft7Validator(schema).is_valid(value)
    assert holds(value, schema, lenient=False) is valid
    assert (list(violations(value, schema, lenient=False)) == []) is valid


PLACES = [
    "required",
    "enum",
    "const",
    "type",
    "pattern",
    "minLength",
    "minimum",
    "maxItems",
    "not",
    "anyOf",
    "oneOf",
]


@given(values, schemas)
@settings(max_examples=120)
def test_violations_stand_where_the_reference_implementation_has_them(value, schema):
    # A value of the wrong type is told once; the reference goes on to its other keywords and what lies below.
    # A bad name is told as such; the reference tells what its schema says of the text.
    assume("propertyNames" not in repr(schema))
    ours = {(v.path, v.keyword) for v in violations(value, schema, lenient=False) if v.keyword in PLACES}
    theirs = {
        (tuple(error.absolute_path), error.validator)
        for error in jsonschema.Draft7Validator(schema).iter_errors(value)
        if error.validator in PLACES
    }
    wrong_type = {path for path, keyword in ours if keyword == "type"}
    assert ours <= theirs
    assert all(any(path[:end] in wrong_type for end in range(len(path) + 1)) for path, _ in theirs - ours)


def told(value, schema, **options):
    return [(v.keyword, v.path, v.expected, v.actual) for v in violations(value, schema, **options)]


def test_a_missing_property_is_told_of_the_mapping():
    assert told({"a": {}}, {"properties": {"a": {"required": ["b"]}}}) == [("required", ("a",), "b", {})]


def test_an_unknown_property_is_told_of_itself_with_the_names_there_are():
    schema = {"properties": {"Name": {}, "Tags": {}}, "additionalProperties": False}
    assert told({"Nam": 1}, schema) == [("additionalProperties", ("Nam",), ("Name", "Tags"), "Nam")]


def test_paths_begin_where_the_value_stands():
    (violation,) = violations([1], {"items": {"type": "object"}}, path=("Resources", "R"))
    assert violation.path == ("Resources", "R", 0)


def test_a_choice_tells_what_its_best_branch_lacks():
    schema = {"anyOf": [{"type": "string"}, {"required": ["x", "y"]}, {"required": ["x"]}]}
    (violation,) = violations({}, schema)
    assert (violation.keyword, [v.expected for v in violation.context]) == ("anyOf", ["x"])


def test_repeated_items_are_told_by_index():
    assert told(["a", "b", "a"], {"uniqueItems": True}) == [("uniqueItems", (), True, (2,))]
    items = [{"K": "x", "V": 1}, {"K": "x", "V": 2}]
    assert told(items, {"uniqueKeys": ["K"]}) == [("uniqueKeys", (), ("K",), (1,))]


@pytest.mark.parametrize(
    ("value", "schema", "keyword"),
    [
        ({"a": 1}, {"dependentRequired": {"a": ["b"]}}, "dependentRequired"),
        ({"a": 1, "b": 2}, {"dependentExcluded": {"a": ["b"]}}, "dependentExcluded"),
        ({}, {"requiredXor": ["a", "b"]}, "requiredXor"),
        ({"a": 1, "b": 2}, {"requiredXor": ["a", "b"]}, "requiredXor"),
        ({}, {"requiredOr": ["a", "b"]}, "requiredOr"),
        ("C", {"enumCaseInsensitive": ["a", "B"]}, "enumCaseInsensitive"),
        ([1, "x"], {"prefixItems": [{}, {"type": "integer"}]}, "type"),
    ],
)
def test_keywords_of_cfn_lint_and_newer_drafts_are_known(value, schema, keyword):
    assert [v.keyword for v in violations(value, schema)] == [keyword]


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        ({"a": 1}, {"requiredXor": ["a", "b"]}),
        ({"a": 1, "b": 1}, {"requiredOr": ["a", "b"]}),
        ("b", {"enumCaseInsensitive": ["a", "B"]}),
        ({"b": 1}, {"dependentExcluded": {"a": ["b"]}}),
    ],
)
def test_and_kept_by_what_keeps_them(value, schema):
    assert holds(value, schema) is True


def test_references_are_resolved_against_the_root():
    root = {
        "definitions": {"a/b": {"type": "object", "properties": {"next": {"$ref": "#/definitions/a~1b"}}}}
    }
    schema = {"$ref": "#/definitions/a~1b"}
    assert told({"next": {"next": []}}, schema, root=root) == [("type", ("next", "next"), ("object",), [])]


@pytest.mark.parametrize(
    "schema", [{"$ref": "#"}, {"$ref": "#/x"}, {"$ref": "other.json"}, {"allOf": [{"$ref": "#"}]}]
)
def test_a_reference_to_nowhere_or_round_in_a_circle_is_unknown(schema):
    assert list(violations(1, schema)) == []
    assert holds(1, schema) is None


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "no such type"}, {"required": "a"}, {"properties": []}, {"enum": 5}, {"items": 5}, {"pattern": 5}, {"pattern": "("},
        {"anyOf": {}}, {"minimum": "1"}, {"multipleOf": 0}, {"if": 5, "then": False}, {"format": "date"}, {"unheard": 1}, 5, None, [],
    ],
)  # fmt: skip
def test_what_a_schema_says_in_a_wrong_shape_asks_nothing(schema):
    assert list(violations({"a": "x"}, schema)) == []
    assert list(violations("x", schema)) == []


def test_every_violation_makes_a_sentence():
    cases = [
        ({"a": 1}, {"required": ["b"]}, '"b" is required'),
        (5, {"type": ["array", "object"]}, '5 is not of type "array", "object"'),
        ({}, {"requiredXor": ["a", "b"]}, 'exactly one of "a", "b" is required'),
        ({"a": 1, "b": 1}, {"requiredXor": ["a", "b"]}, 'only one of "a", "b" may be given, not "a", "b"'),
        ("x" * 200, {"maxLength": 3}, "longer than 3"),
        (1, False, "nothing may stand here"),
    ]
    for value, schema, sentence in cases:
        (violation,) = violations(value, schema)
        assert sentence in violation.message
    assert Violation((), "unheard", 1, 2).message == "breaks unheard 1"
