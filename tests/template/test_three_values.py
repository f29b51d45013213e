"""Each keyword of a schema keeps, breaks, or does not know before deployment; with violations and without the same."""

from copy import deepcopy

import pytest

from repair.document.number import WrittenFloat
from repair.template import schema as schemas


def holds(value, schema, **given):
    """What is asked of a schema that was not compiled before."""
    return schemas.holds(value, deepcopy(schema), **given)


def violations(value, schema, **given):
    return list(schemas.violations(value, deepcopy(schema), **given))


NOTHING = {"Ref": "AWS::NoValue"}
REF = {"Ref": "P"}
LATER = "{{resolve:ssm:x}}"
LOOP = "Fn::ForEach::L"
TEXT, NUMBER = {"type": "string"}, {"type": "integer"}


def maybe(value, other=NOTHING):
    """The value, if a condition holds."""
    return {"Fn::If": ["C", value, other]}


KEPT = [
    # lists
    ({"items": NUMBER}, [1, 2]),
    ({"items": NUMBER}, [NOTHING, 1]),
    ({"items": NUMBER, "prefixItems": [TEXT]}, ["a", 1]),
    ({"items": [TEXT, NUMBER]}, ["a", 1, []]),
    ({"items": [TEXT], "additionalItems": NUMBER}, ["a", 1]),
    ({"items": [TEXT], "additionalItems": False}, ["a"]),
    ({"items": True}, [[]]),
    ({"items": "x"}, [[]]),
    ({"items": False}, []),
    ({"prefixItems": [TEXT]}, ["a", []]),
    ({"prefixItems": "x"}, [[]]),
    ({"contains": NUMBER}, [[], 1]),
    ({"contains": NUMBER}, [NOTHING, 1]),
    ({"contains": NUMBER}, [REF, 1]),
    ({"contains": True}, [1]),
    ({"contains": "x"}, []),
    ({"minItems": 2}, [1, REF]),
    ({"minItems": 2}, [maybe(1), 2, 3]),
    ({"minItems": True}, []),
    ({"minItems": "x"}, []),
    ({"minItems": 0.5}, [1]),
    ({"maxItems": 1}, [maybe(1)]),
    ({"maxItems": 1}, [1, NOTHING]),
    ({"maxItems": True}, [1, 2]),
    ({"uniqueItems": True}, [1, "1", True, [1], [True], {"a": 1}]),
    ({"uniqueItems": True}, [NOTHING, NOTHING, 1]),
    ({"uniqueItems": False}, [1, 1]),
    ({"uniqueKeys": ["k"]}, [{"k": 1, "l": 1}, {"k": 2, "l": 1}, {"l": 1}, {"l": 1}]),
    ({"uniqueKeys": ["k", "l"]}, [{"k": 1, "l": 1}, {"k": 1, "l": 2}, {"k": 1}]),
    ({"uniqueKeys": [1]}, [{}, {}]),
    ({"uniqueKeys": "k"}, [{"k": 1}, {"k": 1}]),
    # mappings
    ({"properties": {"a": NUMBER, "b": NUMBER}}, {"x": [], "a": 1, "b": NOTHING}),
    ({"properties": {}}, {"a": 1}),
    ({"properties": "x"}, {"a": 1}),
    ({"patternProperties": {"^a": NUMBER, "b$": NUMBER}}, {"x": [], "ab": 1, "a": NOTHING, "b": 2}),
    ({"patternProperties": "x"}, {"x": []}),
    ({"additionalProperties": False, "properties": {"a": {}}, "patternProperties": {"^b": {}}}, {"a": 1, "bc": 1, "d": NOTHING}),
    ({"additionalProperties": NUMBER, "properties": {"a": {}}}, {"a": [], "b": 1, "c": NOTHING}),
    ({"additionalProperties": NUMBER}, {"b": maybe(1)}),
    ({"additionalProperties": True}, {"a": 1}),
    ({"additionalProperties": "x"}, {"a": 1}),
    ({"additionalProperties": False, "properties": "x", "patternProperties": "x"}, {}),
    ({"propertyNames": {"maxLength": 1}}, {"a": 1, "bb": NOTHING}),
    ({"propertyNames": "x"}, {"a": 1}),
    ({"required": ["a", "b"]}, {"a": 1, "b": maybe(1, 2)}),
    ({"required": ["a"]}, {"a": REF}),
    ({"required": ["a"]}, {"a": {"b": NOTHING}}),
    ({"required": [1]}, {}),
    ({"required": "a"}, {}),
    ({"dependentRequired": {"x": ["y"], "a": ["b"]}}, {"a": 1, "b": 1}),
    ({"dependentRequired": {"a": ["b"]}}, {"a": NOTHING}),
    ({"dependentRequired": {"a": "b"}}, {"a": 1}),
    ({"dependentRequired": "x"}, {"a": 1}),
    ({"dependentSchemas": {"x": False, "a": {"required": ["b"]}}}, {"a": 1, "b": 1}),
    ({"dependentSchemas": {"a": {"required": ["b"]}}}, {"a": maybe(1), "b": 1}),
    ({"dependencies": {"a": ["b"], "c": {"required": ["b"]}}}, {"a": 1, "b": 1, "c": 1}),
    ({"dependentExcluded": {"x": ["b"], "a": ["c", "d"]}}, {"a": 1, "b": 1}),
    ({"dependentExcluded": {"a": ["b"]}}, {"a": 1, "b": NOTHING}),
    ({"dependentExcluded": {"a": "b"}}, {"a": 1, "b": 1}),
    ({"requiredXor": ["a", "b"]}, {"b": 1, "c": 1}),
    ({"requiredXor": ["a", "b"]}, {"a": NOTHING, "b": 1}),
    ({"requiredXor": [1]}, {}),
    ({"requiredOr": ["a", "b"]}, {"a": maybe(1), "b": 1}),
    ({"requiredOr": "x"}, {}),
    ({"minProperties": 1}, {"a": 1}),
    ({"minProperties": 1}, {"a": maybe(1), "b": 1}),
    ({"minProperties": True}, {}),
    ({"minProperties": "x"}, {}),
    ({"maxProperties": 1}, {"a": maybe(1)}),
    ({"maxProperties": 0}, {"a": NOTHING}),
    ({"maxProperties": False}, {"a": 1}),
    # values
    ({"enum": ["a", 1, None]}, None),
    ({"enum": [1]}, 1.0),
    ({"enum": "x"}, "y"),
    ({"enumCaseInsensitive": ["aB", 1]}, "Ab"),
    ({"enumCaseInsensitive": ["aB", 1]}, 1),
    ({"enumCaseInsensitive": "x"}, "y"),
    ({"const": {"a": [1, True]}}, {"a": [1.0, True]}),
    ({"pattern": "b"}, "abc"),
    ({"pattern": 1}, "abc"),
    ({"minLength": 1, "maxLength": 1, "minimum": 1, "maximum": 1}, "a"),
    ({"minLength": 2, "minimum": 1, "maximum": 1, "exclusiveMinimum": 0, "exclusiveMaximum": 2}, 1),
    ({"minimum": True, "maximum": "x"}, 0),
    ({"maxLength": True}, "ab"),
    ({"multipleOf": 0}, 1),
    ({"multipleOf": 0.1}, 0.5),
    ({"multipleOf": 2}, 4),
    ({"multipleOf": 2}, 4.0),
    ({"multipleOf": 0.5}, 1e308),
    ({"multipleOf": 1e-320}, 1e308),
    # types
    ({"type": "number", "minimum": 5, "maximum": 6}, WrittenFloat(5.1, "5.10")),
    ({"type": "string", "pattern": "^5.10$"}, WrittenFloat(5.1, "5.10")),
    ({"type": "number"}, 1),
    ({"type": "integer"}, 1.0),
    ({"type": ["integer", "null"]}, None),
    ({"type": "nonsense"}, 1),
    ({"type": []}, 1),
    ({"type": [1]}, 1),
    ({"type": "string"}, {"Fn::Sub": "a"}),
    ({"type": "number"}, {"Fn::Length": [1]}),
    ({"type": ["boolean", "array"]}, {"Fn::Equals": [1, 2]}),
    ({"type": "string"}, LATER),
    ({}, REF),
    ({"minItems": 1}, {"Fn::Sub": "a"}),
    ({"type": "string"}, NOTHING),
    (True, 1),
    ("x", 1),
    # logic
    ({"allOf": [TEXT, {"maxLength": 1}]}, "a"),
    ({"allOf": [], "anyOf": [], "oneOf": "x", "not": "x", "if": "x"}, 1),
    ({"anyOf": [NUMBER, TEXT]}, "a"),
    ({"anyOf": [{"const": 1}, NUMBER]}, 2),
    ({"anyOf": [{"const": 1}, True]}, REF),
    ({"oneOf": [NUMBER, {"const": "a"}]}, "a"),
    ({"not": {"const": 1}}, 2),
    ({"if": {"const": 1}, "then": False}, 2),
    ({"if": {"const": 1}, "else": False}, 1),
    ({"if": {"const": 1}, "then": {"maximum": 1}, "else": {"minimum": 2}}, 2),
    ({"if": {"const": 1}, "then": True, "else": True}, REF),
    ({"if": False}, 1),
]  # fmt: skip

