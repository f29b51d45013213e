import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from template_strategies import template_values

from repair.template.schema import holds, violations

NOTHING = {"Ref": "AWS::NoValue"}
REF = {"Ref": "Param"}
SUB = {"Fn::Sub": "${Param}"}
OBJECT = {
    "type": "object",
    "properties": {"Name": {"type": "string", "enum": ["a", "b"]}, "Size": {"type": "integer", "minimum": 1}},
    "required": ["Name"],
    "additionalProperties": False,
}


def told(value, schema, **options):
    return [(v.keyword, v.path) for v in violations(value, schema, **options)]


@pytest.mark.parametrize(
    "value", [REF, {"Fn::GetAtt": ["R", "A"]}, {"Fn::FindInMap": ["M", "a", "b"]}, {"Fn::New": 1}]
)
@pytest.mark.parametrize(
    "schema", [{"type": "string", "enum": ["a"]}, {"type": "array", "minItems": 3}, OBJECT]
)
def test_a_value_known_only_at_deployment_breaks_nothing(value, schema):
    assert holds(value, schema) is None
    assert told(value, schema) == []


@pytest.mark.parametrize(
    "value", [SUB, {"Fn::Join": ["", ["a"]]}, {"Fn::Base64": "x"}, {"Ref": "AWS::Region"}]
)
def test_a_function_that_gives_text_cannot_be_an_object_or_a_list(value):
    assert told(value, {"type": "object"}) == [("type", ())]
    assert told(value, {"type": "array"}) == [("type", ())]
    assert told(value, {"type": ["object", "string"]}) == []
    assert holds(value, {"type": "string"}) is True
    assert holds(value, {"type": "integer"}) is None


def test_a_function_that_gives_a_list_cannot_be_text():
    assert told({"Fn::Split": [",", "a,b"]}, {"type": "string"}) == [("type", ())]
    assert told({"Fn::GetAZs": ""}, {"type": "array", "items": {"type": "string"}}) == []


def test_the_type_of_a_function_is_seen_through_references_and_choices():
    root = {"definitions": {"D": {"type": "object"}}}
    assert told(SUB, {"$ref": "#/definitions/D"}, root=root) == [("type", ())]
    assert told(SUB, {"allOf": [{"type": "object"}]}) == [("type", ())]
    assert told(SUB, {"anyOf": [{"type": "object"}, {"type": "array"}]}) == [("anyOf", ())]
    assert told(SUB, {"anyOf": [{"type": "object"}, {"type": "string"}]}) == []


def test_a_dynamic_reference_is_text_of_unknown_content():
    value = "{{resolve:secretsmanager:db:SecretString:password}}"
    assert told(value, {"type": "string", "pattern": "^[a-z]+$", "maxLength": 3, "enum": ["a"]}) == []
    assert told(value, {"type": "integer", "minimum": 5}) == []
    assert told(value, {"type": "object"}) == [("type", ())]


def test_each_branch_of_an_if_is_checked_at_its_own_path():
    value = {"Name": {"Fn::If": ["C", "x", {"Fn::If": ["D", "a", "y"]}]}}
    assert told(value, OBJECT) == [
        ("enum", ("Name", "Fn::If", 1)),
        ("enum", ("Name", "Fn::If", 2, "Fn::If", 2)),
    ]


def test_an_if_over_the_whole_object_is_checked_by_branch():
    value = {"Fn::If": ["C", {"Name": "a"}, {"Size": 0}]}
    assert told(value, OBJECT) == [("minimum", ("Fn::If", 2, "Size")), ("required", ("Fn::If", 2))]


def test_a_branch_that_cannot_come_about_is_not_checked():
    value = {"Fn::If": ["C", {"Fn::If": ["C", "a", 5]}, "b"]}
    assert told(value, {"enum": ["a", "b"]}) == []
    assert told({"Fn::If": ["C", "a", "x"]}, {"enum": ["a"]}, conditions={"C": True}) == []
    assert told({"Fn::If": ["C", "a", "x"]}, {"enum": ["a"]}, conditions={"C": False}) == [
        ("enum", ("Fn::If", 2))
    ]


