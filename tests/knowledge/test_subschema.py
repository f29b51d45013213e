from hypothesis import given, settings
from hypothesis import strategies as st

from repair.knowledge import dereferenced, subschema

ROOT = {
    "type": "object",
    "additionalProperties": False,
    "definitions": {
        "Loop": {"$ref": "#/definitions/Loop"},
        "Node": {"type": "object", "properties": {"Next": {"$ref": "#/definitions/Node"}}},
        "Text": {"type": "string"},
    },
    "properties": {
        "Next": {"$ref": "#/definitions/Node", "minProperties": 1},
        "Loop": {"$ref": "#/definitions/Loop"},
        "Either": {
            "type": "object",
            "oneOf": [
                {"properties": {"A": {"type": "string"}}, "additionalProperties": False},
                {
                    "properties": {"A": {"type": "integer"}, "B": {"type": "boolean"}},
                    "additionalProperties": False,
                },
            ],
        },
        "Open": {"type": "object"},
        "Map": {
            "type": "object",
            "patternProperties": {"^[a-z]+$": {"type": "number"}},
            "additionalProperties": False,
        },
        "Pairs": {"type": "array", "prefixItems": [{"const": "HASH"}], "items": {"type": "string"}},
        "Odd": {"type": "object", "patternProperties": {r"^\p{L}+$": {"type": "null"}}},
    },
}


def test_a_circular_schema_can_be_walked_to_any_depth():
    assert subschema(ROOT, ("Next",) * 50)["type"] == "object"


def test_keywords_beside_a_reference_hold_too():
    assert subschema(ROOT, ("Next",))["minProperties"] == 1
    assert "Next" in subschema(ROOT, ("Next",))["properties"]


def test_a_reference_that_leads_nowhere_says_nothing():
    assert subschema(ROOT, ("Loop",)) == {}
    assert dereferenced({"$ref": "#/definitions/Missing"}, ROOT) == {}
    assert dereferenced({"$ref": "#/definitions/Missing", "type": "string"}, ROOT) == {"type": "string"}


def test_a_reference_may_name_the_root():
    assert dereferenced({"$ref": "#/"}, ROOT) is ROOT


def test_alternatives_that_disagree_are_both_given():
    assert subschema(ROOT, ("Either", "A")) == {"anyOf": [{"type": "string"}, {"type": "integer"}]}
    assert subschema(ROOT, ("Either", "B")) == {"type": "boolean"}
    assert subschema(ROOT, ("Either", "C")) is None


def test_open_closed_and_pattern_properties():
    assert subschema(ROOT, ("Open", "anything", "below")) == {}
    assert subschema(ROOT, ("Missing",)) is None
    assert subschema(ROOT, ("Map", "abc")) == {"type": "number"}
    assert subschema(ROOT, ("Map", "ABC")) is None
    assert subschema(ROOT, ("Map", "*")) == {"type": "number"}


def test_a_pattern_that_python_cannot_read_forbids_nothing():
    assert subschema(ROOT, ("Odd", "x")) == {"type": "null"}


def test_items_say_more_than_positions():
    assert subschema(ROOT, ("Pairs", 0)) == {"type": "string"}
    assert subschema(ROOT, ("Pairs", "*")) == {"type": "string"}
    assert subschema(ROOT, ("Pairs", "name")) is None


@settings(max_examples=200)
@given(
    st.lists(st.one_of(st.sampled_from(["Next", "Either", "Map", "A", "*"]), st.integers(0, 3)), max_size=5)
)
def test_what_is_below_nothing_is_nothing(path):
    if subschema(ROOT, tuple(path)) is None:
        assert subschema(ROOT, (*path, "Next")) is None