UNKNOWN = [
    ({"items": NUMBER}, [1, REF]),
    ({"items": [TEXT, TEXT]}, [maybe("a"), []]),
    ({"items": [TEXT, TEXT]}, ["a", REF]),
    ({"items": [TEXT]}, [NOTHING]),
    ({"contains": NUMBER}, [[], REF]),
    ({"contains": NUMBER}, [maybe(1)]),
    ({"contains": NUMBER}, [REF, []]),
    ({"minItems": 2}, [1, maybe(2)]),
    ({"maxItems": 1}, [1, maybe(2)]),
    ({"uniqueItems": True}, [1, REF]),
    ({"uniqueItems": True}, [1, maybe(1)]),
    ({"uniqueItems": True}, [LATER, "a"]),
    ({"uniqueItems": True}, [{"a": [LATER]}, "a"]),
    ({"uniqueItems": True}, [{"Fn::Transform": 1}, {"Fn::Transform": 1}]),
    ({"uniqueItems": True}, [{"a": maybe(1)}, {"a": maybe(1)}]),
    ({"uniqueKeys": ["k"]}, [{"k": 1}, REF]),
    ({"uniqueKeys": ["k"]}, [{"k": 1}, 1]),
    ({"uniqueKeys": ["k", "l"]}, [{"k": 1, "l": REF}, {"k": 1, "l": REF}]),
    ({"uniqueKeys": ["k"]}, [{"k": 1}, {"k": LATER}]),
    ({"properties": {"a": NUMBER}}, {"a": REF}),
    ({"patternProperties": {"^a": NUMBER}}, {"a": REF}),
    ({"patternProperties": {"[a-z&&[^b]]": NUMBER}}, {"a": 1}),
    ({"additionalProperties": False, "patternProperties": {"[a-z&&[^b]]": {}}}, {"a": 1}),
    ({"additionalProperties": False}, {LOOP: 1, "Fn::Transform": 1}),
    ({"additionalProperties": NUMBER}, {"a": REF}),
    ({"propertyNames": {"maxLength": 1}}, {LOOP: 1, "a": 1}),
    ({"propertyNames": {"pattern": "[a-z&&[^b]]"}}, {"a": 1}),
    ({"required": ["a"]}, {LOOP: 1, "b": 1}),
    ({"dependentRequired": {"a": ["b"]}}, {"a": 1, "b": maybe(1)}),
    ({"dependentRequired": {"a": ["b"]}}, {"a": maybe(1)}),
    ({"dependentRequired": {"a": ["b"]}}, {"a": 1, LOOP: 1}),
    ({"dependentSchemas": {"a": False}}, {"a": maybe(1)}),
    ({"dependentExcluded": {"a": ["b"]}}, {"a": 1, "b": maybe(1)}),
    ({"dependentExcluded": {"a": ["b"]}}, {"a": maybe(1), "b": 1}),
    ({"dependentExcluded": {"a": ["b"]}}, {"a": 1, LOOP: 1}),
    ({"requiredXor": ["a", "b"]}, {"a": maybe(1)}),
    ({"requiredXor": ["a", "b"]}, {"a": 1, "b": maybe(1)}),
    ({"requiredXor": ["a", "b"]}, {"a": 1, LOOP: 1}),
    ({"requiredOr": ["a", "b"]}, {"a": maybe(1)}),
    ({"requiredOr": ["a"]}, {LOOP: 1, "c": 1}),
    ({"minProperties": 2}, {"a": 1, LOOP: 1}),
    ({"minProperties": 2}, {"a": 1, "b": maybe(1)}),
    ({"maxProperties": 1}, {"a": 1, LOOP: 1}),
    ({"maxProperties": 1}, {"a": 1, "b": maybe(1)}),
    ({"enum": ["a"]}, LATER),
    ({"enum": [{"a": 1}, 2]}, {"a": REF}),
    ({"const": {"a": 1}}, {"b": REF}),
    ({"const": [1]}, [1, REF]),
    ({"pattern": "[a-z&&[^b]]"}, "a"),
    ({"type": "boolean"}, {"Fn::Sub": "a"}),
    ({"type": "array"}, REF),
    ({"minLength": 1}, {"Fn::Sub": "a"}),
    ({"minLength": 1}, REF),
    ({"allOf": [TEXT, {"minLength": 1}]}, {"Fn::Sub": "a"}),
    ({"anyOf": [NUMBER, {"const": "a"}]}, {"Fn::Sub": "a"}),
    ({"oneOf": [TEXT, {"const": "b"}]}, LATER),
    ({"not": {"const": 1}}, REF),
    ({"if": {"const": 1}, "then": False}, REF),
    ({"if": {"const": 1}, "else": False}, REF),
    ({"$ref": "#/nowhere"}, 1),
    ({"$ref": "other#/a"}, 1),
    ({"$ref": "#"}, 1),
    ({"$ref": 1}, 1),
]  # fmt: skip