def test_no_value_counts_as_absent():
    assert told({"Name": NOTHING}, OBJECT) == [("required", ("Name",))]
    assert told({"Name": "a", "Size": NOTHING, "Unheard": NOTHING}, OBJECT) == []
    assert told([NOTHING, 1], {"items": {"type": "integer"}, "maxItems": 1}) == []
    assert told([NOTHING, 1], {"minItems": 2}) == [("minItems", ())]


def test_a_required_property_that_a_branch_takes_away_is_missing_there():
    value = {"Name": {"Fn::If": ["C", "a", NOTHING]}}
    assert told(value, OBJECT) == [("required", ("Name", "Fn::If", 2))]
    assert told(value, OBJECT, conditions={"C": True}) == []
    assert holds(value, OBJECT) is None


def test_a_property_that_is_there_in_one_branch_only_is_neither_present_nor_absent():
    maybe = {"Fn::If": ["C", 1, NOTHING]}
    xor = {"requiredXor": ["a", "b"]}
    assert told({"a": maybe, "b": {"Fn::If": ["C", NOTHING, 1]}}, xor) == []
    assert told({"a": maybe}, {"requiredOr": ["a"]}) == []
    assert told({"a": 1, "b": maybe}, {"dependentExcluded": {"a": ["b"]}}) == []
    assert told({"a": maybe}, {"dependentRequired": {"a": ["b"]}}) == []
    assert told({"a": maybe}, {"minProperties": 1, "maxProperties": 0}) == []
    assert told([maybe], {"minItems": 1, "maxItems": 0, "contains": {"const": 1}}) == []


@pytest.mark.parametrize("key", ["Fn::Transform", "Fn::ForEach::Loop"])
def test_a_function_among_the_keys_may_add_properties(key):
    assert told({key: {}, "Size": 2}, OBJECT) == []
    assert told({key: {}}, OBJECT) == []
    assert told({key: {}, "Size": 0}, OBJECT) == [("minimum", ("Size",))]
    assert told({key: {}, "Unheard": 0}, OBJECT) == [("additionalProperties", ("Unheard",))]


def test_another_function_among_several_keys_is_a_property_like_any_other():
    assert told({"Name": "a", "Fn::If": []}, OBJECT) == [("additionalProperties", ("Fn::If",))]


@pytest.mark.parametrize(
    "schema",
    [
        {"not": {"const": "a"}},
        {"oneOf": [{"const": "a"}, {"const": "b"}]},
        {"if": {"const": "a"}, "then": False},
        {"if": {"not": {"const": "a"}}, "then": {"type": "object"}},
        {"contains": {"const": "a"}},
        {"anyOf": [{"const": "a"}, {"const": "b"}]},
    ],
)
def test_logic_over_an_unknown_value_is_unknown(schema):
    assert told(REF, schema) == []
    assert holds(REF, schema) is None
    assert told({"a": REF}, {"properties": {"a": schema}}) == []


