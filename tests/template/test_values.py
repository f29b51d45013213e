import pytest
from hypothesis import example, given, settings
from template_strategies import json_values, template_values

from repair.document.number import WrittenFloat
from repair.template.values import normal, same_value

A = {"Ref": "A"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"Fn::Sub": "plain"}, "plain"),
        ({"Fn::Sub": "${!A}"}, "${A}"),
        ({"Fn::Sub": "${A}"}, A),
        ({"Fn::Sub": "${ A }"}, A),
        ({"Fn::Sub": "${A.Arn}"}, {"Fn::GetAtt": ["A", "Arn"]}),
        ({"Fn::GetAtt": "A.Out.X"}, {"Fn::GetAtt": ["A", "Out", "X"]}),
        ({"Fn::Join": ["-", [A, "x"]]}, {"Fn::Sub": "${A}-x"}),
        ({"Fn::Join": ["", ["a", {"Fn::Join": ["/", ["b", A]]}]]}, {"Fn::Sub": "ab/${A}"}),
        ({"Fn::Sub": ["${V}-${W}", {"V": "v", "W": A}]}, {"Fn::Sub": "v-${A}"}),
        ({"Fn::Sub": ["x-${V}", {"V": {"Fn::Sub": "${A}-y"}}]}, {"Fn::Sub": "x-${A}-y"}),
        ({"Fn::Join": [",", ["a", 5, True]]}, "a,5,true"),
        ({"Fn::Join": ["-", ["a", {"Ref": "AWS::NoValue"}, "b"]]}, "a-b"),
        ({"Fn::Join": [":", []]}, ""),
        ({"Fn::Select": ["1", ["a", A]]}, A),
        ({"Fn::Select": [0, {"Fn::Split": [",", "a,b"]}]}, "a"),
        ({"Fn::Split": ["-", {"Fn::Join": ["-", ["a", "b"]]}]}, ["a", "b"]),
        ({"Fn::GetAZs": ""}, {"Fn::GetAZs": {"Ref": "AWS::Region"}}),
        ({"Fn::Base64": {"Fn::Sub": "x"}}, {"Fn::Base64": "x"}),
        ({"Fn::Join": [":", ["v", WrittenFloat(5.1, "5.10")]]}, "v:5.10"),
    ],
)
def test_two_ways_to_write_a_value_are_the_same(one, other):
    assert same_value(one, other)
    assert same_value({"deep": [one]}, {"deep": [other]})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (True, "true"),
        (True, 1),
        (1, "1"),
        (1, 1.0),
        (WrittenFloat(5.1, "5.10"), 5.1),
        ("a", "A"),
        ([1, 2], [2, 1]),
        ({"Fn::Sub": "${A}"}, "${A}"),
        ({"Fn::Base64": "x"}, "x"),
        ({"Fn::Join": [",", A]}, A),
        ({"Fn::Join": ["-", ["a", {"Fn::If": ["C", A, {"Ref": "AWS::NoValue"}]}]]}, {"Fn::Sub": "a-${A}"}),
        ({"Fn::Select": [0, [{"Fn::If": ["C", "x", {"Ref": "AWS::NoValue"}]}, "y"]]}, "x"),
        (None, {}),
    ],
)
def test_values_that_differ_are_not_the_same(one, other):
    assert not same_value(one, other)


@given(template_values)
@settings(max_examples=300)
@example({"Fn::Sub": ["${A}", {"A": {"Fn::Split": [",", "a,b"]}}]})
@example({"Fn::Sub": {"Fn::Join": ["", ["${", "A}"]]}})
@example({"Fn::Join": [{"Fn::Sub": "-"}, ["a", "b"]]})
@example({"Fn::GetAtt": [{"Fn::Sub": "A"}, "b"]})
def test_a_normal_form_is_its_own_normal_form(value):
    once = normal(value)
    assert normal(once) is once
    assert same_value(value, once)


@given(json_values)
def test_plain_data_is_kept_as_it_is(value):
    if "Ref" not in repr(value) and "Fn::" not in repr(value):
        assert normal(value) is value