BROKEN = [
    ({"items": NUMBER}, [NOTHING, "a"], [(1,)]),
    ({"contains": NUMBER, "uniqueItems": True}, [NOTHING, "a", "a"], [(), ()]),
    ({"properties": {"z": {}, "a": NUMBER}}, {"y": 1, "z": NOTHING, "a": "x"}, [("a",)]),
    ({"patternProperties": {"a": NUMBER}}, {"ba": NOTHING, LOOP: 1, "a": "x"}, [("a",)]),
    ({"additionalProperties": False, "properties": {"c": {}}}, {"b": NOTHING, "c": 1, "a": 1}, [("a",)]),
    ({"additionalProperties": False, "patternProperties": {"c": {}}}, {"c": 1, "a": 1}, [("a",)]),
    ({"dependentRequired": {"x": ["y"], "a": ["b"]}}, {"a": 1}, [()]),
    ({"dependentSchemas": {"x": False, "a": True, "b": False}}, {"a": 1, "b": 1}, [()]),
    ({"dependencies": {"a": {}, "b": ["c"]}}, {"a": 1, "b": 1}, [()]),
    ({"items": NUMBER}, [1, "a", REF, []], [(1,), (3,)]),
    ({"items": NUMBER, "prefixItems": [TEXT]}, [[], "b"], [(1,), (0,)]),
    ({"items": [TEXT, NUMBER]}, ["a", [], 1], [(1,)]),
    ({"items": [TEXT, NUMBER]}, [[], maybe(1), []], [(0,)]),
    ({"items": [TEXT], "additionalItems": NUMBER}, ["a", 1, []], [(2,)]),
    ({"items": [TEXT], "additionalItems": False}, ["a", 1], [(1,)]),
    ({"items": False}, [1], [(0,)]),
    ({"contains": NUMBER}, [[], "a", NOTHING], [()]),
    ({"contains": NUMBER}, [], [()]),
    ({"minItems": 3}, [1, maybe(2)], [()]),
    ({"maxItems": 1}, [1, 2, maybe(3)], [()]),
    ({"uniqueItems": True}, [1, REF, NOTHING, maybe(2), 1], [()]),
    ({"uniqueItems": True}, [{"a": 1, "b": 2}, {"b": 2, "a": 1}], [()]),
    ({"uniqueItems": True}, [{"Fn::Sub": "a"}, {"Fn::Sub": "a"}], [()]),
    ({"uniqueKeys": ["k", "l"]}, [1, {"k": 1, "l": 2}, {"k": 1, "l": 2, "m": 3}], [()]),
    ({"properties": {"a": NUMBER, "b": TEXT}}, {"x": 1, "b": [], "a": "x"}, [("b",), ("a",)]),
    ({"patternProperties": {"^a": NUMBER, "b$": TEXT}}, {"x": 1, "ab": [], "b": []}, [("ab",), ("ab",), ("b",)]),
    ({"additionalProperties": False, "properties": {"a": {}}}, {"a": 1, "b": 1, "c": REF}, [("b",), ("c",)]),
    ({"additionalProperties": NUMBER, "properties": {"a": {}}}, {"a": "x", "b": "x"}, [("b",)]),
    ({"propertyNames": {"maxLength": 1}}, {"a": 1, "bb": 1, LOOP: 1}, [("bb",)]),
    ({"propertyNames": False}, {"a": 1}, [("a",)]),
    ({"required": ["a", "b", "c"]}, {"b": 1}, [(), ()]),
    ({"required": ["a"]}, {"a": NOTHING}, [("a",)]),
    ({"dependentRequired": {"a": ["b", "c"]}}, {"a": 1, "b": NOTHING}, [(), ()]),
    ({"dependentSchemas": {"a": {"required": ["b"]}}}, {"a": 1}, [()]),
    ({"dependencies": {"a": ["b"], "c": False}}, {"a": 1, "c": 1}, [(), ()]),
    ({"dependentExcluded": {"x": ["a"], "a": ["b", "c"]}}, {"a": 1, "b": 1, "c": 1}, [("b",), ("c",)]),
    ({"requiredXor": ["a", "b", "c"]}, {"a": 1, "c": 1, "d": 1}, [()]),
    ({"requiredXor": ["a", "b"]}, {"a": NOTHING}, [()]),
    ({"requiredOr": ["a", "b"]}, {"a": NOTHING, "c": 1}, [()]),
    ({"minProperties": 2}, {"a": 1, "b": NOTHING}, [()]),
    ({"maxProperties": 1}, {"a": 1, "b": 1, LOOP: 1}, [()]),
    ({"enum": ["a", 1, None]}, False, [()]),
    ({"enum": [True]}, 1, [()]),
    ({"enum": [{"a": 1}]}, {"a": 2}, [()]),
    ({"enumCaseInsensitive": ["aB"]}, "ba", [()]),
    ({"const": [1]}, [True], [()]),
    ({"const": [1]}, [1, 1], [()]),
    ({"const": [1]}, {"a": 1}, [()]),
    ({"const": {"a": 1}}, [1], [()]),
    ({"pattern": "^b"}, "abc", [()]),
    ({"multipleOf": 0.1}, 0.55, [()]),
    ({"multipleOf": 2}, 5, [()]),
    ({"type": "integer"}, 1.5, [()]),
    ({"type": ["object", "null"]}, {"Fn::Sub": "a"}, [()]),
    ({"type": "object"}, LATER, [()]),
    ({"type": "integer"}, {"Fn::Split": [",", "a"]}, [()]),
    ({"type": "null"}, {"Fn::Sub": "a"}, [()]),
    (False, REF, [()]),
    (False, 1, [()]),
    ({"allOf": [{"const": 1}, {"const": 2}, {}]}, 3, [(), ()]),
    ({"anyOf": [{"const": 1}, {"const": 2}]}, 3, [()]),
    ({"oneOf": [NUMBER, {"const": 1}]}, 1, [()]),
    ({"oneOf": [{"const": 1}, {"const": 2}]}, 3, [()]),
    ({"oneOf": [TEXT, {"type": ["string", "null"]}, {"const": 1}]}, {"Fn::Sub": "a"}, [()]),
    ({"not": NUMBER}, 1, [()]),
    ({"if": NUMBER, "then": {"maximum": 1}}, 2, [()]),
    ({"if": NUMBER, "else": {"maxLength": 1}}, "ab", [()]),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "value"), KEPT, ids=str)