def test_a_condition_decides_where_the_values_it_asks_for_are_known():
    schema = {
        "if": {"properties": {"Engine": {"const": "mysql"}}, "required": ["Engine"]},
        "then": {"required": ["Port"]},
    }
    assert told({"Engine": "mysql", "Other": REF}, schema) == [("required", ())]
    assert told({"Engine": REF}, schema) == []
    assert told({"Engine": {"Fn::If": ["C", "mysql", "oracle"]}}, schema) == []


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        ("true", {"type": "boolean"}),
        ("5", {"type": "integer", "minimum": 5}),
        ("-1.5", {"type": "number"}),
        (5, {"type": "string", "pattern": "^5$"}),
        (True, {"type": "string", "enum": ["true"]}),
        ("true", {"const": True}),
        (True, {"const": "true"}),
        ("3", {"enum": [1, 3]}),
        (3, {"enum": ["1", "3"]}),
    ],
)
def test_scalars_are_read_as_cloudformation_reads_them(value, schema):
    assert holds(value, schema) is True
    assert holds(value, schema, lenient=False) is False


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        ("yes", {"type": "boolean"}),
        (1, {"type": "boolean"}),
        ("5x", {"type": "integer"}),
        ("4", {"type": "integer", "minimum": 5}),
        ("5.5", {"type": "integer"}),
        (True, {"type": "integer"}),
        (None, {"type": "string"}),
        ([], {"type": "string"}),
        ("1", {"const": True}),
        ("03", {"const": "3"}),
    ],
)
def test_and_no_further(value, schema):
    assert holds(value, schema) is False


def test_a_reference_to_a_parameter_may_be_looked_up():
    values = {"Bad": ("x", "y"), "Good": ("a",), "Mixed": ("a", "x")}
    schema = {"type": "string", "enum": ["a", "b"]}
    assert [v.actual for v in violations({"Ref": "Bad"}, schema, lookup=values.get)] == ["x"]
    for name, expected in [("Good", True), ("Mixed", None), ("Other", None)]:
        assert told({"Ref": name}, schema, lookup=values.get) == []
        assert holds({"Ref": name}, schema, lookup=values.get) is expected


def test_the_same_function_twice_is_the_same_item_twice():
    assert told([REF, REF], {"uniqueItems": True}) == [("uniqueItems", ())]
    assert told([REF, {"Ref": "Other"}], {"uniqueItems": True}) == []
    maybe = {"Fn::If": ["C", "a", NOTHING]}
    assert told([maybe, maybe], {"uniqueItems": True}) == []


def test_items_behind_one_that_may_vanish_have_no_sure_position():
    schema = {"items": [{"const": 1}, {"const": 2}]}
    assert told([NOTHING, 5], schema) == []
    assert told([5, NOTHING], schema) == [("const", (0,))]


def test_constants_that_hold_functions_are_unknown():
    assert holds({"a": REF}, {"const": {"a": 1}}) is None
    assert holds({"a": REF, "b": 2}, {"const": {"a": 1, "b": 1}}) is False
    assert holds([REF], {"const": [1, 2]}) is None


some_schemas = st.sampled_from(
    [
        OBJECT,
        {"type": "array", "items": OBJECT, "uniqueItems": True, "minItems": 1},
        {"anyOf": [OBJECT, {"type": "string", "pattern": "a"}], "not": {"const": "a"}},
        {"oneOf": [{"required": ["a"]}, {"required": ["b"]}, {"type": "integer"}]},
        {"if": {"required": ["a"]}, "then": {"minProperties": 2}, "else": {"type": ["string", "null"]}},
        {
            "properties": {"a": {"const": "a"}, "b": {"enumCaseInsensitive": ["A"]}},
            "dependencies": {"a": ["b"]},
        },
        {"contains": {"type": "string"}, "propertyNames": {"maxLength": 1}, "maxProperties": 1},
    ]
)


@given(template_values, some_schemas)
@settings(max_examples=200)
def test_status_and_violations_agree(value, schema):
    found = list(violations(value, schema))
    status = holds(value, schema)
    assert status is not False or found
    assert status is not True or not found


@given(template_values, template_values, some_schemas)
@settings(max_examples=100)
def test_an_if_breaks_what_its_branches_break(first, second, schema):
    if NOTHING in (first, second) or "IsProd" in repr((first, second)):
        return
    value = {"Fn::If": ["IsProd", first, second]}
    expected = [
        (v.keyword, v.path)
        for at, branch in ((1, first), (2, second))
        for v in violations(branch, schema, path=("Fn::If", at))
    ]
    assert told(value, schema) == expected