def test_a_schema_is_kept(schema, value):
    assert holds(value, schema) is True
    assert violations(value, schema) == []


@pytest.mark.parametrize(("schema", "value"), UNKNOWN, ids=str)
def test_only_deployment_tells_whether_a_schema_is_kept(schema, value):
    assert holds(value, schema) is None
    assert violations(value, schema) == []


@pytest.mark.parametrize(("schema", "value", "paths"), BROKEN, ids=str)
def test_a_schema_is_broken_where_it_says(schema, value, paths):
    assert holds(value, schema) is False
    found = violations(value, schema, path=("at",))
    assert [one.path for one in found] == [("at", *path) for path in paths]


@pytest.mark.parametrize(("schema", "value"), UNKNOWN, ids=str)
def test_what_only_deployment_tells_is_so_in_every_place_of_a_schema(schema, value):
    assert holds(value, {"not": schema}, root=schema) is None
    assert holds([value, value], {"items": schema}, root=schema) is None
    assert holds({"a": value}, {"additionalProperties": schema}, root=schema) is None
    assert holds({"a": value}, {"patternProperties": {"a": schema}}, root=schema) is None
    assert holds(value, {"anyOf": [False, schema]}, root=schema) is None
    assert holds(value, {"allOf": [schema, True]}, root=schema) is None


@pytest.mark.parametrize(("schema", "value", "paths"), BROKEN, ids=str)
def test_what_breaks_outweighs_what_only_deployment_tells(schema, value, paths):
    both = {"allOf": [{"not": {"const": REF}}, {"$ref": "#/a~1b~0c/0"}, schema, {"$ref": "#/nowhere"}]}
    assert holds(value, both, root={"a/b~c": [True]}) is False
    assert holds([REF, value, REF], {"items": schema}) is False
    assert holds(value, {"not": schema}) is True


@pytest.mark.parametrize(
    ("schema", "value", "path"),
    [
        ({"propertyNames": {"maxLength": 1}}, {"bb": maybe(1), "a": 1}, ("bb",)),
        ({"additionalProperties": False}, {"b": maybe(1)}, ("b",)),
        ({"required": ["a"]}, {"a": maybe(1)}, ("a", "Fn::If", 2)),
        ({"properties": {"a": NUMBER}}, {"a": maybe("x", 1)}, ("a", "Fn::If", 1)),
        ({"patternProperties": {"a": NUMBER}}, {"a": maybe("x", 1)}, ("a", "Fn::If", 1)),
        ({"additionalProperties": NUMBER}, {"a": maybe("x", 1)}, ("a", "Fn::If", 1)),
        ({"prefixItems": [NUMBER]}, [maybe("x", 1)], (0, "Fn::If", 1)),
    ],
    ids=str,
)
def test_what_breaks_under_one_outcome_of_a_condition_is_told_though_it_may_hold(schema, value, path):
    assert holds(value, schema) is None
    assert [one.path for one in violations(value, schema)] == [path]


def test_a_schema_refers_to_itself_when_no_other_root_is_given():
    schema = {"$ref": "#/definitions/D", "definitions": {"D": {"type": "string"}}}
    assert holds([], schema) is False
    assert [one.keyword for one in violations([], schema)] == ["type"]
    assert [one.keyword for one in violations([], {"$ref": "#/definitions/D"}, root=schema)] == ["type"]
    assert violations([], schema, root={"definitions": {"D": {}}}) == []


def test_only_one_branch_of_a_condition_may_break():
    assert holds(maybe(1, "a"), NUMBER) is None
    assert holds(maybe("a", 1), NUMBER) is None
    assert holds(maybe("a", "b"), NUMBER) is False
    assert holds(maybe(1, maybe("a", 2)), NUMBER) is True
    assert holds(maybe(maybe(1, "a"), 2), NUMBER) is True
    assert holds(maybe(REF, REF), NUMBER) is None
    assert [one.path for one in violations([maybe("a", 1), "a"], {"items": NUMBER})] == [
        (0, "Fn::If", 1),
        (1,),
    ]


def test_a_reference_within_a_schema_is_followed_through_references_and_escapes():
    root = {
        "a/b": {"~x": [{"type": "string"}]},
        "again": {"$ref": "#/a~1b/~0x/0"},
        "round": {"$ref": "#/trip"},
        "trip": {"$ref": "#/round"},
    }
    for pointer, status in [
        ("#/a~1b/~0x/0", False),
        ("#/again", False),
        ("#/round", None),
        ("#/a~1b/~0x/1", None),
        ("#/a~1b/~0x/x", None),
    ]:
        assert holds([], {"$ref": pointer}, root=root) is status
    assert holds([], {"$ref": "#/again", "minItems": 1}, root=root) is False


def test_a_required_value_may_be_looked_up_and_all_of_its_values_count():
    def look(name):
        return {"Good": ("a", "b"), "Bad": (1, 2), "Mixed": ("a", [1]), "None": ()}.get(name)

    assert holds({"Ref": "Good"}, {"type": "string"}, lookup=look) is True
    assert holds({"Ref": "Mixed"}, {"type": "string"}, lookup=look) is None
    assert holds({"Ref": "Bad"}, {"type": "array"}, lookup=look) is False
    assert [one.actual for one in violations({"Ref": "Bad"}, {"type": "array"}, lookup=look)] == [1]
    assert holds({"Ref": "None"}, {"type": "string"}, lookup=look) is None
    assert holds({"Ref": ["Bad"]}, {"type": "array"}, lookup=look) is None
